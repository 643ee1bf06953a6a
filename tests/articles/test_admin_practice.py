"""The admin of practice outlines with their steps."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from articles.models import Finding, PracticeOutline, Step
from glossary.models import Term
from publishing.changes import gathered
from publishing.models import State
from resources.models import Resource
from tests.filling import complaints, document, editor, row, scripts, send
from tests.making import make_outline, make_term, make_work
from tests.seeded import taken_back

pytestmark = [pytest.mark.django_db, pytest.mark.heavy]

ATTACK = "<script>alert(1)</script>"
NEW_STEP = {"number": "3", "title": "Notice", "slug": "notice", "purpose": "To see.", "therapist_does": "Looks."}


@pytest.fixture(scope="module", autouse=True)
def _content(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Every test finds the same outline; what it writes is taken back."""
    with django_db_blocker.unblock(), taken_back():
        editor()
        with gathered():
            outline = make_outline(steps=2, introduction="Why *so*.")
            outline.steps.get(number=1).findings.create(claim="It helps.", strength="Supported.")
            make_work()
            make_term()
        yield


@pytest.fixture
def ed(client: Client) -> Client:
    client.force_login(User.objects.get(username="ed"))
    return client


@pytest.fixture
def outline(db: None) -> PracticeOutline:
    return PracticeOutline.objects.get()


def change(obj: Any) -> str:
    return f"/admin/articles/{obj._meta.model_name}/{obj.pk}/change/"


def test_a_finding_gets_its_works_and_leads_back_to_its_step(ed):
    work = Resource.objects.get()
    finding = Finding.objects.get()

    response = send(ed, change(finding), **row("citations", 0, resource=work.pk, stance="supports"))

    assert response.headers["Location"] == change(finding.step)
    assert [each.resource for each in finding.citations.all()] == [work]


def test_a_step_is_added_to_an_outline_with_its_parts(ed, outline):
    term = Term.objects.get()

    response = send(
        ed,
        "/admin/articles/step/add/",
        outline=outline.pk,
        **NEW_STEP,
        **row("examples", 0, situation="Now.", words="I see.", why="So."),
        **row("step_terms", 0, term=term.pk),
        **row("findings", 0, claim="It helps.", strength="Supported."),
    )

    assert response.status_code == 302
    step = Step.objects.get(number=3)
    assert [each.words for each in step.examples.all()] == ["I see."]
    assert [each.term for each in step.step_terms.all()] == [term]
    assert ed.get("/practice/three-steps/notice/").status_code == 200


def test_two_steps_with_one_number_are_refused_in_words(ed, outline):
    response = send(ed, change(outline.steps.get(number=2)), number="1")

    assert complaints(response) == ["Step with this Outline and Number already exists."]


def test_somebody_who_may_not_publish_adds_no_step_to_a_published_outline(client, outline):
    client.force_login(editor("writer", may_publish=False))

    response = send(client, "/admin/articles/step/add/", outline=outline.pk, **NEW_STEP)

    assert complaints(response) == ["You may not publish this. Save it as “In review” and ask an editor who may."]


def test_the_list_of_steps_says_what_readers_see_of_the_outline(ed, outline):
    make_outline("Another", state=State.DRAFT)

    cells = document(ed.get("/admin/articles/step/")).iter("td")

    assert [each.text for each in cells if each.get("class") == "field-seen"] == ["Draft", "Live", "Live"]


@pytest.mark.once
def test_script_in_every_field_of_an_outline_and_a_step_is_shown_as_text(ed, outline):
    step, term = outline.steps.get(number=2), Term.objects.get()
    whole = ("title", "introduction", "how_the_steps_connect", "audience_note", "safety_box", "content_note")
    single = ("title", "in_the_article", "purpose", "therapist_does", "cautions", "questions")

    outline_sent = send(
        ed, change(outline), **dict.fromkeys(whole, ATTACK), **row("ethics_notes", 0, topic=ATTACK, text=ATTACK)
    )
    step_sent = send(
        ed,
        change(step),
        **dict.fromkeys(single, ATTACK),
        **row("examples", 0, situation=ATTACK, words=ATTACK, why=ATTACK),
        **row("step_terms", 0, term=term.pk),
        **row("findings", 0, claim=ATTACK, strength=ATTACK),
    )

    assert (outline_sent.status_code, step_sent.status_code) == (302, 302)
    for address in ("/practice/three-steps/", "/practice/three-steps/step-2/", "/practice/", "/admin/articles/step/"):
        page = ed.get(address)
        assert (address, page.status_code) == (address, 200)
        assert scripts(page) == []
        assert ATTACK not in page.content.decode()


def test_the_form_says_what_an_introduction_may_hold(client, outline):
    words = str(PracticeOutline._meta.get_field("introduction").help_text)

    assert "Markdown" in words
    assert "plain text" not in words
    assert "Why <em>so</em>." in client.get("/practice/three-steps/").content.decode()
