"""What an empty result offers: the terms whose names are spelled most like what was typed."""

from __future__ import annotations

from typing import Any

from rapidfuzz import fuzz, process

from .corrections import range_of
from .documents import place
from .matching import KEYS, NAME_ROW, Row, Tier, Window
from .query import Query

MOST = 6
_CANDIDATES = 300
_NEIGHBOURS = 12
_TERM = place("term")


def nearest(query: Query, window: Window) -> list[Row]:
    """At most `MOST` terms, the most alike first; none only if there are none, or nothing can be read of the query."""
    if not query.words:
        return []
    squashed = query.squashed[-1]
    arms = [_alike("squashed", squashed[:2], window), _alike("reversed", squashed[::-1][:3], window)]
    arms += [_neighbours(squashed, ">=", "ASC", window), _neighbours(squashed, "<", "DESC", window)]
    rows = window.engine.execute(
        " UNION ".join(sql for sql, _ in arms), [each for _, values in arms for each in values]
    )
    names = process.extract(squashed, [row[0] for row in rows], scorer=fuzz.ratio, limit=len(rows))
    ranked = sorted((-likeness, rows[number]) for _, likeness, number in names)
    found = dict.fromkeys(Row(*row[1:]) for _, row in ranked)
    return list(found)[:MOST]


def _select(condition: str, order: str, most: int, window: Window) -> str:
    columns = f"held.squashed, {NAME_ROW.format(tier=Tier.ALIKE)}"
    where = f"held.place = {_TERM} AND {condition} {window.of_names}"
    inner = f"SELECT {columns} FROM {KEYS} WHERE {where} ORDER BY {order} LIMIT {most}"  # noqa: S608
    return f"SELECT * FROM ({inner}) AS found"  # noqa: S608


def _alike(column: str, part: str, window: Window) -> tuple[str, tuple[Any, ...]]:
    """Names with this beginning, forwards or backwards."""
    key = f"held.{column} COLLATE {window.engine.collation}"
    return _select(f"{key} >= %s AND {key} < %s", key, _CANDIDATES, window), (*range_of(part), *window.values)


def _neighbours(squashed: str, side: str, direction: str, window: Window) -> tuple[str, tuple[Any, ...]]:
    """Names before or after the query in the alphabet."""
    key = f"held.squashed COLLATE {window.engine.collation}"
    return _select(f"{key} {side} %s", f"{key} {direction}", _NEIGHBOURS, window), (squashed, *window.values)
