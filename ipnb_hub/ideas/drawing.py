"""A sheet of the map as it is shown: marks, names and lines of what the public may see now, in integers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from math import sqrt
from typing import Any, NamedTuple

from django.utils import timezone

from glossary.evidence import Evidence

from ..models import MapPlace, MapRelief, MapSheet
from .fan import KINDS, Stroke
from .gathering import terms
from .graph import Edge, Graph, Idea, Neighbour, Place
from .layout import HEIGHT, WIDTH

MANY = 8  # relations that make a mark larger
SMALL_MARK, LARGE_MARK = 15, 19
LETTERS = 15  # from baseline to baseline
LARGE_LETTERS = 25
CLEAR_OF = 9  # the lines of a chosen idea end so far before its neighbors
BANDS = 3  # of the sheet, in which its regions are read from left to right


@dataclass(frozen=True, slots=True)
class Name:
    """A name as it is set, line by line."""

    anchor: str
    x: int
    y: int
    lines: Sequence[str]
    leading: int = LETTERS


class Said(NamedTuple):
    label: str
    names: str


@dataclass(frozen=True, slots=True)
class Spot:
    """An idea at its place, with the lines to its neighbors."""

    idea: Idea
    x: int
    y: int
    size: int
    name: Name
    rays: str
    neighbours: list[Neighbour]

    @property
    def firmness(self) -> str:
        """How firm it is, in words that stand inside a sentence."""
        return Evidence(self.idea.evidence).label.lower()

    @property
    def said(self) -> list[Said]:
        """Its relations in words: what leads to which others."""
        by_label = sorted(self.neighbours, key=lambda each: each.label)
        return [
            Said(label, ", ".join(each.idea.title for each in group))
            for label, group in groupby(by_label, key=lambda each: each.label)
        ]

    @property
    def left(self) -> float:
        return self.x - self.size / 2

    @property
    def top(self) -> float:
        return self.y - self.size / 2


@dataclass(frozen=True)
class Region:
    """The ideas of a region, from top to bottom."""

    title: str
    spots: list[Spot]

    @property
    def by_title(self) -> list[Spot]:
        return sorted(self.spots, key=lambda spot: spot.idea.order)


class Drawing:
    """A sheet, ready for its templates."""

    width, height = WIDTH, HEIGHT

    def __init__(self, places: Iterable[MapPlace], relief: MapRelief | None, graph: Graph, total: int) -> None:
        rows = {Place("term", row.slug): row for row in places}
        self.rows = {place: rows[place] for place in graph.ideas if place in rows}
        self.relief, self.graph, self.total = relief, graph, total
        self.edges = [edge for edge in graph.edges if edge.source in self.rows and edge.target in self.rows]

    @cached_property
    def regions(self) -> list[Region]:
        """The regions in the order in which a map is read: band by band, each from left to right."""
        spots = sorted((self._spot(place) for place in self.rows), key=lambda spot: spot.idea.region.strip())
        grouped = [(title, list(group)) for title, group in groupby(spots, key=lambda spot: spot.idea.region.strip())]
        regions = [Region(title, sorted(own, key=lambda spot: (spot.y, spot.x))) for title, own in grouped]
        return sorted(regions, key=_reading)

    @cached_property
    def strokes(self) -> list[Stroke]:
        """All lines as one path for each kind, within the regions."""
        return self._strokes(within=True)

    @cached_property
    def long_strokes(self) -> list[Stroke]:
        """The same, from region to region."""
        return self._strokes(within=False)

    @property
    def contours(self) -> list[str]:
        return self.relief.contours if self.relief else []

    @property
    def names(self) -> list[list[Any]]:
        """The names of the regions: text and the middle of the baseline."""
        return self.relief.regions if self.relief else []

    @property
    def large_regions(self) -> list[list[Any]]:
        return self.relief.large["regions"] if self.relief else []

    @property
    def large_names(self) -> list[Name]:
        told = self.relief.large["terms"] if self.relief else []
        return [Name(anchor, x, y, lines, LARGE_LETTERS) for anchor, x, y, *lines in told]

    def _strokes(self, *, within: bool) -> list[Stroke]:
        edges = [edge for edge in self.edges if self.is_within(edge) == within]
        paths = ((kind, "".join(self._line(edge) for edge in edges if edge.kind == kind)) for kind in KINDS)
        return [Stroke(kind, path) for kind, path in paths if path]

    def is_within(self, edge: Edge) -> bool:
        return self.graph.ideas[edge.source].region.strip() == self.graph.ideas[edge.target].region.strip()

    def _line(self, edge: Edge) -> str:
        one, other = self.rows[edge.source], self.rows[edge.target]
        return f"M{one.x} {one.y}{_step('l', other.x - one.x, other.y - one.y)}"

    def _spot(self, place: Place) -> Spot:
        row, neighbours = self.rows[place], self.graph.neighbours(place)
        size = LARGE_MARK if len(neighbours) >= MANY else SMALL_MARK
        anchor, x, y, *lines = row.label
        rays = "".join(
            self._ray(row, self.rows[each.idea.place]) for each in neighbours if each.idea.place in self.rows
        )
        return Spot(self.graph.ideas[place], row.x, row.y, size, Name(anchor, x, y, lines), rays, neighbours)

    def _ray(self, row: MapPlace, other: MapPlace) -> str:
        """There, and closed, so that the next one begins here again."""
        dx, dy = other.x - row.x, other.y - row.y
        part = 1 - CLEAR_OF / (sqrt(dx * dx + dy * dy) or CLEAR_OF)
        x, y = round(dx * part), round(dy * part)
        return f"{_step('l', x, y)}z"


def _reading(region: Region) -> tuple[int, float, str]:
    middle = sum(spot.y for spot in region.spots) / len(region.spots)
    return int(middle * BANDS / HEIGHT), sum(spot.x for spot in region.spots) / len(region.spots), region.title


def _step(command: str, x: int, y: int) -> str:
    return f"{command}{x}{'' if y < 0 else ' '}{y}"


def drawn(sheet: MapSheet, total: int = 0) -> Drawing:
    """A sheet as the public may see it now; `total` ideas are on all sheets."""
    relief = MapRelief.objects.at(sheet, timezone.now())
    return Drawing(MapPlace.objects.seen_by_public().on(sheet), relief, terms(), total or sheet.ideas)
