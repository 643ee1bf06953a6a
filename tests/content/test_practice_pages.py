"""The practice pages of the delivered hub: each entry of each list has its place, in its order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import Element

import pytest
from django.test import Client

from tests.shown import Shown, in_order, see, words

from .prose import readable
from .sources import OUTLINES, STEPS, TERMS, WORKS

pytestmark = pytest.mark.once

OUTLINE = OUTLINES["three-steps"]
ADDRESS = "/practice/three-steps/"


def lines(text: str) -> list[str]:
    return [plain(line) for line in text.splitlines() if line.strip()]


def plain(text: str) -> str:
    return " ".join(readable(text).split())


def lists(section: Element) -> dict[str, list[str]]:
    """The entries of each list of a section, by the heading or summary above it."""
    found: dict[str, list[str]] = {}
    heading = ""
    for each in section.iter():
        if each.tag in ("h3", "summary"):
            heading = words(each)
        elif each.tag == "ul":
            found[heading] = [words(entry) for entry in each.iter("li")]
    return found


def examples(section: Element) -> list[list[str]]:
    shown = [each for each in section.iter("dl") if each.attrib.get("class") == "example"]
    return [[words(value) for value in each.iter("dd")] for each in shown]


def title_of(slug: str) -> str:
    return str(next(name["text"] for name in TERMS[slug]["names"] if name["kind"] == "title"))


def steps(client: Client) -> Iterator[tuple[dict[str, Any], Element]]:
    """Each step with its section: on the page of the outline, and on its own page."""
    outline = see(client, ADDRESS)
    for slug, step in STEPS.items():
        for page, heading in ((outline, step["title"]), (see(client, f"{ADDRESS}{slug}/"), "The step in full")):
            section = page.section(heading)
            assert section is not None
            yield step, section


def test_every_list_of_every_step_has_its_entries_in_order(seeded_hub: None, client: Client) -> None:
    counted = Counter[str]()
    for step, section in steps(client):
        shown = lists(section)
        assert shown["What the therapist does"] == lines(step["therapist_does"])
        assert shown["Take care"] == lines(step["cautions"])
        assert shown["4 questions to think about (optional; nothing is stored)"] == lines(step["questions"])
        assert shown["Words used here"] == [title_of(each["term"]) for each in step["step_terms"]]
        counted.update({heading: len(entries) for heading, entries in shown.items()})
    assert counted == {
        "What the therapist does": 2 * 19,
        "Take care": 2 * 20,
        "4 questions to think about (optional; nothing is stored)": 2 * 12,
        "What research finds": 2 * 14,
        "Words used here": 2 * 27,
    }


def test_every_example_has_its_situation_its_words_and_its_reason(seeded_hub: None, client: Client) -> None:
    for step, section in steps(client):
        assert len(step["examples"]) == 3
        assert examples(section) == [
            [plain(each[name]) for name in ("situation", "words", "why")] for each in step["examples"]
        ]


def test_every_step_says_what_it_is_for_and_what_the_article_says(seeded_hub: None, client: Client) -> None:
    for step, section in steps(client):
        parts = [plain(step["purpose"]), f"In the article: {plain(step['in_the_article'])}", "What the therapist does"]
        assert in_order(words(section), parts)


def test_every_finding_has_its_strength_and_its_works(seeded_hub: None, client: Client) -> None:
    for step, section in steps(client):
        found = lists(section)["What research finds"]
        for finding, shown in zip(step["findings"], found, strict=True):
            assert shown.startswith(f"{plain(finding['claim'])} {plain(finding['strength'])} ")
            years = [str(WORKS[each["resource"]]["year"]) for each in finding["citations"]]
            assert in_order(shown.removeprefix(f"{plain(finding['claim'])} {plain(finding['strength'])} "), years)


def test_the_outline_says_how_its_steps_connect_and_what_is_right(seeded_hub: None, client: Client) -> None:
    page = see(client, ADDRESS)
    head = words(page.one("header[@class='row head']"))
    connections = lines(OUTLINE["how_the_steps_connect"])
    assert len(connections) == 4
    assert in_order(head, [plain(OUTLINE["introduction"]), plain(OUTLINE["audience_note"])])
    assert in_order(head, connections)
    assert [*page.pairs("Ethics of the work").items()] == [
        (each["topic"], plain(each["text"])) for each in OUTLINE["ethics_notes"]
    ]
    assert len(OUTLINE["ethics_notes"]) == 7
    assert plain(OUTLINE["safety_box"]) in words(page.section("For your own safety"))


@pytest.mark.parametrize("address", [ADDRESS, *(f"{ADDRESS}{slug}/" for slug in STEPS)])
def test_a_content_note_stands_above_each_page_with_a_way_past_it(
    seeded_hub: None, client: Client, address: str
) -> None:
    page = see(client, address)
    assert f"Content note: {plain(OUTLINE['content_note'])} Skip to the end" in words(
        page.one("header[@class='row head']")
    )


def entry(page: Shown, key: str) -> str:
    return words(page.ids()[key])


def test_a_work_on_suicide_has_its_content_note_wherever_it_is_listed(seeded_hub: None, client: Client) -> None:
    note = f"Content note: {plain(WORKS['siegel_drulis2023']['content_note'])}"
    assert "suicide" in note
    assert note in entry(see(client, "/references/"), "siegel_drulis2023")
    for slug, heading in (("interpersonal-neurobiology", "Sources"), ("integration", "Further sources")):
        named = [line for line in see(client, f"/glossary/{slug}/").lines(heading) if "Drulis" in line]
        assert [note in line for line in named] == [True], slug
    assert note in see(client, "/people/daniel-j-siegel/").text
    assert note in see(client, "/resources/").text
