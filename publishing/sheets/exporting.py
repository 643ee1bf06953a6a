"""Objects as a file that a spreadsheet opens, and that imports again without a difference."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Collection
from typing import Any, NamedTuple

from publishing import records

from . import cells
from .reading import MOST_ROWS
from .sheet import Sheet

# A byte order mark: without it, common spreadsheets take UTF-8 for an older encoding.
MARK = "\ufeff"


class TooLong(Exception):
    """What a file cannot hold, in words."""


class Format(NamedTuple):
    words: str
    media_type: str
    write: Callable[[Sheet, list[list[str]]], bytes]


def lines(sheet: Sheet, keys: Collection[Any]) -> list[list[str]]:
    """The rows of the objects with these primary keys, in the order of their natural keys; raises TooLong."""
    if len(keys) > MOST_ROWS:
        raise TooLong("The list holds more than 20,000 entries: narrow it first.")
    found = records.read_all(sheet.model, keys)
    in_order = sorted(found.values(), key=lambda each: str(each[sheet.key_field]))
    entries = (entry for record in in_order for entry in sheet.entries(record))
    return [[cells.plain(column.read(entry)) for column in sheet.columns] for entry in entries]


def as_csv(sheet: Sheet, rows: list[list[str]]) -> bytes:
    file = io.StringIO(newline="")
    writer = csv.writer(file)
    writer.writerow(sheet.headings())
    writer.writerows([cells.escaped(each) for each in row] for row in rows)
    return (MARK + file.getvalue()).encode()


def as_workbook(sheet: Sheet, rows: list[list[str]]) -> bytes:
    from . import workbooks

    for row in rows:
        for column, text in zip(sheet.columns, row, strict=True):
            if len(text) >= cells.LONGEST:
                raise TooLong(
                    f"The {column.heading} of “{row[0]}” is longer than a cell of a workbook can hold "
                    f"({cells.LONGEST:,} characters), and a spreadsheet would cut it off. Take CSV."
                )
    return workbooks.write(sheet.headings(), ([cells.escaped(each) for each in row] for row in rows))


FORMATS = {
    "csv": Format("CSV", "text/csv; charset=utf-8", as_csv),
    "xlsx": Format("Excel workbook", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", as_workbook),
}
