"""The search page: what a reader sees of a search, and the ways on from it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from ipnb_hub.results import Asked, exactly, how_many, none_of, spelled, unquoted
from publishing.changes import gathered
from publishing.models import State
from search import misses
from search.engine import Results
from tests.making import make_article, make_outline, make_person, make_term, make_work
from tests.shown import Shown, see, words

pytestmark = pytest.mark.django_db

EVERYTHING = Asked(path="/search/", query="affect", kind="", evidence="", page=1)


def hits(page: Shown) -> list[str]:
    return [words(each) for each in page.main.iter("h2") if each.attrib.get("class") == "name"]


def current(page: Shown) -> list[str]:
    return [text for label in ("Kind", "How firm is it") for text, _, chosen in page.chosen(label) if chosen]


def labels(page: Shown) -> list[str]:
    return [each.attrib["aria-label"] for each in page.main.iter("nav")]


def head(page: Shown, tag: str, name: str, value: str) -> list[dict[str, str]]:
    """The attributes of the elements in the page's head that bear this one."""
    return [dict(each.attrib) for each in page.one("head").iter(tag) if each.attrib.get(name) == value]


@gathered()
def variety() -> None:
    make_term("Affect", evidence_status="supported")
    make_term("Affect regulation", evidence_status="debated")
    make_article("Affect in brief")
    make_person("Affect Person")
    make_work("w", title="Affect", recommended=True)
    make_outline(steps=0).steps.create(number=1, slug="one", title="Affect first", purpose="So.")


def many(number: int) -> None:
    with gathered():
        for n in range(number):
            make_term(f"Affect {n}")


@pytest.mark.once
@pytest.mark.parametrize("query", ["", "   ", "\t"])
def test_without_words_the_page_says_what_can_be_typed(client: Client, query: str) -> None:
    make_term("Empathy")
    page = see(client, "/search/", q=query, kind="term", evidence="debated", page="3")
    assert page.heading == "Search the hub"
    assert page.title == "Search – IPNB Hub"
    assert page.links(page.section("What you can type")) == [
        ("attun", "/search/?q=attun"),
        ("AEDP", "/search/?q=AEDP"),
        ("what is the window of tolerance?", "/search/?q=what+is+the+window+of+tolerance%3F"),
        ("Siegel", "/search/?q=Siegel"),
        ("“implicit memory”", "/search/?q=%22implicit+memory%22"),
    ]
    assert page.chosen("Letters") == [("E", "/glossary/?letter=E", False)]
    assert head(page, "meta", "name", "robots") == []


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


def test_a_term_found_in_its_text_shows_its_definition_and_the_place(client: Client) -> None:
    make_term("Empathy", body="Said to rest on mirrors.", evidence_status="supported")
    page = see(client, "/search/", q="mirrors")
    assert page.text.endswith("What Empathy means. Said to rest on mirrors. Term, supported In the text")
    assert page.all("mark") == ["mirrors"]


@pytest.mark.once
def test_a_definition_with_markup_is_shown_as_text_and_once(client: Client) -> None:
    make_term("Empathy", definition="Is <mark>5 & 6</mark> 'so'.")
    page = see(client, "/search/", q="empathy")
    assert page.text.count("Is <mark>5 & 6</mark> 'so'.") == 1
    assert page.all("mark") == ["Empathy"]


def test_a_hit_by_another_name_says_why_beside_its_link(client: Client) -> None:
    make_term("Implicit memory", "nondeclarative memory", slug="implicit-memory")
    page = see(client, "/search/", q="nondeclarative memory")
    assert hits(page) == ["Implicit memory"]
    assert page.text.endswith("Also called nondeclarative memory")
    link = next(each for each in page.main.iter("a") if each.attrib["href"] == "/glossary/implicit-memory/")
    reason = page.ids()[link.attrib["aria-describedby"]]
    assert words(reason) == "Term, not yet assessed Also called nondeclarative memory"


