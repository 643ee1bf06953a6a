"""Puts what was found in order: by tier, kind and title, and by full text where only a text holds the query."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from heapq import nsmallest

from .matching import TIER, Match, Row, Tier, Window, anywhere
from .query import Query

# A term that is also called so stands before a work whose title begins so.
_EQUALLY_GOOD: dict[int, int] = {
    Tier.ALIAS_BEGINS: Tier.TITLE_BEGINS,
    Tier.MEANT + Tier.ALIAS_BEGINS: Tier.MEANT + Tier.TITLE_BEGINS,
}


def ordered(rows: Sequence[Match], most: int, queries: dict[int, Query], window: Window) -> list[Row]:
    """The first `most` rows, best first: by tier, kind and title; in the tiers of `queries` by rank in full text.

    `rows` are all of the window that holds these queries. All of one rank are read, so that none moves between pages.
    """
    found: list[Match] = []
    for tiers in _grouped(set(map(TIER, rows))):
        wanted = most - len(found)
        if wanted <= 0:
            break
        group = [row for row in rows if row[1] in tiers]
        query = queries.get(tiers[0])
        if query and len(group) > 1:
            found += _by_rank(group, query, len(rows) - len(group) + wanted, window)[:wanted]
        else:
            found += nsmallest(wanted, group)
    return list(map(Row._make, found))


def _grouped(tiers: Iterable[int]) -> list[list[int]]:
    """The tiers, best first, those together that are equally good."""
    groups: dict[int, list[int]] = {}
    for tier in tiers:
        groups.setdefault(_EQUALLY_GOOD.get(tier, tier), []).append(tier)
    return [groups[tier] for tier in sorted(groups)]


def _by_rank(group: list[Match], query: Query, number: int, window: Window) -> list[Match]:
    """The group, those of it first and in order that are among the first `number` by rank."""
    found = window.ranked(anywhere(query, window), number)
    rank = {row[4]: place for place, row in enumerate(found)}
    return sorted(group, key=lambda row: rank.get(row[4], len(rank)))


def first_by_text(query: Query, most: int, window: Window) -> list[Row]:
    """The best of what holds the whole query anywhere."""
    found = window.ranked(anywhere(query, window), most)
    return [Row(place, Tier.ANYWHERE, *others) for _, place, *others in found]
