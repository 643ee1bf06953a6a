"""search/in_admin.py: what editors find in their lists and in the fields that complete what they type."""

from typing import Any

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group, User
from django.db import connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import resolve

import search
from publishing.models import State
from search.engine import keys
from search.in_admin import SearchedAdmin, place_in
from tests.filling import document, editor
from tests.making import make_article, make_outline, make_person, make_term, make_work

pytestmark = pytest.mark.django_db

LISTS = {
    "term": "/admin/glossary/term/",
    "article": "/admin/articles/article/",
    "outline": "/admin/articles/practiceoutline/",
    "step": "/admin/articles/step/",
    "resource": "/admin/resources/resource/",
    "person": "/admin/resources/person/",
}


@pytest.fixture
def ed(client):
    client.force_login(editor())
    return client


def listed(client: Any, kind: str, query: str, **others: str) -> list[str]:
    """What the list of a kind holds for these words; its page is not drawn."""
    address = LISTS[kind]
    request = RequestFactory().get(address, {"q": query, **others})
    request.user = User.objects.get(username="ed")
    rows = resolve(address).func.model_admin.get_changelist_instance(request).result_list
    return [str(getattr(each, "title", each)) for each in rows]


def completed(client: Any, query: str, model: str = "glossary.relation", field: str = "target") -> list[str]:
    app, _, name = model.partition(".")
    asked = {"app_label": app, "model_name": name, "field_name": field, "term": query}
    return [each["text"] for each in client.get("/admin/autocomplete/", asked).json()["results"]]


def test_every_model_that_can_be_found_is_searched_so_in_the_admin():
    admins = [admin.site.get_model_admin(model) for model in search.registered().values()]
    assert len(admins) == len(LISTS)
    assert all(isinstance(each, SearchedAdmin) for each in admins)
    assert all(each.search_fields and each.search_help_text for each in admins)


@pytest.mark.parametrize("state", State.values)
def test_a_term_in_any_state_is_found_forgivingly(ed, state):
    make_term("Mirror neuron", "looking glass cells", state=state)
    make_term("Affect")
    for query in ("mirror neurons", "mirow neurons", "neurons, mirror", "looking-glass cell", "MIRR"):
        assert listed(ed, "term", query) == ["Mirror neuron"], query
    assert completed(ed, "mirow neurons") == ["Mirror neuron"]


def test_drafts_of_every_kind_are_found_with_typing_errors_or_by_their_texts(ed):
    make_article("Attachment", state=State.DRAFT, body="Tides and *tidal* waves.")
    outline = make_outline("Three ladders", state=State.DRAFT)
    outline.steps.update(title="Listen")
    make_work("mind", title="The Developing Mind", state=State.DRAFT, description="A work.")
    make_person("Diana Fosha", state=State.DRAFT)
    for kind, query, found in (
        ("article", "Attachmant", "Attachment"),
        ("article", "tidal", "Attachment"),
        ("outline", "Threee ladders", "Three ladders"),
        ("step", "ladders", "Listen"),
        ("step", "lisen", "Listen"),
        ("resource", "developping mind", "The Developing Mind"),
        ("resource", "siegel", "The Developing Mind"),
        ("person", "foscha", "Diana Fosha"),
    ):
        assert listed(ed, kind, query) == [found], (kind, query)


def test_what_the_engine_does_not_hear_of_is_found_by_its_letters(ed):
    slug = {"slug": "address-of-it"}
    make_term("Affect", region="Borderlands", content_note="Speaks of loss.", **slug)
    ends = {"rights_end": "2040-01-01T00:00:00Z", "rights_evidence": "Kept in the drawer."}
    make_article("The basics", byline="By Ed Itor", body="The ebbing tide.", **ends, **slug)
    unchecked = {"unverified_fields": ["authors", "container"], "editors_note": "Ask the publisher."}
    numbers = {"doi": "10.1000/182", "isbn": "9780306406157", "container": "The Quarterly"}
    make_work("key1999", title="The basics", **unchecked, **numbers, **slug)
    make_person("The basics", credentials="MA, LMHC")
    make_outline("The basics", **slug).steps.update(title="The basics", **slug)
    for kind, queries in {
        "term": ("address-of-it", "Borderlands", "speaks of loss"),
        "article": ("address-of-it", "Ed Itor", "ebbing", "kept in the drawer"),
        "resource": (
            "10.1000/182",
            "9780306406157",
            "key1999",
            "address-of-it",
            "ask the publ",
            "Quarterly",
            "Siegel, D",
        ),
        "person": ("LMHC",),
        "step": ("address-of-it",),
        "outline": ("address-of-it",),
    }.items():
        for query in queries:
            assert listed(ed, kind, query) == ["Affect" if kind == "term" else "The basics"], (kind, query)


