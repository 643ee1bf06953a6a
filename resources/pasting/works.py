"""A pasted record as the fields of a new work: nothing of it counts as checked."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError

from resources.bibliography import Name, Record
from resources.isbn import check_isbn
from resources.models import Contributor, Resource

Kind = Resource.Kind
_KINDS = {
    "article-journal": Kind.ARTICLE,
    "book": Kind.BOOK,
    "chapter": Kind.CHAPTER,
    "motion_picture": Kind.VIDEO,
    "periodical": Kind.JOURNAL,
    "report": Kind.REPORT,
}
_GENRES = {str(kind.label).casefold(): kind for kind in (Kind.VIDEO, Kind.ORGANISATION, Kind.TRAINING)}
_BEFORE_DOI = re.compile(r"^\s*(?:https?://(?:dx\.)?doi\.org/|doi:?\s*)", re.IGNORECASE)
_IS_DOI = re.compile(r"10\.\d{4,9}/\S+")
_ISSN = re.compile(r"\d{4}-?\d{3}[\dXx]")
_PLAIN = ("title", "publisher", "volume", "issue", "pages", "edition")


@dataclass
class Pasted:
    """What the form of a new work begins with, and what its editor should know."""

    initial: dict[str, Any]
    contributors: list[dict[str, Any]]
    notes: list[str] = field(default_factory=list)


def from_record(record: Record) -> Pasted:
    kind = _kind(record)
    pasted = Pasted({"kind": kind.value}, _contributors(record, kind))
    pasted.initial |= {name: getattr(record, name) for name in _PLAIN}
    pasted.initial["year"] = record.issued.year if record.issued else None
    pasted.initial["container"] = _container(record, kind)
    pasted.initial["doi"] = _doi(record.doi, pasted.notes)
    pasted.initial["isbn"] = _isbn(record.isbn, pasted.notes)
    pasted.initial["url"] = _url(record.url, pasted.notes)
    pasted.initial["editors_note"] = record.note
    pasted.initial["key"] = free_key(record)
    pasted.initial["slug"] = pasted.initial["key"].lower()
    pasted.initial["unverified_fields"] = _unverified(pasted)
    pasted.notes += _twins(pasted.initial["doi"], pasted.initial["isbn"])
    return pasted


def free_key(record: Record) -> str:
    """A citation key in the hub's way, "siegel1999", that no work has yet."""
    people = record.authors or record.editors or record.series_editors
    first = people[0].family or people[0].printed if people else record.title
    year = f"{record.issued.year}" if record.issued else ""
    start = (re.sub(r"[^a-z0-9]", "", _ascii(first.split(" ")[-1] if people else first).lower())[:40] or "work") + year
    taken = {key.lower() for key in Resource.objects.beginning_with_key(start)}
    if start not in taken:
        return start
    letters = (f"{start}{letter}" for letter in "bcdefghijklmnopqrstuvwxyz")
    numbers = (f"{start}-{number}" for number in range(2, len(taken) + 3))
    return next(each for each in (*letters, *numbers) if each not in taken)


def _ascii(text: str) -> str:
    return unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()


def _kind(record: Record) -> Resource.Kind:
    for words in (record.genre, record.container):
        if record.type in ("webpage", "motion_picture") and words.casefold() in _GENRES:
            return _GENRES[words.casefold()]
    return _KINDS.get(record.type, Kind.WEBSITE)


def _container(record: Record, kind: Resource.Kind) -> str:
    """The journal; of a chapter the book with its editors, as the hub's references name it."""
    container = "" if record.container.casefold() in _GENRES else record.container
    if kind != Kind.CHAPTER or not record.editors or not container:
        return container
    listed = [_given_first(each) for each in record.editors]
    people = f"{', '.join(listed[:-1])} & {listed[-1]}" if len(listed) > 1 else listed[0]
    return f"In {people} ({'Eds.' if len(listed) > 1 else 'Ed.'}), {container}"


def _given_first(person: Name) -> str:
    initials = " ".join(part if part.endswith(".") else f"{part[0]}." for part in person.given.split())
    return f"{initials} {person.family}" if person.family else person.printed


def _contributors(record: Record, kind: Resource.Kind) -> list[dict[str, Any]]:
    role = Contributor.Role.AUTHOR
    editors = () if kind == Kind.CHAPTER and record.container else record.editors
    rows = [
        *((each, role) for each in record.authors),
        *((each, Contributor.Role.EDITOR) for each in editors),
        *((each, Contributor.Role.SERIES_EDITOR) for each in record.series_editors),
    ]
    return [{"name": each.printed, "role": role.value, "order": place} for place, (each, role) in enumerate(rows, 1)]


def _doi(text: str, notes: list[str]) -> str:
    doi = _BEFORE_DOI.sub("", text).strip().rstrip(".,;")
    if doi and not _IS_DOI.fullmatch(doi):
        notes.append(f"“{text}” is no DOI, so it was left out.")
        return ""
    return doi


def _isbn(text: str, notes: list[str]) -> str:
    """The first number that is an ISBN; the field may hold several, or the number of a journal."""
    found = [each.strip(" .;()") for each in re.split(r"[,;]|\s(?=97[89])", text) if each.strip(" .;()")]
    for each in found:
        if _is_isbn(each):
            return each
    if found:
        words = "is the number of a journal (ISSN)" if _ISSN.fullmatch(found[0]) else "is no valid ISBN"
        notes.append(f"“{text}” {words}, so it was left out.")
    return ""


def _is_isbn(text: str) -> bool:
    try:
        check_isbn(text)
    except ValidationError:
        return False
    return True


def _url(text: str, notes: list[str]) -> str:
    if text and not re.match(r"https?://[^\s/]+", text):
        notes.append(f"“{text}” is no web address, so it was left out.")
        return ""
    return text


def _unverified(pasted: Pasted) -> list[str]:
    filled = {name for name, value in pasted.initial.items() if value}
    filled |= {"authors"} if pasted.contributors else set()
    return [name for name in Resource.UNVERIFIABLE if name in filled]


def _twins(doi: str, isbn: str) -> list[str]:
    return [
        f"The hub has a work with this DOI or ISBN already: “{each.title}” [@{each.key}]."
        for each in Resource.objects.with_numbers(doi, isbn)
    ]
