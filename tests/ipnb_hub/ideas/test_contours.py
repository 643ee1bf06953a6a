"""Contour lines are closed, lie around the ideas, and carry the names of the regions."""

from __future__ import annotations

import re
from math import dist, exp

import pytest

from ipnb_hub.ideas.contours import LEVELS, NAME_SIZE, SIGMA, land, lines, name_box, path, region_names
from ipnb_hub.ideas.labels import square
from ipnb_hub.ideas.layout import HEIGHT, WIDTH, Point
from tests.ipnb_hub.ideas.drawn import settled, sheet

pytestmark = pytest.mark.once

MIDDLE = Point(576, 410)


def test_one_idea_has_one_ring_where_its_hill_is_as_high_as_the_line() -> None:
    (ring,) = lines(land([MIDDLE]), LEVELS[0])
    for point in ring:
        assert exp(-(dist(point, MIDDLE) ** 2) / (2 * SIGMA**2)) == pytest.approx(LEVELS[0], abs=0.03)
    assert lines(land([MIDDLE]), LEVELS[1]) == []


def test_two_ideas_far_apart_have_a_ring_each_and_two_near_ones_share_one() -> None:
    far = lines(land([Point(200, 400), Point(900, 400)]), LEVELS[0])
    near = lines(land([Point(500, 400), Point(560, 400)]), LEVELS[0])
    assert (len(far), len(near)) == (2, 1)


def test_higher_lines_lie_inside_lower_ones() -> None:
    heights = land([MIDDLE, MIDDLE, MIDDLE])
    reach = [max(dist(point, MIDDLE) for ring in lines(heights, level) for point in ring) for level in LEVELS]
    assert reach == sorted(reach, reverse=True)
    assert reach[0] > 80


def test_lines_are_closed_and_near_the_sheet_even_around_an_idea_in_its_corner() -> None:
    (ring,) = lines(land([Point(0, 0)] * 3), LEVELS[0])
    assert min(point.x for point in ring) < -60
    gaps = [dist(one, other) for one, other in zip(ring, [*ring[1:], ring[0]], strict=True)]
    assert max(gaps) < 2 * min(gaps)


def test_the_path_is_closed_in_integers_and_the_same_for_any_order_of_ideas() -> None:
    nodes, edges = sheet(20)
    spots, _ = settled(nodes, edges)
    points = list(spots.values())
    found = path(lines(land(points), LEVELS[0]))
    assert found == path(lines(land(points[::-1]), LEVELS[0]))
    assert re.fullmatch(r"(M-?\d+ -?\d+q(-?\d+[ -]?)+z)+", found)
    for ring in found.split("z")[:-1]:
        start, _, steps = ring.partition("q")
        numbers = [int(number) for number in re.findall(r"-?\d+", steps)]
        assert (sum(numbers[2::4]), sum(numbers[3::4])) == (0, 0), start


def test_no_land_has_no_lines() -> None:
    assert lines(land([]), LEVELS[0]) == []
    assert lines([[0.0]], LEVELS[0]) == []
    assert path([]) == ""


def test_every_region_has_its_name_on_a_line_where_nothing_else_stands() -> None:
    nodes, edges = sheet(40)
    spots, labels = settled(nodes, edges)
    boxes = [label.box for label in labels.values()]
    outer = lines(land(spots.values()), LEVELS[0])
    names = region_names({node.key: node.group for node in nodes}, spots, boxes, outer)
    assert [name.text for name in names] == sorted({node.group for node in nodes})
    taken = [*boxes, *map(square, spots.values())]
    own = [name_box(name, NAME_SIZE) for name in names]
    assert [name.text for name, box in zip(names, own, strict=True) if any(box.touches(each) for each in taken)] == []
    assert not any(one.touches(other) for number, one in enumerate(own) for other in own[number + 1 :])
    for name in names:
        assert 0 < name.x < WIDTH
        assert -20 < name.y < HEIGHT + 20


def test_ideas_without_a_region_give_no_name() -> None:
    outer = lines(land([MIDDLE]), LEVELS[0])
    assert region_names({"affect": ""}, {"affect": MIDDLE}, [], outer) == []
