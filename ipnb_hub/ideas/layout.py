"""Where ideas stand on the map: groups apart, what is related near, the same input giving the same places.

Only sums, products, quotients and square roots are used: IEEE 754 defines them to the last bit, so that every machine
comes to the same integers. Places are found in three steps: groups are set into cells of the sheet so that related
groups are neighbours, ideas into cells of their group likewise, and then springs and shoves settle them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import isqrt, sqrt
from typing import NamedTuple

WIDTH, HEIGHT = 1152, 820
MARGIN_X, MARGIN_Y = 112, 70  # room for labels and contours at the rim
INSET_X, INSET_Y = 84, 62  # of a group in its cell; contours of neighbours stay apart
ROUNDS = 160
NEAR, APART = 60.0, 40.0  # wished distance of ideas of one group, least distance of any two
FLATTEN = 0.74  # labels are wide, so places are further apart sideways
HOME = 0.03  # how strongly an idea is drawn to the middle of its group
MOST_SWAPPED = 40  # groups or ideas that are arranged by trying every swap


class Point(NamedTuple):
    x: float
    y: float


class Area(NamedTuple):
    left: float
    top: float
    right: float
    bottom: float

    @property
    def middle(self) -> Point:
        return Point((self.left + self.right) / 2, (self.top + self.bottom) / 2)

    def inside(self, x: float, y: float) -> Point:
        """The point itself, or where the way to it from the middle leaves the ellipse in this area."""
        middle = self.middle
        dx, dy = x - middle.x, y - middle.y
        wide, high = max(self.right - self.left, 1) / 2, max(self.bottom - self.top, 1) / 2
        beyond = sqrt((dx / wide) ** 2 + (dy / high) ** 2)
        return Point(x, y) if beyond <= 1 else Point(middle.x + dx / beyond, middle.y + dy / beyond)


@dataclass(frozen=True, slots=True)
class Node:
    """An idea to be placed."""

    key: str
    title: str
    group: str = ""


Links = Mapping[tuple[str, str], float]


def places(nodes: Sequence[Node], edges: Sequence[tuple[str, str]]) -> dict[str, Point]:
    """A place for each node, in the order of their keys."""
    if not nodes:
        return {}
    nodes = sorted(nodes, key=lambda node: node.key)
    group_of = {node.key: node.group for node in nodes}
    pairs = sorted({(min(pair), max(pair)) for pair in edges if pair[0] != pair[1]})
    areas = _areas(group_of, pairs)
    start: dict[str, Point] = {}
    for group in sorted(areas):
        start.update(_within(areas[group], [node.key for node in nodes if node.group == group], pairs, group_of, areas))
    return _settled(start, pairs, group_of, areas)


def _areas(group_of: Mapping[str, str], pairs: Sequence[tuple[str, str]]) -> dict[str, Area]:
    """A cell of the sheet for each group, related groups near each other."""
    sizes: dict[str, int] = {}
    for group in sorted(group_of.values()):
        sizes[group] = sizes.get(group, 0) + 1
    ties: dict[tuple[str, str], float] = {}
    for one, other in pairs:
        pair = (min(group_of[one], group_of[other]), max(group_of[one], group_of[other]))
        ties[pair] = ties.get(pair, 0) + 1
    weights = {pair: count / sqrt(sizes[pair[0]] * sizes[pair[1]]) for pair, count in ties.items()}
    order = _arranged(sorted(sizes), _grid(len(sizes), Area(0, 0, WIDTH, HEIGHT)), weights)
    return _cells(order, sizes)


def _columns(count: int) -> int:
    """How many columns a square of so many things has."""
    root = isqrt(count)
    return root if root * root == count else root + 1


def _grid(count: int, area: Area) -> list[Point]:
    """The middles of as many cells as there are things, row by row; a short row is spread."""
    columns = _columns(count)
    rows = -(-count // columns) if count else 0
    points = []
    for row in range(rows):
        here = min(columns, count - row * columns)
        y = area.top + (area.bottom - area.top) * (row + 0.5) / rows
        points += [Point(area.left + (area.right - area.left) * (column + 0.5) / here, y) for column in range(here)]
    return points


def _distance(one: Point, other: Point) -> float:
    return sqrt((one.x - other.x) ** 2 + (one.y - other.y) ** 2)


def _arranged(
    names: list[str], points: list[Point], weights: Links, fixed: Mapping[str, Point] | None = None
) -> list[str]:
    """The names in the order of the points that keeps what is tied together close: swapped while that helps."""
    ties: dict[str, list[tuple[str, float]]] = {name: [] for name in names}
    for (one, other), weight in weights.items():
        if one != other:
            for here, there in ((one, other), (other, one)):
                if here in ties:
                    ties[here].append((there, weight))
    order = list(names)
    spots = dict(fixed or {}) | dict(zip(order, points, strict=True))
    for _ in range(12 if len(names) <= MOST_SWAPPED else 2):
        if not _swapped_all(order, spots, ties):
            break
    return order


def _swapped_all(order: list[str], spots: dict[str, Point], ties: Mapping[str, list[tuple[str, float]]]) -> bool:
    better = False
    for first in range(len(order)):
        for second in range(first + 1, len(order)):
            one, other = order[first], order[second]
            before = _pull(one, spots, ties) + _pull(other, spots, ties)
            spots[one], spots[other] = spots[other], spots[one]
            if _pull(one, spots, ties) + _pull(other, spots, ties) < before - 1e-6:
                order[first], order[second] = other, one
                better = True
            else:
                spots[one], spots[other] = spots[other], spots[one]
    return better


def _pull(name: str, spots: Mapping[str, Point], ties: Mapping[str, list[tuple[str, float]]]) -> float:
    here = spots[name]
    return sum(weight * _distance(here, spots[there]) for there, weight in ties[name] if there in spots)


def _cells(order: Sequence[str], sizes: Mapping[str, int]) -> dict[str, Area]:
    """The sheet cut into rows and the rows into cells, larger ones for larger groups."""
    columns = _columns(len(order))
    rows = [order[start : start + columns] for start in range(0, len(order), columns)]
    heights = [sqrt(sum(sizes[name] + 2 for name in row)) for row in rows]
    cells, top = {}, 0.0
    for row, share in zip(rows, heights, strict=True):
        bottom = top + HEIGHT * share / sum(heights)
        whole, left = sum(sqrt(sizes[name] + 2) for name in row), 0.0
        for name in row:
            right = left + WIDTH * sqrt(sizes[name] + 2) / whole
            cells[name] = _inset(Area(left, top, right, bottom))
            left = right
        top = bottom
    return cells


def _inset(cell: Area) -> Area:
    """The part of a cell where ideas stand."""
    x = min(INSET_X, (cell.right - cell.left) * 0.2)
    y = min(INSET_Y, (cell.bottom - cell.top) * 0.2)
    left, right = max(cell.left + x, MARGIN_X), min(cell.right - x, WIDTH - MARGIN_X)
    return Area(left, max(cell.top + y, MARGIN_Y), right, min(cell.bottom - y, HEIGHT - MARGIN_Y))


def _within(
    area: Area,
    keys: list[str],
    pairs: Sequence[tuple[str, str]],
    group_of: Mapping[str, str],
    areas: Mapping[str, Area],
) -> dict[str, Point]:
    """The first places of one group: a grid in which what is related stands together, and looks to its neighbours."""
    points = _grid(len(keys), area)
    own = set(keys)
    links = {pair: 1.0 if own.issuperset(pair) else 0.3 for pair in pairs if not own.isdisjoint(pair)}
    away = {key: areas[group_of[key]].middle for pair in links for key in pair if key not in own}
    order = _arranged(keys, points, links, away)
    return dict(zip(order, points, strict=True))


def _settled(
    start: Mapping[str, Point], pairs: Sequence[tuple[str, str]], group_of: Mapping[str, str], areas: Mapping[str, Area]
) -> dict[str, Point]:
    """The places after springs along relations and shoves between neighbours have come to rest."""
    keys = sorted(start)
    index = {key: number for number, key in enumerate(keys)}
    xs, ys = [start[key].x for key in keys], [start[key].y for key in keys]
    groups = [group_of[key] for key in keys]
    springs = [(index[one], index[other], 1.0 if group_of[one] == group_of[other] else 0.04) for one, other in pairs]
    for turn in range(ROUNDS):
        pace = 0.35 * (1 - turn / ROUNDS) + 0.02
        push = [0.0] * len(keys), [0.0] * len(keys)
        _draw(springs, xs, ys, push)
        _shove(groups, xs, ys, push)
        for number, key in enumerate(keys):
            area = areas[group_of[key]]
            dx = push[0][number] + HOME * (area.middle.x - xs[number])
            dy = push[1][number] + HOME * (area.middle.y - ys[number])
            x, y = xs[number] + max(-12.0, min(12.0, dx * pace)), ys[number] + max(-12.0, min(12.0, dy * pace))
            xs[number], ys[number] = area.inside(x, y)
    return {key: Point(round(xs[number]), round(ys[number])) for number, key in enumerate(keys)}


Push = tuple[list[float], list[float]]


def _draw(springs: Sequence[tuple[int, int, float]], xs: list[float], ys: list[float], push: Push) -> None:
    """Pull what is related towards the wished distance."""
    for one, other, strength in springs:
        dx, dy = xs[other] - xs[one], ys[other] - ys[one]
        length = sqrt(dx * dx * FLATTEN + dy * dy) or 1.0
        pull = strength * 0.12 * (length - NEAR) / length
        push[0][one] += dx * pull
        push[1][one] += dy * pull
        push[0][other] -= dx * pull
        push[1][other] -= dy * pull


def _shove(groups: Sequence[str], xs: list[float], ys: list[float], push: Push) -> None:
    """Push apart what is near, whether related or not."""
    reach = NEAR * 1.25
    for one in range(len(xs)):
        for other in range(one + 1, len(xs)):
            dx, dy = xs[other] - xs[one], ys[other] - ys[one]
            if abs(dx) > 2 * reach or abs(dy) > reach:
                continue
            length = sqrt(dx * dx * FLATTEN * FLATTEN + dy * dy)
            if length >= reach:
                continue
            if length < 1:  # on one spot: the first goes up
                dx, dy, length = 0.0, 1.0, 1.0
            force = 0.5 * (reach - length) / length * (1.6 if length < APART else 1.0)
            push[0][one] -= dx * force * FLATTEN
            push[1][one] -= dy * force
            push[0][other] += dx * force * FLATTEN
            push[1][other] += dy * force
