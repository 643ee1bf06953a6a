"""Every number, name, key and address of the fixtures stands in the facts that the record is about."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from ipnb_hub.fixtures import Record

from .prose import keys
from .sources import (
    ALL_FACTS,
    ARTICLE_FACTS,
    ARTICLES,
    DIGGINS,
    NAMED_FACTS,
    NOTICES,
    OVERVIEW,
    PRACTICE_FACTS,
    PUBLIC,
    RECORDS,
    RESOURCE_FACTS,
    SAFETY_FACTS,
    TERM_FACTS,
    WORKS,
    key_of,
    strings,
)
from .traces import addresses, capitalised, names, numbers

pytestmark = pytest.mark.once

# Numbers that the site says of itself, by the record that says them.
OWN_NUMBERS = {"accessibility": {"2.2"}}  # WCAG 2.2
# Names that only this site has: its own pages, and what its pages run on.
OWN_NAMES = {"WCAG", "AA", "JavaScript", "Chromium", "Accessibility", "European", "Union", "European Union"}

RECOMMENDED = {key_of(slug): facts for slug, facts in RESOURCE_FACTS.items()}
# What a record refers to by key or address; nothing that a reader reads.
POINTERS = ("slug", "person", "term", "source", "target", "section", "recommended", "outline")


def record_id(record: Record) -> str:
    return f"{record.label}:{record.key}"


def written(record: Record) -> str:
    return "\n\n".join(strings(record.data, *POINTERS))


def cited(value: Any) -> Iterator[str]:
    """The keys that a record cites, in its rows and in its texts."""
    if isinstance(value, dict):
        yield from [value["resource"]] if value.get("resource") else []
        for inner in value.values():
            yield from cited(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from cited(inner)
    elif isinstance(value, str):
        yield from keys(value)


def facts_of(record: Record) -> list[Any]:
    """What a record may draw its numbers from: its own facts and those of the works that it cites."""
    works = [PUBLIC[key] for key in cited(record.data) if key in PUBLIC]
    own: dict[str, Any] = {
        "glossary.term": TERM_FACTS.get(record.key),
        "resources.resource": [RECOMMENDED.get(record.key), PUBLIC.get(record.key)],
        "resources.person": [ARTICLE_FACTS["overview_of_ipnb"], ARTICLE_FACTS["metadata"]],
        "articles.practiceoutline": PRACTICE_FACTS,
        "articles.step": PRACTICE_FACTS,
        "publishing.notice": SAFETY_FACTS,
    }
    if record.label == "articles.article":
        article = record.data in (DIGGINS, OVERVIEW)
        return [[ARTICLE_FACTS, NAMED_FACTS, TERM_FACTS] if article else SAFETY_FACTS, works]
    return [own.get(record.label), works]


TEXTS = [record for record in RECORDS if record.label != "glossary.relation"]


def test_every_number_is_one_of_its_facts() -> None:
    unknown = {}
    for record in TEXTS:
        known = set(numbers("\n".join(strings(facts_of(record))))) | OWN_NUMBERS.get(record.key, set())
        unknown[record_id(record)] = set(numbers(written(record))) - known
    assert {key: found for key, found in unknown.items() if found} == {}


def test_every_name_is_in_the_facts() -> None:
    known = {name for text in strings(ALL_FACTS) for name in capitalised(text)} | OWN_NAMES
    pointers = (*POINTERS, "key", "resource")
    unknown = {
        record_id(record): {name for text in strings(record.data, *pointers) for name in names(text)} - known
        for record in TEXTS
    }
    assert {key: found for key, found in unknown.items() if found} == {}


def test_every_address_doi_and_isbn_is_in_the_facts() -> None:
    known = set(addresses("\n".join(strings(ALL_FACTS)))) | {"https://findahelpline.com"}
    assert "findahelpline.com" in SAFETY_FACTS
    found = {each for record in RECORDS for text in strings(record.data) for each in addresses(text)}
    assert sorted(found - known) == []


def test_every_key_is_that_of_a_public_work() -> None:
    found = {key for record in RECORDS for key in cited(record.data)}
    assert sorted(found - set(WORKS)) == []
    assert len(found) > 60


@pytest.mark.parametrize("text", [NOTICES["crisis-note"]["text"], ARTICLES["help-now"]["body"]], ids=["note", "page"])
def test_whom_to_call_is_what_the_facts_say(text: str) -> None:
    crisis_note = SAFETY_FACTS.split("**Crisis note")[1].split("**Content care**")[0]
    assert set(numbers(text)) == set(numbers(crisis_note)) == {"911", "112", "999", "988", "116", "123"}
    assert "findahelpline.com" in text
    assert "Samaritans" in text


def test_the_traces_are_found() -> None:
    assert numbers("r about .28, in 1,314 people of the 1990s; thirty-nine wrote, and five, p. 13, doi 10.1.2.") == [
        *("0.28", "1314", "1990", "13", "10.1.2", "39", "5")
    ]
    assert set(names("In Christopher Diggins’s view. The *Norton* series. “Could we, Ann?”")) == {
        "Christopher",
        "Diggins",
        "Norton",
        "Ann",
        "Christopher Diggins",
    }
    assert addresses("See https://a.org/b (10.1234/x) and 9780465095674.") == [
        *("https://a.org/b", "10.1234/x)", "9780465095674")
    ]
