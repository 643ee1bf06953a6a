"""What the rows of one kind of file are about."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Model

from publishing.models import Content, State

from .columns import Choice, Column, Day, Entry, Moment, Reference

Record = dict[str, Any]


@dataclass(frozen=True)
class Sheet:
    """One row an object; `identity` are the headings that say which, the first of them its natural key.

    A sheet about parts overrides `entries`, `find` and `blank`.
    """

    name: str
    words: str
    model: type[Content]
    identity: tuple[str, ...]
    columns: Sequence[Column]
    note: str = ""

    @property
    def key_field(self) -> str:
        """The field of the natural key."""
        return self.column(self.identity[0]).field

    def column(self, heading: str) -> Column:
        return next(each for each in self.columns if each.heading == heading)

    def headings(self) -> list[str]:
        return [each.heading for each in self.columns]

    def keys(self, names: Iterable[str]) -> dict[str, Any]:
        """The primary keys of the objects that have these natural keys."""
        rows = self.model._default_manager.filter(**{f"{self.key_field}__in": list(names)})
        return dict(rows.values_list(self.key_field, "pk"))

    def entries(self, record: Record) -> Iterator[Entry]:
        """What becomes the rows of an object."""
        yield Entry(record, record)

    def find(self, record: Record, identity: Sequence[str]) -> Entry | None:
        """What a row is about; None if the object has no such part yet."""
        return Entry(record, record)

    def make(self, record: Record, identity: Sequence[str]) -> Entry:
        """The object itself, if it is new; or a new part of it."""
        return Entry(record, record)

    def folded(self, identity: Sequence[str]) -> tuple[str, ...]:
        """What two rows may not have in common."""
        return tuple(identity)

    def blank(self, key: str) -> Record:
        """The record of a new object."""
        return {self.key_field: key, "state": State.DRAFT.value}

    def refusal(self, key: str) -> str:
        """Why a row may not make the object that it names; empty where it may."""
        return ""

    def called(self, record: Record) -> str:
        return str(record.get(self.key_field) or "")


def state_columns() -> tuple[Column, ...]:
    """The columns that every piece of content has, at the end of its row."""
    return (
        Column(heading="content note", field="content_note", help="Shown above the page when it may be hard to read."),
        Choice(heading="state", field="state", choices=State.choices, help="Left empty, a new row becomes a draft."),
        Moment(heading="publish from", field="publish_at", help="Date and time, UTC; empty: as soon as published."),
        Moment(heading="publish until", field="expires_at", help="Date and time, UTC; empty: for good."),
        Reference(heading="successor", field="successor", help="What replaces it once it is retired."),
        Day(heading="last reviewed", field="last_reviewed", help="Year-month-day."),
        Day(heading="next review due", field="next_review_due", help="Year-month-day."),
    )


def slug_column(about: str) -> Column:
    """The column that says what a row is about, where that is the address."""
    return Column(heading="slug", field="slug", help=f"The last part of its address: it says {about}.")


def choice_of(model: type[Model], field: str, heading: str = "", **options: Any) -> Choice:
    """The column of a field that has choices; `without` are those that a row may not take."""
    without = options.pop("without", ())
    choices = model._meta.get_field(field).choices or ()  # type: ignore[union-attr]
    kept = [each for each in choices if each[0] not in without]
    return Choice(heading=heading or field, field=field, choices=kept, **options)
