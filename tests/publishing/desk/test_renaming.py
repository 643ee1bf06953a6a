"""The admin page on which two things of one kind change their addresses, and what successors may be."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from publishing.addresses import content_at
from publishing.models import State, Version, latest_number
from tests.filling import complaints, document, editor, send
from tests.making import make_article, make_outline, make_step, make_term

pytestmark = pytest.mark.django_db


@pytest.fixture
def ed(client: Client) -> Client:
    client.force_login(editor())
    return client


def at(obj: Any, page: str = "swap") -> str:
    return reverse(f"admin:{obj._meta.app_label}_{obj._meta.model_name}_{page}", args=[obj.pk])


def asked(obj: Any, other: Any) -> dict[str, Any]:
    return {"other": other.pk, "seen_version": latest_number(obj)}


def offered(response: Any) -> list[str]:
    select = next(each for each in document(response).iter("select") if each.get("name") == "other")
    return [option.text for option in select.iter("option") if option.get("value")]


def test_an_editor_swaps_two_addresses_in_one_step(ed: Client) -> None:
    one, other = make_article("One"), make_article("Other")
    assert at(one) in [each.get("href") for each in document(ed.get(at(one, "change"))).iter("a")]
    assert offered(ed.get(at(one))) == ["Other"]

    response = ed.post(at(one), asked(one, other), follow=True)

    assert response.redirect_chain == [(at(one, "change"), 302)]
    assert "“One” and “Other” have changed their addresses." in response.content.decode()
    assert [content_at(f"/articles/{slug}/") for slug in ("one", "other")] == [other, one]
    last = Version.objects.of(one)[0]
    assert (last.why, last.editor_name) == ("Swapped the addresses “one” and “other”", "ed")


def test_a_step_swaps_with_steps_of_its_own_outline_only(ed: Client) -> None:
    outline, elsewhere = make_outline(steps=0), make_outline("Another")
    one, other = make_step(outline, 1), make_step(outline, 2)
    assert offered(ed.get(at(one))) == ["2. The step 2"]

    assert complaints(ed.post(at(one), asked(one, elsewhere.steps.get()))) != []
    ed.post(at(one), asked(one, other))

    assert content_at("/practice/three-steps/step-1/") == other


def test_what_somebody_changed_meanwhile_is_not_moved(ed: Client) -> None:
    one, other = make_term("One"), make_term("Other")
    sent = asked(one, other)
    one.region = "Memory"
    one.save()

    page = ed.post(at(one), sent)

    assert "Somebody has changed this since you opened the page." in page.content.decode()
    assert content_at("/glossary/one/") == one
    seen = next(each for each in document(page).iter("input") if each.get("name") == "seen_version")
    assert seen.get("value") == str(latest_number(one))


def test_whoever_may_not_publish_moves_drafts_only(client: Client) -> None:
    client.force_login(editor("writer", may_publish=False))
    live, draft, other = make_term("Live"), make_term("Draft", state=State.DRAFT), make_term("X", state=State.DRAFT)

    assert client.get(at(live)).status_code == 403
    assert complaints(client.post(at(draft), asked(draft, live))) == [
        "You may not change that one: readers see it, and you may not publish."
    ]
    assert client.post(at(draft), asked(draft, other)).status_code == 302
    assert content_at("/glossary/x/") == draft


def test_nobody_else_moves_anything(client: Client) -> None:
    one, other = make_term("One"), make_term("Other")
    assert client.post(at(one), asked(one, other)).status_code == 302  # to the sign-in page
    assert content_at("/glossary/one/") == one
    client.force_login(editor())
    assert client.get("/admin/glossary/term/4711/swap/").status_code == 404


def test_a_form_refuses_a_successor_that_leads_back(ed: Client) -> None:
    one = make_term("One")
    two = make_term("Two", state=State.RETIRED, successor=one)
    response = send(ed, at(one, "change"), state="retired", successor=str(two.pk))
    assert complaints(response) == ["What replaces it would lead back to this page. Choose another one."]
    assert send(ed, at(one, "change"), state="retired", successor=str(one.pk)).status_code == 200
    one.refresh_from_db()
    assert one.state == State.PUBLISHED
