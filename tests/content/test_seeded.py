"""Every text of the seeded hub: each note and each link leads somewhere, and the links are those that a person read.

When the texts or the names of terms changed, write the list of links anew and read what is new in it:

    RENEW_LINKS=1 python -m pytest tests/content/test_seeded.py -k a_person_read; git diff tests/content/links.txt
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from .rendered import Rendered
from .sources import OUTLINES, PEOPLE, STEPS, TERMS

pytestmark = [pytest.mark.django_db, pytest.mark.heavy]  # so that there is a database to seed

LINKS = Path(__file__).with_name("links.txt")


def test_every_text_is_rendered(rendered_hub: list[Rendered]) -> None:
    kinds = [each.address.split("/")[1] if "/" in each.address else "notice" for each in rendered_hub]
    assert kinds.count("glossary") == len(TERMS)
    assert kinds.count("people") == len(PEOPLE)
    assert kinds.count("practice") == len(OUTLINES) + len(STEPS)
    assert (kinds.count("about"), kinds.count("articles"), kinds.count("notice")) == (6, 2, 3)


def test_every_citation_and_every_term_resolves(rendered_hub: list[Rendered]) -> None:
    problems = {each.address: each.page.problems for each in rendered_hub if each.page.problems}
    assert problems == {}


def test_nothing_of_the_markup_is_left_for_readers(rendered_hub: list[Rendered]) -> None:
    plain = {each.address: "\n".join(each.page.plain) for each in rendered_hub}
    marks = ("[@", "[[", "]]", "{#", "**", "](")
    assert {address for address, text in plain.items() if any(mark in text for mark in marks)} == set()


def test_every_link_within_the_site_leads_to_something(rendered_hub: list[Rendered]) -> None:
    assert {each.address: each.lost for each in rendered_hub if each.lost} == {}


def test_the_glossary_links_are_those_that_a_person_read(rendered_hub: list[Rendered]) -> None:
    found = sorted({f"{each.address} → {slug}: {words}" for each in rendered_hub for slug, words in each.links})
    if os.environ.get("RENEW_LINKS"):
        LINKS.write_text("".join(f"{line}\n" for line in found), encoding="utf-8")
    assert LINKS.read_text(encoding="utf-8").splitlines() == found
