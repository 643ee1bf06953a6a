"""The glossary from A to Z, and a term's page."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from articles.models import TermUsage
from glossary.models import Term
from ipnb_hub.ideas.fan import MOST_USES
from publishing.changes import gathered
from publishing.models import State
from tests.glossary.views_content import make_surroundings, make_terms, relate
from tests.making import make_article, make_outline, make_term, make_work
from tests.seeded import taken_back
from tests.shown import Shown, see, words

pytestmark = pytest.mark.django_db

NOW = timezone.now()
UNSEEN: list[dict[str, Any]] = [
    {"state": State.DRAFT},
    {"state": State.IN_REVIEW},
    {"state": State.RETIRED},
    {"publish_at": NOW + timedelta(days=1)},
    {"expires_at": NOW - timedelta(days=1)},
]
TITLES = [
    *("Amygdala", "Attunement", "Cue", "Eating", "Écart", "Empathy", "Explicit memory", "Implicit memory", "Memory"),
    *("Mirror neurons", "Neglect", "Priming", "Window of tolerance"),
]
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def entries(page: Shown) -> list[str]:
    return page.all("h3")


@pytest.fixture(scope="module", autouse=True)
def _content(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Every test reads the same glossary; what it writes is taken back."""
    with django_db_blocker.unblock(), taken_back():
        with gathered():
            make_terms()
            make_surroundings()
            for number, fields in enumerate(UNSEEN):
                make_term(f"Unseen {number}", body="Also attunement.", **fields)
        yield


def test_an_empty_glossary_says_so(client: Client) -> None:
    Term.objects.update(state=State.DRAFT)
    page = see(client, "/glossary/")
    assert (page.heading, entries(page)) == ("0 words, A to Z", [])
    assert page.chosen("How firm is it") == [("All 0", "/glossary/", True)]


def test_terms_stand_under_their_letters_with_definition_evidence_and_other_names(client: Client) -> None:
    page = see(client, "/glossary/")
    assert page.heading == "13 words, A to Z"
    assert page.all("h2") == ["A", "C", "E", "I", "M", "N", "P", "W"]
    assert entries(page) == TITLES
    assert [words(each) for each in page.section("W").iter("li")] == [
        "Window of tolerance What Window of tolerance means. Clinical concept optimal arousal"
    ]


def test_letters_without_a_term_lead_nowhere(client: Client) -> None:
    page = see(client, "/glossary/")
    assert page.chosen("Letters") == [(each, f"/glossary/?letter={each}", False) for each in "ACEIMNPW"]
    letters = next(each for each in page.root.iter("nav") if each.attrib.get("aria-label") == "Letters")
    assert words(letters).replace(" ", "") == LETTERS


@pytest.mark.parametrize("letter", ["A", "a"])
def test_a_letter_shows_its_terms_alone(client: Client, letter: str) -> None:
    page = see(client, "/glossary/", letter=letter)
    assert entries(page) == ["Amygdala", "Attunement"]
    assert page.title == "Glossary, A – IPNB Hub"
    assert page.chosen("Letters")[0] == ("A", "/glossary/?letter=A", True)


@pytest.mark.parametrize("letter", ["AB", "ß", "1", "é", "%", "ABCDEFGHIJ"])
def test_what_is_no_letter_shows_everything(client: Client, letter: str) -> None:
    assert entries(see(client, "/glossary/", letter=letter)) == TITLES


def test_a_letter_without_a_term_says_so_and_leads_back(client: Client) -> None:
    page = see(client, "/glossary/", letter="Q")
    assert "No entry begins with this letter and has this mark. See all 13" in page.text
    assert ("See all 13", "/glossary/") in page.links()


def test_an_accent_does_not_part_a_letter(client: Client) -> None:
    assert ("Glossary, E", "/glossary/?letter=e") in see(client, "/glossary/cart/").links()
    page = see(client, "/glossary/", letter="e")
    assert page.all("h2") == ["E"]
    assert entries(page) == ["Eating", "Écart", "Empathy", "Explicit memory"]


