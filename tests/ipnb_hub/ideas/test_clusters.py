"""All ideas on one sheet while they fit, else a sheet a region."""

from __future__ import annotations

import pytest

from ipnb_hub.ideas.clusters import MOST, Fact, clusters

pytestmark = pytest.mark.once


def facts(count: int, region: str, start: int = 0) -> list[Fact]:
    return [Fact(f"idea-{n}", f"Idea {n:04}", region, None, None, n) for n in range(start, start + count)]


def test_sixty_ideas_share_a_sheet_without_a_name() -> None:
    (whole,) = clusters(facts(30, "Body") + facts(30, "Brain", 30))
    assert (whole.slug, whole.title, len(whole.facts)) == ("", "", 60)
    assert clusters([]) == []


def test_more_are_divided_by_region_those_without_one_last() -> None:
    found = clusters(facts(40, "Memory") + facts(20, "", 40) + facts(30, "Body", 60))
    assert [(each.slug, each.title, len(each.facts)) for each in found] == [
        ("body", "Body", 30),
        ("memory", "Memory", 40),
        ("other-ideas", "Other ideas", 20),
    ]


def test_a_large_region_is_divided_by_title_into_parts_of_like_size() -> None:
    found = clusters(facts(130, "Memory")[::-1])
    assert [(each.slug, each.title, len(each.facts)) for each in found] == [
        ("memory-part-1-of-3", "Memory, part 1 of 3", 43),
        ("memory-part-2-of-3", "Memory, part 2 of 3", 43),
        ("memory-part-3-of-3", "Memory, part 3 of 3", 44),
    ]
    assert [found[0].facts[0].title, found[2].facts[-1].title] == ["Idea 0000", "Idea 0129"]
    assert max(len(each.facts) for each in found) <= MOST


def test_regions_whose_addresses_would_be_the_same_get_different_ones() -> None:
    found = clusters(facts(31, "C") + facts(31, "C++", 31) + facts(31, "心", 62))
    assert [each.slug for each in found] == ["c", "c-2", "ideas"]
