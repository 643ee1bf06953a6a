"""The glossary from A to Z, and a term's page."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from articles.models import TermUsage
from glossary.models import Relation, Term
from ipnb_hub.ideas.fan import MOST_USES
from publishing.changes import gathered
from publishing.models import State
from tests.making import make_article, make_outline, make_term, make_work
from tests.shown import Shown, see, words

pytestmark = pytest.mark.django_db

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def relate(source: Term, kind: str, target: Term) -> None:
    Relation.objects.create(source=source, kind=kind, target=target)


def entries(page: Shown) -> list[str]:
    return page.all("h3")


def test_an_empty_glossary_says_so(client: Client) -> None:
    assert see(client, "/glossary/").heading == "0 words, A to Z"


def test_terms_stand_under_their_letters_with_definition_evidence_and_other_names(client: Client) -> None:
    make_term("Window of tolerance", "optimal arousal", evidence_status="clinical-concept")
    make_term("Amygdala")
    page = see(client, "/glossary/")
    assert page.heading == "2 words, A to Z"
    assert page.all("h2") == ["A", "W"]
    assert entries(page) == ["Amygdala", "Window of tolerance"]
    assert [words(each) for each in page.section("W").iter("li")] == [
        "Window of tolerance What Window of tolerance means. Clinical concept optimal arousal"
    ]


def test_letters_without_a_term_lead_nowhere(client: Client) -> None:
    make_term("Amygdala")
    page = see(client, "/glossary/")
    assert page.chosen("Letters") == [("A", "/glossary/?letter=A", False)]
    letters = next(each for each in page.root.iter("nav") if each.attrib.get("aria-label") == "Letters")
    assert words(letters).replace(" ", "") == LETTERS


@pytest.mark.parametrize("letter", ["A", "a"])
def test_a_letter_shows_its_terms_alone(client: Client, letter: str) -> None:
    make_term("Amygdala")
    make_term("Empathy")
    page = see(client, "/glossary/", letter=letter)
    assert entries(page) == ["Amygdala"]
    assert page.title == "Glossary, A – IPNB Hub"
    assert page.chosen("Letters")[0] == ("A", "/glossary/?letter=A", True)


@pytest.mark.parametrize("letter", ["AB", "ß", "1", "é", "%", "ABCDEFGHIJ"])
def test_what_is_no_letter_shows_everything(client: Client, letter: str) -> None:
    make_term("Amygdala")
    assert entries(see(client, "/glossary/", letter=letter)) == ["Amygdala"]


def test_a_letter_without_a_term_says_so_and_leads_back(client: Client) -> None:
    make_term("Amygdala")
    page = see(client, "/glossary/", letter="Q")
    assert "No entry begins with this letter and has this mark. See all 1" in page.text
    assert ("See all 1", "/glossary/") in page.links()


def test_an_accent_does_not_part_a_letter(client: Client) -> None:
    for title in ("Eating", "Écart", "Empathy"):
        make_term(title, slug=title.encode("ascii", "ignore").decode().lower())
    assert ("Glossary, E", "/glossary/?letter=e") in see(client, "/glossary/cart/").links()
    page = see(client, "/glossary/")
    assert page.all("h2") == ["E"]
    assert entries(page) == ["Eating", "Écart", "Empathy"]


def test_the_evidence_filter_counts_keeps_the_letter_and_drops_the_page_number(client: Client) -> None:
    make_term("Amygdala", evidence_status="debated")
    make_term("Attunement", evidence_status="supported")
    make_term("Empathy", evidence_status="debated")
    page = see(client, "/glossary/", letter="A", evidence="debated", page="1")
    assert entries(page) == ["Amygdala"]
    assert page.chosen("How firm is it") == [
        ("All 3", "/glossary/?letter=A", False),
        ("Supported 1", "/glossary/?letter=A&evidence=supported", False),
        ("Debated 2", "/glossary/?letter=A&evidence=debated", True),
    ]
    assert [letter for letter, _, _ in page.chosen("Letters")] == ["A", "E"]


def test_a_hundred_terms_make_a_page(client: Client) -> None:
    Term.objects.bulk_create(
        Term(slug=f"term-{n:03}", definition="A thing.", state=State.PUBLISHED) for n in range(101)
    )
    first, second = see(client, "/glossary/", size="9"), see(client, "/glossary/", page="2")
    assert (len(entries(first)), len(entries(second))) == (100, 1)
    assert first.chosen("Pages") == [("Next", "/glossary/?page=2", False)]
    assert second.chosen("Pages") == [("Previous", "/glossary/", False)]


@pytest.mark.parametrize(("number", "shown"), [("0", 1), ("-1", 1), ("99", 1), ("x", 1), ("9" * 30, 1)])
def test_a_page_number_that_is_not_there_shows_the_nearest(client: Client, number: str, shown: int) -> None:
    make_term()
    assert len(entries(see(client, "/glossary/", page=number))) == shown


@pytest.mark.once
def test_a_term_shows_its_definition_evidence_and_names(client: Client) -> None:
    term = make_term(
        "Mirror neurons", "mirror system", evidence_status="debated", evidence_note="Firm in monkeys.", body="Cells."
    )
    term.names.create(text="MNS", kind="acronym", order=2)
    term.names.create(text="mirror neuron", kind="singular", order=3)
    page = see(client, "/glossary/mirror-neurons/")
    assert page.heading == "Mirror neurons"
    assert page.title == "Mirror neurons – IPNB Hub"
    assert "What Mirror neurons means. also found under mirror system, MNS Debated. Firm in monkeys." in page.text
    assert words(page.section("What is known")) == "What is known Cells."
    assert page.pairs("About this entry")["Reviewed"] == "Not yet reviewed by an editor."
    assert ("Glossary, M", "/glossary/?letter=m") in page.links()


@pytest.mark.once
def test_a_review_and_a_content_note_are_shown(client: Client) -> None:
    make_term(last_reviewed=timezone.now().date().replace(2026, 3, 5), content_note="Speaks of abuse.")
    page = see(client, "/glossary/attunement/")
    assert "Content note: Speaks of abuse." in page.text
    assert page.pairs("About this entry")["Reviewed"] == "Last reviewed by an editor on March 5, 2026."


@pytest.mark.once
def test_a_term_without_a_text_has_no_empty_sections(client: Client) -> None:
    make_term()
    assert see(client, "/glossary/attunement/").all("h2") == ["About this entry", "Cite this page"]


def test_relations_are_read_from_both_sides(client: Client) -> None:
    memory, implicit = make_term("Memory"), make_term("Implicit memory", slug="implicit-memory")
    explicit, priming = make_term("Explicit memory", slug="explicit-memory"), make_term("Priming")
    cue = make_term("Cue")
    relate(memory, "broader", implicit)
    relate(priming, "part", implicit)
    relate(implicit, "contrasts", explicit)
    relate(cue, "related", implicit)
    assert see(client, "/glossary/implicit-memory/").lines("Connected with") == [
        "Cue",
        "Explicit memory contrasts with",
        "Memory is narrower than",
        "Priming has the part",
    ]
    assert see(client, "/glossary/memory/").lines("Connected with") == ["Implicit memory is broader than"]
    assert see(client, "/glossary/priming/").lines("Connected with") == ["Implicit memory is part of"]
    assert see(client, "/glossary/explicit-memory/").lines("Connected with") == ["Implicit memory contrasts with"]
    assert see(client, "/glossary/cue/").lines("Connected with") == ["Implicit memory"]


def test_a_relation_to_a_draft_is_not_shown(client: Client) -> None:
    relate(make_term("Memory"), "related", make_term("Unseen", state=State.DRAFT))
    assert see(client, "/glossary/memory/").section("Connected with") is None


@pytest.mark.once
def test_a_term_shows_how_the_article_uses_it(client: Client) -> None:
    article, term = make_article(), make_term()
    TermUsage.objects.create(article=article, term=term, text="As a skill.")
    page = see(client, "/glossary/attunement/")
    assert words(page.section("In the article")) == "In the article The basics: As a skill."
    assert page.links(page.section("In the article")) == [("The basics", "/articles/the-basics/")]


def test_a_term_is_used_in_what_links_it_with_the_sentence(client: Client) -> None:
    make_term()
    make_article(body="First this. Then attunement comes. Last that.")
    make_term("Empathy", body="It begins with attunement.")
    make_term("Unseen", body="Also attunement.", state=State.DRAFT)
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
    term = make_term()
    make_outline().steps.get().step_terms.create(term=term)
    assert see(client, "/glossary/attunement/").lines("Where it is used") == ["1. The step 1"]


@pytest.mark.once
def test_sources_are_numbered_and_the_others_follow(client: Client) -> None:
    make_work("siegel1999", year=1999)
    make_work("schore2003", title="Affect", year=2003)
    other = make_work("fosha2000", title="The power", year=2000)
    term = make_term(body="Second first.[@schore2003] Then this.[@siegel1999, p. 13]")
    term.citations.create(resource=other, order=9)
    page = see(client, "/glossary/attunement/")
    assert page.lines("Sources") == [
        "1 Siegel, D. J. (2003). Affect.",
        "2 Siegel, D. J. (1999). The book siegel1999. Here: p. 13.",
    ]
    assert page.lines("Further sources") == ["Siegel, D. J. (2000). The power."]
    assert {"source-1", "source-2"} <= set(page.ids())


def test_a_cited_draft_is_never_named(client: Client) -> None:
    unseen = make_work("unseen2026", title="Unseen", state=State.DRAFT)
    term = make_term()
    term.citations.create(resource=unseen)
    term.recommended.add(unseen)
    page = see(client, "/glossary/attunement/")
    assert "Unseen" not in page.html
    assert page.lines("Further sources") == page.lines("Where to read on") == []


def test_recommended_works_are_linked_with_kind_and_year(client: Client) -> None:
    make_term().recommended.add(make_work("siegel1999", recommended=True, year=1999))
    page = see(client, "/glossary/attunement/")
    assert page.lines("Where to read on") == ["The book siegel1999 Book, 1999"]
    assert page.links(page.section("Where to read on")) == [("The book siegel1999", "/resources/siegel1999/")]


@pytest.mark.once
def test_linked_terms_open_in_place_but_never_the_term_itself(client: Client) -> None:
    make_term("Empathy", "feeling with")
    make_term("Attunement", body="Attunement needs empathy.")
    page = see(client, "/glossary/attunement/")
    assert page.lines("Terms on this page") == [
        "Empathy Empathy Close also found under feeling with What Empathy means. Not yet assessed Full entry"
    ]
    assert 'popovertarget="define-empathy"' in page.html
    assert "define-attunement" not in page.html


@pytest.mark.parametrize(
    "fields",
    [
        {"state": State.DRAFT},
        {"state": State.IN_REVIEW},
        {"state": State.RETIRED},
        {"publish_at": timezone.now() + timedelta(days=1)},
        {"expires_at": timezone.now() - timedelta(days=1)},
    ],
)
def test_a_term_that_is_not_live_is_not_found(client: Client, fields: dict[str, object]) -> None:
    make_term(**fields)
    assert client.get("/glossary/attunement/").status_code == 404
    assert entries(see(client, "/glossary/")) == []
    assert see(client, "/glossary/").chosen("How firm is it") == [("All 0", "/glossary/", True)]


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_takes_the_same_queries_for_one_term_and_for_three(
    client: Client, number: int, django_assert_num_queries
) -> None:
    with gathered():
        for n in range(number):
            make_term(f"Term {n}", f"alias {n}")
    client.get("/glossary/")
    with django_assert_num_queries(LIST_QUERIES):
        client.get("/glossary/?letter=t&evidence=not-yet-assessed")


@pytest.mark.parametrize("number", [1, 3])
def test_a_term_takes_the_same_queries_whatever_it_is_connected_with(
    client: Client, number: int, django_assert_num_queries
) -> None:
    with gathered():
        term = make_term("Memory", body=" ".join(f"About term {n}.[@noted{n}]" for n in range(number)))
        for n in range(number):
            surround(term, n)
    client.get("/glossary/memory/")
    with django_assert_num_queries(TERM_QUERIES):
        page = see(client, "/glossary/memory/")
    assert [
        len(page.lines(heading))
        for heading in ("Connected with", "Where it is used", "Where to read on", "Sources", "Further sources")
    ] == [2 * number + min(2 * number, MOST_USES), 3 * number, number, number, number]


@gathered()
def surround(term: Term, n: int) -> None:
    """One of everything that a term's page can show, each named by its number."""
    make_work(f"noted{n}")
    relate(term, "part", make_term(f"Whole {n}"))
    relate(make_term(f"Term {n}", body="Of memory."), "related", term)
    article = make_article(f"Article {n}", body="Of memory, too.")
    TermUsage.objects.create(article=article, term=term, text="So.")
    make_outline(f"Outline {n}").steps.get().step_terms.create(term=term)
    term.citations.create(resource=make_work(f"further{n}"), order=50 + n)
    term.recommended.add(make_work(f"recommended{n}", recommended=True))


LIST_QUERIES = 9
TERM_QUERIES = 31
