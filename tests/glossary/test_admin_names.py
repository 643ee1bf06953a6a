"""The names of a term in its form."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from glossary.models import Name, Term
from publishing.changes import gathered
from publishing.models import State
from tests.filling import complaints, editor, fields, row
from tests.making import make_term
from tests.seeded import taken_back

pytestmark = pytest.mark.django_db

ADD = "/admin/glossary/term/add/"
MOOD = [("Mood", "title"), ("temper", "alias"), ("spirits", "alias")]

Send = Callable[..., Any]


@pytest.fixture(scope="module")
def forms(django_db_setup: None, django_db_blocker: Any) -> Iterator[dict[str, Any]]:
    """What a browser would send of the empty form, and of that of a term with two further names."""
    with django_db_blocker.unblock(), taken_back():
        with gathered():
            make_term("Affect", "feeling", state=State.DRAFT)
            mood = make_term("Mood", "temper", "spirits", state=State.DRAFT)
        client = Client()
        client.force_login(editor())
        yield {address: fields(client.get(address)) for address in (ADD, change(mood))}


@pytest.fixture
def add(forms: dict[str, Any], client: Client) -> Send:
    """Fills in the empty form, and sends it."""
    client.force_login(User.objects.get(username="ed"))
    return lambda **changes: client.post(ADD, {**forms[ADD], "slug": "x", "definition": "Y.", **changes})


@pytest.fixture
def save(forms: dict[str, Any], client: Client, mood: Term) -> Send:
    """Changes the form of the term, and sends it."""
    client.force_login(User.objects.get(username="ed"))
    return lambda **changes: client.post(change(mood), {**forms[change(mood)], **changes})


@pytest.fixture
def mood(forms: dict[str, Any], db: None) -> Term:
    return Term.objects.get(slug="mood")


def change(term: Term) -> str:
    return f"/admin/glossary/term/{term.pk}/change/"


def names(term: Term) -> list[tuple[str, str]]:
    return list(Name.objects.filter(term=term).values_list("text", "kind"))


@pytest.mark.once
@pytest.mark.parametrize("title", ["feeling", "FEELING", " Feeling"])
def test_a_title_that_another_term_bears_is_named_with_that_term(add: Send, title: str) -> None:
    assert complaints(add(title=title)) == ["“feeling” is already a name of the term “Affect”."]


def test_a_further_name_that_another_term_bears_is_named_with_that_term(save: Send, mood: Term) -> None:
    response = save(**row("names", 2, text="Feeling", kind="alias"))

    assert complaints(response) == ["“feeling” is already a name of the term “Affect”."]
    assert names(mood) == MOOD


@pytest.mark.once
@pytest.mark.parametrize("title", ["--", "…"])
def test_a_name_needs_a_letter(add: Send, title: str) -> None:
    assert complaints(add(title=title)) == ["A name needs at least one letter or digit."]


@pytest.mark.once
def test_a_name_given_twice_is_refused(save: Send) -> None:
    response = save(**row("names", 2, text="Temper", kind="variant"))

    assert complaints(response) == ["This is the same name as “temper”; one is enough."]


@pytest.mark.once
def test_the_title_is_no_further_name(save: Send) -> None:
    response = save(**row("names", 2, text="mood", kind="variant"))

    assert complaints(response) == ["This is the same name as “Mood”; one is enough."]


@pytest.mark.once
def test_the_title_changes_and_the_page_says_so(save: Send, client: Client, mood: Term) -> None:
    response = save(title="Background mood")

    assert response.status_code == 302
    assert names(mood) == [("Background mood", "title"), *MOOD[1:]]
    assert "Background mood" in client.get("/admin/glossary/term/").content.decode()


def test_the_title_and_a_further_name_can_change_places_in_one_save(save: Send, mood: Term) -> None:
    response = save(title="Temper", **{"names-0-text": "mood"})

    assert response.status_code == 302
    assert names(mood) == [("Temper", "title"), ("mood", "alias"), ("spirits", "alias")]


def test_two_further_names_can_change_places_in_one_save(save: Send, mood: Term) -> None:
    save(**{"names-0-text": "spirits", "names-1-text": "temper"})

    assert names(mood) == [("Mood", "title"), ("spirits", "alias"), ("temper", "alias")]


def test_a_further_name_becomes_the_title_and_its_row_goes(save: Send, mood: Term) -> None:
    response = save(title="temper", **{"names-0-DELETE": "on"})

    assert response.status_code == 302
    assert names(mood) == [("temper", "title"), ("spirits", "alias")]


@pytest.mark.once
def test_an_editor_removes_a_name_without_a_right_to_delete(save: Send, mood: Term) -> None:
    assert save(**{"names-0-DELETE": "on"}).status_code == 302
    assert names(mood) == [("Mood", "title"), ("spirits", "alias")]


@pytest.mark.once
def test_somebody_who_may_not_change_the_term_removes_no_name(client: Client, mood: Term) -> None:
    Term.objects.filter(pk=mood.pk).update(state=State.PUBLISHED)
    client.force_login(editor("writer", may_publish=False))

    assert client.post(change(mood), {"names-0-DELETE": "on"}).status_code == 409
    assert names(mood) == MOOD


@pytest.mark.once
def test_new_names_go_to_the_end_in_the_order_typed(save: Send, mood: Term) -> None:
    save(**(row("names", 2, text="b", kind="alias") | row("names", 3, text="a", kind="alias")))

    assert [text for text, _ in names(mood)] == ["Mood", "temper", "spirits", "b", "a"]


@pytest.mark.once
def test_a_second_title_cannot_be_slipped_in(save: Send) -> None:
    response = save(**row("names", 2, text="calm", kind="title"))

    assert complaints(response) == ["Select a valid choice. title is not one of the available choices."]
