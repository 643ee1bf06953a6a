"""The admin of the glossary."""

from itertools import pairwise

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from glossary.models import Name, Relation, Term
from publishing.models import State
from tests.filling import complaints, document, editor, row, scripts, send
from tests.making import make_term, make_work

pytestmark = [pytest.mark.django_db, pytest.mark.heavy]

ADD = "/admin/glossary/term/add/"


@pytest.fixture
def ed(client):
    client.force_login(editor())
    return client


def change(term: Term) -> str:
    return f"/admin/glossary/term/{term.pk}/change/"


def names(term: Term) -> list[tuple[str, str]]:
    return list(Name.objects.filter(term=term).values_list("text", "kind"))


def test_a_term_is_added_with_its_names_relation_and_citation(ed):
    other, work = make_term("Affect"), make_work("siegel1999")

    response = send(
        ed,
        ADD,
        title="Felt sense",
        slug="felt-sense",
        definition="What it is like.",
        state="published",
        **row("names", 0, text="bodily felt sense", kind="alias", autolink="on"),
        **row("relations", 0, kind="part", target=other.pk),
        **row("citations", 0, resource=work.pk, stance="supports", locator="p. 13"),
    )

    assert response.status_code == 302
    term = Term.objects.get(slug="felt-sense")
    assert names(term) == [("Felt sense", "title"), ("bodily felt sense", "alias")]
    assert [(each.kind, each.target) for each in term.relations.all()] == [("part", other)]
    assert [(c.resource, c.stance, c.locator) for c in term.citations.all()] == [(work, "supports", "p. 13")]
    assert ed.get("/glossary/felt-sense/").status_code == 200


def test_a_term_without_a_title_is_refused_in_words(ed):
    response = send(ed, ADD, title="", slug="x", definition="Y.")

    assert complaints(response) == ["Give the term its title."]
    assert Term.objects.count() == 0


def test_a_term_is_not_related_to_itself(ed):
    term = make_term("Mood")

    response = send(ed, change(term), **row("relations", 0, kind="related", target=term.pk))

    assert complaints(response) == ["A term is not related to itself."]


def test_two_terms_are_related_once_whichever_way_round(ed):
    term, other = make_term("Mood"), make_term("Affect")
    Relation.objects.create(source=other, target=term)

    response = send(ed, change(term), **row("relations", 0, kind="part", target=other.pk))

    assert complaints(response) == ["These two terms are already related."]


def test_the_same_term_twice_in_one_form_is_named(ed):
    term, other = make_term("Mood"), make_term("Affect")
    rows = row("relations", 0, kind="part", target=other.pk) | row("relations", 1, kind="related", target=other.pk)

    assert complaints(send(ed, change(term), **rows)) == ["This term is named twice here."]


def test_a_relation_from_the_other_side_is_seen_and_can_be_removed(ed):
    term, other = make_term("Mood"), make_term("Affect")
    Relation.objects.create(source=other, target=term, kind="part")

    assert "Affect" in ed.get(change(term)).content.decode()
    send(ed, change(term), **{"inverse_relations-0-DELETE": "on"})

    assert Relation.objects.count() == 0


def test_a_work_cited_twice_is_refused(ed):
    term, work = make_term("Mood"), make_work()
    term.citations.create(resource=work)

    response = send(ed, change(term), **row("citations", 1, resource=work.pk, stance="context"))

    assert response.status_code == 200
    assert len(complaints(response)) > 0
    assert term.citations.count() == 1


def test_a_work_that_the_body_cites_gets_a_row(ed):
    term, work = make_term("Mood"), make_work("siegel1999")

    send(ed, change(term), body="So it is [@siegel1999].")

    assert [(each.resource, each.stance) for each in term.citations.all()] == [(work, "context")]


@pytest.mark.once
def test_the_editor_knows_whose_text_it_holds(ed):
    term = make_term("Mood")

    body = next(each for each in document(ed.get(change(term))).iter("textarea") if each.get("name") == "body")

    assert (body.get("data-field"), body.get("data-shape")) == ("glossary.term.body", "blocks")
    assert body.get("data-key") == str(Term.objects.get().pk)
    assert body.get("data-markdownx-urls-path") == "/admin/markdown/preview/"
    assert body.get("data-markdownx-upload-urls-path") is None


@pytest.mark.parametrize("query", ["temper", "TEMP", "background"])
def test_the_list_finds_a_term_by_any_name_or_its_definition(ed, query):
    make_term("Mood", "temper", "bad temper", definition="A background feeling.")
    make_term("Affect")

    rows = ed.get("/admin/glossary/term/", {"q": query}).context["cl"].result_list

    assert [term.title for term in rows] == ["Mood"]


@pytest.mark.once
def test_script_in_every_field_is_shown_as_text(ed):
    attack = "<script>alert(1)</script>"
    other, work = make_term("Affect"), make_work()

    response = send(
        ed,
        ADD,
        title=f"T {attack}",
        slug="t",
        definition=attack,
        body=attack,
        region=attack,
        evidence_note=attack,
        content_note=attack,
        state=State.PUBLISHED,
        **row("names", 0, text=f"N {attack}", kind="alias"),
        **row("relations", 0, kind="part", target=other.pk),
        **row("citations", 0, resource=work.pk, stance="context", locator=attack),
    )

    assert response.status_code == 302
    term = Term.objects.get(slug="t")
    for address in (
        "/glossary/t/",
        "/glossary/",
        "/glossary/affect/",
        "/admin/glossary/term/",
        change(term),
        "/admin/",
    ):
        page = ed.get(address).content.decode()
        assert attack not in page, address
        assert scripts(ed.get(address)) == []


@pytest.mark.once
def test_a_related_or_cited_row_takes_one_query_for_its_chosen_entry(ed):
    term = make_term("Mood")
    counts = []
    for number in range(3):
        Relation.objects.create(source=term, target=make_term(f"Term {number}"))
        term.citations.create(resource=make_work(f"work{number}"))
        ed.get(change(term))
        with CaptureQueriesContext(connection) as queries:
            ed.get(change(term))
        counts.append(len(queries))

    assert [after - before for before, after in pairwise(counts)] == [2, 2]
