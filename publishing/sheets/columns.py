"""What stands in a column: how a value of a record is written into a cell, and how a cell is read back.

A column reads and writes an `Entry`: the record of the whole object (as `publishing.records` has it), and the part of
it that the row is about, which may be the whole.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, NamedTuple

from django.utils.dateparse import parse_datetime

from . import cells

DATE = "Write the date as year-month-day, for example 2026-03-31."


class Entry(NamedTuple):
    whole: dict[str, Any]
    part: dict[str, Any]


class Refused(Exception):
    """Why a cell cannot be read, as a sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A text. `field` is that of the record, which errors about it name; `help` is for the page about the file."""

    heading: str
    field: str
    help: str = ""

    def read(self, entry: Entry) -> str:
        """What the cell holds of this entry; empty for what is not set."""
        value = entry.part.get(self.field)
        return "" if value is None else self.shown(value)

    def write(self, entry: Entry, cell: Any) -> None:
        """Put what the cell says into the entry; raises Refused."""
        entry.part[self.field] = self.value(text_of(cell).strip())

    def shown(self, value: Any) -> str:
        return str(value)

    def value(self, text: str) -> Any:
        return text


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadOnly(Column):
    """Something to know, changed elsewhere."""

    where: str

    def write(self, entry: Entry, cell: Any) -> None:
        raise Refused(f"This column is only for reading; {self.where}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbers(Column):
    """Text made of numbers and signs, which spreadsheets like to turn into something else."""

    is_long: bool = False  # so many digits that a number of a spreadsheet is not to be trusted

    def write(self, entry: Entry, cell: Any) -> None:
        kind = getattr(cell, "what", "")
        if kind == "date":
            raise Refused("A spreadsheet has turned this into a date: format the column as text and type it anew.")
        if kind == "number" and self.is_long:
            raise Refused("A spreadsheet holds this as a number, which loses digits: format the column as text.")
        text = text_of(cell).strip()
        if words := cells.mistaken(text):
            raise Refused(words)
        entry.part[self.field] = text


@dataclass(frozen=True, slots=True, kw_only=True)
class Whole(Column):
    """A whole number, or nothing."""

    def value(self, text: str) -> int | None:
        if not text:
            return None
        if not re.fullmatch(r"\d{1,9}(?:[.,]0{1,2})?", text):
            raise Refused(f"“{text}” is not a whole number.")
        return int(re.split("[.,]", text)[0])


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing(Column):
    """Something that is never empty: an empty cell leaves it as it is."""

    def write(self, entry: Entry, cell: Any) -> None:
        if text := text_of(cell).strip():
            entry.part[self.field] = self.value(text)


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice(Standing):
    """One of a few values, by its word."""

    choices: Sequence[tuple[str, Any]]

    def shown(self, value: Any) -> str:
        return str(dict(self.choices).get(value, value))

    def value(self, text: str) -> str:
        return chosen(text, self.choices)


def chosen(text: str, choices: Sequence[tuple[str, Any]]) -> str:
    """The value that somebody means by it or by its word; raises Refused."""
    for value, word in choices:
        if text.casefold() in (value.casefold(), str(word).casefold()):
            return value
    words = ", ".join(str(word) for _, word in choices)
    raise Refused(f"“{text}” is none of: {words}.")


@dataclass(frozen=True, slots=True, kw_only=True)
class YesNo(Standing):
    def shown(self, value: Any) -> str:
        return "yes" if value else "no"

    def value(self, text: str) -> bool:
        if text.casefold() in ("yes", "y", "true", "1"):
            return True
        if text.casefold() in ("no", "n", "false", "0"):
            return False
        raise Refused(f"“{text}” is neither yes nor no.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Day(Column):
    """A date, or nothing."""

    def value(self, text: str) -> str | None:
        if not text:
            return None
        try:
            return date.fromisoformat(text.replace("/", "-").removesuffix(" 00:00:00")).isoformat()
        except ValueError:
            raise Refused(f"“{text}” is not clear. {DATE}") from None


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment(Column):
    """A date and time (UTC where the cell does not say otherwise), or nothing."""

    def shown(self, value: Any) -> str:
        return str(value).replace("T", " ").replace("Z", "+00:00")

    def value(self, text: str) -> str | None:
        if not text:
            return None
        try:
            found = parse_datetime(text.replace("/", "-"))
            moment = _in_utc(found) if found else None
        except (ValueError, OverflowError):  # the first and the last day of all are none elsewhere
            moment = None
        if moment is None:
            raise Refused(f"“{text}” is not clear. Write date and time as 2026-03-31 09:00.")
        return moment.isoformat().replace("+00:00", "Z")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference(Column):
    """Another object, by its natural key, or nothing."""

    def value(self, text: str) -> str | None:
        return text or None


@dataclass(frozen=True, slots=True, kw_only=True)
class Lines(Column):
    """Several values, each on a line of its own in the cell."""

    def shown(self, value: Any) -> str:
        return "\n".join(str(each) for each in value)

    def value(self, text: str) -> list[Any]:
        return [each.strip() for each in re.split(r"[\n;]", text) if each.strip()]


def text_of(cell: Any) -> str:
    """A cell as text, or Refused where a spreadsheet holds something of which no text can be made for certain."""
    if isinstance(cell, str):
        text = cells.plain(cells.unescaped(cell))
        if words := cells.damage(text):
            raise Refused(words)
        return text
    if cell is None:
        return ""
    return _typed(cell.what, cell.value)


def _typed(what: str, value: Any) -> str:
    if what == "formula":
        raise Refused(f"This cell is a formula ({value[:40]}): copy the column and paste it as values.")
    if what == "number":
        return _number(value)
    if what == "date" and hasattr(value, "isoformat"):
        return str(value.isoformat(sep=" ")) if isinstance(value, datetime) else str(value.isoformat())
    return str(value)


def _number(value: float) -> str:
    if isinstance(value, float) and not value.is_integer():
        return repr(value)
    if abs(value) >= 10**15:  # beyond, a spreadsheet has rounded
        raise Refused("This number is too long for a spreadsheet: format the column as text and type it anew.")
    return str(int(value))


def _in_utc(moment: datetime) -> datetime:
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
