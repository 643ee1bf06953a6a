"""Places on the map: the same input gives the same integers, groups lie apart, related ideas near."""

from __future__ import annotations

from math import dist

import pytest

from ipnb_hub.ideas.layout import HEIGHT, WIDTH, Node, places
from tests.ipnb_hub.ideas.drawn import sheet

pytestmark = pytest.mark.once


def test_the_same_ideas_in_another_order_come_to_the_same_places() -> None:
    nodes, edges = sheet(40)
    first = places(nodes, edges)
    assert places(nodes, edges) == first
    assert places(nodes[::-1], [(other, one) for one, other in reversed(edges)]) == first


def test_places_are_integers_on_the_sheet() -> None:
    nodes, edges = sheet(60)
    for at in places(nodes, edges).values():
        assert (at.x, at.y) == (int(at.x), int(at.y))
        assert 0 < at.x < WIDTH
        assert 0 < at.y < HEIGHT


def test_every_idea_is_nearer_to_the_middle_of_its_own_group_than_to_any_other() -> None:
    nodes, edges = sheet(45)
    found = places(nodes, edges)
    middles = {}
    for group in {node.group for node in nodes}:
        own = [found[node.key] for node in nodes if node.group == group]
        middles[group] = (sum(at.x for at in own) / len(own), sum(at.y for at in own) / len(own))
    for node in nodes:
        nearest = min(middles, key=lambda group: dist(middles[group], found[node.key]))
        assert nearest == node.group, node.key


def test_groups_that_share_relations_are_neighbors() -> None:
    """Of nine groups in three rows, the one that all others are related to stands in the middle."""
    groups = [f"group {number}" for number in range(9)]
    nodes = [Node(f"{group} {number}", "Idea", group) for group in groups for number in range(3)]
    edges = [("group 0 0", f"{group} 1") for group in groups[1:]] * 2
    found = places(nodes, edges)
    own = [found[node.key] for node in nodes if node.group == "group 0"]
    assert abs(sum(at.x for at in own) / 3 - WIDTH / 2) < WIDTH / 6
    assert abs(sum(at.y for at in own) / 3 - HEIGHT / 2) < HEIGHT / 6


def test_related_ideas_of_one_group_end_nearer_than_unrelated_ones() -> None:
    nodes = [Node(f"idea {number:02}", "Idea") for number in range(12)]
    pairs = [(nodes[number].key, nodes[number + 6].key) for number in range(6)]
    found = places(nodes, pairs)
    related = [dist(found[one], found[other]) for one, other in pairs]
    every = [
        dist(found[one.key], found[other.key]) for number, one in enumerate(nodes) for other in nodes[number + 1 :]
    ]
    assert sum(related) / len(related) < sum(every) / len(every) * 0.7


@pytest.mark.parametrize("count", [0, 1, 2])
def test_few_ideas_find_a_place(count: int) -> None:
    nodes = [Node(f"idea {number}", "Idea") for number in range(count)]
    found = places(nodes, [("idea 0", "idea 1")] if count == 2 else [])
    assert len(set(found.values())) == count


def test_two_ideas_on_one_spot_are_moved_apart() -> None:
    """Every group has a single cell here, so that all of them start in the middle of narrow cells."""
    nodes = [Node(f"idea {number:02}", "Idea", f"group {number // 2:02}") for number in range(60)]
    found = places(nodes, [])
    assert len(set(found.values())) == 60
