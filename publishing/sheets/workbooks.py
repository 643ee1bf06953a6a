"""Excel workbooks: read without trusting them, written as text."""

from __future__ import annotations

import io
import lzma
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time
from typing import Any

import openpyxl
from defusedxml import DefusedXmlException
from openpyxl.cell import WriteOnlyCell

from .cells import LONGEST
from .reading import LONGEST_CELL, MOST_COLUMNS, Cell, Unreadable

MOST_UNPACKED = 60 * 1024 * 1024
MOST_FILES = 300
MOST_EMPTY = 20_000  # rows; openpyxl makes one for every number that a file leaves out

APART = "More than 20,000 empty rows stand between the rows of this workbook. Delete them, or save it as CSV."
ONLY_FIRST = "Only the first sheet, “{}”, was read; this workbook has {}."
NO_WORKBOOK = "This is no Excel workbook, or it is damaged. Save the spreadsheet anew as .xlsx or CSV."
# openpyxl says in many ways that a file is broken.
_BROKEN = (
    *(LookupError, ValueError, TypeError, AttributeError, ArithmeticError, AssertionError, SyntaxError),
    *(OSError, EOFError, RuntimeError, zipfile.BadZipFile, zlib.error, lzma.LZMAError, DefusedXmlException),
)


class Typed:
    """A cell whose value is no text: what a spreadsheet made of it is `value`, of the kind `what`."""

    def __init__(self, what: str, value: Any) -> None:
        self.what, self.value = what, value

    def __str__(self) -> str:
        return str(self.value)


def first_sheet(data: bytes) -> tuple[Iterator[list[Cell]], list[str]]:
    """The rows of the first sheet, and what is to be said of the others."""
    _check_size(data)
    try:
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=False, keep_links=False)
        first, *others = book.worksheets
    except _BROKEN:
        raise Unreadable(NO_WORKBOOK) from None
    return _rows(first), [ONLY_FIRST.format(first.title, len(others) + 1)] if others else []


def _rows(sheet: Any) -> Iterator[list[Cell]]:
    """The empty ones too; numbers, dates and formulas as `Typed`."""
    try:
        sheet.reset_dimensions()  # what the file says about its size need not be true
        empty = 0
        for row in sheet.iter_rows(max_col=MOST_COLUMNS + 1):
            line = _trimmed([_cell(each) for each in row])
            empty = 0 if line else empty + 1
            if empty > MOST_EMPTY:
                raise Unreadable(APART)
            yield line
    except _BROKEN:
        raise Unreadable(NO_WORKBOOK) from None


def write(columns: list[str], lines: Iterable[list[str]]) -> bytes:
    """A workbook of one sheet in which every cell is text; no cell may be longer than `cells.LONGEST`."""
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("Hub")
    sheet.freeze_panes = "B2"
    for line in (columns, *lines):
        sheet.append([_text(sheet, each) for each in line])
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _text(sheet: Any, text: str) -> Any:
    if not text:
        return None
    if len(text) > LONGEST:
        raise ValueError("a spreadsheet would cut this text off")
    cell = WriteOnlyCell(sheet, text)
    cell.data_type = "s"  # not a formula, whatever it begins with
    cell.number_format = "@"  # and not a number or date once somebody clicks into it
    return cell


def _trimmed(line: list[Cell]) -> list[Cell]:
    """The row without the empty cells at its end, with which openpyxl fills it up."""
    while line and line[-1] is None:
        line.pop()
    return line


def _check_size(data: bytes) -> None:
    """Refuse what unpacks to far more than a table needs: nothing is unpacked beyond what a member says of itself."""
    try:
        members = zipfile.ZipFile(io.BytesIO(data)).infolist()
    except _BROKEN:
        raise Unreadable(NO_WORKBOOK) from None
    if len(members) > MOST_FILES or sum(each.file_size for each in members) > MOST_UNPACKED:
        raise Unreadable("This workbook unpacks to more than 60 MB. Split it, or save it as CSV.")


def _cell(cell: Any) -> Cell:
    value, kind = cell.value, getattr(cell, "data_type", "n")
    if value is None:
        return None
    if kind == "f":
        return Typed("formula", str(value))
    if isinstance(value, bool):
        return Typed("yes or no", value)
    if isinstance(value, int | float):
        return Typed("number", value)
    if isinstance(value, datetime | date | time):
        return Typed("date", value)
    if len(str(value)) > LONGEST_CELL:
        raise Unreadable("One cell holds more than 100,000 characters.")
    return str(value)
