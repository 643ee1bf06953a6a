"""What the graph reads from the database: only what the public may see, in few queries."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from articles.models import Article, Author, TermUsage
from glossary.models import Relation, Term
from ipnb_hub.ideas import gathering
from ipnb_hub.ideas.gathering import around_term, place_of
from ipnb_hub.ideas.graph import Place
from publishing.changes import gathered
from publishing.models import State
from tests.making import make_article, make_outline, make_person, make_term, make_work

pytestmark = [pytest.mark.django_db, pytest.mark.heavy]

AFFECT = Place("term", "affect")
AROUND_QUERIES = 10
WHOLE_QUERIES = 11


def relate(source: Term, target: Term, kind: str = "related") -> Relation:
    return Relation.objects.create(source=source, target=target, kind=kind)


def around(place: Place) -> list[tuple[str, str]]:
    found = gathering.around(place)
    assert found is not None
    return [(each.label, str(each.idea.place)) for each in found.neighbours(place)]


def hidden() -> list[dict[str, Any]]:
    now = timezone.now()
    return [
        {"state": State.DRAFT},
        {"state": State.IN_REVIEW},
        {"state": State.RETIRED},
        {"publish_at": now + timedelta(hours=1)},
        {"expires_at": now - timedelta(hours=1)},
    ]


def test_the_terms_are_there_with_evidence_region_and_relations() -> None:
    affect = make_term("Affect", evidence_status="debated", region="Feeling")
    relate(affect, make_term("Brain"), "part")
    found = gathering.terms()
    assert [(idea.title, idea.url, idea.evidence, idea.region) for idea in found.ideas.values()] == [
        ("Affect", "/glossary/affect/", "debated", "Feeling"),
        ("Brain", "/glossary/brain/", "not-yet-assessed", ""),
    ]
    assert [(str(edge.source), edge.kind, str(edge.target)) for edge in found.edges] == [
        ("term:affect", "part", "term:brain")
    ]


def test_around_a_term_lies_what_it_names_and_what_names_it() -> None:
    with gathered():
        person = make_person("Diana Fosha")
        affect = make_term("Affect", body="Of the brain.[@siegel1999] See [Fosha](/people/diana-fosha/).")
        make_term("Brain")
        make_work("siegel1999")
        relate(make_term("Emotion"), affect, "broader")
        TermUsage.objects.create(article=make_article("The basics"), term=affect, text="So.")
        make_outline().steps.get().step_terms.create(term=affect)
        affect.recommended.add(make_work("fosha2000", recommended=True))
    assert around(AFFECT) == [
        ("is narrower than", "term:emotion"),
        ("uses the term", "term:brain"),
        ("is used in", "article:the-basics"),
        ("is used in", "step:three-steps/step-1"),
        ("lists", "resource:fosha2000"),
        ("cites", "resource:siegel1999"),
        ("links to", f"person:{person.slug}"),
    ]


def test_around_an_article_lie_its_terms_works_and_authors() -> None:
    with gathered():
        make_term("Affect")
        article = make_article("The basics", body="On affect.")
        article.listings.create(resource=make_work("gains"))
        Author.objects.create(article=article, name="D. Fosha", person=make_person("Diana Fosha"))
    assert around(Place("article", "the-basics")) == [
        ("uses the term", "term:affect"),
        ("lists", "resource:gains"),
        ("is by", "person:diana-fosha"),
    ]


def test_around_an_outline_lie_its_steps_and_around_a_step_its_outline() -> None:
    make_outline(steps=2)
    assert around(Place("step", "three-steps")) == [
        ("has the part", "step:three-steps/step-1"),
        ("has the part", "step:three-steps/step-2"),
    ]
    assert around(Place("step", "three-steps/step-2")) == [("is part of", "step:three-steps")]
    found = gathering.around(Place("step", "three-steps"))
    assert found is not None
    assert [idea.title for idea in found.ideas.values()] == ["Step 1: The step 1", "Step 2: The step 2", "Three steps"]


def test_around_a_person_lie_their_works_by_role() -> None:
    fosha = make_person("Diana Fosha")
    make_work("healing").contributors.create(name="Fosha, D.", person=fosha, role="editor")
    make_work("affect2000").contributors.create(name="Fosha, D.", person=fosha)
    assert around(Place("person", "diana-fosha")) == [
        ("is an author of", "resource:affect2000"),
        ("edited", "resource:healing"),
    ]
    assert around(Place("resource", "healing")) == [("is edited by", "person:diana-fosha")]


@pytest.mark.parametrize("kind", ["organisation", "training"])
def test_nobody_is_the_author_of_a_body(kind: str) -> None:
    make_work("institute", kind=kind).contributors.create(name="Fosha, D.", person=make_person("Diana Fosha"))
    assert around(Place("person", "diana-fosha")) == [("is listed with", "resource:institute")]


def test_a_note_on_a_person_puts_no_word_into_their_mouth() -> None:
    make_term("Affect")
    make_person("Diana Fosha", biography="Works with affect.")
    assert around(Place("person", "diana-fosha")) == [("is described with the term", "term:affect")]
    assert around(AFFECT) == [("is named in the note on", "person:diana-fosha")]


def test_whose_part_in_a_work_nobody_has_checked_is_not_told() -> None:
    work = make_work("healing", unverified_fields=["authors", "year"], year=2003)
    work.contributors.create(name="Fosha, D.", person=make_person("Diana Fosha"))
    assert around(Place("person", "diana-fosha")) == []
    found = gathering.around(Place("resource", "healing"))
    assert found is not None
    assert found.ideas[Place("resource", "healing")].year is None


def test_a_work_without_a_page_leads_to_its_reference() -> None:
    make_work("siegel1999", slug="siegel-one", recommended=False)
    found = gathering.around(Place("resource", "siegel-one"))
    assert found is not None
    assert [idea.url for idea in found.ideas.values()] == ["/references/#siegel1999"]


def test_neighbors_that_are_related_to_each_other_are_joined() -> None:
    with gathered():
        affect, brain, cue = make_term("Affect"), make_term("Brain"), make_term("Cue")
        relate(affect, brain)
        relate(affect, cue)
        relate(cue, brain, "contrasts")
    found = gathering.around(AFFECT)
    assert found is not None
    assert [(edge.source.slug, edge.target.slug, edge.kind) for edge in found.edges] == [
        ("affect", "brain", "related"),
        ("affect", "cue", "related"),
        ("cue", "brain", "contrasts"),
    ]


@pytest.mark.parametrize("number", range(5))
def test_what_the_public_may_not_see_is_nowhere_in_the_graph(number: int) -> None:
    fields = hidden()[number]
    with gathered():
        affect, unseen = make_term("Affect"), make_term("Unseen", body="About affect.", **fields)
        relate(affect, unseen)
        make_article("A text", body="On affect.", **fields)
        make_outline("Outline", **fields).steps.get().step_terms.create(term=affect)
        make_work("work", **fields).contributors.create(name="F.", person=make_person("Somebody", **fields))
        affect.recommended.add(make_work("other", **fields))
    assert around(AFFECT) == []
    assert list(gathering.terms().ideas) == [AFFECT]
    assert (list(gathering.whole().ideas), gathering.whole().edges) == ([AFFECT], ())
    assert gathering.whole().between(AFFECT, Place("term", "unseen")) is None
    for slug in ("term:unseen", "article:a-text", "step:outline", "step:outline/step-1", "person:somebody"):
        assert gathering.around(Place(*slug.split(":"))) is None


def test_a_page_about_the_site_is_not_on_the_map() -> None:
    make_term("Affect")
    page = make_article("Privacy", kind=Article.Kind.PAGE, body="On affect.")
    assert gathering.around(Place("article", "privacy")) is None
    assert around(AFFECT) == []
    assert place_of(page) is None


@pytest.mark.parametrize("place", ["term:nothing", "nonsense:affect", "step:a/b", "step:/", "term:a\0b", "outline:x"])
def test_an_unknown_place_has_no_surroundings(place: str) -> None:
    make_term("Affect")
    assert gathering.around(Place(*place.split(":"))) is None


def test_a_small_map_leaves_out_what_the_term_cites_and_lists() -> None:
    affect = make_term("Affect", body="So.[@siegel1999]")
    make_work("siegel1999")
    affect.recommended.add(make_work("fosha2000"))
    make_article("The basics", body="On affect.")
    assert [str(each.idea.place) for each in around_term(affect).neighbours(AFFECT)] == ["article:the-basics"]


def test_the_place_of_each_kind_of_content() -> None:
    outline = make_outline()
    content = (make_term("Affect"), make_article(), outline, outline.steps.get(), make_work("gains"), make_person())
    assert [str(place_of(each)) for each in content] == [
        "term:affect",
        "article:the-basics",
        "step:three-steps",
        "step:three-steps/step-1",
        "resource:gains",
        "person:diana-fosha",
    ]
    assert place_of(None) is None


def test_the_whole_graph_is_read_anew_when_content_changes() -> None:
    affect = make_term("Affect")
    assert gathering.whole().between(AFFECT, Place("term", "brain")) is None
    relate(affect, make_term("Brain"))
    found = gathering.whole().between(AFFECT, Place("term", "brain"))
    assert [each.label for each in found or []] == ["is related to"]


@gathered()
def surround(affect: Term, n: int) -> None:
    """One of everything that can lie around a term, each named by its number."""
    brain = make_term(f"Brain {n}")
    relate(affect, brain)
    relate(make_term(f"Cue {n}"), affect, "part")
    relate(brain, Term.objects.get(slug=f"cue-{n}"))
    make_article(f"Article {n}", body="On affect.")
    outline = make_outline(f"Outline {n}", introduction="On affect.")
    outline.steps.get().step_terms.create(term=affect)
    work = make_work(f"work{n}")
    work.contributors.create(name="F.", person=make_person(f"Person {n}", biography="On affect."))
    affect.recommended.add(work)


@pytest.mark.parametrize("number", [1, 3])
def test_the_graph_takes_the_same_queries_however_large_it_is(number: int, django_assert_num_queries: Any) -> None:
    with gathered():
        affect = make_term("Affect")
        for n in range(number):
            surround(affect, n)
    gathering.whole()  # the kinds of content are known to the process from here on
    with django_assert_num_queries(2):
        assert len(gathering.terms().edges) == 3 * number
    with django_assert_num_queries(AROUND_QUERIES):
        assert len(around(AFFECT)) == 7 * number
    make_person("Somebody else")
    with django_assert_num_queries(WHOLE_QUERIES):
        assert len(gathering.whole().edges) == 10 * number
    with django_assert_num_queries(1):
        gathering.whole()
