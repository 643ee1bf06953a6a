"""The names on the map: a side for each so that no two touch, and small shoves where no side is free."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import NamedTuple

from .layout import HEIGHT, WIDTH, Point
from .lettering import LINE_HEIGHT, breakings, width

SIZE = 13  # of the letters, in units of the map
CLEAR = 13  # from the middle of a mark to the edge of the square that is pressed: 24 px and a little
GAP = 12  # from the middle of a mark to the letters
EDGE = 2  # around the sheet, without letters
RIM = 40  # around the sheet, without marks
TURNS = 30  # of choosing and shoving, before all names are set on shelves
ROUNDS = 8  # of choosing, in each
TOUCHED, CROSSED = 20, 0.4  # what a name costs that touches another, or that a line runs through
MOST_CROSSED = 50
MOST_LINES = 600  # that names keep clear of; where there are more, no place is clear of them
SHELVES = 6  # columns of the layout that always works


class Box(NamedTuple):
    left: float
    top: float
    right: float
    bottom: float

    def touches(self, other: Box) -> bool:
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )

    def is_on_sheet(self) -> bool:
        return self.left >= EDGE and self.top >= EDGE and self.right <= WIDTH - EDGE and self.bottom <= HEIGHT - EDGE

    def is_crossed(self, one: Point, other: Point) -> bool:
        """Whether the straight line between two points runs through it (Liang and Barsky)."""
        if (one.x < self.left and other.x < self.left) or (one.x > self.right and other.x > self.right):
            return False  # most lines are far from most names
        if (one.y < self.top and other.y < self.top) or (one.y > self.bottom and other.y > self.bottom):
            return False
        first, last = 0.0, 1.0
        dx, dy = other.x - one.x, other.y - one.y
        edges = ((-dx, one.x - self.left), (dx, self.right - one.x), (-dy, one.y - self.top), (dy, self.bottom - one.y))
        for step, room in edges:
            if step == 0:
                if room < 0:
                    return False
            elif step < 0:
                first = max(first, room / step)
            else:
                last = min(last, room / step)
        return first < last


@dataclass(frozen=True, slots=True)
class Label:
    """A name as it is set: `anchor` is SVG's text-anchor, (x, y) the start of the first line's baseline."""

    anchor: str
    x: int
    y: int
    lines: tuple[str, ...]
    box: Box
    cost: float


# The sides in the order in which they are liked: the anchor, and where the lines stand.
_SIDES = (
    ("start", 0.0, 0.0),
    ("end", 0.0, 0.3),
    ("middle", 1.0, 0.5),
    ("middle", -1.0, 0.6),
    ("start", 0.62, 0.8),
    ("start", -0.62, 0.9),
    ("end", 0.62, 1.0),
    ("end", -0.62, 1.1),
)


def square(at: Point, clear: float = CLEAR) -> Box:
    """The part of the map that a mark takes and that is pressed."""
    return Box(at.x - clear, at.y - clear, at.x + clear, at.y + clear)


def candidates(title: str, at: Point, size: int = SIZE) -> list[Label]:
    """The ways to set a name beside its mark that stay on the sheet; at least one."""
    every = list(_every(title, at, size))
    return [each for each in every if each.box.is_on_sheet()] or every[:1]


def _every(title: str, at: Point, size: int) -> Iterator[Label]:
    for rank, lines in enumerate(breakings(title)):
        room = max(width(line, size) for line in lines), len(lines) * size * LINE_HEIGHT
        for anchor, down, dislike in _SIDES:
            yield _set(lines, at, anchor, down, room, size, dislike + 0.4 * rank)


def _set(
    lines: tuple[str, ...], at: Point, anchor: str, down: float, room: tuple[float, float], size: int, cost: float
) -> Label:
    wide, high = room
    if anchor == "middle":
        x, left = at.x, at.x - wide / 2
        top = at.y + GAP - 1 if down > 0 else at.y - GAP + 1 - high
    else:
        x = at.x + GAP if anchor == "start" else at.x - GAP
        left = x if anchor == "start" else x - wide
        top = at.y - high / 2 + down * size
    # The letters between ascender and descender stand in the middle of their line.
    baseline = top + size * (LINE_HEIGHT / 2 + 0.36)
    return Label(anchor, round(x), round(baseline), lines, Box(left - 1, top, left + wide + 1, top + high), cost)


class Setting:
    """Marks and names on one sheet, while their sides are chosen."""

    def __init__(
        self, titles: Mapping[str, str], spots: Mapping[str, Point], size: int = SIZE, clear: float = CLEAR
    ) -> None:
        self.keys = sorted(titles)
        self.titles, self.size = titles, size
        self.spots = dict(spots)
        self.squares = {key: square(spots[key]) for key in self.spots}
        self.choices = {key: candidates(titles[key], spots[key], size) for key in self.keys}
        self.labels = {key: self.choices[key][0] for key in self.keys}

    def clashes(self, key: str, box: Box) -> int:
        """How many marks and names of others a name would touch."""
        return _touched(box, self._marks(key)) + _touched(box, self._names(key))

    def _marks(self, key: str) -> list[Box]:
        return [each for other, each in self.squares.items() if other != key]

    def _names(self, key: str) -> list[Box]:
        return [each.box for other, each in self.labels.items() if other != key]

    def choose(self, lines: Sequence[tuple[Point, Point]] = ()) -> bool:
        """Take the best side of each name until none changes; whether no name touches anything."""
        if not lines and self.is_clear():
            return True
        costs = {key: self._costs(key, lines) for key in self.keys}
        for _ in range(ROUNDS):
            if sum(self._choose(key, costs[key]) for key in self.keys) == 0:
                break
        return self.is_clear()

    def _costs(self, key: str, lines: Sequence[tuple[Point, Point]]) -> list[float]:
        """What each side costs however the other names stand; no number of lines outweighs a touched name."""
        marks = self._marks(key)
        return [
            _touched(each.box, marks) * TOUCHED + each.cost + min(_crossed(each.box, lines) * CROSSED, TOUCHED - 2)
            for each in self.choices[key]
        ]

    def is_clear(self) -> bool:
        """Whether no name touches anything."""
        return not any(self.clashes(key, self.labels[key].box) for key in self.keys)

    def _choose(self, key: str, costs: Sequence[float]) -> bool:
        before, names = self.labels[key], self._names(key)
        _, best = min(
            (_touched(each.box, names) * TOUCHED + cost, number)
            for number, (each, cost) in enumerate(zip(self.choices[key], costs, strict=True))
        )
        self.labels[key] = self.choices[key][best]
        return self.labels[key] is not before

    def shove(self) -> None:
        """Move apart what touches, by half of the overlap along its smaller side."""
        moves = {key: [0.0, 0.0] for key in self.spots}
        boxes = [(key, each) for key, each in self.squares.items()] + [(k, each.box) for k, each in self.labels.items()]
        for number, (one, first) in enumerate(boxes):
            for other, second in boxes[number + 1 :]:
                if one != other and first.touches(second):
                    _part(moves[one], moves[other], first, second)
        for key, (dx, dy) in moves.items():
            at = self.spots[key]
            x = min(max(at.x + max(-9, min(9, dx)), RIM), WIDTH - RIM)
            y = min(max(at.y + max(-9, min(9, dy)), RIM), HEIGHT - RIM)
            self.place(key, Point(round(x), round(y)))

    def place(self, key: str, at: Point) -> None:
        if at == self.spots[key]:
            return
        self.spots[key], self.squares[key] = at, square(at)
        if key in self.labels:
            number = self.choices[key].index(self.labels[key])
            self.choices[key] = candidates(self.titles[key], at, self.size)
            self.labels[key] = self.choices[key][min(number, len(self.choices[key]) - 1)]


def _touched(box: Box, others: Iterable[Box]) -> int:
    """How many of the others it touches; `Box.touches` written out, because this runs a million times a sheet."""
    left, top, right, bottom = box
    return sum(1 for x, y, far_x, far_y in others if left < far_x and x < right and top < far_y and y < bottom)


def _crossed(box: Box, lines: Iterable[tuple[Point, Point]]) -> int:
    """How many lines run through it; more than `MOST_CROSSED` are not told apart."""
    return sum(1 for _ in islice((line for line in lines if box.is_crossed(*line)), MOST_CROSSED))


def _part(one: list[float], other: list[float], first: Box, second: Box) -> None:
    over_x = min(first.right, second.right) - max(first.left, second.left)
    over_y = min(first.bottom, second.bottom) - max(first.top, second.top)
    axis = 0 if over_x < over_y else 1
    distance = (over_x if axis == 0 else over_y) / 2 + 1
    middles = (first[axis] + first[axis + 2], second[axis] + second[axis + 2])
    sign = 1 if middles[0] < middles[1] else -1
    one[axis] -= sign * distance
    other[axis] += sign * distance


def settle(
    titles: Mapping[str, str], spots: Mapping[str, Point], edges: Iterable[tuple[str, str]]
) -> tuple[dict[str, Point], dict[str, Label]]:
    """Places and names of a whole sheet; no name touches a mark or another name."""
    setting = Setting(titles, spots)
    for _ in range(TURNS):
        if setting.choose() and not _crowded(setting):
            break
        setting.shove()
    else:
        setting = Setting(titles, shelves(titles))
    setting.choose([(setting.spots[one], setting.spots[other]) for one, other in islice(edges, MOST_LINES)])
    return setting.spots, setting.labels


def _crowded(setting: Setting) -> bool:
    squares = list(setting.squares.values())
    return any(one.touches(other) for number, one in enumerate(squares) for other in squares[number + 1 :])


def shelves(titles: Iterable[str]) -> dict[str, Point]:
    """Rows and columns, for ideas that nothing relates or that find no other room: every name has its cell."""
    keys = sorted(titles)
    rows = max(10, -(-len(keys) // SHELVES))
    return {
        key: Point(round(WIDTH * (number % SHELVES + 0.15) / SHELVES), round(HEIGHT * (number // SHELVES + 0.5) / rows))
        for number, key in enumerate(keys)
    }


def first_free(named: Iterable[tuple[str, Point]], taken: Iterable[Box], size: int, most: int) -> list[Label]:
    """The first names that find room beside their places and touch neither what is taken nor each other."""
    boxes, found = list(taken), list[Label]()
    for title, at in named:
        own = square(at, 1)
        for label in sorted(candidates(title, at, size), key=lambda each: each.cost):
            if not any(label.box.touches(each) for each in boxes if not own.touches(each)):
                found.append(label)
                boxes.append(label.box)
                break
        if len(found) == most:
            break
    return found
