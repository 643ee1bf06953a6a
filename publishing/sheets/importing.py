"""Checking a table against the hub, and writing it: both take the same way, the check is taken back at its end."""

from __future__ import annotations

import copy
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple, NoReturn

from django.db import IntegrityError, transaction
from django.db.models import Max

from publishing import changes, records
from publishing.desk import guarding
from publishing.models import State, Version
from publishing.workflow import (
    BEFORE_READERS,
    MAY_NOT_CHANGE,
    MAY_NOT_PUBLISH,
    MAY_NOT_TIME,
    MayNotPublish,
    may_publish,
)

from . import cells
from .columns import Column, Entry, Refused, text_of
from .outcomes import CHANGED, NEW, Outcome, Row, place
from .reading import Table
from .sheet import Record, Sheet

AT_ONCE = 200  # objects read with a few queries
MOST_CHANGED = 500  # objects: while they are written nobody else can save, and a save waits 20 seconds for its turn
ROUNDS = 10  # attempts to store what names something that another row makes

TOO_MANY = (
    f"This file changes more than {MOST_CHANGED} entries, and nobody else could save while they are written. "
    "Split it into several files."
)


class Stopped(Exception):
    """Why nothing was imported, in words; everything is as it was."""


class _TakenBack(Exception):
    """The end of a check."""


@dataclass
class Group:
    """The rows about one object, what it was, and what they make of it."""

    key: str
    rows: list[Row]
    pk: Any = None
    before: Record | None = None
    after: Record = field(default_factory=dict)

    @property
    def is_changed(self) -> bool:
        return any(row.outcome.what in (NEW, CHANGED) for row in self.rows)

    @property
    def is_refused(self) -> bool:
        return any(row.outcome.errors for row in self.rows)


class Progress(NamedTuple):
    done: int
    rows: int


