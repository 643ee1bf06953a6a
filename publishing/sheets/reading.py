"""A file as a table: CSV in whatever dialect a spreadsheet wrote it, or an Excel workbook."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from . import cells

MOST_BYTES = 5 * 1024 * 1024
MOST_ROWS = 20_000
MOST_COLUMNS = 60
LONGEST_CELL = 100_000  # characters, as long as the longest text of the hub

Cell: TypeAlias = Any  # text, None, or workbooks.Typed


class Unreadable(Exception):
    """Why a file cannot be read, in words for an editor."""


@dataclass(slots=True)
class Table:
    """`rows` bear the numbers that a spreadsheet shows beside them; `told` is what the editor should know."""

    columns: list[str]
    rows: list[tuple[int, list[Cell]]]
    told: list[str] = field(default_factory=list)


OLDER = (
    "This file is not written in UTF-8. It was read as Windows-1252, the older encoding of Western European "
    "spreadsheets: check below whether letters with accents, dashes and quotation marks are right."
)
_BEGINNINGS = (
    (b"\xd0\xcf\x11\xe0", "This is a workbook in the old format of Excel (.xls). Save it as .xlsx or CSV first."),
    (b"%PDF", "This is a PDF, not a table. Save the spreadsheet as .xlsx or CSV."),
    (b"{\\rtf", "This is a text document (RTF), not a table. Save the spreadsheet as .xlsx or CSV."),
)
_NOT_TEXT = "This file holds data that are no text, so it is no CSV. Save the spreadsheet as .xlsx or CSV."


def read(data: bytes, known: Iterable[str]) -> Table:
    """The table in a file, whatever its name says; `known` are the headings to expect, and name the columns."""
    names = {heading(each): each for each in known}
    found = _table(data, set(names))
    found.columns = [names.get(each, each) for each in found.columns]
    return found


def _table(data: bytes, known: set[str]) -> Table:
    if len(data) > MOST_BYTES:
        raise Unreadable("This file is larger than 5 MB. Split it into several files.")
    for beginning, words in _BEGINNINGS:
        if data.startswith(beginning):
            raise Unreadable(words)
    if data.startswith(b"PK\x03\x04"):
        from . import workbooks

        return table(*workbooks.first_sheet(data))
    text, told = decoded(data)
    if text.lstrip()[:1] == "<":
        raise Unreadable("This is a web page or XML, not a table. Save the spreadsheet as .xlsx or CSV.")
    return table(_csv_rows(text, known), told)


def table(lines: Iterable[list[Cell]], told: list[str]) -> Table:
    """The headings are the first line that holds anything; empty lines are left out, the others keep their numbers."""
    numbered = ((number, line) for number, line in enumerate(lines, start=1) if any(map(_is_filled, line)))
    _, first = next(numbered, (0, []))
    if not first:
        raise Unreadable("This file is empty.")
    columns = _headings(first)
    rows: list[tuple[int, list[Cell]]] = []
    for number, line in numbered:
        if len(rows) == MOST_ROWS:
            raise Unreadable("This file has more than 20,000 rows. Split it into several files.")
        rows.append((number, line))
    if not rows:
        raise Unreadable("This file has headings and no rows below them.")
    return Table(columns, rows, told)


def heading(text: object) -> str:
    """A heading as it is compared: “Link_by  itself ” is “link by itself”."""
    return " ".join(cells.unescaped(str(text or "")).replace("_", " ").casefold().split())


def _headings(line: list[Cell]) -> list[str]:
    columns = [heading(each) for each in line]
    while columns and not columns[-1]:
        columns.pop()
    if len(columns) > MOST_COLUMNS:
        raise Unreadable(f"This file has more than {MOST_COLUMNS} columns.")
    twice = sorted({each for each in columns if each and columns.count(each) > 1})
    if twice:
        raise Unreadable(f"The column “{twice[0]}” stands twice in the first row; which one counts?")
    return columns


def _is_filled(cell: Cell) -> bool:
    return cell is not None and (not isinstance(cell, str) or bool(cell.strip()))


def decoded(data: bytes) -> tuple[str, list[str]]:
    """The text, and what is to be said about how it was read."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _checked(data, "utf-16"), []
    try:
        return _checked(data.removeprefix(codecs.BOM_UTF8), "utf-8"), []
    except UnicodeDecodeError:
        return _checked(data, "cp1252"), [OLDER]


def _checked(data: bytes, encoding: str) -> str:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        if encoding == "utf-8":
            raise
        raise Unreadable(_NOT_TEXT) from None
    if "\0" in text:
        raise Unreadable(_NOT_TEXT)
    return text


def _csv_rows(text: str, known: set[str]) -> Iterator[list[Cell]]:
    first, _, rest = text.partition("\n")
    if first.strip().lower() in ("sep=,", "sep=;", "sep=\t"):
        text = f"\n{rest}"  # a line of Excel's own, which still counts as one
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text, known), strict=True)
    while True:
        try:
            row = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            raise Unreadable(_broken(rows.line_num, str(error))) from None
        if any(len(cell) > LONGEST_CELL for cell in row):
            raise Unreadable(_broken(rows.line_num, "field larger than field limit"))
        yield list(row)


def _broken(line: int, error: str) -> str:
    if "field larger" in error:
        return f"Line {line} of the file: one cell holds more than 100,000 characters. Is a quotation mark missing?"
    return f"Line {line} of the file: the quotation marks do not match, so it is not clear where a cell ends."


def _delimiter(text: str, known: set[str]) -> str:
    """What parts the cells: the sign that makes most known headings of the first line."""
    line = next((each for each in text.lstrip("\r\n").splitlines() if each.strip()), "")

    def found(sign: str) -> int:
        return len(known & {heading(each.strip().strip('"')) for each in line.split(sign)})

    return max((",", ";", "\t"), key=found)
