"""Practice outlines and their steps, as readers see them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client

from articles.models import PracticeOutline, Step
from publishing.changes import gathered
from publishing.models import State
from tests.making import make_outline, make_step, make_term, make_work
from tests.seeded import taken_back
from tests.shown import in_order, see, words

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", autouse=True)
def _content(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Every test reads the same full outline; what it writes is taken back."""
    with django_db_blocker.unblock(), taken_back():
        full_outline(steps=3)
        yield


@gathered()
def full_outline(title: str = "Three steps", *, steps: int) -> PracticeOutline:
    """An outline whose every list has entries, written at once."""
    outline = make_outline(
        title,
        steps=0,
        introduction="Why it helps.",
        how_the_steps_connect="One leads to two.\nTwo to three.",
        audience_note="For therapists.",
        safety_box="Stop when it is too much.",
        content_note="Speaks of trauma.",
        source=make_work("diggins2009", title="The basics", year=2009),
    )
    outline.ethics_notes.create(topic="Consent", text="Ask first.", order=1)
    outline.ethics_notes.create(topic="Limits", text="Know yours.", order=2)
    for number in range(1, steps + 1):
        step = make_step(outline, number, cautions="Go slow.\nAsk.", questions="What of you?", purpose="To help.")
        fill(step, number)
    return outline


@gathered()
def fill(step: Step, number: int) -> None:
    step.examples.create(situation=f"Case {number}", words="“Stay.”", why="It calms.")
    step.step_terms.create(term=make_term(f"Word {number}"))
    finding = step.findings.create(claim=f"Finding {number}", strength="A trial.")
    finding.citations.create(resource=make_work(f"work{number}", year=2000 + number))


STEP_TEXT = (
    "To help. What the therapist does Listens. Asks. For example Situation Case {0} Therapist “Stay.” Why It calms. "
    "Take care Go slow. Ask. 1 question to think about (optional; nothing is stored) What of you?"
)
STEP_NOTES = "What research finds Finding {0} A trial. Siegel 200{0} Words used here Word {0}"


@pytest.mark.once
def test_an_outline_shows_every_list_of_every_step(client: Client) -> None:
    page = see(client, "/practice/three-steps/")
    assert page.heading == "Three steps"
    assert in_order(
        page.text, ["Why it helps.", "For therapists.", "Content note: Speaks of trauma.", "One leads to two."]
    )
    for number in (1, 2, 3):
        section = words(page.section(f"The step {number}"))
        assert section == f"{number} The step {number} {STEP_TEXT} {STEP_NOTES}".format(number)
    assert {name: page.pairs("Ethics of the work")[name] for name in ("Consent", "Limits")} == {
        "Consent": "Ask first.",
        "Limits": "Know yours.",
    }
    assert "Stop when it is too much." in words(page.section("For your own safety"))
    about = page.pairs("About this outline")
    assert about["Where the steps come from"] == "Siegel, D. J. (2009). The basics."


@pytest.mark.once
def test_a_step_shows_its_lists_and_its_neighbours(client: Client) -> None:
    page = see(client, "/practice/three-steps/step-2/")
    assert page.heading == "The step 2"
    assert words(page.section("The step in full")) == f"2 The step in full {STEP_TEXT} {STEP_NOTES}".format(2)
    assert page.chosen("Steps") == [
        ("1. The step 1", "/practice/three-steps/step-1/", False),
        ("3. The step 3", "/practice/three-steps/step-3/", False),
    ]
    assert [text for text, _, _ in see(client, "/practice/three-steps/step-1/").chosen("Steps")] == ["2. The step 2"]
    assert [text for text, _, _ in see(client, "/practice/three-steps/step-3/").chosen("Steps")] == ["2. The step 2"]


@pytest.mark.once
def test_the_texts_of_an_outline_and_its_steps_share_definitions_and_numbers(client: Client) -> None:
    with gathered():
        make_term("Attunement")
        make_work("siegel1999")
        outline = make_outline(
            "Shared",
            steps=0,
            introduction="On *attunement*. [@siegel1999]",
            audience_note="Attunement too.",
            safety_box="Attunement!",
        )
        asked = "Is attunement [rest](/glossary/)?"
        make_step(outline, 1, purpose="With attunement. [@siegel1999, p. 2]", questions=asked)
        make_step(outline, 2, purpose="[[!Attunement]] again.").examples.create(
            situation="Attunement at work.", words="“Attunement, [[attunement]].”", why="So.", order=1
        )
    page = see(client, "/practice/shared/")
    terms = [address for _, address in page.links() if address == "/glossary/attunement/"]
    # In the introduction, once a step, in the box; a link typed into spoken words; the list and its full entry.
    assert len(terms) == 1 + 2 + 1 + 1 + 2
    assert page.html.count('aria-label="Definition of Attunement"') == 4
    assert page.lines("Terms on this page")[0].startswith("Attunement")
    assert [line[:2] for line in page.lines("Sources")] == ["1 ", "2 "]
    assert words(page.section("The step 1")).startswith("1 The step 1 With attunement.2 What")
    assert "Here: p. 2." in "".join(page.ids()["note-2"].itertext())
    assert ("rest", "/glossary/") in page.links()
    assert '<meta name="description" content="On attunement.' in page.html


