"""The overview has the timeline, the people and the criticisms of the facts."""

from __future__ import annotations

import re

import pytest

from .prose import counted, keys
from .sources import ARTICLE_FACTS, DIGGINS, OVERVIEW, PEOPLE

pytestmark = pytest.mark.once

FACTS = ARTICLE_FACTS["overview_of_ipnb"]


def section(anchor: str) -> str:
    return re.split(r"^## ", OVERVIEW["body"].split(f"{{#{anchor}}}")[1], flags=re.MULTILINE)[0]


def test_it_has_about_eight_hundred_words() -> None:
    assert 700 <= counted(OVERVIEW["body"]) <= 900


def test_the_timeline_has_every_year_with_its_sources() -> None:
    rows = re.findall(r"^\| (\d{4}) \| (.+) \|$", section("timeline"), re.MULTILINE)
    expected = [(str(each["year"]), each["references"]) for each in FACTS["timeline"]]
    assert [(year, keys(text)) for year, text in rows] == expected


def test_every_criticism_is_there_with_its_sources() -> None:
    items = re.split(r"^- ", section("critics"), flags=re.MULTILINE)[1:]
    assert [keys(item) for item in items] == [each["references"] for each in FACTS["common_criticisms"]]


def test_siegel_and_schore_are_named_as_its_developers() -> None:
    assert all(name in section("developers") for name in ("Siegel", "Schore"))


def test_everybody_of_the_facts_is_introduced_in_their_order() -> None:
    introduced = re.findall(r"\*\*\[([^\]]+)\]\(/people/([\w-]+)/\)\*\*", section("people"))
    assert introduced == [(facts["name"], slug) for facts, slug in zip(FACTS["people"], PEOPLE, strict=True)]


def test_the_people_are_those_of_the_facts() -> None:
    assert [person["name"] for person in PEOPLE.values()] == [each["name"] for each in FACTS["people"]]


def test_of_the_author_only_his_byline_is_told() -> None:
    author = PEOPLE["christopher-diggins"]
    assert f"{author['name']}, {author['credentials']}" == DIGGINS["byline"]
    assert author["credentials_as_of"] == DIGGINS["original_date"]
    assert "website" not in author


@pytest.mark.parametrize("slug", sorted(set(PEOPLE) - {"daniel-j-siegel"}))
def test_a_person_has_a_website_only_where_the_facts_have_one(slug: str) -> None:
    assert "website" not in PEOPLE[slug]


def test_siegel_s_website_is_that_of_the_facts() -> None:
    assert PEOPLE["daniel-j-siegel"]["website"] == "https://drdansiegel.com"