@pytest.mark.once
def test_hits_are_a_list_that_is_named_by_their_number(client: Client) -> None:
    many(21)
    page = see(client, "/search/", q="affect", page="2")
    found = page.one("ol")
    assert (found.attrib["start"], len(found)) == ("21", 1)
    assert words(page.ids()[found.attrib["aria-labelledby"]]) == "21 results, page 2 of 2"


def test_a_typing_error_is_forgiven_and_the_typed_words_can_be_searched_for(client: Client) -> None:
    make_term("Mirror neurons")
    page = see(client, "/search/", q="mirorr neurons", kind="term", evidence="not-yet-assessed")
    assert page.heading == "Results for mirror neurons"
    assert page.title == "Results for mirror neurons, Terms, Not yet assessed – IPNB Hub"
    assert hits(page) == ["Mirror neurons"]
    assert "No entry has the spelling “mirorr neurons”. Search instead for exactly that" in page.text
    assert ("Search instead for exactly that", "/search/?q=%22mirorr+neurons%22") in page.links()
    assert [each.attrib["value"] for each in page.main.iter("input")] == ["mirorr neurons"]


def test_results_that_hold_what_was_typed_stand_among_those_for_the_nearest_name(client: Client) -> None:
    make_term("Mindfulness")
    make_term("Empathy", body="Some write mimdfulness.")
    page = see(client, "/search/", q="mimdfulness")
    said = "1 entry has the spelling “mimdfulness” and stands among the results. Search instead for exactly that"
    assert page.heading == "Results for mindfulness"
    assert hits(page) == ["Mindfulness", "Empathy"]
    assert said in page.text
    make_term("Affect", body="And mimdfulness.")
    page = see(client, "/search/", q="mimdfulness", kind="person")
    assert "2 entries have the spelling “mimdfulness” and stand among all results." in page.text


def test_who_has_a_spelling_is_counted_to_a_thousand() -> None:
    found = Results("affekt", corrected="affect", as_typed=1_000)
    assert spelled(replace(found, as_typed=0)) == "No entry has"
    assert spelled(found) == "1,000 entries have"
    assert spelled(replace(found, as_typed=1_001)) == "More than 1,000 entries have"


def test_a_single_result_needs_no_filters(client: Client) -> None:
    make_term("Empathy")
    assert labels(see(client, "/search/", q="empathy")) == []
    assert labels(see(client, "/search/", q="empathy", kind="term")) == ["Kind", "How firm is it"]


@pytest.mark.once
@pytest.mark.parametrize(("query", "said"), [("zzzz", "Try another"), ("zzzz qqqq", "Try fewer words, or another")])
def test_fewer_words_are_advised_only_where_there_are_several(client: Client, query: str, said: str) -> None:
    assert f"{said} word for the same thing." in see(client, "/search/", q=query).text


def test_nothing_found_says_so_and_leads_on(client: Client) -> None:
    make_term("Attunement")
    page = see(client, "/search/", q="zzzz")
    assert page.heading == "Nothing found for zzzz"
    assert page.title == "Nothing found for zzzz – IPNB Hub"
    assert page.chosen("Letters") == [("A", "/glossary/?letter=A", False)]
    assert page.links(page.section("Or look here")) == [
        ("Glossary, A to Z", "/glossary/"),
        ("Articles", "/articles/"),
        ("Practice, in three steps", "/practice/"),
        ("Resources", "/resources/"),
        ("Map of the ideas", "/map/"),
    ]
    assert "quotation marks" not in page.text


@pytest.mark.parametrize("typed", ['"zzzz yyyy"', "“zzzz yyyy”", 'zzzz "yyyy"'])
def test_a_phrase_that_is_not_found_can_be_searched_for_without_its_quotes(client: Client, typed: str) -> None:
    page = see(client, "/search/", q=typed)
    assert page.heading == f"Nothing found for {typed}"
    assert ("Search without the quotation marks", "/search/?q=zzzz+yyyy") in page.links()


@pytest.mark.parametrize("typed", ['"', '""', "“”", "?!"])
def test_signs_alone_find_nothing_and_are_not_offered_again(client: Client, typed: str) -> None:
    page = see(client, "/search/", q=typed)
    assert page.heading == f"Nothing found for {typed}"
    assert "without the quotation marks" not in page.text


