"""What a citation needs, whatever its format; articles, terms and steps have records made by their own apps."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.utils import timezone

from publishing.addresses import full
from publishing.models import Tracked

from . import references
from .models import Contributor, Resource

HUB = "IPNB Hub"
ET_AL = "et al."

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_IN_BOOK = re.compile(r"In (?P<editors>.+) \(Eds?\.\), (?P<title>.+)", re.DOTALL)
_BETWEEN_NAMES = re.compile(r",? (?:&|and) |, ")
_EDITORS = (Contributor.Role.EDITOR, Contributor.Role.SERIES_EDITOR)
WORTH_SAYING = (Resource.Standing.CORRECTED, Resource.Standing.RETRACTED, Resource.Standing.SUPERSEDED)

# What a work is in the words of CSL, which is also the vocabulary of `Record.type`.
TYPES = {
    Resource.Kind.BOOK: "book",
    Resource.Kind.ARTICLE: "article-journal",
    Resource.Kind.CHAPTER: "chapter",
    Resource.Kind.VIDEO: "motion_picture",
    Resource.Kind.ORGANISATION: "webpage",
    Resource.Kind.WEBSITE: "webpage",
    Resource.Kind.TRAINING: "webpage",
    Resource.Kind.JOURNAL: "periodical",
    Resource.Kind.REPORT: "report",
}
_GENRES = (Resource.Kind.VIDEO, Resource.Kind.ORGANISATION, Resource.Kind.TRAINING)


class Name(NamedTuple):
    """A name as printed; where it can be told which part is the family name, in two parts as well."""

    printed: str
    family: str = ""
    given: str = ""


class Day(NamedTuple):
    """When something appeared; month and day are 0 where only the year is known."""

    year: int
    month: int = 0
    day: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One thing to cite; every text is a single line, and empty where it is unknown or nobody has checked it."""

    key: str
    type: str
    title: str
    genre: str = ""
    authors: tuple[Name, ...] = ()
    editors: tuple[Name, ...] = ()
    series_editors: tuple[Name, ...] = ()
    issued: Day | None = None
    container: str = ""
    publisher: str = ""
    volume: str = ""
    issue: str = ""
    pages: str = ""
    edition: str = ""
    doi: str = ""
    isbn: str = ""
    url: str = ""
    note: str = ""


def of_work(work: Resource) -> Record:
    """The record of a work, from what readers may see of it."""
    people = references.credited(work)
    container, held_by = held_in(work)
    unconfirmed = ["Title not confirmed."] if "title" in work.unverified_fields else []
    return Record(
        key=work.key,
        type=TYPES[Resource.Kind(work.kind)],
        title=one_line(work.title),
        genre=work.get_kind_display() if work.kind in _GENRES else "",
        authors=names(each.name for each in people if each.role not in _EDITORS),
        editors=names(each.name for each in people if each.role == Contributor.Role.EDITOR) or held_by,
        series_editors=names(each.name for each in people if each.role == Contributor.Role.SERIES_EDITOR),
        issued=Day(int(work.shown("year"))) if work.shown("year") else None,
        container=container,
        **{field: _shown(work, field) for field in ("publisher", "volume", "issue", "pages", "edition", "doi", "isbn")},
        url="" if work.shown("doi") else one_line(references.address(work)),
        note=" ".join([*unconfirmed, *warnings(work)]),
    )


def of_page(page: Tracked, title: str, *, authors: Iterable[str] = (), genre: str = "", container: str = "") -> Record:
    """The record of a page of the hub: its date is that of the last revision, its author the hub if nobody is named.

    `genre` and `container` say what kind of page it is, and what larger whole holds it.
    """
    return Record(
        key=page.get_absolute_url().strip("/").rpartition("/")[2],
        type="webpage",
        title=one_line(title),
        genre=genre,
        authors=names(authors) or (Name(HUB),),
        issued=day(timezone.localdate(page.revised_at())),
        container=one_line(container),
        url=full(page.get_absolute_url()),
    )


def plain(record: Record) -> str:
    """A record as a line of plain text in APA style, for pages; works have `references.plain`."""
    people = references.joined(
        [references.inverted(each.printed) if each.family else each.printed for each in record.authors]
    )
    what = f"{record.title} [{record.genre}]" if record.genre else record.title
    where = f"In {record.container}" if record.container else record.publisher
    pieces = [people, _in_words(record.issued), what, where]
    return " ".join([*(_ended(each) for each in pieces if each), record.url]).strip()


def name(printed: str) -> Name:
    """Split a name as the reference list does: nothing is added to what is printed, and nothing left out."""
    printed = one_line(printed)
    family = references.surname(printed)
    given = printed.removeprefix(f"{family}, ") if printed.startswith(f"{family}, ") else printed.removesuffix(family)
    return Name(printed) if family == printed else Name(printed, family, given.strip())


def names(printed: Iterable[str]) -> tuple[Name, ...]:
    return tuple(name(each) for each in printed)


def day(when: date) -> Day:
    return Day(when.year, when.month, when.day)


def one_line(text: str) -> str:
    """The text without line ends and control characters: no format of citations can hold them."""
    return " ".join(_CONTROL.sub(" ", text).split())


def held_in(work: Resource) -> tuple[str, tuple[Name, ...]]:
    """The title of the journal or book that holds a work, and the editors of the book as printed."""
    container = _shown(work, "container")
    if work.kind != Resource.Kind.CHAPTER:
        return container, ()
    if held := _IN_BOOK.fullmatch(container):
        return held["title"], names(_BETWEEN_NAMES.split(held["editors"]))
    return container.removeprefix("In "), ()


def warnings(work: Resource) -> list[str]:
    """What whoever uses a work should know first: that it was retracted, that it is gone."""
    standing = [work.get_standing_display()] if work.standing in WORTH_SAYING else []
    gone = [work.get_availability_display()] if work.availability == Resource.Availability.GONE else []
    return [f"{each}." for each in (*standing, *gone)]


def _shown(work: Resource, field: str) -> str:
    value = work.shown(field)
    return "" if value is None else one_line(str(value))


def _in_words(day: Day | None) -> str:
    if day is None or not day.month:
        return f"({day.year})" if day else ""
    return f"({date(*day):%Y, %B} {day.day})"


def _ended(text: str) -> str:
    return text if text.endswith((".", "?", "!")) else f"{text}."
