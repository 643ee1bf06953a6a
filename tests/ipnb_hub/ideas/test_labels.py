"""Names on the map: none touches another, nor a mark; nothing leaves the sheet."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from ipnb_hub.ideas import labels
from ipnb_hub.ideas.labels import Box, Setting, candidates, first_free, settle, shelves, square
from ipnb_hub.ideas.layout import HEIGHT, WIDTH, Node, Point
from tests.ipnb_hub.ideas.drawn import settled, sheet

pytestmark = pytest.mark.once


def touching(boxes: list[Box]) -> list[tuple[Box, Box]]:
    return [(one, two) for number, one in enumerate(boxes) for two in boxes[number + 1 :] if one.touches(two)]


@pytest.mark.parametrize(("count", "seed"), [(12, 1), (30, 2), (59, 3), (60, 4)])
def test_no_two_names_touch_and_no_name_touches_the_mark_of_another(count: int, seed: int) -> None:
    spots, names = settled(*sheet(count, seed))
    assert sorted(spots) == sorted(names)
    assert touching([label.box for label in names.values()]) == []
    assert touching([square(at) for at in spots.values()]) == []
    for key, label in names.items():
        assert [other for other in spots if other != key and label.box.touches(square(spots[other]))] == []
        assert label.box.is_on_sheet(), key


def test_the_same_ideas_in_another_order_get_the_same_sides() -> None:
    nodes, edges = sheet(30)
    assert settled(nodes[::-1], edges[::-1]) == settled(nodes, edges)


def test_sixty_long_names_in_one_group_still_find_room() -> None:
    nodes = [Node(f"idea-{number:02}", "Accelerated experiential dynamic psychotherapy") for number in range(60)]
    edges = [("idea-00", node.key) for node in nodes[1:]]
    spots, names = settled(nodes, edges)
    assert touching([*(label.box for label in names.values())]) == []
    assert touching([square(at) for at in spots.values()]) == []


def test_shelves_have_a_cell_for_each_of_sixty_names() -> None:
    titles = {f"idea-{number:02}": "Accelerated experiential dynamic psychotherapy" for number in range(60)}
    _, names = settle(titles, shelves(titles), [])
    assert touching([label.box for label in names.values()]) == []


def test_however_full_a_sheet_is_names_are_chosen_and_shoved_so_often_and_no_more(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    turns: list[int] = []
    monkeypatch.setattr(labels, "Setting", counting(turns))
    titles = {f"idea-{number:02}": "\N{BRAIN}" * 100 for number in range(60)}
    spots = {key: Point(600, 400) for key in titles}
    settle(titles, spots, [(one, other) for one in titles for other in titles if one < other])
    assert turns == [0] * labels.TURNS + [labels.MOST_LINES]


def counting(turns: list[int]) -> type[Setting]:
    """A setting that notes with how many lines its names were chosen."""

    class Counting(Setting):
        def choose(self, lines: Sequence[tuple[Point, Point]] = ()) -> bool:
            turns.append(len(lines))
            return super().choose(lines)

    return Counting


def test_a_name_crosses_any_number_of_lines_rather_than_touch_another() -> None:
    at, blocked = Point(500, 400), Point(540, 400)
    setting = Setting({"affect": "Affect"}, {"affect": at, "other": blocked})
    fan = [(Point(480, x), Point(300, x)) for x in range(340, 460)] + [(Point(490, 300), Point(510, 500))] * 200
    setting.choose(fan)
    assert setting.clashes("affect", setting.labels["affect"].box) == 0


def test_a_name_alone_stands_at_the_right_in_one_line() -> None:
    spots, names = settle({"affect": "Affect"}, {"affect": Point(500, 400)}, [])
    assert spots == {"affect": Point(500, 400)}
    assert (names["affect"].anchor, names["affect"].x, names["affect"].lines) == ("start", 512, ("Affect",))


def test_a_name_at_the_right_rim_stands_at_the_left() -> None:
    label = candidates("Affect regulation", Point(WIDTH - 30, HEIGHT // 2))[0]
    assert (label.anchor, label.x) == ("end", WIDTH - 42)


def test_a_name_avoids_a_line_where_another_side_is_free() -> None:
    at, far = Point(500, 400), Point(800, 400)
    setting = Setting({"affect": "Affect"}, {"affect": at})
    assert setting.choose([(at, far)])
    assert setting.labels["affect"].anchor != "start"
    assert not setting.labels["affect"].box.is_crossed(at, far)


@pytest.mark.parametrize(
    ("one", "other", "crosses"),
    [
        (Point(0, 15), Point(100, 15), True),
        (Point(0, 0), Point(100, 100), True),
        (Point(0, 25), Point(100, 25), False),
        (Point(25, 0), Point(25, 100), False),
        (Point(0, 15), Point(5, 15), False),
        (Point(12, 12), Point(13, 13), True),
    ],
)
def test_a_line_crosses_a_box_or_does_not(one: Point, other: Point, crosses: bool) -> None:
    assert Box(10, 10, 20, 20).is_crossed(one, other) is crosses


def test_the_first_names_that_find_room_are_taken_and_no_more_than_asked_for() -> None:
    named = [("Affect", Point(300, 300)), ("Affect", Point(306, 300)), ("Empathy", Point(700, 300))]
    blocked = Box(200, 200, 500, 400)
    assert [label.lines for label in first_free(named, [blocked], 22, 11)] == [("Affect",), ("Affect",), ("Empathy",)]
    beside = Box(320, 200, 500, 400)
    found = first_free(named[:1], [beside], 22, 11)
    assert [(label.anchor, label.lines) for label in found] == [("end", ("Affect",))]
    assert [label.lines for label in first_free(named, [], 22, 1)] == [("Affect",)]
