"""Contour lines around the ideas, as on a topographic sheet, and the names of the regions set into them.

The land is as high as ideas lie close: each adds a hill, a bell curve whose standard deviation is `SIGMA`. The lines of
one height are found by marching squares; a few points of them, evenly spaced, steer the curves that are drawn.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from math import sqrt
from typing import NamedTuple

from .labels import Box, square
from .layout import HEIGHT, WIDTH, Point
from .lettering import width

LEVELS = (0.85, 1.75, 2.6)
SIGMA = 58
STEP = 18  # units between two soundings
REACH = 4 * SIGMA
SPACE = 36  # units between two points of a line
OUTSIDE = 8  # soundings beyond the rim of the sheet, so that lines close outside it
NAME_SIZE, SPACING = 11.5, 0.16  # of a region's name; the spacing in parts of the size

Line = list[Point]
Land = list[list[float]]


class RegionName(NamedTuple):
    """A region's name, set around (x, y): the middle of its baseline."""

    text: str
    x: int
    y: int


def _hill(square_distance: float) -> float:
    """The bell curve exp(-d²/2σ²) as (1 - d²/128σ²)^64: products alone, so the same on every machine."""
    left = 1 - square_distance / (128 * SIGMA * SIGMA)
    for _ in range(6):
        left *= left
    return left


def land(points: Iterable[Point]) -> Land:
    """The heights at the soundings, row by row."""
    columns, rows = WIDTH // STEP + 2 * OUTSIDE + 1, HEIGHT // STEP + 2 * OUTSIDE + 2
    heights = [[0.0] * columns for _ in range(rows)]
    for x, y in sorted(points):
        for row in range(rows):
            down = (row - OUTSIDE) * STEP - y
            if abs(down) <= REACH:
                for column in range(columns):
                    across = (column - OUTSIDE) * STEP - x
                    if abs(across) <= REACH:
                        heights[row][column] += _hill(across * across + down * down)
    return heights


def lines(heights: Land, level: float, space: float = SPACE) -> list[Line]:
    """The closed lines at a height, each from its uppermost point on; points are `space` units apart."""
    return [_evenly(_from_top(line), space) for line in _joined(_segments(heights, level))]


# For each cell the sides between which a line runs; sides: 0 top, 1 right, 2 bottom, 3 left; higher land on its right.
_RUNS: dict[int, tuple[tuple[int, int], ...]] = {
    1: ((3, 0),), 2: ((0, 1),), 3: ((3, 1),), 4: ((1, 2),), 5: ((3, 0), (1, 2)), 6: ((0, 2),), 7: ((3, 2),),
    8: ((2, 3),), 9: ((2, 0),), 10: ((0, 1), (2, 3)), 11: ((2, 1),), 12: ((1, 3),), 13: ((1, 0),), 14: ((0, 3),),
}  # fmt: skip


Side = tuple[int, int, bool]  # row and column of a sounding, and whether the side runs down from it


def _segments(heights: Land, level: float) -> dict[Side, tuple[Side, Point]]:
    """Each crossing of a side: the next one, and where it is."""
    found: dict[Side, tuple[Side, Point]] = {}
    for row, (upper, lower) in enumerate(pairwise(heights)):
        if max(upper) < level and max(lower) < level:
            continue
        for column in range(len(upper) - 1):
            corners = (upper[column], upper[column + 1], lower[column + 1], lower[column])
            case = sum(1 << number for number, height in enumerate(corners) if height >= level)
            for start, end in _RUNS.get(case, ()):
                sides = _sides(row, column)
                found[sides[start]] = sides[end], _crossing(heights, sides[start], level)
    return found


def _sides(row: int, column: int) -> tuple[Side, Side, Side, Side]:
    return (row, column, False), (row, column + 1, True), (row + 1, column, False), (row, column, True)


def _crossing(heights: Land, side: Side, level: float) -> Point:
    row, column, down = side
    here, there = heights[row][column], heights[row + down][column + (not down)]
    part = (level - here) / (there - here)
    x, y = column - OUTSIDE + (0 if down else part), row - OUTSIDE + (part if down else 0)
    return Point(x * STEP, y * STEP)


def _joined(segments: dict[Side, tuple[Side, Point]]) -> Iterator[Line]:
    """The segments as closed lines."""
    while segments:
        start = min(segments)
        line, side = [], start
        while side in segments:
            side, point = segments.pop(side)
            line.append(point)
        yield line


