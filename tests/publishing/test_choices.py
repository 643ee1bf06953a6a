"""Filters of a list as plain links."""

from __future__ import annotations

import pytest
from django.db.models import TextChoices
from django.test import RequestFactory

from publishing.choices import Choice, chosen, everything, filters, link

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
    assert filters(request("?color=blue"), "color", Color, {"green": 2, "blue": 1, "red": 0}) == [
        Choice("blue", "Blue", 1, "/list/?color=blue", current=True),
        Choice("green", "Green", 2, "/list/?color=green", current=False),
    ]


def test_an_address_keeps_the_other_filters_and_drops_the_page_number():
    asked = request("?size=small&page=4&color=red")
    assert link(asked, "color", "blue", ["size"]) == "/list/?size=small&color=blue"
    assert everything(asked, "color", ["size"]) == "/list/?size=small"
    assert everything(request("?color=red&page=2"), "color", ["size"]) == "/list/"
    assert [each.url for each in filters(asked, "color", Color, {"red": 1}, ["size"])] == [
        "/list/?size=small&color=red"
    ]


def test_an_address_drops_what_the_list_does_not_know():
    asked = request(f"?size=small&{'x' * 3_000}=1&other={'y' * 3_000}")
    assert link(asked, "color", "red", ["size"]) == "/list/?size=small&color=red"
    assert link(asked, "color", "red") == "/list/?color=red"


def test_an_address_quotes_what_was_typed():
    asked = request("?q=%22%3E%3Cb%3E%26&page=2")
    assert link(asked, "color", "red", ["q"]) == "/list/?q=%22%3E%3Cb%3E%26&color=red"


def test_of_a_repeated_parameter_the_one_that_counts_is_kept():
    assert link(request("?q=a&q=b&color=red&color=blue"), "color", "green", ["q"]) == "/list/?q=b&color=green"