def test_a_list_answers_whatever_is_typed(ed):
    make_term("Mood")
    for query in ("quokka", "…", "'", '"', "%", "a" * 5_000, "(", "NOT *"):
        assert listed(ed, "term", query) == completed(ed, query) == [], query
    for query in (" ", "'mood'", '"mood"', "mood '"):
        assert listed(ed, "term", query) == completed(ed, query) == ["Mood"], query


@pytest.fixture
def memories() -> None:
    make_term("Zonal memory", definition="One.", region="b")
    make_term("Memory", definition="Two.", region="c")
    make_term("Body memory", definition="Three.", region="a")
    make_term("Affect", definition="Not it.", content_note="It speaks of memory.")


def test_the_best_stand_first_and_what_only_the_letters_find_last(ed, memories):
    best = ["Memory", "Body memory", "Zonal memory", "Affect"]
    assert listed(ed, "term", "memory") == best
    assert completed(ed, "memory") == best


def test_a_chosen_column_orders_the_list_and_only_then_is_marked(ed, memories):
    ordered = ["Affect", "Body memory", "Memory", "Zonal memory"]
    assert listed(ed, "term", "memory", o="1") == ordered
    assert listed(ed, "term", "memory", o="-1") == ordered[::-1]
    make_work("memory")
    address = LISTS["resource"]
    assert ed.get(address).context["cl"].get_ordering_field_columns() == {1: "asc"}
    assert ed.get(address, {"q": "memory"}).context["cl"].get_ordering_field_columns() == {}
    assert ed.get(address, {"q": "memory", "o": "-1"}).context["cl"].get_ordering_field_columns() == {1: "desc"}


def test_filters_and_search_narrow_together(ed):
    make_term("Body memory", region="a")
    make_term("Memory", region="b")
    assert listed(ed, "term", "memory", region="a") == ["Body memory"]


def test_without_words_the_list_is_whole_and_in_its_own_order(ed, memories):
    assert listed(ed, "term", "") == ["Affect", "Body memory", "Memory", "Zonal memory"]
    assert completed(ed, "") == ["Affect", "Body memory", "Memory", "Zonal memory"]


def test_a_work_with_several_contributors_is_listed_once(ed):
    work = make_work("mind", unverified_fields=["authors"])
    work.contributors.create(name="Siegel, E.")
    assert listed(ed, "resource", "Siegel,") == ["The book mind"]


def test_keys_are_ordered_by_their_place_not_by_their_digits():
    keys = [each.pk for each in Group.objects.bulk_create(Group(name=letter) for letter in "abcdefghijkl")]
    wanted = [keys[place] for place in (11, 0, 10, 1)]
    rows = Group.objects.filter(pk__in=keys).order_by(place_in(wanted), "pk").values_list("pk", flat=True)
    assert list(rows) == [*wanted, *keys[2:10]]


def test_the_list_says_what_is_searched(ed):
    words = " ".join(document(ed.get(LISTS["term"])).itertext())
    assert "Finds drafts too. Looks in titles, other names, definitions and texts and forgives typing errors" in words


def queries_of(client: Any, query: str) -> tuple[int, int]:
    with CaptureQueriesContext(
        connection,
    ) as of_list:
        listed(client, "term", query)
    with CaptureQueriesContext(connection) as of_field:
        completed(client, query)
    return len(of_list), len(of_field)


def test_a_search_takes_the_same_queries_however_many_it_finds(ed):
    make_term("Mirror 1", "looking glass 1")
    asked = ("mirror", "miror", "nothing at all")
    few = [queries_of(ed, query) for query in asked]
    for number in range(2, 5):
        make_term(f"Mirror {number}", f"looking glass {number}")
    assert [queries_of(ed, query) for query in asked] == few
    assert max(few) <= (20, 20)


@pytest.mark.once  # PostgreSQL plans by how many there are of each
@pytest.mark.parametrize("query", ["implicit memory", '"implicit memory"', "memorx implicid"])
def test_the_full_text_is_asked_once_and_not_for_each_entry_of_the_list(memories, query):
    with CaptureQueriesContext(connection) as asked:
        keys(query, "glossary.term")
    with connection.cursor() as cursor:
        for each in [each["sql"] for each in asked if "search_text MATCH" in each["sql"]]:
            cursor.execute(f"EXPLAIN QUERY PLAN {each}")
            assert not [step for *_, step in cursor if "(model=?" in step]
