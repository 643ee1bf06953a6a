"""BibTeX and the part of BibLaTeX that publishers write, read in one pass."""

from __future__ import annotations

import re
from collections.abc import Iterator

from resources.bibliography import Name, Record, one_line

from . import latex
from .broken import Broken
from .values import pages, person, year

TYPES = {
    **dict.fromkeys(("article", "suppperiodical"), "article-journal"),
    **dict.fromkeys(("book", "booklet", "collection", "manual", "mvbook", "proceedings", "mvcollection"), "book"),
    **dict.fromkeys(("incollection", "inbook", "inproceedings", "conference", "inreference"), "chapter"),
    **dict.fromkeys(("techreport", "report", "phdthesis", "mastersthesis", "thesis", "unpublished"), "report"),
    **dict.fromkeys(("video", "movie"), "motion_picture"),
    "periodical": "periodical",
}
_ENTRY = re.compile(r"@\s*(\w+)\s*([{(])")
_KEY = re.compile(r"\s*([^\s,{}()=\"]*)\s*(,|(?=[})]))")
_FIELD = re.compile(r"[\s,]*([A-Za-z][\w:+-]*)\s*=\s*")
_MACRO = re.compile(r"[\w.:+-]+")
_CLOSES = {"{": "}", "(": ")"}
_CONTAINERS = ("journal", "journaltitle", "booktitle", "howpublished")


def read(text: str) -> list[Record]:
    return [_record(kind, key, fields) for kind, key, fields in _Reader(text).entries()]


class _Reader:
    """`at` is how far it has read."""

    def __init__(self, text: str) -> None:
        self.text, self.at = text, 0
        self.macros: dict[str, str] = {}

    def entries(self) -> Iterator[tuple[str, str, dict[str, str]]]:
        while found := _ENTRY.search(self.text, self.at):
            kind, opened = found[1].lower(), found[2]
            self.at = found.end()
            if kind in ("comment", "preamble"):
                self.at -= 1
                self._braced(opened)
            elif kind == "string":
                self.macros |= self._fields(_CLOSES[opened])
            else:
                key = _KEY.match(self.text, self.at)
                if key is None:
                    raise self._broken("the entry has no citation key with a comma behind it.")
                self.at = key.end()
                yield kind, key[1], self._fields(_CLOSES[opened])

    def _fields(self, close: str) -> dict[str, str]:
        fields: dict[str, str] = {}
        while found := _FIELD.match(self.text, self.at):
            self.at = found.end()
            fields.setdefault(found[1].lower(), self._value())
        self._skip(" \t\r\n,")
        if self.text[self.at : self.at + 1] != close:
            raise self._broken(f"here should stand “name = value” or the “{close}” that ends the entry.")
        self.at += 1
        return fields

    def _value(self) -> str:
        """One or several pieces with # between them."""
        pieces = [self._piece()]
        self._skip(" \t\r\n")
        while self.text[self.at : self.at + 1] == "#":
            self.at += 1
            pieces.append(self._piece())
            self._skip(" \t\r\n")
        return "".join(pieces)

    def _piece(self) -> str:
        self._skip(" \t\r\n")
        sign = self.text[self.at : self.at + 1]
        if sign == "{":
            return self._braced("{")
        if sign == '"':
            return self._quoted()
        found = _MACRO.match(self.text, self.at)
        if found is None:
            raise self._broken("the value of the field is missing.")
        self.at = found.end()
        return self.macros.get(found[0].lower(), found[0])

    def _braced(self, opened: str) -> str:
        """What stands between a brace and the one that closes it."""
        start, depth, both = self.at, 0, re.compile(re.escape(opened) + "|" + re.escape(_CLOSES[opened]))
        for found in both.finditer(self.text, self.at):
            depth += 1 if found[0] == opened else -1
            if not depth:
                self.at = found.end()
                return self.text[start + 1 : found.start()]
        raise self._broken("the brace that opens here is never closed.")

    def _quoted(self) -> str:
        start, depth = self.at, 0
        for found in re.compile(r"[{}\"]").finditer(self.text, self.at + 1):
            if found[0] == '"' and depth <= 0:
                self.at = found.end()
                return self.text[start + 1 : found.start()]
            depth += {"{": 1, "}": -1}.get(found[0], 0)
        raise self._broken("the quotation mark that opens here is never closed.")

    def _skip(self, signs: str) -> None:
        while self.at < len(self.text) and self.text[self.at] in signs:
            self.at += 1

    def _broken(self, words: str) -> Broken:
        return Broken(words, self.text.count("\n", 0, self.at) + 1)


def _record(kind: str, key: str, fields: dict[str, str]) -> Record:
    def text(*names: str) -> str:
        return next((one_line(latex.plain(fields[name])) for name in names if fields.get(name, "").strip()), "")

    subtitle = text("subtitle")
    return Record(
        key=key,
        type=TYPES.get(kind, "webpage"),
        title=text("title") + (f": {subtitle}" if subtitle else ""),
        genre=text("howpublished") if TYPES.get(kind) is None else "",
        authors=tuple(_people(fields.get("author", ""))),
        editors=tuple(_people(fields.get("editor", ""))),
        issued=year(text("year", "date")),
        container=text(*_CONTAINERS),
        publisher=text("publisher", "institution", "school", "organization"),
        volume=text("volume"),
        issue=text("number", "issue"),
        pages=pages(text("pages")),
        edition=text("edition"),
        doi=latex.verbatim(fields.get("doi", "")),
        isbn=text("isbn"),
        url=latex.verbatim(fields.get("url", "")),
        note=text("note"),
    )


def _people(value: str) -> Iterator[Name]:
    for each in _parted(value):
        if each.startswith("{") and each.endswith("}") and _is_one_group(each):
            yield Name(one_line(latex.plain(each)))  # a body: braces keep its name whole
        elif found := person(latex.plain(each)):
            yield found


def _parted(value: str) -> Iterator[str]:
    """The names between the words “and” that stand outside braces."""
    value = " ".join(value.split())
    depth, start = 0, 0
    for found in re.finditer(r"[{}]| and ", value):
        if found[0] in "{}":
            depth += 1 if found[0] == "{" else -1
        elif depth <= 0:
            yield value[start : found.start()].strip()
            start = found.end()
    yield value[start:].strip()


def _is_one_group(text: str) -> bool:
    depth = 0
    for place, sign in enumerate(text):
        depth += {"{": 1, "}": -1}.get(sign, 0)
        if not depth:
            return place == len(text) - 1
    return False
