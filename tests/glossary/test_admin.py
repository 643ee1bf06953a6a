"""The admin of the glossary."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from glossary.models import Name, Relation, Term
from publishing.changes import gathered
from publishing.models import State
from resources.models import Resource
from tests.filling import complaints, document, editor, fields, row, scripts
from tests.making import make_term, make_work
from tests.seeded import taken_back

pytestmark = [pytest.mark.django_db, pytest.mark.heavy]

ADD = "/admin/glossary/term/add/"

Send = Callable[..., Any]


@pytest.fixture(scope="module")
def pages(django_db_setup: None, django_db_blocker: Any) -> Iterator[dict[str, Any]]:
    """The empty form, and that of a term which another one is part of, and which cites a work."""
    with django_db_blocker.unblock(), taken_back():
        with gathered():
            mood = make_content()
        client = Client()
        client.force_login(editor())
        yield {address: client.get(address) for address in (ADD, change(mood))}


def make_content() -> Term:
    mood = make_term("Mood", "temper", "bad temper", definition="A background feeling.", state=State.DRAFT)
    make_term("Affect")
    make_work("siegel1999")
    Relation.objects.create(source=make_term("Joy", state=State.DRAFT), target=mood, kind="part")
    mood.citations.create(resource=make_work("cited"))
    return mood


@pytest.fixture(scope="module")
def forms(pages: dict[str, Any]) -> dict[str, Any]:
    """What a browser would send of them."""
    return {address: fields(page) for address, page in pages.items()}


@pytest.fixture
def ed(pages: dict[str, Any], client: Client) -> Client:
    client.force_login(User.objects.get(username="ed"))
    return client


@pytest.fixture
def add(ed: Client, forms: dict[str, Any]) -> Send:
    return lambda **changes: ed.post(ADD, {**forms[ADD], **changes})


@pytest.fixture
def save(ed: Client, forms: dict[str, Any], mood: Term) -> Send:
    return lambda **changes: ed.post(change(mood), {**forms[change(mood)], **changes})


@pytest.fixture
def mood(pages: dict[str, Any], db: None) -> Term:
    return Term.objects.get(slug="mood")


@pytest.fixture
def affect(mood: Term) -> Term:
    return Term.objects.get(slug="affect")


@pytest.fixture
def work(mood: Term) -> Resource:
    return Resource.objects.get(key="siegel1999")


def change(term: Term) -> str:
    return f"/admin/glossary/term/{term.pk}/change/"


def names(term: Term) -> list[tuple[str, str]]:
    return list(Name.objects.filter(term=term).values_list("text", "kind"))


def test_a_term_is_added_with_its_names_relation_and_citation(add: Send, ed: Client, affect: Term, work: Resource):
    response = add(
        title="Felt sense",
        slug="felt-sense",
        definition="What it is like.",
        state="published",
        **row("names", 0, text="bodily felt sense", kind="alias", autolink="on"),
        **row("relations", 0, kind="part", target=affect.pk),
        **row("citations", 0, resource=work.pk, stance="supports", locator="p. 13"),
    )

    assert response.status_code == 302
    term = Term.objects.get(slug="felt-sense")
    assert names(term) == [("Felt sense", "title"), ("bodily felt sense", "alias")]
    assert [(each.kind, each.target) for each in term.relations.all()] == [("part", affect)]
    assert [(c.resource, c.stance, c.locator) for c in term.citations.all()] == [(work, "supports", "p. 13")]
    assert ed.get("/glossary/felt-sense/").status_code == 200


def test_a_term_without_a_title_is_refused_in_words(add: Send):
    response = add(title="", slug="x", definition="Y.")

    assert complaints(response) == ["Give the term its title."]
    assert not Term.objects.filter(slug="x").exists()


def test_a_term_is_not_related_to_itself(save: Send, mood: Term):
    response = save(**row("relations", 0, kind="related", target=mood.pk))

    assert complaints(response) == ["A term is not related to itself."]


def test_two_terms_are_related_once_whichever_way_round(save: Send):
    response = save(**row("relations", 0, kind="part", target=Term.objects.get(slug="joy").pk))

    assert complaints(response) == ["These two terms are already related."]


def test_the_same_term_twice_in_one_form_is_named(save: Send, affect: Term):
    rows = row("relations", 0, kind="part", target=affect.pk) | row("relations", 1, kind="related", target=affect.pk)

    assert complaints(save(**rows)) == ["This term is named twice here."]


def test_a_relation_from_the_other_side_is_seen_and_can_be_removed(save: Send, pages: dict[str, Any], mood: Term):
    assert "Joy" in pages[change(mood)].content.decode()

    save(**{"inverse_relations-0-DELETE": "on"})

    assert Relation.objects.count() == 0


def test_a_work_cited_twice_is_refused(save: Send, mood: Term):
    cited = Resource.objects.get(key="cited")

    response = save(**row("citations", 1, resource=cited.pk, stance="context"))

    assert response.status_code == 200
    assert len(complaints(response)) > 0
    assert mood.citations.get().resource == cited


def test_a_work_that_the_body_cites_gets_a_row(save: Send, mood: Term, work: Resource):
    save(body="So it is [@siegel1999].")

    added = mood.citations.exclude(resource__key="cited")
    assert [(each.resource, each.stance) for each in added] == [(work, "context")]


@pytest.mark.once
def test_the_editor_knows_whose_text_it_holds(pages: dict[str, Any], mood: Term):
    body = next(each for each in document(pages[change(mood)]).iter("textarea") if each.get("name") == "body")

    assert (body.get("data-field"), body.get("data-shape")) == ("glossary.term.body", "blocks")
    assert body.get("data-key") == str(mood.pk)
    assert body.get("data-markdownx-urls-path") == "/admin/markdown/preview/"
    assert body.get("data-markdownx-upload-urls-path") is None


@pytest.mark.parametrize("query", ["temper", "TEMP", "background"])
def test_the_list_finds_a_term_by_any_name_or_its_definition(ed: Client, query: str):
    rows = ed.get("/admin/glossary/term/", {"q": query}).context["cl"].result_list

    assert [term.title for term in rows] == ["Mood"]


@pytest.mark.once
def test_script_in_every_field_is_shown_as_text(add: Send, ed: Client, affect: Term, work: Resource):
    attack = "<script>alert(1)</script>"

    response = add(
        title=f"T {attack}",
        slug="t",
        definition=attack,
        body=attack,
        region=attack,
        evidence_note=attack,
        content_note=attack,
        state=State.PUBLISHED,
        **row("names", 0, text=f"N {attack}", kind="alias"),
        **row("relations", 0, kind="part", target=affect.pk),
        **row("citations", 0, resource=work.pk, stance="context", locator=attack),
    )

    assert response.status_code == 302
    own = change(Term.objects.get(slug="t"))
    for address in ("/glossary/t/", "/glossary/", "/glossary/affect/", "/admin/glossary/term/", own, "/admin/"):
        page = ed.get(address)
        assert page.status_code == 200, address
        assert attack not in page.content.decode(), address
        assert scripts(page) == []


@pytest.mark.once
def test_related_and_cited_rows_take_no_query_for_their_chosen_entries(ed: Client, mood: Term):
    counts = []
    for numbers in ([0], [1]):
        with gathered():
            for number in numbers:
                Relation.objects.create(source=mood, target=make_term(f"Term {number}", state=State.DRAFT))
                mood.citations.create(resource=make_work(f"work{number}", state=State.DRAFT))
        ed.get(change(mood))
        with CaptureQueriesContext(connection) as queries:
            ed.get(change(mood))
        counts.append(len(queries))

    assert counts[0] == counts[1]
