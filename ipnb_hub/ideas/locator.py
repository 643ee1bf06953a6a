"""The locator: where the ideas of a page lie on the map, small and in few bytes.

Every dot is a line of no length with round ends, so that all of them are one path. Coordinates are sixths of those
of the map, relative and in a fixed order.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from functools import lru_cache
from itertools import chain, pairwise
from typing import NamedTuple

from publishing import stamp

from . import sheets
from .graph import Place

SCALE = 6
MOST = 150  # dots; of more ideas every second, third … is drawn
FEW = 2
SUBPATH = re.compile(r"M[^M]+")
NUMBER = re.compile(r"-?\d+")


class Locator(NamedTuple):
    """`dots`: what is elsewhere on the map; `here`: the ideas of the page, larger where they are `few`."""

    dots: str
    here: str
    outline: str
    used: int
    total: int

    @property
    def few(self) -> bool:
        return self.used <= FEW


class Sheet(NamedTuple):
    """Where the public terms stand, and the line around them."""

    positions: Mapping[Place, tuple[int, int]]
    outline: str


def sheet() -> Sheet:
    """The map as it is now: one query, and the places once a content version in each process."""
    return _sheet(stamp.current())


@lru_cache(maxsize=1)
def _sheet(_now: stamp.Stamp) -> Sheet:
    return Sheet(sheets.positions(), "".join(map(scaled, SUBPATH.findall(sheets.outline()))))


def scaled(subpath: str) -> str:
    """A closed line of relative quadratic curves ("M8 8q4 0 8 8z"), divided by SCALE and told by its ends alone.

    Each of its ends lies midway between two controls, so that a control is the mirror image of the one before ("t").
    An end is rounded so that the next control falls where it should: no rounding adds up.
    """
    start, controls = _controls(subpath)
    control = first = _whole(*controls[0])
    ends = [start]
    for x, y in controls[1:]:
        end = _whole((control[0] + x) / 2, (control[1] + y) / 2)
        control = 2 * end[0] - control[0], 2 * end[1] - control[1]
        ends.append(end)
    steps = [_from(start, first), *(_from(*each) for each in pairwise([*ends, start]))]
    return f"M{_written(start)}q{_written(chain(*steps[:2]))}t{_written(chain(*steps[2:]))}z"


def _controls(subpath: str) -> tuple[tuple[int, int], list[tuple[float, float]]]:
    """The point at which a line begins and all its controls, divided by SCALE."""
    x, y, *steps = map(int, NUMBER.findall(subpath))
    start, controls = _whole(x / SCALE, y / SCALE), []
    for control_x, control_y, end_x, end_y in zip(*[iter(steps)] * 4, strict=True):
        controls.append(((x + control_x) / SCALE, (y + control_y) / SCALE))
        x, y = x + end_x, y + end_y
    return start, controls


def _whole(x: float, y: float) -> tuple[int, int]:
    return round(x), round(y)


def _from(start: tuple[int, int], end: tuple[int, int]) -> tuple[int, int]:
    return end[0] - start[0], end[1] - start[1]


def _written(numbers: Iterable[int]) -> str:
    """Numbers as SVG takes them: a minus needs no space before it."""
    return " ".join(map(str, numbers)).replace(" -", "-")


def drawn(positions: Mapping[Place, tuple[int, int]], outline: str, ideas: Collection[Place]) -> Locator:
    here = [positions[place] for place in sorted(set(ideas)) if place in positions]
    others = [positions[place] for place in sorted(positions) if place not in ideas]
    thinned = others[:: 1 + len(others) // MOST]
    return Locator(dots(thinned), dots(here), outline, len(here), len(positions))


def dots(points: Iterable[tuple[int, int]]) -> str:
    """One path of points, row by row: "m12 34h0m5-2h0"."""
    path, before = [], (0, 0)
    for x, y in sorted((round(x / SCALE), round(y / SCALE)) for x, y in points):
        path.append(f"m{_written(_from(before, (x, y)))}h0")
        before = x, y
    return "".join(path)
