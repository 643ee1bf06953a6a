"""The small map on the page of a term."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from glossary.models import Relation, Term
from publishing.models import State
from tests.making import make_article, make_outline, make_term, make_work
from tests.shown import see

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def relate(source: Term, target: Term, kind: str = "related") -> None:
    Relation.objects.create(source=source, target=target, kind=kind)


def test_it_names_what_is_related_and_what_uses_the_term_and_leads_to_all_of_it(client: Client) -> None:
    affect, brain = make_term("Affect"), make_term("Brain")
    relate(brain, affect)
    relate(affect, make_term("Cue"), "part")
    make_article("The basics", body="On affect.")
    make_outline().steps.get().step_terms.create(term=affect)
    affect.recommended.add(make_work("work", title="A work"))
    page = see(client, "/glossary/affect/")
    assert page.links(page.section("Connected with")) == [
        ("Brain", "/glossary/brain/"),
        ("Cue", "/glossary/cue/"),
        ("The basics", "/articles/the-basics/"),
        ("Step 1: The step 1", "/practice/three-steps/step-1/"),
        ("All of it in words", "/map/?around=term:affect"),
    ]
    assert page.lines("Connected with")[:2] == ["Brain", "Cue is part of"]
    assert "Thin line: related. Thick line: part or broader. Dots: one names the other. All of it" in page.text


def test_a_term_that_nothing_is_joined_to_has_none(client: Client) -> None:
    make_term("Affect").recommended.add(make_work("work"))
    assert see(client, "/glossary/affect/").section("Connected with") is None


@pytest.mark.parametrize(
    "fields",
    [
        {"state": State.DRAFT},
        {"state": State.RETIRED},
        {"publish_at": timezone.now() + timedelta(days=1)},
        {"expires_at": timezone.now() - timedelta(days=1)},
    ],
)
def test_what_the_public_may_not_see_is_not_in_it(client: Client, fields: dict[str, Any]) -> None:
    affect = make_term("Affect")
    relate(affect, make_term("Unseen", **fields))
    make_article("A text", body="On affect.", **fields)
    make_outline("Outline", **fields).steps.get().step_terms.create(term=affect)
    assert see(client, "/glossary/affect/").section("Connected with") is None
