"""What readers look for in the delivered content is the first thing that the search shows."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles.models import PracticeOutline
from glossary.models import Term
from publishing.models import State
from search import registered
from search.engine import find, keys
from search.indexing import documents
from search.upkeep import differences

pytestmark = pytest.mark.usefixtures("seeded_hub")

OUTLINE = "Three steps of a therapist informed by IPNB"
AEDP = "Accelerated experiential dynamic psychotherapy"


def titles(query: str) -> list[str]:
    return [hit.title for hit in find(query).hits]


@pytest.mark.parametrize(
    ("query", "first", "why"),
    [
        ("mirror neuron", "Mirror neurons", ""),
        ("MIRROR NEURONS", "Mirror neurons", ""),
        ("nondeclarative memory", "Implicit memory", "also called nondeclarative memory"),
        ("aedp", AEDP, "also called AEDP"),
        ("attun", "Attunement", ""),
        ("co-regulation", "Co-regulation", ""),
        ("coregulation", "Co-regulation", ""),
        ("what is the window of tolerance?", "Window of tolerance", ""),
        (OUTLINE, OUTLINE, ""),
        ("practice outline", OUTLINE, "listed under “Practice outline”"),
    ],
)
def test_the_first_hit_is_what_a_reader_means_and_says_why(query: str, first: str, why: str) -> None:
    hit = find(query).hits[0]
    assert (hit.title, hit.why) == (first, why)


@pytest.mark.parametrize(("query", "read"), [("mirrow neurons", "mirror neurons"), ("atunement", "attunement")])
def test_a_typing_error_is_forgiven_and_named(query: str, read: str) -> None:
    results = find(query)
    assert (results.corrected, results.hits[0].title) == (read, read.capitalize())
    assert (results.hits[0].why, results.as_typed) == ("", 0)


def test_a_draft_is_not_found_by_its_exact_title() -> None:
    assert titles("Neuroception")[0] == "Neuroception"
    term = Term.objects.titled().get(slug="neuroception")
    term.state = State.DRAFT
    term.save()
    assert "Neuroception" not in titles("Neuroception")
    assert keys("Neuroception", term._meta.label_lower) == [term.pk]


def test_an_outline_that_is_a_draft_is_not_found_and_neither_are_its_steps() -> None:
    outline = PracticeOutline.objects.get(slug="three-steps")
    held = {OUTLINE, *(step.title for step in outline.steps.all())}
    assert set(titles("practice")) & held
    outline.state = State.DRAFT
    outline.save()
    for query in ("practice", *held):
        assert set(titles(query)) & held == set(), query


def test_the_outline_is_shown_with_the_practice_steps(client: Client) -> None:
    page = client.get("/search/", {"q": OUTLINE, "kind": "step"}).content.decode()
    assert "Practice outline" in page
    assert find(OUTLINE, kind="step").hits[0].url == "/practice/three-steps/"


def test_the_index_is_that_of_the_content() -> None:
    assert list(differences()) == []


@pytest.mark.parametrize("label", sorted(registered()))
def test_documents_of_many_objects_take_no_query_of_the_content_each(label: str) -> None:
    model = registered()[label]
    keys = list(model._default_manager.values_list("pk", flat=True))
    documents(model, keys)  # what texts are linked by is read once
    with CaptureQueriesContext(connection) as asked:
        assert len(documents(model, keys)) == len(keys)
    of_content = [each for each in asked.captured_queries if "publishing_siteversion" not in each["sql"]]
    assert len(of_content) == (1 if label == "resources.person" else 2)
