"""The first page."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from articles.models import Article
from glossary.models import Term
from ipnb_hub.views import recently_revised
from publishing.changes import gathered
from publishing.models import State
from tests.making import make_article, make_outline, make_term
from tests.shown import see

pytestmark = [pytest.mark.django_db, pytest.mark.heavy]

NOON = datetime(2026, 5, 1, 12, tzinfo=UTC)


@gathered()
def core() -> None:
    for slug in ("emotional-resonance", "implicit-memory", "mirror-neurons"):
        make_term(slug.replace("-", " ").capitalize(), f"alias of {slug}", slug=slug)
    make_article("The basics", slug="interpersonal-neurobiology-the-basics", original_date=NOON.date())
    make_article("What it is", slug="what-is-interpersonal-neurobiology", kind="overview")
    make_outline()


def test_the_first_page_leads_to_the_article_the_overview_the_outline_and_three_terms(client: Client) -> None:
    core()
    page = see(client, "/")
    assert page.heading == "A field guide to interpersonal neurobiology"
    start = page.section("Where to start")
    assert page.links(start) == [
        ("Three steps", "/practice/three-steps/"),
        ("The basics", "/articles/interpersonal-neurobiology-the-basics/"),
        ("What it is", "/articles/what-is-interpersonal-neurobiology/"),
    ]
    assert page.links(page.section("First three words")) == [
        ("Implicit memory", "/glossary/implicit-memory/"),
        ("Mirror neurons", "/glossary/mirror-neurons/"),
        ("Emotional resonance", "/glossary/emotional-resonance/"),
    ]
    form = page.one("form")
    assert (form.attrib["action"], [each.attrib["name"] for each in form.iter("input")]) == ("/search/", ["q"])


def test_the_first_page_of_an_empty_hub_stands(client: Client) -> None:
    page = see(client, "/")
    assert page.section("First three words") is None
    assert page.section("Recently revised") is None
    assert page.lines("Where to start") == []


def test_the_first_page_names_no_draft(client: Client) -> None:
    core()
    Term.objects.update(state=State.DRAFT)
    Article.objects.update(state=State.DRAFT)
    page = see(client, "/")
    assert [text for text, _ in page.links(page.section("Where to start"))] == ["Three steps"]
    assert page.section("First three words") is None
    assert page.lines("Recently revised")[0].startswith("Three steps Practice outline, ")
    assert len(page.lines("Recently revised")) == 1


def test_recently_revised_are_the_last_five_of_all_kinds_newest_first(client: Client) -> None:
    for number, (make, title) in enumerate(
        [
            (make_article, "Oldest"),
            (make_term, "Affect"),
            (make_outline, "Three steps"),
            (make_term, "Empathy"),
            (make_article, "The basics"),
            (make_term, "Memory"),
        ]
    ):
        made = make(title)
        type(made).objects.filter(pk=made.pk).update(updated=NOON + timedelta(days=number))
    make_article("Privacy", kind="page")
    make_term("Unseen", state=State.DRAFT)
    assert see(client, "/").lines("Recently revised") == [
        "Memory Term, May 6, 2026",
        "The basics Article, May 5, 2026",
        "Empathy Term, May 4, 2026",
        "Three steps Practice outline, May 3, 2026",
        "Affect Term, May 2, 2026",
    ]
    assert recently_revised()[0].get_absolute_url == "/glossary/memory/"


def test_the_evidence_scale_is_explained_on_the_first_page(client: Client) -> None:
    lines = see(client, "/").lines("Key to the guide")
    assert lines[6:] == [
        "Well established Broad agreement and repeated findings; textbook knowledge.",
        "Supported Several good studies point the same way; limits remain.",
        "Debated Serious researchers disagree, or a popular claim goes beyond the findings.",
        "Theoretical model A way of organizing ideas; useful or not, and hard to test directly.",
        "Clinical concept Comes from therapy practice; parts may be studied under other names.",
        "Not yet assessed No editor has rated it so far.",
    ]


@pytest.mark.parametrize("number", [1, 3])
def test_the_first_page_takes_the_same_queries_for_one_of_each_and_for_three(
    client: Client, number: int, django_assert_num_queries
) -> None:
    with gathered():
        core()
        for n in range(number):
            make_term(f"Term {n}")
            make_article(f"Article {n}")
            make_outline(f"Outline {n}")
    Term.objects.exclude(slug__in=["implicit-memory", "mirror-neurons", "emotional-resonance"][:number]).update(
        state=State.RETIRED
    )
    client.get("/")
    with django_assert_num_queries(HOME_QUERIES):
        page = see(client, "/")
    assert len(page.lines("First three words")) == number


HOME_QUERIES = 16