@pytest.mark.once
def test_a_step_page_carries_the_definitions_and_sources_of_its_own_texts(client: Client) -> None:
    with gathered():
        make_term("Attunement")
        make_work("siegel1999")
        said = {"introduction": "Attunement. [@siegel1999]", "audience_note": "For [[attunement]]."}
        outline = make_outline("Own", steps=0, **said)
        make_step(outline, 1, purpose="To *help*. [@siegel1999]", therapist_does="Shows attunement.")
    page = see(client, "/practice/own/step-1/")
    assert page.lines("Terms on this page")[0].startswith("Attunement")
    assert page.lines("Sources") == ["1 Siegel, D. J. The book siegel1999."]
    assert '<meta name="description" content="To help.' in page.html
    assert page.html.count('aria-label="Definition of Attunement"') == 2  # the step, and whom it is for


@pytest.mark.once
def test_the_content_note_of_an_outline_stands_above_it_and_its_steps_with_a_way_past_it(client: Client) -> None:
    for address, target in (
        ("/practice/three-steps/", "about-this-title"),
        ("/practice/three-steps/step-1/", "other-steps"),
    ):
        page = see(client, address)
        assert "Content note: Speaks of trauma. Skip to the end" in words(page.one("header[@class='row head']"))
        assert ("Skip to the end", f"#{target}") in page.links()
        assert target in page.ids()


def test_a_step_belongs_to_its_outline_alone(client: Client) -> None:
    make_outline("Another", steps=1)
    assert see(client, "/practice/another/step-1/").heading == "The step 1"
    assert client.get("/practice/another/step-2/").status_code == 404
    assert client.get("/practice/nowhere/step-1/").status_code == 404


def test_no_outline_or_step_shows_a_draft(client: Client) -> None:
    with gathered():
        outline = make_outline("Guarded", source=make_work("unseen", title="Unseen", state=State.DRAFT))
        step = outline.steps.get()
        step.step_terms.create(term=make_term("Unseen", slug="unseen-term", state=State.DRAFT))
        step.findings.create(claim="It helps.", strength="A trial.").citations.create(
            resource=make_work("unseen2", year=2999, state=State.DRAFT)
        )
    for address in ("/practice/guarded/", "/practice/guarded/step-1/"):
        page = see(client, address)
        assert "It helps." in page.text
        assert "Unseen" not in page.html
        assert "2999" not in page.html


def test_outlines_are_listed_by_title(client: Client) -> None:
    make_outline("Another way", introduction="Why *another*.")
    page = see(client, "/practice/")
    assert page.all("h2") == ["Another way", "Three steps"]
    assert "Another way Why another." in page.text


def test_without_outlines_the_list_says_so(client: Client) -> None:
    PracticeOutline.objects.update(state=State.DRAFT)
    assert "Nothing is published here yet." in see(client, "/practice/").text


def test_the_list_of_outlines_takes_four_queries(client: Client, django_assert_num_queries) -> None:
    for more in (0, 2):
        with gathered():
            for n in range(more):
                make_outline(f"Outline {n}")
        client.get("/practice/")
        with django_assert_num_queries(4):
            assert len(see(client, "/practice/").all("h2")) == 1 + more


@pytest.mark.heavy
def test_an_outline_and_a_step_take_the_same_queries_whatever_they_hold(
    client: Client, django_assert_num_queries
) -> None:
    outline = PracticeOutline.objects.get()
    outline.steps.exclude(number=1).delete()
    for more in ([], [4]):
        with gathered():
            for n in more:
                fill(outline.steps.get(number=1), n)
                fill(make_step(outline, n), 10 * n)
        client.get("/practice/three-steps/")
        client.get("/practice/three-steps/step-1/")
        with django_assert_num_queries(OUTLINE_QUERIES):
            see(client, "/practice/three-steps/")
        with django_assert_num_queries(STEP_QUERIES):
            see(client, "/practice/three-steps/step-1/")


OUTLINE_QUERIES = 19
STEP_QUERIES = 13
