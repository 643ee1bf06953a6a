"""The glossary is that of the facts: terms, names, evidence, relations, sources."""

from __future__ import annotations

from collections import Counter
from itertools import chain

import pytest

from search.text import fold

from .prose import counted, keys
from .sources import RELATIONS, RESOURCE_FACTS, TERM_FACTS, TERMS, WORKS, key_of, names_of, straight

SLUGS = sorted(TERM_FACTS)
# Common English words: found by search, never linked by themselves.
COMMON_WORDS = ("feeling", "cue", "reminder", "trigger", "freeze", "transparency")

# Notes beyond one a fact, by term.
MORE_NOTES = {
    "aedp": {"iwakabe2020": 1},  # who made the study stands in the record of the work itself
    "epigenetics": {"mcgowan2009": 1},  # one fact in two sentences, both with their note
}


def test_all_fifty_nine_terms_are_there() -> None:
    assert sorted(TERMS) == SLUGS
    assert len(TERMS) == 59


@pytest.mark.parametrize("slug", SLUGS)
def test_definition_region_and_evidence_are_those_of_the_facts(slug: str) -> None:
    facts, term = TERM_FACTS[slug], TERMS[slug]
    fields = ("definition", "region", "evidence_note")
    assert {name: straight(term[name]) for name in fields} == {name: straight(facts[name]) for name in fields}
    assert term["evidence_status"] == facts["evidence_status"].replace(" ", "-")


def kind_of(kind: str) -> str:
    """Whether a form of a word counts as another name or another spelling is the editors' choice."""
    return "other" if kind in ("alias", "variant") else kind


@pytest.mark.parametrize("slug", SLUGS)
def test_every_name_of_the_facts_is_there_with_its_kind_and_no_other(slug: str) -> None:
    found = {fold(each["text"]): kind_of(each.get("kind", "alias")) for each in TERMS[slug]["names"]}
    assert found == {name: kind_of(kind) for name, kind in names_of(TERM_FACTS[slug]).items()}
    title = [each["text"] for each in TERMS[slug]["names"] if each.get("kind") == "title"]
    assert title == [TERM_FACTS[slug]["name"]]


def test_no_two_names_of_the_glossary_fold_alike() -> None:
    names = Counter(fold(each["text"]) for term in TERMS.values() for each in term["names"])
    assert [name for name, times in names.items() if times > 1] == []


def test_common_words_are_never_linked_by_themselves() -> None:
    rows = {fold(each["text"]): each.get("autolink", True) for term in TERMS.values() for each in term["names"]}
    assert [word for word in COMMON_WORDS if rows.get(word, False)] == []
    assert set(COMMON_WORDS) <= set(rows)


@pytest.mark.parametrize("slug", SLUGS)
def test_a_term_cites_the_works_of_its_facts_each_once(slug: str) -> None:
    found = [each["resource"] for each in TERMS[slug]["citations"]]
    assert sorted(found) == sorted(TERM_FACTS[slug]["references"])


@pytest.mark.parametrize("slug", SLUGS)
def test_a_fact_with_a_reference_carries_its_note_and_no_other_fact_has_one(slug: str) -> None:
    of_facts = Counter(chain.from_iterable(fact.get("references", ()) for fact in TERM_FACTS[slug]["facts"]))
    noted = Counter(keys(TERMS[slug]["body"]))
    assert set(noted) == set(of_facts)
    assert dict(noted - of_facts) == MORE_NOTES.get(slug, {})


@pytest.mark.parametrize("slug", SLUGS)
def test_the_works_recommended_for_a_term_are_those_whose_record_names_it(slug: str) -> None:
    expected = {key_of(each) for each, facts in RESOURCE_FACTS.items() if slug in facts["linked_terms"]}
    assert set(TERMS[slug].get("recommended", ())) == expected
    assert all(WORKS[key]["recommended"] for key in expected)


def test_the_relations_are_the_pairs_of_the_facts_each_once() -> None:
    expected = {frozenset((slug, other)) for slug, facts in TERM_FACTS.items() for other in facts["related"]}
    found = [frozenset((each["source"], each["target"])) for each in RELATIONS]
    assert len(found) == len(set(found)) == 165
    assert set(found) == expected


def test_the_facts_say_only_that_terms_are_related() -> None:
    assert {each["kind"] for each in RELATIONS} == {"related"}


@pytest.mark.parametrize("slug", SLUGS)
def test_a_definition_is_short_plain_and_one_sentence(slug: str) -> None:
    definition = TERMS[slug]["definition"].strip()
    assert len(definition) <= 240
    assert not set("*[]_`#<>") & set(definition)
    assert definition.endswith(".")


def test_a_body_is_there_and_has_at_most_180_words() -> None:
    long = {slug: counted(term["body"]) for slug, term in TERMS.items()}
    assert {slug: length for slug, length in long.items() if not 20 <= length <= 180} == {}