def _evenly(line: Line, space: float) -> Line:
    """Points on a closed line with even distances, less on short lines. They steer its curves."""
    ring = [*line, line[0]]
    lengths = [sqrt(_square(one, other)) for one, other in pairwise(ring)]
    count = max(8, round(sum(lengths) / space))
    space, walked, wanted = sum(lengths) / count, 0.0, 0.0
    points: Line = []
    for (one, other), length in zip(pairwise(ring), lengths, strict=True):
        while length and walked + length > wanted and len(points) < count:
            at = _between(one, other, (wanted - walked) / length)
            points.append(Point(round(at.x), round(at.y)))
            wanted += space
        walked += length
    return points


def _from_top(line: Line) -> Line:
    start = min(range(len(line)), key=lambda number: (line[number].y, line[number].x))
    return line[start:] + line[:start]


def path(closed: Iterable[Sequence[Point]]) -> str:
    """Closed lines as one SVG path: curves that touch the middle of each side, with its corners to steer them."""
    return "".join(map(_curve, closed))


def _curve(line: Sequence[Point]) -> str:
    ring = [*line, line[0]]
    middles = [(int(one.x + other.x) // 2, int(one.y + other.y) // 2) for one, other in pairwise(ring)]
    x, y = middles[-1]
    told = [f"M{x} {y}q"]
    for corner, (to_x, to_y) in zip(line, middles, strict=True):
        told.append(_numbers(int(corner.x) - x, int(corner.y) - y, to_x - x, to_y - y))
        x, y = to_x, to_y
    return " ".join(told).replace(" -", "-").replace("q ", "q") + "z"


def _numbers(*numbers: int) -> str:
    return " ".join(map(str, numbers))


def region_names(
    groups: Mapping[str, str],
    spots: Mapping[str, Point],
    boxes: Iterable[Box],
    outer: Iterable[Line],
    size: float = NAME_SIZE,
) -> list[RegionName]:
    """A name for each region, set into the outer line where nothing else stands, at its top if that is free.

    `boxes` are those of the names of ideas.
    """
    taken = [*boxes, *(square(at) for at in spots.values())]
    keys = sorted(groups)
    near: dict[str, list[tuple[Point, float]]] = {}
    for step in (step for line in outer for step in _steps(line)):
        nearest = min(keys, key=lambda key: _square(spots[key], step[0]))
        near.setdefault(groups[nearest], []).append(step)
    found: list[RegionName] = []
    for group in sorted(set(groups.values()) - {""}):
        own = [spots[key] for key in keys if groups[key] == group]
        name = _free_name(group, own, near.get(group, ()), taken, size)
        if name:
            found.append(name)
            taken.append(name_box(name, size))
    return found


def _square(one: Point, other: Point) -> float:
    return (one.x - other.x) ** 2 + (one.y - other.y) ** 2


def _steps(line: Line) -> Iterator[tuple[Point, float]]:
    """Points along a line as it is drawn, a few units apart, each with how steep the line is there."""
    ring = [*line, line[0], line[1]]
    for one, corner, other in zip(ring, ring[1:], ring[2:], strict=False):
        start, end = _between(one, corner, 0.5), _between(corner, other, 0.5)
        for part in (0.0, 0.25, 0.5, 0.75):
            here, there = _between(start, corner, part), _between(corner, end, part)
            length = sqrt(_square(here, there)) or 1.0
            yield _between(here, there, part), abs(there.y - here.y) / length


def _between(one: Point, other: Point, part: float) -> Point:
    return Point(one.x + (other.x - one.x) * part, one.y + (other.y - one.y) * part)


def _free_name(
    group: str, own: Sequence[Point], near: Iterable[tuple[Point, float]], taken: Sequence[Box], size: float
) -> RegionName | None:
    top, middle = min(at.y for at in own), sum(at.x for at in own) / len(own)
    liked = sorted((steep * 60 + (at.y - top) * 0.6 + abs(at.x - middle), at) for at, steep in near)
    for _, at in liked:
        name = RegionName(group, round(at.x), round(at.y + size * 0.36))
        box = name_box(name, size)
        if box.left >= 0 and box.right <= WIDTH and not any(box.touches(each) for each in taken):
            return name
    return None


def name_box(name: RegionName, size: float) -> Box:
    """The room of a name in spaced bold capitals."""
    half = width(name.text.upper(), size * 1.08) / 2 + len(name.text) * size * SPACING / 2 + 4
    return Box(name.x - half, name.y - size - 1, name.x + half, name.y + size * 0.3)
