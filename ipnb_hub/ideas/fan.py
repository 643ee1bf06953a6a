"""The fan: what lies around one idea, a row a neighbor, drawn in integers: the same data gives the same bytes.

The names are a list of HTML links in rows of `ROW` pixels; the drawing beside it holds only the lines.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from .graph import Graph, Idea, Neighbour, Place

ROW = 34
WIDTH = 120
ROOT = 10  # where the curves begin, from the left
GENTLE, WIDEST = 14, 54  # the bow of an arc between neighbors, and its most
DEGREE = 5


class Stroke(NamedTuple):
    """All lines of one kind as one path."""

    kind: str
    path: str


class Fan(NamedTuple):
    """`arcs`: whether some neighbors are joined to each other; `left_out`: so many neighbors have no row."""

    root: Idea
    rows: list[Neighbour]
    strokes: list[Stroke]
    arcs: bool
    left_out: int

    @property
    def width(self) -> int:
        return WIDTH

    @property
    def height(self) -> int:
        return ROW * len(self.rows)

    @property
    def kinds(self) -> list[str]:
        return [stroke.kind for stroke in self.strokes]


# The kinds of lines, which `templates/map/strokes.html` tells apart.
KINDS = ("related", "broader", "part", "contrasts", "used")
MOST = 40  # rows of a fan
MOST_RELATED, MOST_USES = 24, 6  # rows of a small one


def fan(graph: Graph, place: Place) -> Fan:
    """The fan of a place: its first neighbors."""
    return _fan(graph, place, graph.neighbours(place)[:MOST])


def small_fan(graph: Graph, place: Place) -> Fan:
    """The fan that stands on the page of a term: first what is related to it, then some that use it."""
    every = graph.neighbours(place)
    related = [each for each in every if not each.is_use]
    uses = [each for each in every if each.is_use]
    return _fan(graph, place, related[:MOST_RELATED] + uses[:MOST_USES])


class Lines(NamedTuple):
    """The lines between the ideas of a way, one below the other, with a row for words between two of them."""

    height: int
    strokes: list[Stroke]


def way(steps: Sequence[Neighbour]) -> Lines:
    height, gap = 2 * ROW, 10
    paths = [f"M8 {height * row + ROW // 2 + gap}v{height - 2 * gap}" for row in range(len(steps))]
    return Lines(
        height * len(steps) + ROW, [Stroke(step.edge.kind, path) for step, path in zip(steps, paths, strict=True)]
    )


def _fan(graph: Graph, place: Place, rows: list[Neighbour]) -> Fan:
    arcs = list(_arcs(graph, rows))
    lines = [*_curves(rows), *arcs]
    strokes = [Stroke(kind, "".join(path for each, path in lines if each == kind)) for kind in KINDS]
    left_out = len(graph.neighbours(place)) - len(rows)
    return Fan(graph.ideas[place], rows, [stroke for stroke in strokes if stroke.path], bool(arcs), left_out)


def _curves(rows: Sequence[Neighbour]) -> Iterable[tuple[str, str]]:
    """From the root, at the middle of the left side, to each row."""
    root = ROW * len(rows) // 2
    for row, neighbour in enumerate(rows):
        rise, run = _middle(row) - root, WIDTH - ROOT
        yield neighbour.edge.kind, f"M{ROOT} {root}c{run * 2 // 5} 0 {run // 3} {rise} {run} {rise}"


def _arcs(graph: Graph, rows: Sequence[Neighbour]) -> Iterable[tuple[str, str]]:
    """Between neighbors that are related to each other; they bow the more, the further they are apart."""
    place_of = {neighbour.idea.place: row for row, neighbour in enumerate(rows)}
    for edge in graph.edges:
        if edge.source in place_of and edge.target in place_of:
            first, last = sorted((place_of[edge.source], place_of[edge.target]))
            yield edge.kind, _arc(first, last)


def _arc(first: int, last: int) -> str:
    bow = min(GENTLE + DEGREE * (last - first), WIDEST)
    length = ROW * (last - first)
    return f"M{WIDTH} {_middle(first)}c-{bow} 0-{bow} {length} 0 {length}"


def _middle(row: int) -> int:
    return ROW * row + ROW // 2
