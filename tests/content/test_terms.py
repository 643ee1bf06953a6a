"""The glossary is that of the facts: terms, names, evidence, relations, sources."""

from __future__ import annotations

from collections import Counter
from itertools import chain

import pytest

from search.text import fold

from .prose import counted, keys
from .sources import RELATIONS, RESOURCE_FACTS, TERM_FACTS, TERMS, key_of, names_of, straight

pytestmark = pytest.mark.once

SLUGS = sorted(TERM_FACTS)
# Everyday words and phrases, folded: found by search, never linked by themselves.
EVERYDAY = {
    *("affect", "affects", "core affect", "emotion", "feeling"),
    *("alliance", "authenticity", "boundary", "congruence", "resonance", "transparency", "working model"),
    *("cue", "reminder", "trigger", "triggered", "freeze", "shutdown", "detachment", "spacing out"),
    "mind brain and relationships",
}

# Notes beyond one a fact, by term.
MORE_NOTES = {
    "aedp": {"iwakabe2020": 1},  # who made the study stands in the record of the work itself
    "epigenetics": {"mcgowan2009": 1},  # one fact in two sentences, both with their note
}


def test_all_fifty_nine_terms_are_there() -> None:
    assert sorted(TERMS) == SLUGS
    assert len(TERMS) == 59


def test_definition_region_and_evidence_are_those_of_the_facts() -> None:
    fields = ("definition", "region", "evidence_note", "evidence_status")
    found = {slug: [straight(term[name]) for name in fields] for slug, term in TERMS.items()}
    status = {slug: facts["evidence_status"].replace(" ", "-") for slug, facts in TERM_FACTS.items()}
    assert found == {
        slug: [*(straight(facts[name]) for name in fields[:3]), status[slug]] for slug, facts in TERM_FACTS.items()
    }


def kind_of(kind: str) -> str:
    """Whether a form of a word counts as another name or another spelling is the editors' choice."""
    return "other" if kind in ("alias", "variant") else kind


def test_every_name_of_the_facts_is_there_with_its_kind_and_no_other() -> None:
    found = {
        slug: {fold(each["text"]): kind_of(each.get("kind", "alias")) for each in term["names"]}
        for slug, term in TERMS.items()
    }
    assert found == {
        slug: {name: kind_of(kind) for name, kind in names_of(facts).items()} for slug, facts in TERM_FACTS.items()
    }


def test_the_title_is_the_name_in_the_facts() -> None:
    titles = {(slug, each["text"]) for slug, term in TERMS.items() for each in term["names"] if each["kind"] == "title"}
    assert titles == {(slug, facts["name"]) for slug, facts in TERM_FACTS.items()}


def test_no_two_names_of_the_glossary_fold_alike() -> None:
    names = Counter(fold(each["text"]) for term in TERMS.values() for each in term["names"])
    assert [name for name, times in names.items() if times > 1] == []


def test_everyday_words_are_never_linked_by_themselves_and_all_other_names_are() -> None:
    names = [each for term in TERMS.values() for each in term["names"]]
    assert {fold(each["text"]) for each in names if not each.get("autolink", True)} == EVERYDAY


def test_a_term_cites_the_works_of_its_facts_each_once() -> None:
    found = {slug: sorted(each["resource"] for each in term["citations"]) for slug, term in TERMS.items()}
    assert found == {slug: sorted(facts["references"]) for slug, facts in TERM_FACTS.items()}


def test_a_fact_with_a_reference_carries_its_note_and_no_other_fact_has_one() -> None:
    missing, further = {}, {}
    for slug, facts in TERM_FACTS.items():
        of_facts = Counter(chain.from_iterable(fact.get("references", ()) for fact in facts["facts"]))
        noted = Counter(keys(TERMS[slug]["body"]))
        missing[slug] = set(of_facts) - set(noted)
        further[slug] = dict(noted - of_facts)
    assert {slug: found for slug, found in missing.items() if found} == {}
    assert {slug: found for slug, found in further.items() if found} == MORE_NOTES


def test_the_works_recommended_for_a_term_are_those_whose_record_names_it() -> None:
    found = {(key, slug) for slug, term in TERMS.items() for key in term.get("recommended", ())}
    assert found == {(key_of(each), slug) for each, facts in RESOURCE_FACTS.items() for slug in facts["linked_terms"]}


def test_the_relations_are_the_pairs_of_the_facts_each_once() -> None:
    expected = {frozenset((slug, other)) for slug, facts in TERM_FACTS.items() for other in facts["related"]}
    found = [frozenset((each["source"], each["target"])) for each in RELATIONS]
    assert len(found) == len(set(found)) == 165
    assert set(found) == expected


def test_the_facts_say_only_that_terms_are_related() -> None:
    assert {each["kind"] for each in RELATIONS} == {"related"}


def test_a_definition_is_short_and_plain_and_ends_as_a_sentence() -> None:
    texts = {slug: term["definition"].strip() for slug, term in TERMS.items()}
    assert {slug: len(text) for slug, text in texts.items() if len(text) > 240} == {}
    assert [slug for slug, text in texts.items() if set("*[]_`#<>") & set(text) or not text.endswith(".")] == []


def test_a_body_is_there_and_has_at_most_180_words() -> None:
    long = {slug: counted(term["body"]) for slug, term in TERMS.items()}
    assert {slug: length for slug, length in long.items() if not 20 <= length <= 180} == {}
