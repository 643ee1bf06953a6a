"""BibTeX: UTF-8, every value in braces, names as printed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from resources.bibliography import ET_AL, Day, Name, Record

_ENTRIES = {"book": "book", "article-journal": "article", "chapter": "incollection", "report": "techreport"}
_CONTAINERS = {"article": "journal", "incollection": "booktitle"}
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
# A brace behind a backslash still counts as a brace when an entry is read, so braces have names.
_SPECIAL = {
    "\\": r"\textbackslash{}",
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{character: f"\\{character}" for character in "%$&#_"},
}
_LIGATURE = re.compile(r"([-'`])(?=\1)")
_VERBATIM = str.maketrans({"{": "%7B", "}": "%7D", "\\": "%5C"})
_RANGE = re.compile(r"(?<=\w)[–-](?=\w)")


def bibtex(record: Record) -> str:
    """One entry; its fields stand in a fixed order."""
    kind = _ENTRIES.get(record.type, "misc")
    fields = "".join(f"  {name} = {value},\n" for name, value in _fields(record, kind) if value)
    return f"@{kind}{{{record.key},\n{fields}}}\n"


def write(records: Iterable[Record]) -> str:
    return "\n".join(bibtex(each) for each in records)


def _fields(record: Record, kind: str) -> Iterator[tuple[str, str]]:
    yield "author", _people(record.authors)
    yield "editor", _people((*record.editors, *record.series_editors))
    yield "title", f"{{{_braced(record.title)}}}"  # twice in braces: no style changes its capitals
    yield from _issued(record.issued)
    yield _CONTAINERS.get(kind, "howpublished"), _braced(record.container or record.genre)
    yield "institution" if kind == "techreport" else "publisher", _braced(record.publisher)
    yield "volume", _braced(record.volume)
    yield "number", _range(record.issue)
    yield "pages", _range(record.pages)
    yield "edition", _braced(record.edition)
    yield "doi", _verbatim(record.doi)
    yield "isbn", _braced(record.isbn)
    yield "url", _verbatim(record.url)
    yield "note", _braced(record.note)


def _issued(issued: Day | None) -> Iterator[tuple[str, str]]:
    if issued:
        yield "year", f"{{{issued.year}}}"
        yield "month", _MONTHS[issued.month - 1] if issued.month else ""
        yield "day", f"{{{issued.day}}}" if issued.day else ""


def _people(people: Iterable[Name]) -> str:
    listed = " and ".join(_person(each) for each in people)
    return f"{{{listed}}}" if listed else ""


def _person(person: Name) -> str:
    """A name in two parts as BibTeX wants it; braces keep the parts of any other from being taken apart."""
    if person.printed == ET_AL:
        return "others"
    if person.family and not re.search(r"[,{}]|\band\b", f"{person.family} {person.given}", re.IGNORECASE):
        return f"{_escaped(person.family)}, {_escaped(person.given)}"
    return _braced(person.printed)


def _range(text: str) -> str:
    return f"{{{_RANGE.sub('--', _escaped(text))}}}" if text else ""


def _braced(text: str) -> str:
    return f"{{{_escaped(text)}}}" if text else ""


def _escaped(text: str) -> str:
    return "".join(_SPECIAL.get(each, each) for each in _LIGATURE.sub("\\1\0", text)).replace("\0", "{}")


def _verbatim(text: str) -> str:
    """An address stays as it is, but for what would end its field."""
    return f"{{{text.translate(_VERBATIM)}}}" if text else ""