def test_the_evidence_filter_counts_keeps_the_letter_and_drops_the_page_number(client: Client) -> None:
    page = see(client, "/glossary/", letter="A", evidence="debated", page="1")
    assert entries(page) == ["Amygdala"]
    assert page.chosen("How firm is it") == [
        ("All 13", "/glossary/?letter=A", False),
        ("Supported 1", "/glossary/?letter=A&evidence=supported", False),
        ("Debated 2", "/glossary/?letter=A&evidence=debated", True),
        ("Clinical concept 1", "/glossary/?letter=A&evidence=clinical-concept", False),
        ("Not yet assessed 9", "/glossary/?letter=A&evidence=not-yet-assessed", False),
    ]
    assert [letter for letter, _, _ in page.chosen("Letters")] == ["A", "M"]


def test_a_hundred_terms_make_a_page(client: Client) -> None:
    Term.objects.bulk_create(
        Term(slug=f"term-{n:03}", definition="A thing.", state=State.PUBLISHED) for n in range(101 - len(TITLES))
    )
    first, second = see(client, "/glossary/", size="9"), see(client, "/glossary/", page="2")
    assert (len(entries(first)), len(entries(second))) == (100, 1)
    assert first.chosen("Pages") == [("Next", "/glossary/?page=2", False)]
    assert second.chosen("Pages") == [("Previous", "/glossary/", False)]


@pytest.mark.parametrize("number", ["0", "-1", "99", "x", "9" * 30])
def test_a_page_number_that_is_not_there_shows_the_nearest(client: Client, number: str) -> None:
    assert entries(see(client, "/glossary/", page=number)) == TITLES


@pytest.mark.once
def test_a_term_shows_its_definition_evidence_and_names(client: Client) -> None:
    page = see(client, "/glossary/mirror-neurons/")
    assert page.heading == "Mirror neurons"
    assert page.title == "Mirror neurons – IPNB Hub"
    assert "What Mirror neurons means. also found under mirror system, MNS Debated. Firm in monkeys." in page.text
    assert words(page.section("What is known")) == "What is known Cells."
    assert page.pairs("About this entry")["Reviewed"] == "Not yet reviewed by an editor."
    assert ("Glossary, M", "/glossary/?letter=m") in page.links()


@pytest.mark.once
def test_a_review_and_a_content_note_are_shown(client: Client) -> None:
    page = see(client, "/glossary/cue/")
    assert "Content note: Speaks of abuse." in page.text
    assert page.pairs("About this entry")["Reviewed"] == "Last reviewed by an editor on March 5, 2026."


@pytest.mark.once
def test_a_term_without_a_text_has_no_empty_sections(client: Client) -> None:
    assert see(client, "/glossary/amygdala/").all("h2") == ["About this entry", "Cite this page"]


@pytest.mark.parametrize(
    ("slug", "lines"),
    [
        (
            "implicit-memory",
            ["Cue", "Explicit memory contrasts with", "Memory is narrower than", "Priming has the part"],
        ),
        ("memory", ["Implicit memory is broader than"]),
        ("priming", ["Implicit memory is part of"]),
        ("explicit-memory", ["Implicit memory contrasts with"]),
        ("cue", ["Implicit memory"]),
    ],
)
def test_relations_are_read_from_both_sides(client: Client, slug: str, lines: list[str]) -> None:
    assert see(client, f"/glossary/{slug}/").lines("Connected with") == lines


def test_a_relation_to_a_draft_is_not_shown(client: Client) -> None:
    assert see(client, "/glossary/amygdala/").section("Connected with") is None


@pytest.mark.once
def test_a_term_shows_how_the_article_uses_it(client: Client) -> None:
    page = see(client, "/glossary/window-of-tolerance/")
    assert words(page.section("In the article")) == "In the article The basics: As a skill."
    assert page.links(page.section("In the article")) == [("The basics", "/articles/the-basics/")]


def test_a_term_is_used_in_what_links_it_with_the_sentence(client: Client) -> None:
    page = see(client, "/glossary/attunement/")
    assert sorted(page.lines("Where it is used")) == [
        "Empathy It begins with attunement.",
        "The basics Then attunement comes.",
    ]
    assert sorted(page.links(page.section("Where it is used"))) == [
        ("Empathy", "/glossary/empathy/"),
        ("The basics", "/articles/the-basics/"),
    ]


