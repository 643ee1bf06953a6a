"""RIS, as reference managers and publishers write it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from resources.bibliography import ET_AL, Name, Record, name, one_line

from .broken import Broken
from .values import pages, person, year

LINE = re.compile(r"^[ \t]*([A-Z][A-Z0-9]) {0,3}- ?(.*)$", re.MULTILINE)
TYPES = {
    **dict.fromkeys(("JOUR", "MGZN", "NEWS", "EJOUR", "ABST", "INPR"), "article-journal"),
    **dict.fromkeys(("BOOK", "EBOOK", "EDBOOK", "CONF", "SER"), "book"),
    **dict.fromkeys(("CHAP", "ECHAP", "CPAPER", "ENCYC", "DICT"), "chapter"),
    **dict.fromkeys(("VIDEO", "MPCT", "ADVS"), "motion_picture"),
    **dict.fromkeys(("RPRT", "THES", "GOVDOC", "STAND"), "report"),
    "JFULL": "periodical",
}
Tags = dict[str, list[str]]


def read(text: str) -> list[Record]:
    return [_record(tags) for tags in _records(text)]


def _records(text: str) -> Iterator[Tags]:
    """The tags of each record, from its TY to its ER."""
    tags: dict[str, list[list[str]]] = {}
    began, last = 0, ""
    for number, tag, value in _lines(text):
        if began and tag == "TY":
            raise Broken(f"a record begins here, but the one of line {began} has not ended with “ER  - ”.", number)
        if not began and tag != "TY":
            raise Broken("this stands outside a record; a record begins with “TY  - ”.", number)
        if tag == "ER":
            yield {name: [" ".join(parts) for parts in values] for name, values in tags.items()}
            tags, began = {}, 0
        elif tag:
            tags.setdefault(tag, []).append([value])
            began, last = began or number, tag
        else:
            tags[last][-1].append(value)  # a long text goes on
    if began:
        raise Broken("the record that begins here never ends with “ER  - ”.", began)


def _lines(text: str) -> Iterator[tuple[int, str, str]]:
    """The number, tag and value of each line that is not empty; the tag is empty where a value goes on."""
    for number, line in enumerate(re.split(r"\r\n|\r|\n", text), start=1):
        if found := LINE.match(line):
            yield number, found[1], found[2].strip()
        elif line.strip():
            yield number, "", line.strip()


def _record(tags: Tags) -> Record:
    def text(*names: str) -> str:
        return next((one_line(value) for name in names for value in tags.get(name, ()) if value), "")

    kind = TYPES.get(text("TY"), "webpage")
    return Record(
        key=text("ID"),
        type=kind,
        title=text("TI", "T1", "CT", "BT"),
        genre=text("M3"),
        authors=_people(tags, "AU", "A1"),
        editors=_people(tags, "A2", "ED"),
        series_editors=_people(tags, "A3"),
        issued=year(text("PY", "Y1", "DA")),
        container=text("T2", "JO", "JF", "BT", "JA", "J2") if kind != "book" else text("T2"),
        publisher=text("PB"),
        volume=text("VL"),
        issue=text("IS"),
        pages=pages("–".join(filter(None, (text("SP"), text("EP"))))),
        edition=text("ET"),
        doi=text("DO"),
        isbn=text("SN"),
        url=text("UR", "L2"),
        note=text("N1"),
    )


def _people(tags: Tags, *names: str) -> tuple[Name, ...]:
    written = [value for name in names for value in tags.get(name, ())]
    return tuple(found for found in map(_person, written) if found)


def _person(text: str) -> Name | None:
    """RIS parts a name by a comma; one without is kept as it is printed."""
    return person(text) if "," in text or len(text.split()) < 2 or text == ET_AL else name(text)
