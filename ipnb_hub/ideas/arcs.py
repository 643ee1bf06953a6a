"""The map on a narrow screen: one column of names, and arcs at its left that bow the more the longer they are."""

from __future__ import annotations

from collections.abc import Sequence
from math import sqrt
from typing import NamedTuple

from .drawing import Drawing, Region, Spot
from .fan import KINDS, Stroke
from .graph import Place
from .lettering import width

ROW = 26  # units, which are CSS pixels at the usual size of letters
HEADING = 2  # rows
BOW = 62  # of the longest arc
SPAN = 72  # the width of the drawing
ONE_LINE = 222  # units that a name may take at 15 px on a screen of 360; a longer one has two rows
LETTERS = 15


class Row(NamedTuple):
    """A name; `tall` if it may need two rows."""

    spot: Spot
    tall: bool


class Group(NamedTuple):
    title: str
    rows: list[Row]


class Arcs(NamedTuple):
    """`height` in units, `rows` of them to the size of the letters."""

    groups: list[Group]
    strokes: list[Stroke]
    long_strokes: list[Stroke]
    height: int

    @property
    def ems(self) -> float:
        """The height in sizes of its letters, so that it grows with them."""
        return self.height / 16


def arcs(drawing: Drawing) -> Arcs:
    groups = [_group(region) for region in drawing.regions]
    middles, height = _middles(groups)
    within, between = (_strokes(drawing, middles, height, within=within) for within in (True, False))
    return Arcs(groups, within, between, height)


def _group(region: Region) -> Group:
    rows = [Row(spot, width(spot.idea.title, LETTERS) > ONE_LINE) for spot in region.by_title]
    return Group(region.title, rows)


def _middles(groups: Sequence[Group]) -> tuple[dict[Place, int], int]:
    """Where the marks stand, and where the column ends."""
    middles, y = {}, 0
    for group in groups:
        y += HEADING * ROW
        for row in group.rows:
            high = ROW * (2 if row.tall else 1)
            middles[row.spot.idea.place] = y + high // 2
            y += high
    return middles, y


def _strokes(drawing: Drawing, middles: dict[Place, int], height: int, *, within: bool) -> list[Stroke]:
    paths: dict[str, list[str]] = {}
    for edge in drawing.edges:
        if drawing.is_within(edge) == within:
            first, last = sorted((middles[edge.source], middles[edge.target]))
            paths.setdefault(edge.kind, []).append(_arc(first, last - first, height))
    return [Stroke(kind, "".join(paths[kind])) for kind in KINDS if kind in paths]


def _arc(start: int, length: int, height: int) -> str:
    bow = round(BOW * 4 / 3 * sqrt(length / height)) + 4
    return f"M{SPAN} {start}c-{bow} 0-{bow} {length} 0 {length}"
