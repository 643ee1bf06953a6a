"""References in APA style (7th edition), from what readers may see of a work."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple
from urllib.parse import quote

from search.text import fold

from .models import Contributor, Resource

Role = Contributor.Role
DOI_ADDRESS = "https://doi.org/"

_INITIALS = re.compile(r"(?:\w\.[ -]?)+(?: \(.+\))?\Z")
_GIVEN = re.compile(r"\w\.|[A-ZÀ-Þ][\w’'-]+")
_PARTICLES = frozenset(("da", "de", "del", "den", "der", "di", "du", "la", "le", "ten", "van", "von"))
_BODIES = frozenset(("administration", "association", "center", "centre", "institute", "society", "university"))
_HELD = re.compile(r"(?P<before>In .*\(Eds?\.\), )(?P<title>.+)", re.DOTALL)
_ROLES = {Role.EDITOR: ("Ed.", "Eds."), Role.SERIES_EDITOR: ("Series Ed.", "Series Eds.")}


class Piece(NamedTuple):
    """A stretch of a reference; titles of whole works are set in italics."""

    text: str
    is_title: bool = False


def apa(resource: Resource) -> list[Piece]:
    """The reference without its address; what is unknown or what nobody has checked is left out."""
    first, *rest = (piece for piece in _pieces(resource) if piece.text.strip())
    return [first._replace(text=first.text.lstrip()), *rest]


def plain(resource: Resource) -> str:
    """The reference as plain text, address included."""
    return " ".join(filter(None, ("".join(piece.text for piece in apa(resource)), address(resource))))


def in_order(resources: Iterable[Resource]) -> list[Resource]:
    """Works as a reference list orders them: by family name, then year, then title."""
    return sorted(resources, key=lambda each: (fold(names(each) or each.title), each.year or 0, fold(each.title)))


def short(resource: Resource) -> str:
    """How a text names a work in passing: "Heyes and Catmur 2022"."""
    surnames = [surname(each.name) for each in credited(resource)]
    return " ".join(part for part in (_in_words(surnames) or resource.title, _shown(resource, "year")) if part)


def credited(resource: Resource) -> list[Contributor]:
    """Whom a reference names: founders are no authors, and unchecked names are left out."""
    if "authors" in resource.unverified_fields:
        return []
    return [each for each in resource.contributors.all() if each.role != Role.FOUNDER]


def names(resource: Resource) -> str:
    """The contributors as APA lists them, with "(Eds.)" behind editors."""
    people = credited(resource)
    listed = joined([inverted(each.name) for each in people])
    roles = {Role(each.role) for each in people}
    if len(roles) == 1 and (forms := _ROLES.get(roles.pop())):
        return f"{listed} ({forms[len(people) > 1]})"
    return listed


def address(resource: Resource) -> str:
    """Where the work is found: its DOI first; nothing that was built from an unchecked one."""
    if doi := resource.shown("doi"):
        return of_doi(doi)
    built_from_unchecked_doi = "doi" in resource.unverified_fields and "//doi.org/" in resource.url
    url = _shown(resource, "url")
    return url if url.startswith(("https://", "http://")) and not built_from_unchecked_doi else ""


def of_doi(doi: str) -> str:
    """The address that a DOI stands for."""
    return f"{DOI_ADDRESS}{quote(doi, safe='/:;()')}"


def archived(resource: Resource) -> str:
    """The archived copy of a work whose address has gone; known of works that were read `with_people()`."""
    entered = getattr(resource, "doi_copy" if resource.shown("doi") else "url_copy", None)
    return "" if entered is None or not address(resource) else entered or resource.archived_url


def inverted(name: str) -> str:
    """A name as a reference list prints it: of "Daniel J. Siegel" "Siegel, D. J."; others as they are."""
    given, family = _split(name)
    if not given:
        return name
    initials = " ".join(part if part.endswith(".") else f"{part[0]}." for part in given.split())
    return f"{family}, {initials}"


def joined(listed: list[str]) -> str:
    """APA's list: an ampersand before the last, except before "et al."."""
    if len(listed) < 2:
        return "".join(listed)
    last = listed[-1] if listed[-1] == "et al." else f"& {listed[-1]}"
    return f"{', '.join(listed[:-1])}, {last}"


def surname(name: str) -> str:
    return name.partition(",")[0] if _is_inverted(name) else _split(name)[1]


def _pieces(resource: Resource) -> Iterator[Piece]:
    """Names, year, title, container, publisher; a work without names begins with its title."""
    people, container, publisher = names(resource), _shown(resource, "container"), _shown(resource, "publisher")
    title = [*_title(resource, alone=not container)]
    yield from [Piece(_ended(people)), _year(resource), *title] if people else [*title, _year(resource)]
    if container:
        in_a_book = resource.kind == Resource.Kind.CHAPTER
        yield from _in_book(resource, container) if in_a_book else _in_journal(resource, container)
    if publisher and publisher != people:
        yield Piece(_ended(f" {publisher}"))


def _year(resource: Resource) -> Piece:
    year = _shown(resource, "year")
    return Piece(f" ({year})." if year else "")


def _title(resource: Resource, *, alone: bool) -> Iterator[Piece]:
    title, edition = resource.title.rstrip("."), _edition(resource)
    yield Piece(f" {title}", is_title=alone)
    yield Piece(edition if title.endswith("?") and not edition else f"{edition}.")
    yield Piece(" (Title not confirmed.)" if "title" in resource.unverified_fields else "")


def _in_journal(resource: Resource, container: str) -> Iterator[Piece]:
    volume, issue, pages = (_shown(resource, field) for field in ("volume", "issue", "pages"))
    yield Piece(f" {container}, {volume}" if volume else f" {container}", is_title=True)
    yield Piece((f"({issue})" if issue and volume else "") + (f", {pages}" if pages else "") + ".")


def _in_book(resource: Resource, container: str) -> Iterator[Piece]:
    held, pages = _HELD.match(container), _shown(resource, "pages")
    yield Piece(f" {held['before']}" if held else " In ")
    yield Piece(held["title"] if held else container.removeprefix("In "), is_title=True)
    yield Piece(f" (pp. {pages})." if pages else ".")


def _split(name: str) -> tuple[str, str]:
    """The given names and the family name of a person; a body or an odd form is all family name."""
    words = name.split()
    if len(words) < 2 or _is_inverted(name) or _BODIES & {word.lower() for word in words}:
        return "", name
    start = next((place for place, word in enumerate(words) if word in _PARTICLES), len(words) - 1)
    if start == 0 or not all(_GIVEN.fullmatch(word) for word in words[:start]):
        return "", name
    return " ".join(words[:start]), " ".join(words[start:])


def _is_inverted(name: str) -> bool:
    return bool(_INITIALS.match(name.partition(", ")[2]))


def _in_words(surnames: list[str]) -> str:
    if len(surnames) > 2 or "et al." in surnames:
        return f"{surnames[0]} and others"
    return " and ".join(surnames)


def _ended(text: str) -> str:
    return f"{text}." if text and not text.endswith(".") else text


def _shown(resource: Resource, field: str) -> str:
    value = resource.shown(field)
    return "" if value is None else str(value)


def _edition(resource: Resource) -> str:
    edition = _shown(resource, "edition")
    if edition in ("", "1st") or "ed.)" in resource.title:
        return ""
    return f" ({edition})" if "ed" in edition else f" ({edition} ed.)"
