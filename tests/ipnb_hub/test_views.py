"""The first page and the search page."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from articles.models import Article
from glossary.models import Term
from ipnb_hub.views import recently_revised
from publishing.changes import gathered
from publishing.models import State
from tests.making import make_article, make_outline, make_person, make_term, make_work
from tests.shown import Shown, see, words

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 5, 1, 12, tzinfo=UTC)


def hits(page: Shown) -> list[str]:
    return [words(each) for each in page.main.iter("h2") if each.attrib.get("class") == "name"]


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
    assert lines[5:] == [
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


@pytest.mark.parametrize("query", ["", "   ", "\t"])
def test_without_words_the_search_page_asks_for_some(client: Client, query: str) -> None:
    page = see(client, "/search/", q=query)
    assert page.heading == "Search the hub"
    assert page.title == "Search – IPNB Hub"
    assert hits(page) == []


def test_what_is_found_is_shown_with_kind_evidence_and_text(client: Client) -> None:
    make_term("Mirror neurons", evidence_status="debated")
    make_work("w", title="Mirrors", recommended=True, year=2010, description="On mirrors.")
    page = see(client, "/search/", q="Mirror")
    assert page.heading == "Results for Mirror"
    assert page.title == "Results for Mirror – IPNB Hub"
    assert "2 results" in page.text
    assert sorted(hits(page)) == ["Mirror neurons", "Mirrors"]
    assert "What Mirror neurons means. Term, debated" in page.text
    assert "On mirrors. Resource: book, 2010" in page.text
    assert ("Mirror neurons", "/glossary/mirror-neurons/") in page.links()


def test_a_hit_by_another_name_says_why(client: Client) -> None:
    make_term("Implicit memory", "nondeclarative memory", slug="implicit-memory")
    page = see(client, "/search/", q="nondeclarative memory")
    assert hits(page) == ["Implicit memory"]
    assert page.text.endswith("Also called nondeclarative memory")


def test_a_typing_error_is_forgiven_and_named(client: Client) -> None:
    make_term("Mirror neurons")
    page = see(client, "/search/", q="mirorr neurons")
    assert hits(page) == ["Mirror neurons"]
    assert "“mirorr” read as “mirror”" in page.text


def test_nothing_found_says_so_and_leads_on(client: Client) -> None:
    make_term()
    page = see(client, "/search/", q="zzzz")
    assert page.heading == "Nothing found for zzzz"
    assert page.chosen("Main")[1][1] == "/glossary/"
    assert ("Glossary, A to Z", "/glossary/") in page.links()


@pytest.mark.parametrize("typed", ["<b>bold</b>", "<script>alert(1)</script>", "&lt;b&gt;", '"><img src=x onerror=y>'])
def test_markup_in_a_query_is_shown_as_text(client: Client, typed: str) -> None:
    make_term("Bold")
    page = see(client, "/search/", q=typed)
    assert typed in page.heading
    assert typed in page.title
    assert [each.attrib.get("value") for each in page.main.iter("input")] == [typed]
    assert not [*page.main.iter("script"), *page.main.iter("img")]


def test_a_draft_s_exact_title_finds_nothing(client: Client) -> None:
    make_term("Unseen thing", state=State.DRAFT)
    make_person("Unseen Person", publish_at=timezone.now() + timedelta(days=1))
    page = see(client, "/search/", q="unseen thing")
    assert hits(page) == []
    assert page.heading == "Nothing found for unseen thing"


def variety() -> None:
    make_term("Affect", evidence_status="supported")
    make_term("Affect regulation", evidence_status="debated")
    make_article("Affect in brief")
    make_person("Affect Person")
    make_work("w", title="Affect", recommended=True)
    make_outline(steps=0).steps.create(number=1, slug="one", title="Affect first", purpose="So.")


def test_hits_can_be_narrowed_by_kind_with_counts(client: Client) -> None:
    variety()
    everything = see(client, "/search/", q="affect", page="1")
    assert everything.chosen("Filters")[:6] == [
        ("All 6", "/search/?q=affect", True),
        ("Terms 2", "/search/?q=affect&kind=term", False),
        ("Articles 1", "/search/?q=affect&kind=article", False),
        ("Practice 1", "/search/?q=affect&kind=step", False),
        ("Resources 1", "/search/?q=affect&kind=resource", False),
        ("People 1", "/search/?q=affect&kind=person", False),
    ]
    terms = see(client, "/search/", q="affect", kind="term")
    assert hits(terms) == ["Affect", "Affect regulation"]
    assert next(text for text, _, current in terms.chosen("Filters") if current) == "Terms 2"
    assert terms.chosen("Filters")[0] == ("All", "/search/?q=affect", False)


def test_terms_can_be_narrowed_by_evidence(client: Client) -> None:
    variety()
    page = see(client, "/search/", q="affect", kind="term", evidence="debated")
    assert hits(page) == ["Affect regulation"]
    assert page.chosen("Filters")[-3:] == [
        ("Any", "/search/?q=affect&kind=term", False),
        ("Supported 1", "/search/?q=affect&kind=term&evidence=supported", False),
        ("Debated 1", "/search/?q=affect&kind=term&evidence=debated", True),
    ]
    kinds = see(client, "/search/", q="affect", evidence="debated").chosen("Filters")[:2]
    assert kinds == [
        ("All 1", "/search/?q=affect&evidence=debated", True),
        ("Terms 1", "/search/?q=affect&evidence=debated&kind=term", False),
    ]


@pytest.mark.parametrize("parameters", [{"kind": "song"}, {"evidence": "proven"}, {"kind": "", "evidence": "x" * 999}])
def test_an_unknown_filter_is_no_filter(client: Client, parameters: dict[str, str]) -> None:
    variety()
    assert len(hits(see(client, "/search/", q="affect", **parameters))) == 6


@pytest.mark.parametrize(
    ("number", "shown", "count"),
    [
        ("1", 1, 20),
        ("2", 2, 5),
        ("0", 1, 20),
        ("-3", 1, 20),
        ("99", 2, 5),
        ("9" * 40, 1, 20),
        ("x", 1, 20),
        ("²", 1, 20),
    ],
)
def test_a_page_number_out_of_range_shows_the_nearest_page(client: Client, number: str, shown: int, count: int) -> None:
    with gathered():
        for n in range(25):
            make_term(f"Affect {n}")
    page = see(client, "/search/", q="affect", page=number)
    assert len(hits(page)) == count
    assert f"25 results, page {shown} of 2" in page.text
    steps = {1: [("Next", "?q=affect&page=2", False)], 2: [("Previous", "?q=affect&page=1", False)]}
    assert page.chosen("Pages") == steps[shown]


@pytest.mark.parametrize("number", [1, 3])
def test_a_search_takes_the_same_queries_for_one_hit_and_for_three(
    client: Client, number: int, django_assert_num_queries
) -> None:
    for n in range(number):
        make_term(f"Affect {n}", f"Feeling {n}")
    client.get("/search/?q=affect")
    with django_assert_num_queries(4):
        page = see(client, "/search/", q="affect")
    assert len(hits(page)) == number


HOME_QUERIES = 11
