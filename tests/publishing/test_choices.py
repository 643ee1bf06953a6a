"""Filters and pages of a list as plain links."""

from __future__ import annotations

import pytest
from django.db.models import TextChoices
from django.test import RequestFactory

from publishing.choices import Choice, chosen, filters, link, turns

pytestmark = pytest.mark.once


class Color(TextChoices):
    RED = "red", "Red"
    BLUE = "blue", "Blue"
    GREEN = "green", "Green"


def request(query: str):
    return RequestFactory().get(f"/list/{query}")


def test_only_what_is_a_choice_is_chosen():
    assert chosen(request("?color=red"), "color", Color) == "red"
    assert chosen(request("?color=blue&color=red"), "color", Color) == "red"
    for query in (
        "",
        "?color=",
        "?color=RED",
        "?color=pink",
        "?size=red",
        "?color=%00",
        "?color=%FF",
        "?color=red&color=x",
    ):
        assert chosen(request(query), "color", Color) == "", query


def test_choices_come_in_their_own_order_with_counts_and_without_empty_ones():
    assert filters("/list/", {"color": "blue"}, "color", Color, {"green": 2, "blue": 1, "red": 0}) == [
        Choice("blue", "Blue", 1, "/list/?color=blue", current=True),
        Choice("green", "Green", 2, "/list/?color=green", current=False),
    ]


def test_the_current_choice_is_there_even_where_it_shows_nothing():
    assert filters("/list/", {"color": "red"}, "color", Color, {"green": 2}) == [
        Choice("red", "Red", 0, "/list/?color=red", current=True),
        Choice("green", "Green", 2, "/list/?color=green", current=False),
    ]


def test_a_choice_keeps_what_else_is_asked_in_its_place():
    asked = {"size": "small", "color": "red", "shape": "round"}
    assert [each.url for each in filters("/list/", asked, "color", Color, {"blue": 1})] == [
        "/list/?size=small&color=red&shape=round",
        "/list/?size=small&color=blue&shape=round",
    ]


def test_an_address_leaves_out_what_is_empty():
    asked = {"size": "small", "color": "", "shape": "round"}
    assert link("/list/", asked) == "/list/?size=small&shape=round"
    assert link("/list/", asked, shape="") == "/list/?size=small"
    assert link("/list/", asked, shape="", size="") == "/list/"
    assert link("/list/", asked, page="2") == "/list/?size=small&shape=round&page=2"


def test_an_address_quotes_what_was_typed():
    assert link("/list/", {"q": '"><b>&', "color": "red"}) == "/list/?q=%22%3E%3Cb%3E%26&color=red"


def test_a_count_that_was_stopped_says_so():
    found = filters("/list/", {}, "color", Color, {"red": 1_000, "green": 999}, most=1_000)
    assert [(each.value, each.counted) for each in found] == [("red", "1,000+"), ("green", "999")]
    assert [each.counted for each in filters("/list/", {}, "color", Color, {"red": 12_345})] == ["12,345"]


@pytest.mark.parametrize(
    ("here", "last", "expected"),
    [
        (1, 1, {}),
        (1, 2, {"next": "/list/?color=red&page=2"}),
        (2, 2, {"previous": "/list/?color=red"}),
        (2, 4, {"previous": "/list/?color=red", "next": "/list/?color=red&page=3", "last": "/list/?color=red&page=4"}),
        (3, 4, {"first": "/list/?color=red", "previous": "/list/?color=red&page=2", "next": "/list/?color=red&page=4"}),
    ],
)
def test_pages_lead_to_their_neighbors_and_to_ends_that_are_further_away(here, last, expected):
    assert turns("/list/", {"color": "red"}, here, last) == expected
