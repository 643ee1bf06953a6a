"""Every list entry of the practice facts has its place on the page, in its order."""

from __future__ import annotations

from typing import Any

import pytest

from .sources import OUTLINES, PRACTICE_FACTS, REFERENCE_FACTS, STEPS, strings
from .traces import numbers

pytestmark = pytest.mark.once

OUTLINE = OUTLINES["three-steps"]
FACTS = {each["slug"]: each for each in PRACTICE_FACTS["steps"]}
SLUGS = list(FACTS)
# The lists of a step in the facts, and the field in which the site has them, one entry a line.
LINES = {"therapist_does": "therapist_does", "cautions": "cautions", "reflection_questions": "questions"}


def lines(text: str) -> list[str]:
    return [line for line in text.splitlines() if line.strip()]


def test_the_outline_has_its_three_steps_in_order() -> None:
    assert [(step["number"], slug, step["title"]) for slug, step in STEPS.items()] == [
        (facts["number"], slug, facts["title"]) for slug, facts in FACTS.items()
    ]
    assert {step["outline"] for step in STEPS.values()} == {"three-steps"}
    assert OUTLINE["source"] == PRACTICE_FACTS["source"]


def test_the_outline_says_how_the_steps_connect_for_whom_it_is_and_what_is_safe() -> None:
    assert len(lines(OUTLINE["how_the_steps_connect"])) == len(PRACTICE_FACTS["how_the_steps_connect"]) == 4
    assert all(OUTLINE[name].strip() for name in ("introduction", "audience_note", "safety_box"))


def test_the_ethics_notes_are_those_of_the_facts_in_their_order() -> None:
    assert [each["topic"] for each in OUTLINE["ethics_notes"]] == [
        each["topic"] for each in PRACTICE_FACTS["ethics_notes"]
    ]


@pytest.mark.parametrize("field", LINES)
@pytest.mark.parametrize("slug", SLUGS)
def test_every_entry_of_a_list_has_its_line(slug: str, field: str) -> None:
    assert len(lines(STEPS[slug][LINES[field]])) == len(FACTS[slug][field])


@pytest.mark.parametrize("slug", SLUGS)
def test_every_example_has_situation_words_and_reason(slug: str) -> None:
    examples = STEPS[slug]["examples"]
    assert len(examples) == len(FACTS[slug]["session_examples"]) == 3
    assert all(each[name].strip() for each in examples for name in ("situation", "words", "why"))
    assert all(each["words"].strip().startswith("“") and each["words"].strip().endswith("”") for each in examples)


@pytest.mark.parametrize("slug", SLUGS)
def test_the_linked_terms_are_those_of_the_facts_in_their_order(slug: str) -> None:
    assert [each["term"] for each in STEPS[slug]["step_terms"]] == FACTS[slug]["linked_terms"]


def told(finding: dict[str, Any]) -> list[str]:
    """The numbers of a finding, without years of publication."""
    found = numbers(" ".join(strings(finding, "citations", "references", "check")))
    return sorted(set(found) - {str(work["year"]) for work in REFERENCE_FACTS.values()})


@pytest.mark.parametrize("slug", SLUGS)
def test_every_finding_has_its_sources_its_strength_and_exactly_its_numbers(slug: str) -> None:
    findings, facts = STEPS[slug]["findings"], FACTS[slug]["evidence"]
    assert [[each["resource"] for each in finding["citations"]] for finding in findings] == [
        each["references"] for each in facts
    ]
    assert [told(finding) for finding in findings] == [told(each) for each in facts]
    assert all(finding["strength"].strip() for finding in findings)
