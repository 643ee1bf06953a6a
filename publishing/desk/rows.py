"""The rows that a form sends, when some of them were removed from the database in the meantime."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.http import QueryDict


def returned(data: QueryDict, prefix: str, known: Collection[str], owned: tuple[str, str]) -> QueryDict:
    """A copy in which each row with a key that is not among `known` is a new one, with what was typed into it.

    `owned` is the field that names the owner, and the owner's key. A row that holds nothing more, or that was to be
    removed anyway, is left out.
    """
    field, owner = owned
    every = _rows(data, prefix)
    first = _number(data.get(f"{prefix}-INITIAL_FORMS"))
    stored = [row for row in every[:first] if row.get("id", [""])[0] in known]
    gone = [row for row in every[:first] if row not in stored]
    strays = [row for row in every if row.get(field, [owner])[0] not in ("", owner)]
    if not gone and not strays:
        return data
    back = [{**row, "id": [""]} for row in gone if "DELETE" not in row and not set(row) <= {"id", field}]
    kept = [{**row, field: [owner]} for row in (*stored, *back, *every[first:])]
    return _written(data, prefix, kept, len(stored))


def _written(data: QueryDict, prefix: str, kept: list[dict[str, list[str]]], stored: int) -> QueryDict:
    copy = data.copy()
    for name in [name for name in copy if _place(name, prefix) is not None]:
        del copy[name]
    for place, row in enumerate(kept):
        for field, values in row.items():
            copy.setlist(f"{prefix}-{place}-{field}", values)
    copy[f"{prefix}-INITIAL_FORMS"], copy[f"{prefix}-TOTAL_FORMS"] = str(stored), str(len(kept))
    return copy


def _rows(data: QueryDict, prefix: str) -> list[dict[str, list[str]]]:
    rows: dict[int, dict[str, list[str]]] = {}
    for name, values in data.lists():
        place = _place(name, prefix)
        if place is not None:
            rows.setdefault(place, {})[name.split("-", prefix.count("-") + 2)[-1]] = [str(each) for each in values]
    return [rows.get(place, {}) for place in range(min(_number(data.get(f"{prefix}-TOTAL_FORMS")), len(data)))]


def _place(name: str, prefix: str) -> int | None:
    begin, _, rest = name.partition(f"{prefix}-")
    number, dash, _ = rest.partition("-")
    return int(number) if not begin and dash and _is_number(number) else None


def _number(text: Any) -> int:
    return int(text) if isinstance(text, str) and _is_number(text) else 0


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 6