@pytest.mark.once
@pytest.mark.parametrize("typed", ["<b>bold</b>", "<script>alert(1)</script>", "&lt;b&gt;", '"><img src=x onerror=y>'])
def test_markup_in_a_query_is_shown_as_text(client: Client, typed: str) -> None:
    make_term("Bold")
    page = see(client, "/search/", q=typed)
    assert typed in page.heading
    assert typed in page.title
    assert [each.attrib.get("value") for each in page.main.iter("input")] == [typed]
    assert not [*page.main.iter("script"), *page.main.iter("img")]


@pytest.mark.once
def test_a_query_may_run_from_right_to_left(client: Client) -> None:
    page = see(client, "/search/", q="שלום")
    assert [words(each) for each in page.one("h1").iter("bdi")] == ["שלום"]
    assert [each.attrib["dir"] for each in page.main.iter("input")] == ["auto"]


@pytest.mark.once
def test_a_long_query_stands_smaller_and_is_cut_in_the_title(client: Client) -> None:
    page = see(client, "/search/", q="x" * 300)
    assert page.heading == f"Nothing found for {'x' * 200}"
    assert page.one("h1").attrib == {"class": "long"}
    assert page.title == f"Nothing found for {'x' * 79}… – IPNB Hub"
    assert see(client, "/search/", q="x" * 60).one("h1").attrib == {}


def test_a_draft_s_exact_title_finds_nothing(client: Client) -> None:
    make_term("Unseen thing", state=State.DRAFT)
    make_person("Unseen Person", publish_at=timezone.now() + timedelta(days=1))
    page = see(client, "/search/", q="unseen thing")
    assert hits(page) == []
    assert page.heading == "Nothing found for unseen thing"


def test_hits_can_be_narrowed_by_kind_with_counts(client: Client) -> None:
    variety()
    everything = see(client, "/search/", q="affect", page="1")
    assert everything.chosen("Kind") == [
        ("All 6", "/search/?q=affect", True),
        ("Terms 2", "/search/?q=affect&kind=term", False),
        ("Articles 1", "/search/?q=affect&kind=article", False),
        ("Practice 1", "/search/?q=affect&kind=step", False),
        ("Resources 1", "/search/?q=affect&kind=resource", False),
        ("People 1", "/search/?q=affect&kind=person", False),
    ]
    terms = see(client, "/search/", q="affect", kind="term")
    assert hits(terms) == ["Affect", "Affect regulation"]
    assert terms.title == "Results for affect, Terms – IPNB Hub"
    assert current(terms) == ["Terms 2", "Any evidence"]
    assert terms.chosen("Kind")[0] == ("All 6", "/search/?q=affect", False)
    assert "2 results under “Terms” Show all results" in terms.text
    assert ("Show all results", "/search/?q=affect") in terms.links()


def test_terms_can_be_narrowed_by_evidence(client: Client) -> None:
    variety()
    page = see(client, "/search/", q="affect", kind="term", evidence="debated")
    assert hits(page) == ["Affect regulation"]
    assert page.title == "Results for affect, Terms, Debated – IPNB Hub"
    assert "1 result under “Terms” and marked “Debated” Show all results" in page.text
    assert page.chosen("Kind") == [
        ("All 1", "/search/?q=affect&evidence=debated", False),
        ("Terms 1", "/search/?q=affect&kind=term&evidence=debated", True),
    ]
    assert page.chosen("How firm is it") == [
        ("Any evidence", "/search/?q=affect&kind=term", False),
        ("Supported 1", "/search/?q=affect&kind=term&evidence=supported", False),
        ("Debated 1", "/search/?q=affect&kind=term&evidence=debated", True),
    ]


def test_kinds_without_evidence_have_no_such_filter(client: Client) -> None:
    variety()
    page = see(client, "/search/", q="affect", kind="resource")
    assert [text for text, _, chosen in page.chosen("Kind") if chosen] == ["Resources 1"]
    assert labels(page) == ["Kind"]


