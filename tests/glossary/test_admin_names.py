"""The names of a term in its form."""

import pytest

from glossary.models import Name, Term
from tests.filling import complaints, editor, row, send
from tests.making import make_term

pytestmark = pytest.mark.django_db

ADD = "/admin/glossary/term/add/"


@pytest.fixture
def ed(client):
    client.force_login(editor())
    return client


def change(term: Term) -> str:
    return f"/admin/glossary/term/{term.pk}/change/"


def names(term: Term) -> list[tuple[str, str]]:
    return list(Name.objects.filter(term=term).values_list("text", "kind"))


@pytest.mark.parametrize("title", ["feeling", "FEELING", " Feeling"])
def test_a_title_that_another_term_bears_is_named_with_that_term(ed, title):
    make_term("Affect", "feeling")

    response = send(ed, ADD, title=title, slug="x", definition="Y.")

    assert complaints(response) == ["“feeling” is already a name of the term “Affect”."]


def test_a_further_name_that_another_term_bears_is_named_with_that_term(ed):
    make_term("Affect", "feeling")
    term = make_term("Mood")

    response = send(ed, change(term), **row("names", 0, text="Feeling", kind="alias"))

    assert complaints(response) == ["“feeling” is already a name of the term “Affect”."]
    assert names(term) == [("Mood", "title")]


@pytest.mark.parametrize("title", ["--", "…"])
def test_a_name_needs_a_letter(ed, title):
    assert complaints(send(ed, ADD, title=title, slug="x", definition="Y.")) == [
        "A name needs at least one letter or digit."
    ]


def test_a_name_given_twice_is_refused(ed):
    term = make_term("Mood", "temper")

    response = send(ed, change(term), **row("names", 1, text="Temper", kind="variant"))

    assert complaints(response) == ["This is the same name as “temper”; one is enough."]


def test_the_title_is_no_further_name(ed):
    term = make_term("Mood")

    response = send(ed, change(term), **row("names", 0, text="mood", kind="variant"))

    assert complaints(response) == ["This is the same name as “Mood”; one is enough."]


def test_the_title_changes_and_the_page_says_so(ed):
    term = make_term("Mood", "temper")

    response = send(ed, change(term), title="Background mood")

    assert response.status_code == 302
    assert names(term) == [("Background mood", "title"), ("temper", "alias")]
    assert "Background mood" in ed.get("/admin/glossary/term/").content.decode()


def test_the_title_and_a_further_name_can_change_places_in_one_save(ed):
    term = make_term("Mood", "temper")

    response = send(ed, change(term), title="Temper", **{"names-0-text": "mood"})

    assert response.status_code == 302
    assert names(term) == [("Temper", "title"), ("mood", "alias")]


def test_two_further_names_can_change_places_in_one_save(ed):
    term = make_term("Mood", "temper", "spirits")

    send(ed, change(term), **{"names-0-text": "spirits", "names-1-text": "temper"})

    assert names(term) == [("Mood", "title"), ("spirits", "alias"), ("temper", "alias")]


def test_a_further_name_becomes_the_title_and_its_row_goes(ed):
    term = make_term("Mood", "temper")

    response = send(ed, change(term), title="temper", **{"names-0-DELETE": "on"})

    assert response.status_code == 302
    assert names(term) == [("temper", "title")]


def test_an_editor_removes_a_name_without_a_right_to_delete(ed):
    term = make_term("Mood", "temper", "spirits")

    assert send(ed, change(term), **{"names-0-DELETE": "on"}).status_code == 302
    assert names(term) == [("Mood", "title"), ("spirits", "alias")]


def test_somebody_who_may_not_change_the_term_removes_no_name(client):
    client.force_login(editor(may_publish=False))
    term = make_term("Mood", "temper")

    assert client.post(change(term), {"names-0-DELETE": "on"}).status_code == 409
    assert names(term) == [("Mood", "title"), ("temper", "alias")]


def test_new_names_go_to_the_end_in_the_order_typed(ed):
    term = make_term("Mood", "temper")

    rows = row("names", 1, text="b", kind="alias") | row("names", 2, text="a", kind="alias")
    send(ed, change(term), **rows)

    assert [text for text, _ in names(term)] == ["Mood", "temper", "b", "a"]


def test_a_second_title_cannot_be_slipped_in(ed):
    term = make_term("Mood")

    response = send(ed, change(term), **row("names", 0, text="temper", kind="title"))

    assert complaints(response) == ["Select a valid choice. title is not one of the available choices."]
