"""What differs between two texts, word by word, and between two records, field by field.

The time is bounded: two texts are compared line by line first, then the words of the lines that differ, with
`difflib`, until a `Budget` of counted comparisons is spent; what differs beyond that is told as a whole line for a
whole line. Whoever compares more than once for a page gives all of it one budget.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from difflib import SequenceMatcher
from itertools import groupby, zip_longest
from typing import Any, Literal, NamedTuple

from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.utils.dateparse import parse_datetime

from . import records
from .records import Record

Kind = Literal["same", "gone", "new"]

MOST_COMPARED = 2_000_000  # entries with each other: less than a second at worst
AROUND = 160  # characters of what stayed that are shown beside what changed
# By what a row is known, whatever else of it changes.
_TELLING = (
    *("text", "term", "resource", "target", "name", "topic", "as_printed", "says", "claim", "situation"),
    *("outlet", "what"),
)
_WORD = re.compile(r"[\w’'-]+\s*|[^\w\s]\s*|\s+")


class Change(NamedTuple):
    """A stretch of text: the stretches that are not "new" make the text before, those not "gone" the one after."""

    kind: Kind
    text: str


class FieldDifference(NamedTuple):
    """What became of one field, under an editor's word for it."""

    label: str
    changes: list[Change]

    def shown(self) -> list[Change]:
        """The changes with as much of what stayed as one needs to find the place."""
        last = len(self.changes) - 1
        return [
            Change("same", _shortened(each.text, place == 0, place == last)) if each.kind == "same" else each
            for place, each in enumerate(self.changes)
        ]


class Budget:
    """How many comparisons are left for what one page shows."""

    def __init__(self, left: int = MOST_COMPARED) -> None:
        self.left = left

    def allows(self, before: Sequence[str], after: Sequence[str]) -> bool:
        """Whether these may be compared with each other; what they take is then spent."""
        counts = Counter(after)
        equal = sum(counts[each] for each in before)
        # difflib walks over all equal pairs again for each stretch that it finds.
        cost = len(before) * len(after) + equal * min(len(before), len(after)) // 16
        if cost > self.left:
            return False
        self.left -= cost
        return True


def words(before: str, after: str, budget: Budget | None = None) -> list[Change]:
    return list(_joined(_lines(before, after, budget or Budget())))


def of_records(
    before: Record, after: Record, model: type[models.Model], budget: Budget | None = None
) -> list[FieldDifference]:
    """The fields that differ, in the order of the model, then its lists of parts row by row."""
    budget = budget or Budget()
    parts = {str(relation.get_accessor_name()): relation.related_model for relation in records.parts_of(model)}
    found: list[FieldDifference] = []
    for name in records.ordered(model, before, after):
        old, new = before.get(name), after.get(name)
        if old == new:
            continue
        if name in parts:
            found += _rows(label(model, name), parts[name], old or [], new or [], budget)
        else:
            changes = words(said(model, name, old), said(model, name, new), budget)
            found.append(FieldDifference(label(model, name), changes))
    return [each for each in found if each.changes]


def label(model: type[models.Model], name: str) -> str:
    """An editor's word for a field; its own name if the model has it no longer."""
    try:
        return records.label(model, name)
    except FieldDoesNotExist:
        return name.replace("_", " ").capitalize()


def said(model: type[models.Model], name: str, value: Any) -> str:
    """A field's value in words."""
    if value is None or value in ("", []):
        return ""
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, list):
        return "\n".join(map(str, value))
    try:
        column = model._meta.get_field(name)
    except FieldDoesNotExist:
        return str(value)
    if isinstance(column, models.DateTimeField):
        return _moment(str(value))
    return str(dict(getattr(column, "flatchoices", ())).get(value, value))


def _moment(text: str) -> str:
    moment: datetime | None = parse_datetime(text)
    return f"{moment:%B} {moment.day}, {moment:%Y, %H:%M} UTC" if moment else text


def row_said(model: type[models.Model], row: Record) -> str:
    """A part in words, one field a line."""
    parts = {str(relation.get_accessor_name()): relation.related_model for relation in records.parts_of(model)}
    lines = []
    for name in records.ordered(model, row):
        value = row[name]
        if name in parts:
            lines += [f"{label(model, name)}: {row_said(parts[name], each)}" for each in value]
        elif text := said(model, name, value):
            lines.append(f"{label(model, name)}: {text}")
    return "\n".join(lines)


def _rows(
    title: str, model: type[models.Model], old: list[Record], new: list[Record], budget: Budget
) -> Iterator[FieldDifference]:
    """The rows that were changed, removed and added; a row is known by what it names."""
    for before, after in _paired(old, new):
        if before is None and after is not None:
            text = row_said(model, new[after])
            yield FieldDifference(f"{title}, row {after + 1}, added", [Change("new", text)] if text else [])
        elif after is None and before is not None:
            text = row_said(model, old[before])
            yield FieldDifference(f"{title}, row {before + 1}, removed", [Change("gone", text)] if text else [])
        elif before is not None and after is not None:
            inner = of_records(old[before], new[after], model, budget)
            yield from (each._replace(label=f"{title}, row {after + 1}: {each.label}") for each in inner)
    if _is_moved(old, new):
        yield FieldDifference(f"{title}, order", words(_order(model, old), _order(model, new), budget))