def test_a_step_that_uses_a_term_is_named(client: Client) -> None:
    assert see(client, "/glossary/eating/").lines("Where it is used") == ["1. The step 1"]


@pytest.mark.once
def test_sources_are_numbered_and_the_others_follow(client: Client) -> None:
    page = see(client, "/glossary/neglect/")
    assert page.lines("Sources") == [
        "1 Siegel, D. J. (2003). Affect.",
        "2 Siegel, D. J. (1999). The book siegel1999. Here: p. 13.",
    ]
    assert page.lines("Further sources") == ["Siegel, D. J. (2000). The power."]
    assert {"source-1", "source-2"} <= set(page.ids())


def test_a_cited_draft_is_never_named(client: Client) -> None:
    page = see(client, "/glossary/priming/")
    assert "Unseen" not in page.html
    assert page.lines("Further sources") == page.lines("Where to read on") == []


def test_recommended_works_are_linked_with_kind_and_year(client: Client) -> None:
    page = see(client, "/glossary/window-of-tolerance/")
    assert page.lines("Where to read on") == ["The book siegel1999 Book, 1999"]
    assert page.links(page.section("Where to read on")) == [("The book siegel1999", "/resources/siegel1999/")]


@pytest.mark.once
def test_linked_terms_open_in_place_but_never_the_term_itself(client: Client) -> None:
    page = see(client, "/glossary/attunement/")
    assert page.lines("Terms on this page") == [
        "Empathy Empathy Close also found under feeling with What Empathy means. Not yet assessed Full entry"
    ]
    assert 'popovertarget="define-empathy"' in page.html
    assert "define-attunement" not in page.html


@pytest.mark.parametrize("number", range(len(UNSEEN)))
def test_a_term_that_is_not_live_is_not_found(client: Client, number: int) -> None:
    assert Term.objects.filter(slug=f"unseen-{number}").exists()
    assert client.get(f"/glossary/unseen-{number}/").status_code == 404
    assert entries(see(client, "/glossary/", letter="U")) == []


def test_the_list_takes_the_same_queries_however_many_terms_there_are(
    client: Client, django_assert_num_queries
) -> None:
    for more in (0, 3):
        with gathered():
            for n in range(more):
                make_term(f"Eye {n}", f"alias {n}")
        client.get("/glossary/")
        with django_assert_num_queries(LIST_QUERIES):
            client.get("/glossary/?letter=e&evidence=not-yet-assessed")


@pytest.mark.heavy
def test_a_term_takes_the_same_queries_whatever_it_is_connected_with(client: Client, django_assert_num_queries) -> None:
    term = make_term("Recall", body=" ".join(f"About term {n}.[@noted{n}]" for n in range(2)), state=State.DRAFT)
    for number, new in ((1, [0]), (2, [1])):
        with gathered():
            for n in new:
                surround(term, n)
            Term.objects.filter(pk=term.pk).update(state=State.PUBLISHED)
        client.get("/glossary/recall/")
        with django_assert_num_queries(TERM_QUERIES):
            page = see(client, "/glossary/recall/")
        assert [
            len(page.lines(heading))
            for heading in ("Connected with", "Where it is used", "Where to read on", "Sources", "Further sources")
        ] == [2 * number + min(2 * number, MOST_USES), 3 * number, number, number, number]


@gathered()
def surround(term: Term, n: int) -> None:
    """One of everything that a term's page can show, each named by its number."""
    make_work(f"noted{n}")
    relate(term, "part", make_term(f"Whole {n}"))
    relate(make_term(f"Term {n}", body="Of recall."), "related", term)
    article = make_article(f"Article {n}", body="Of recall, too.")
    TermUsage.objects.create(article=article, term=term, text="So.")
    make_outline(f"Outline {n}").steps.get().step_terms.create(term=term)
    term.citations.create(resource=make_work(f"further{n}"), order=50 + n)
    term.recommended.add(make_work(f"recommended{n}", recommended=True))


LIST_QUERIES = 9
TERM_QUERIES = 31
