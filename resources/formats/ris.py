"""RIS: one tag a line, lines ended as the format asks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from resources.bibliography import Day, Name, Record

_BETWEEN = re.compile("[–-]")
_TYPES = {
    "book": "BOOK",
    "article-journal": "JOUR",
    "chapter": "CHAP",
    "motion_picture": "VIDEO",
    "periodical": "JFULL",
    "report": "RPRT",
    "webpage": "ELEC",
}


def ris(record: Record) -> str:
    """One record, from its type (TY) to its end (ER)."""
    lines = [f"{tag}  - {value}\r\n" for tag, value in _lines(record) if value]
    return "".join([*lines, "ER  - \r\n"])


def write(records: Iterable[Record]) -> str:
    return "\r\n".join(ris(each) for each in records)


def _lines(record: Record) -> Iterator[tuple[str, str]]:
    yield "TY", _TYPES[record.type]
    yield "ID", record.key
    yield from (("AU", _person(each)) for each in record.authors)
    yield from (("A2", _person(each)) for each in record.editors)
    yield from (("A3", _person(each)) for each in record.series_editors)
    yield "TI", record.title
    yield from _issued(record.issued)
    yield "T2", record.container
    yield "PB", record.publisher
    yield "VL", record.volume
    yield "IS", record.issue
    yield from zip(("SP", "EP"), _BETWEEN.split(record.pages, maxsplit=1), strict=False)
    yield "ET", record.edition
    yield "DO", record.doi
    yield "SN", record.isbn
    yield "UR", record.url
    yield "M3", record.genre
    yield "N1", record.note


def _issued(issued: Day | None) -> Iterator[tuple[str, str]]:
    if issued:
        yield "PY", f"{issued.year:04}"
        yield "DA", f"{issued.year:04}/{issued.month:02}/{issued.day:02}" if issued.month else ""


def _person(person: Name) -> str:
    return f"{person.family}, {person.given}" if person.family else person.printed
