"""Divides the terms among sheets: one while they fit, else one a region."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import pairwise
from typing import NamedTuple

from django.utils.text import slugify

from search.text import fold

MOST = 60  # ideas on a sheet
WITHOUT_REGION = "Other ideas"


class Fact(NamedTuple):
    """What the map depends on of a term that is published, now or at some time."""

    slug: str
    title: str
    region: str
    publish_at: datetime | None
    expires_at: datetime | None
    key: int

    def is_live(self, at: datetime) -> bool:
        return (self.publish_at is None or self.publish_at <= at) and (self.expires_at is None or at < self.expires_at)


class Cluster(NamedTuple):
    """The terms of one sheet, by title; a sheet that holds all has neither slug nor title."""

    slug: str
    title: str
    facts: Sequence[Fact]


def clusters(facts: Iterable[Fact]) -> list[Cluster]:
    every = sorted(facts, key=lambda fact: (fold(fact.title), fact.slug))
    if len(every) <= MOST:
        return [Cluster("", "", every)] if every else []
    regions: dict[str, list[Fact]] = {}
    for fact in every:
        regions.setdefault(fact.region.strip(), []).append(fact)
    order = sorted(regions, key=lambda region: (not region, fold(region), region))
    taken: set[str] = set()
    return [
        Cluster(_free(title, taken), title, part)
        for region in order
        for title, part in _parts(region or WITHOUT_REGION, regions[region])
    ]


def _parts(title: str, facts: Sequence[Fact]) -> list[tuple[str, Sequence[Fact]]]:
    """A region in parts of like size, as few as fit."""
    count = -(-len(facts) // MOST)
    ends = [len(facts) * number // count for number in range(count + 1)]
    parts = [facts[start:end] for start, end in pairwise(ends)]
    if count == 1:
        return [(title, facts)]
    return [(f"{title}, part {number} of {count}", part) for number, part in enumerate(parts, start=1)]


def _free(title: str, taken: set[str]) -> str:
    """An address of its own for each cluster."""
    slug = whole = slugify(title)[:50] or "ideas"
    number = 1
    while slug in taken:
        number += 1
        slug = f"{whole}-{number}"
    taken.add(slug)
    return slug
