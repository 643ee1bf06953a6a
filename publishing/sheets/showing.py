"""What an import would change, cell by cell."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice
from typing import Any, NamedTuple

from publishing.differences import FieldDifference, words

from .outcomes import CHANGED, NEW, Outcome

MOST = 100  # rows shown in full; the numbers say how many there are


class ShownRow(NamedTuple):
    number: int
    called: str
    what: str
    differences: list[FieldDifference]


def shown(outcomes: Iterable[Outcome]) -> dict[str, Any]:
    """The first rows that change something, and how many more there are."""
    found = [each for each in outcomes if each.what in (NEW, CHANGED)]
    rows = [ShownRow(each.number, each.called, each.what, _differences(each)) for each in islice(found, MOST)]
    return {"shown": rows, "more": max(0, len(found) - MOST)}


def _differences(outcome: Outcome) -> list[FieldDifference]:
    return [FieldDifference(heading, words(before, after)) for heading, before, after in outcome.cells]