@pytest.mark.parametrize(
    ("chosen", "said"),
    [
        ({"evidence": "clinical-concept"}, "marked “Clinical concept”"),
        ({"kind": "person", "evidence": "debated"}, "under “People” and marked “Debated”"),
    ],
)
def test_a_filter_that_leaves_nothing_says_so_and_offers_what_there_is(
    client: Client, chosen: dict[str, str], said: str
) -> None:
    variety()
    page = see(client, "/search/", q="affect", **chosen)
    assert page.heading == "Results for affect"
    assert f"None of the 6 results is {said}. Show all results" in page.text
    assert ("Show all results", "/search/?q=affect") in page.links()
    assert page.links(page.section("What there is")) == [
        ("Terms 2", "/search/?q=affect&kind=term"),
        ("Articles 1", "/search/?q=affect&kind=article"),
        ("Practice 1", "/search/?q=affect&kind=step"),
        ("Resources 1", "/search/?q=affect&kind=resource"),
        ("People 1", "/search/?q=affect&kind=person"),
        ("Supported 1", "/search/?q=affect&evidence=supported"),
        ("Debated 1", "/search/?q=affect&evidence=debated"),
    ]


def test_a_filter_on_a_corrected_search_that_leaves_nothing_still_names_the_correction(client: Client) -> None:
    make_term("Mirror neurons")
    page = see(client, "/search/", q="mirorr neurons", kind="person")
    assert page.heading == "Results for mirror neurons"
    assert "No entry has the spelling “mirorr neurons”." in page.text
    assert "The only result is not under “People”. Show all results" in page.text


def test_an_unknown_filter_is_none_and_no_link_carries_it_on(client: Client) -> None:
    many(21)
    variety()
    for parameters in ({"kind": "song"}, {"evidence": "proven"}, {"kind": "", "evidence": "x" * 999}):
        page = see(client, "/search/", q="affect", size="9", **parameters)
        assert "27 results, page 1 of 2" in page.text, parameters
        assert page.title == "Results for affect – IPNB Hub", parameters
        assert current(page) == ["All 27", "Any evidence"], parameters
        addresses = " ".join(href for _, href in page.links() if href.startswith("/search/"))
        assert "/search/?q=affect&page=2" in addresses.split(), parameters
        assert [each for each in ("song", "proven", "x" * 9, "size") if each in addresses] == [], parameters


def test_a_page_number_out_of_range_shows_the_nearest_page(client: Client) -> None:
    many(25)
    first = (20, True, False, [("Next", "/search/?q=affect&page=2", False)])
    last = (5, False, True, [("Previous", "/search/?q=affect", False)])
    expected = {"1": first, "2": last, "0": first, "-3": first, "99": last, "9" * 40: last, "x": first, "²": first}
    found = {}
    for number in expected:
        page = see(client, "/search/", q="affect", page=number)
        told = [f"25 results, page {shown} of 2" in page.text for shown in (1, 2)]
        found[number] = (len(hits(page)), *told, page.chosen("Pages"))
    assert found == expected


def test_pages_lead_to_their_neighbors_and_to_both_ends(client: Client) -> None:
    many(81)
    begin = "/search/?q=affect&kind=term"
    expected = {
        1: [("Next", 2), ("Last", 5)],
        2: [("Previous", 1), ("Next", 3), ("Last", 5)],
        3: [("First", 1), ("Previous", 2), ("Next", 4), ("Last", 5)],
        4: [("First", 1), ("Previous", 3), ("Next", 5)],
        5: [("First", 1), ("Previous", 4)],
    }
    for number, steps in expected.items():
        page = see(client, "/search/", q="affect", kind="term", page=str(number))
        there = [(word, begin if to == 1 else f"{begin}&page={to}", False) for word, to in steps]
        assert page.chosen("Pages") == there, number
        relations = [each.attrib["rel"] for each in page.main.iter("a") if "rel" in each.attrib]
        assert relations == [each for each in ("prev", "next") if each[:4] in {word[:4].lower() for word, _ in steps}]
        assert page.title == f"Results for affect, Terms{f', page {number}' if number > 1 else ''} – IPNB Hub"