def _paired(old: list[Record], new: list[Record]) -> list[tuple[int | None, int | None]]:
    """The rows that differ, by their places: those that name the same, then what is left in its order."""
    were, are = list(map(records.digest, old)), list(map(records.digest, new))
    gone, come = _without(were, set(are)), _without(are, set(were))
    twins = dict(_twins(old, gone, new, come))
    met = set(twins.values())
    left = zip_longest((place for place in gone if place not in twins), (each for each in come if each not in met))
    pairs: list[tuple[int | None, int | None]] = [*twins.items(), *left]
    return sorted(pairs, key=lambda pair: (pair[1] if pair[1] is not None else pair[0] or 0, pair[1] is not None))


def _without(rows: list[str], others: set[str]) -> list[int]:
    """The places of the rows that are none of the others."""
    return [place for place, row in enumerate(rows) if row not in others]


def _twins(old: list[Record], gone: list[int], new: list[Record], come: list[int]) -> Iterator[tuple[int, int]]:
    """The places of rows that name the same, each met once."""
    waiting: dict[str, list[int]] = defaultdict(list)
    for place in reversed(come):
        waiting[str(_name(new[place]))].append(place)
    for place in gone:
        if twins := waiting[str(_name(old[place]))]:
            yield place, twins.pop()


def _name(row: Record) -> Any:
    """What tells a row from others: a reference or the name, else its first text."""
    return next(((name, row[name]) for name in _TELLING if row.get(name)), None)


def _is_moved(old: list[Record], new: list[Record]) -> bool:
    """Whether rows that both have stand in another order."""
    before, after = [str(_name(row)) for row in old], [str(_name(row)) for row in new]
    both = set(before) & set(after)
    stayed, stand = ([name for name in names if name in both] for names in (before, after))
    return stayed != stand and len(stayed) == len(both)


def _order(model: type[models.Model], rows: list[Record]) -> str:
    names = [_name(row) for row in rows]
    return "\n".join(said(model, *name) for name in names if name)


def _shortened(text: str, is_first: bool, is_last: bool) -> str:
    if is_first:
        return text if len(text) <= AROUND else f"… {text[-AROUND:]}"
    if is_last:
        return text if len(text) <= AROUND else f"{text[:AROUND]} …"
    return text if len(text) <= 2 * AROUND else f"{text[:AROUND]} … {text[-AROUND:]}"


def _lines(before: str, after: str, budget: Budget) -> Iterator[Change]:
    old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    for here, there in _stretches(old, new, budget):
        if here == there:
            yield Change("same", "".join(here))
        else:
            yield from _block(here, there, budget)


def _block(old: list[str], new: list[str], budget: Budget) -> Iterator[Change]:
    """Lines for lines: each with its counterpart if they are as many, else all of them as one text."""
    if len(old) == len(new):
        for before, after in zip(old, new, strict=True):
            yield from _words(before, after, budget)
    else:
        yield from _words("".join(old), "".join(new), budget)


def _words(before: str, after: str, budget: Budget) -> Iterator[Change]:
    for here, there in _stretches(_WORD.findall(before), _WORD.findall(after), budget):
        if here == there:
            yield Change("same", "".join(here))
        else:
            yield Change("gone", "".join(here))
            yield Change("new", "".join(there))


def _stretches(old: list[str], new: list[str], budget: Budget) -> Iterator[tuple[list[str], list[str]]]:
    """What stands for what, in order; both are equal where nothing changed."""
    start, end = _ends(old, new)
    yield old[:start], new[:start]
    old_middle, new_middle = old[start : len(old) - end], new[start : len(new) - end]
    if budget.allows(old_middle, new_middle):
        found = SequenceMatcher(None, old_middle, new_middle, autojunk=False).get_opcodes()
        yield from ((old_middle[a1:a2], new_middle[b1:b2]) for _, a1, a2, b1, b2 in found)
    else:
        yield old_middle, new_middle
    yield old[len(old) - end :], new[len(new) - end :]


def _ends(old: list[str], new: list[str]) -> tuple[int, int]:
    """How many entries both begin with, and end with after those."""
    shorter = min(len(old), len(new))
    start = next((place for place in range(shorter) if old[place] != new[place]), shorter)
    left = shorter - start
    return start, next((place for place in range(left) if old[-1 - place] != new[-1 - place]), left)


def _joined(changes: Iterable[Change]) -> Iterator[Change]:
    """The changes, neighbors of a kind joined; between two unchanged stretches what went stands before what came."""
    for is_same, some in groupby(filter(_has_text, changes), key=lambda each: each.kind == "same"):
        stretch = list(some)
        kinds: tuple[Kind, ...] = ("same",) if is_same else ("gone", "new")
        for kind in kinds:
            yield from filter(_has_text, [Change(kind, "".join(each.text for each in stretch if each.kind == kind))])


def _has_text(change: Change) -> bool:
    return bool(change.text)
