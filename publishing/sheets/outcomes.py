"""What comes of each row of a table."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, NamedTuple

from .reading import Table, Unreadable
from .sheet import Sheet

NEW, CHANGED, SAME, REFUSED = "new", "changed", "same", "refused"


class Wrong(NamedTuple):
    heading: str
    words: str


@dataclass
class Outcome:
    """`cells` are heading, text before and text after of what differs."""

    number: int
    called: str = ""
    is_new: bool = False
    cells: list[tuple[str, str, str]] = field(default_factory=list)
    errors: list[Wrong] = field(default_factory=list)

    @property
    def what(self) -> str:
        if self.errors:
            return REFUSED
        if self.is_new:
            return NEW
        return CHANGED if self.cells else SAME


class Row:
    """A row while it is worked on; `part` is what it is about."""

    def __init__(self, number: int, cells: dict[str, Any]) -> None:
        self.number, self.cells = number, cells
        self.identity: tuple[str, ...] = ()
        self.part: dict[str, Any] | None = None
        self.outcome = Outcome(number)

    def refuse(self, heading: str, words: str) -> None:
        self.outcome.errors.append(Wrong(heading, words))


def place(sheet: Sheet, table: Table) -> list[str]:
    """What is to be said about the columns; raises Unreadable where those are missing that say what a row is about."""
    missing = [each for each in sheet.identity if each not in table.columns]
    if missing:
        words = " and ".join(f"“{each}”" for each in missing)
        raise Unreadable(f"The first row has no column {words}; it says what each row is about.")
    known = sheet.headings()
    told = []
    if extra := [each for each in table.columns if each and each not in known]:
        told.append(f"Not known here and left out: {_listed(extra)}.")
    if absent := [each for each in known if each not in table.columns]:
        told.append(f"Not in the file, so they stay as they are: {_listed(absent)}.")
    if beyond := [number for number, line in table.rows if _is_beyond(table, line)]:
        told.append(f"Cells without a heading above them were left out (first in row {beyond[0]}).")
    return told


def _is_beyond(table: Table, line: list[Any]) -> bool:
    width = len(table.columns)
    inside = any(cell not in (None, "") and not name for cell, name in zip(line, table.columns, strict=False))
    return inside or any(cell not in (None, "") for cell in line[width:])


def _listed(names: list[str]) -> str:
    return ", ".join(f"“{name}”" for name in names)