@pytest.mark.once
def test_a_page_of_results_names_its_own_address_and_is_not_to_be_indexed(client: Client, settings: Any) -> None:
    settings.HUB_URL = "https://hub.example.org"
    many(25)
    page = see(client, "/search/", size="9", page="99", evidence="proven", kind="term", q="  affect ")
    assert head(page, "link", "rel", "canonical") == [
        {"rel": "canonical", "href": "https://hub.example.org/search/?q=affect&kind=term&page=2"}
    ]
    assert head(page, "meta", "name", "robots") == [{"name": "robots", "content": "noindex, follow"}]
    assert head(see(client, "/search/", q="zzzz"), "meta", "name", "robots") != []


def test_more_results_than_are_counted_are_named_in_words() -> None:
    found = Results("affect", total=1_000, pages=50, page=2, more=True)
    assert how_many(EVERYTHING, found) == "More than 1,000 results, page 2 of 50"
    assert how_many(EVERYTHING, replace(found, more=False)) == "1,000 results, page 2 of 50"
    assert none_of(replace(EVERYTHING, kind="person"), found) == ("None of the 1,000+ results is under “People”.")


def test_what_holds_some_of_the_words_is_not_counted_to_its_end() -> None:
    found = Results("affect", total=103, pages=6, more=True)
    assert how_many(EVERYTHING, found) == "At least 103 results, page 1 of 6"
    assert none_of(replace(EVERYTHING, kind="person"), found) == "None of the 103+ results is under “People”."


def test_the_search_for_exactly_that_is_a_phrase_of_the_greatest_length() -> None:
    assert exactly("mirrow “nurons”") == '"mirrow nurons"'
    assert exactly("x" * 200) == f'"{"x" * 198}"'
    assert unquoted(' “a"  b” ') == "a b"


def test_the_nearest_entries_stand_as_hits(client: Client) -> None:
    make_term("Attunement", evidence_status="debated")
    page = see(client, "/search/", q="atxxnemxnt", kind="person")
    assert page.heading == "Nothing found for atxxnemxnt"
    assert page.lines("Nearest in the glossary") == ["Attunement What Attunement means. Term, debated"]


@pytest.fixture
def noted(settings: Any) -> Any:
    settings.HUB_NOTE_EMPTY_SEARCHES = True
    misses._buffer.take()
    yield lambda: dict(misses._buffer.take())
    misses._buffer.take()


def test_a_search_that_finds_nothing_is_noted_once_by_its_first_page(client: Client, noted: Any) -> None:
    make_term("Affect")
    for parameters in (
        {"q": "Zzzz yyyy"},
        {"q": "zzzz yyyy", "kind": "term"},
        {"q": "zzzz yyyy", "page": "2"},
        {"q": "affect"},
        {"q": "affect", "kind": "person"},
        {"q": ""},
    ):
        see(client, "/search/", **parameters)
    assert noted() == {"zzzz yyyy": 2}


@pytest.mark.parametrize("number", [1, 3])
def test_a_search_takes_the_same_queries_for_one_hit_and_for_three(
    client: Client, number: int, django_assert_num_queries: Any
) -> None:
    with gathered():
        for n in range(number):
            make_term(f"Affect {n}", f"Feeling {n}")
    client.get("/search/?q=affect")
    with django_assert_num_queries(4):
        page = see(client, "/search/", q="affect")
    assert len(hits(page)) == number
    with django_assert_num_queries(4):
        see(client, "/search/", q="affect", kind="term", evidence="not-yet-assessed", page="9")


def test_ways_on_take_few_queries(client: Client, django_assert_max_num_queries: Any) -> None:
    with gathered():
        for n in range(3):
            make_term(f"Affect {n}")
    client.get("/search/")
    for parameters, most in (({}, 3), ({"q": "affect", "kind": "person"}, 6), ({"q": "zzzz", "kind": "term"}, 16)):
        with django_assert_max_num_queries(most):
            see(client, "/search/", **parameters)