class Importing:
    """One run over a table: `check()` or `write()`; afterwards `outcomes`, `told` and `seen` say what came of it."""

    def __init__(self, sheet: Sheet, table: Table, user: Any, seen: dict[str, int] | None = None) -> None:
        self.sheet, self.table, self.user = sheet, table, user
        self.may_publish = may_publish(user, sheet.model)
        self.seen: dict[str, int] = {} if seen is None else seen
        self.is_check = seen is None
        self.told = [*table.told, *place(sheet, table)]
        self.columns = self._columns()
        self.outcomes: list[Outcome] = []
        self.found: set[str] = set()  # the primary keys of what the rows are about

    def counts(self) -> Counter[str]:
        return Counter(each.what for each in self.outcomes)

    @property
    def errors(self) -> list[Outcome]:
        return [each for each in self.outcomes if each.errors]

    def check(self) -> Iterator[Progress]:
        """Everything that writing does, taken back at the end."""
        try:
            with changes.gathered():
                yield from self._run()
                _take_back()
        except _TakenBack:
            return

    def write(self) -> Iterator[Progress]:
        """All of it or nothing; raises Stopped."""
        with changes.gathered():
            yield from self._run()
            if self.errors:
                first = self.errors[0]
                raise Stopped(f"Row {first.number}: {first.errors[0].words}")

    def _run(self) -> Iterator[Progress]:
        groups = self._groups()
        again: list[Group] = []
        done = tried = 0
        for start in range(0, len(groups), AT_ONCE):
            some = groups[start : start + AT_ONCE]
            self._prepare(some)
            for group in some:
                is_done = self._apply(group)
                again += [] if is_done else [group]
                done += len(group.rows)
                tried += group.is_changed or not is_done
                if tried > MOST_CHANGED:
                    raise Stopped(TOO_MANY)
            yield Progress(done, len(self.outcomes))
        self._store_again(again)
        self._stop_if_gone()

    def _store_again(self, again: list[Group]) -> None:
        """What failed may have named something that a later row makes: from behind, a chain takes one round."""
        for _ in range(ROUNDS):
            before = len(again)
            for group in again:
                for row in group.rows:
                    row.outcome.errors.clear()
            again = [group for group in reversed(again) if not self._store(group)]
            if len(again) in (0, before):
                return

    def _groups(self) -> list[Group]:
        """The rows by the objects that they are about, in the order of the file; rows without a key are refused."""
        groups: dict[str, Group] = {}
        met: dict[tuple[str, ...], int] = {}
        for number, line in self.table.rows:
            row = Row(number, dict(zip(self.table.columns, line, strict=False)))
            self.outcomes.append(row.outcome)
            identity = self._identity(row)
            if identity is None:
                continue
            row.identity = identity
            first = met.setdefault(self.sheet.folded(identity), number)
            if first != number:
                row.refuse(self.sheet.identity[-1], f"Rows {first} and {number} are about the same; which one counts?")
                continue
            groups.setdefault(identity[0], Group(identity[0], [])).rows.append(row)
        return list(groups.values())

    def _identity(self, row: Row) -> tuple[str, ...] | None:
        try:
            found = tuple(text_of(row.cells.get(heading)).strip() for heading in self.sheet.identity)
        except Refused as refused:
            row.refuse(self.sheet.identity[0], str(refused))
            return None
        row.outcome.called = " · ".join(found)
        for heading, text in zip(self.sheet.identity, found, strict=True):
            if not text:
                row.refuse(heading, "This cell is empty, so it is not clear what the row is about.")
                return None
        return found

    def _prepare(self, groups: list[Group]) -> None:
        """Read what the groups are about, and which versions these are."""
        keys = self.sheet.keys(group.key for group in groups)
        self.found.update(map(str, keys.values()))
        stored = records.read_all(self.sheet.model, list(keys.values()))
        if self.is_check:
            self.seen |= _latest(self.sheet.model, list(keys.values()))
        for group in groups:
            group.pk = keys.get(group.key)
            group.before = stored.get(group.pk)
            group.after = copy.deepcopy(group.before) if group.before else self.sheet.blank(group.key)

    def _apply(self, group: Group) -> bool:
        """Make of the object what the rows say, and store it; False where storing may succeed later."""
        if group.before is None and (words := self.sheet.refusal(group.key)):
            for row in group.rows:
                row.refuse(self.sheet.identity[0], words)
            return True
        for row in group.rows:
            self._fill(group, row)
        return group.is_refused or not group.is_changed or not self._allowed(group) or self._store(group)

    def _fill(self, group: Group, row: Row) -> None:
        entry = self.sheet.find(group.after, row.identity) if group.before else None
        row.outcome.is_new = entry is None
        if entry is None:
            entry = self.sheet.make(group.after, row.identity)
        row.part = entry.part
        for column in self.columns:
            self._put(column, entry, row)

    def _put(self, column: Column, entry: Entry, row: Row) -> None:
        """Write a cell that says something else than the entry."""
        before, cell = column.read(entry), row.cells.get(column.heading)
        if isinstance(cell, str) and cells.plain(cells.unescaped(cell)) == cells.plain(before):
            return
        try:
            if not isinstance(cell, str) and text_of(cell) == before:
                return
            column.write(entry, cell)
        except Refused as refused:
            row.refuse(column.heading, str(refused))
            return
        after = column.read(entry)
        if cells.plain(after) != cells.plain(before):
            row.outcome.cells.append((column.heading, before, after))

    def _allowed(self, group: Group) -> bool:
        """Whether this editor may do that; a row that may not be written says so."""
        before, after = group.before or {}, group.after
        words = ""
        if not BEFORE_READERS.isdisjoint({before.get("state"), after.get("state")}) and not self.may_publish:
            words = MAY_NOT_PUBLISH if before.get("state") != State.PUBLISHED else MAY_NOT_CHANGE
        elif not self.may_publish and any(before.get(name) != after.get(name) for name in ("publish_at", "expires_at")):
            words = MAY_NOT_TIME
        for row in group.rows if words else ():
            row.refuse("state", words)
        return not words

    def _store(self, group: Group) -> bool:
        instance = self.sheet.model._default_manager.get(pk=group.pk) if group.pk else None
        if not self.is_check:
            self._guard(group, instance)
        try:
            with transaction.atomic():
                records.write(self.sheet.model, group.after, instance)
        except records.Refused as refused:
            for path, words in refused.errors:
                self._blame(group, path, words)
            return False
        except MayNotPublish as refused:
            group.rows[0].refuse("state", str(refused))
            return False
        except IntegrityError:
            group.rows[0].refuse(self.sheet.identity[0], "Something here is already taken by another entry.")
            return False
        return True

    def _guard(self, group: Group, instance: Any) -> None:
        """Stop if this is not what the check compared with."""
        seen = self.seen.get(str(group.pk))
        if instance is None:
            return
        try:
            if seen is None:
                raise Stopped(f"Row {group.rows[0].number}: “{group.key}” was made by somebody else after the check.")
            guarding.check(instance, seen)
        except guarding.Changed as changed:
            raise Stopped(
                f"Row {group.rows[0].number}: “{group.key}” was changed by somebody else after the check."
            ) from changed

    def _blame(self, group: Group, path: str, words: str) -> None:
        """Say what is wrong at the row and the column that it is about."""
        steps = path.split(".")
        part = group.after.get(steps[0])
        if len(steps) > 1 and steps[1].isdigit() and isinstance(part, list) and 0 < int(steps[1]) <= len(part):
            part = part[int(steps[1]) - 1]
        row = next((each for each in group.rows if each.part is part), group.rows[0])
        names = {column.field: column.heading for column in self.columns}
        field_name = steps[-1] if row.part is part else steps[0]
        row.refuse(names.get(field_name, names.get(steps[0], field_name.replace("_", " "))), words)

    def _stop_if_gone(self) -> None:
        """Stop if something that the check compared with has no row any more: it was deleted, or has another key."""
        gone = set() if self.is_check else self.seen.keys() - self.found
        if gone:
            pk = min(gone)
            model: Any = self.sheet.model
            seen = Version.objects.since(model(pk=pk), self.seen[pk]).last()
            raise Stopped(f"“{seen.key if seen else pk}” was deleted or renamed by somebody else after the check.")

    def _columns(self) -> list[Column]:
        present = set(self.table.columns)
        return [each for each in self.sheet.columns if each.heading in present]


def _take_back() -> NoReturn:
    raise _TakenBack


def _latest(model: Any, keys: list[Any]) -> dict[str, int]:
    """The number of the last version of each object."""
    from django.contrib.contenttypes.models import ContentType

    kind = ContentType.objects.get_for_model(model)
    rows = Version.objects.filter(content_type=kind, object_id__in=keys).order_by().values_list("object_id")
    return {str(key): 0 for key in keys} | {str(key): last for key, last in rows.annotate(last=Max("number"))}
