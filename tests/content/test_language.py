"""The site's own voice: its own words, easy to read, careful in what it claims and how it speaks of people."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest

from ipnb_hub.fixtures import Record

from .prose import counted, grade, readable, runs, sentences, syllables, words
from .sources import (
    ARTICLE_FACTS,
    ARTICLES,
    NAMED_FACTS,
    PRACTICE_FACTS,
    RECORDS,
    REFERENCE_FACTS,
    RESOURCE_FACTS,
    STEPS,
    TERM_FACTS,
    TERMS,
    strings,
)

pytestmark = pytest.mark.once

# What is no prose of the site: titles and names, what points elsewhere, what only editors see; and what may stand
# as the facts have it.
NAMES = (
    "title",
    "container",
    "publisher",
    "kind",
    "rights_basis",
    "names",
    "name",
    "topic",
    "as_printed",
    "byline",
    "contributors",
    "outlet",
)
CHOICES = (
    "kind",
    "rights_basis",
    "evidence_status",
    "status",
    "stance",
    "said_by",
    "certainty",
    "availability",
    "role",
)
ORIGIN = ("original_title", "original_outlet", "original_url", "url", "website", "doi", "isbn")
POINTERS = ("slug", "key", "resource", "person", "term", "source", "target", "section", "recommended", "outline")
FOR_EDITORS = ("editors_note", "how_verified", "rights_evidence", "unverified_fields")
AS_IN_THE_FACTS = ("definition", "evidence_note")
# In articles, the editor's note is a text for readers.
SHOWN = {"articles.article": ("editors_note",)}

GRADE_OF_ARTICLES, GRADE_OF_TERMS = 11, 13
# Texts that may be harder to read, each with its reason.
HARDER: dict[str, str] = {}


def shown(record: Record, *leaving_out: str) -> str:
    """Everything that a reader may read of a record in the site's own words."""
    unseen = set(FOR_EDITORS) - set(SHOWN.get(record.label, ()))
    return "\n\n".join(strings(record.data, *NAMES, *CHOICES, *ORIGIN, *POINTERS, *unseen, *leaving_out))


def record_id(record: Record) -> str:
    return f"{record.label}:{record.key}"


TEXTS = [record for record in RECORDS if record.label != "glossary.relation"]


# Own words


@pytest.fixture(scope="module")
def runs_of_facts() -> set[tuple[str, ...]]:
    """Every run of eight words in the prose of the facts, without titles and names."""
    facts = [ARTICLE_FACTS, PRACTICE_FACTS, TERM_FACTS, RESOURCE_FACTS, REFERENCE_FACTS, NAMED_FACTS]
    apart = ("title", "container", "publisher", "name", "names", "authors", "people", "seed_text", *AS_IN_THE_FACTS)
    prose = {run for text in strings(facts, *apart, "people_named") for run in runs(text)}
    people = ARTICLE_FACTS["overview_of_ipnb"]["people"]
    prose |= {run for person in people for run in runs(person["facts"])}
    titles = [each["title"] for each in (*REFERENCE_FACTS.values(), *RESOURCE_FACTS.values())]
    return prose - {run for title in titles for run in runs(title)}


def test_no_run_of_eight_words_is_shared_with_the_facts(runs_of_facts: set[tuple[str, ...]]) -> None:
    shared = {
        record_id(record): sorted(" ".join(run) for text in strings_of(record) for run in runs(text) & runs_of_facts)
        for record in TEXTS
    }
    assert {key: found for key, found in shared.items() if found} == {}


def strings_of(record: Record) -> Iterator[str]:
    unseen = set(FOR_EDITORS) - set(SHOWN.get(record.label, ()))
    return strings(record.data, *NAMES, *CHOICES, *ORIGIN, *POINTERS, *unseen, *AS_IN_THE_FACTS)


def test_a_run_is_found_across_marks_and_quotation_marks() -> None:
    fact = "A score describes groups; it's a poor predictor for one person."
    text = "A *score* describes groups.[@felitti1998] It’s a [[poor]] predictor, for one person"
    assert runs(text) == runs(fact)
    assert len(runs(fact)) == 4


# Easy to read


def test_every_article_is_easy_to_read(record_property: Callable[[str, str], None]) -> None:
    grades = {slug: grade(article["body"]) for slug, article in ARTICLES.items()}
    record_property("hardest article", worst(grades, 1))
    hard = {slug: round(number, 1) for slug, number in grades.items() if number > GRADE_OF_ARTICLES}
    assert set(hard) <= set(HARDER), f"too hard: {hard}; the worst: {worst(grades)}"


def test_every_article_is_easy_to_read_with_all_its_parts() -> None:
    articles = {record.key: shown(record) for record in TEXTS if record.label == "articles.article"}
    grades = {slug: grade(text) for slug, text in articles.items()}
    hard = {slug: round(number, 1) for slug, number in grades.items() if number > GRADE_OF_ARTICLES}
    assert set(hard) <= set(HARDER), f"too hard: {hard}; the worst: {worst(grades)}"


def test_every_step_is_easy_to_read(record_property: Callable[[str, str], None]) -> None:
    grades = {slug: grade("\n\n".join(strings(step, *POINTERS)).replace("\n", "\n\n")) for slug, step in STEPS.items()}
    record_property("hardest step", worst(grades, 1))
    hard = {slug: round(number, 1) for slug, number in grades.items() if number > GRADE_OF_ARTICLES}
    assert set(hard) <= set(HARDER), f"too hard: {hard}; the worst: {worst(grades)}"


def test_every_term_is_easy_to_read(record_property: Callable[[str, str], None]) -> None:
    grades = {slug: grade(term["body"]) for slug, term in TERMS.items()}
    record_property("hardest term", worst(grades, 1))
    hard = {slug: round(number, 1) for slug, number in grades.items() if number > GRADE_OF_TERMS}
    assert set(hard) <= set(HARDER), f"too hard: {hard}; the worst: {worst(grades)}"


def worst(grades: dict[str, float], most: int = 5) -> str:
    ranked = sorted(grades.items(), key=lambda each: -each[1])[:most]
    return ", ".join(f"{slug} {number:.1f}" for slug, number in ranked)


def test_words_sentences_and_syllables_are_counted_as_a_reader_would() -> None:
    text = "# A title {#a}\n\nDr. D. J. Siegel wrote *this*.[@siegel1999]\nIs it [new](/x/)? Yes!\n\n- One item\n- Two"
    assert [" ".join(each.split()) for each in sentences(text)] == [
        *("Dr D J Siegel wrote this", "Is it new", "Yes", "- One item", "- Two")
    ]
    assert words("The author’s view[@a] – and [[term|yours]]") == ["the", "author's", "view", "and", "yours"]
    assert counted("## Why – and how {#x}\n\nA[@k] *b*.") == 5
    assert [syllables(word) for word in ("brain", "memory", "experience")] == [1, 3, 4]
    assert round(grade("The cat sat. The dog ran."), 2) == round(0.39 * 3 + 11.8 * 1 - 15.59, 2)


# Careful in what it claims

BANNED = {
    "it claims too much": r"prov(?:e|es|ed|en)\b(?! to be)|rewir\w+|heals? the brain|science (?:shows|proves|says)",
    "it hurts": r"committ?(?:ed|s|ing)? suicide|neurotic\w*|damaged|broken (?:people|person|child|families|family)",
    "it labels": r"dysfunctional|\bvictims?\b|\bsufferers?\b|\bpatients?\b|\bthe mentally ill\b|\bnormal(?:ly)?\b",
    "a framework treats nobody": r"IPNB[- ](?:therapists?|therap(?:y|ies))|interpersonal neurobiology therap\w+",
    "a word of the facts' files": r"source post|\bseed(?:ed|s)?\b|fact sheet|own-words?\b|unverified",
    "they for an unnamed person": r"\b(?:he/she|he or she|his or her|s/he)\b",
    "caregivers, unless the study was of mothers": r"\bmothers?\b|\bmaternal\b",
    "a check that nobody made": r"\bverified\b|links? (?:was|were|is|are|has been|have been) (?:checked|tested)",
}
# Where such words may stand: the record, the words, the reason.
SUMMARY = "interpersonal-neurobiology-the-basics"
ALLOWED = {
    ("neuroplasticity", "rewires"): "it says that claims of rewiring need their own evidence",
    ("three-steps", "proves"): "words to avoid, in quotation marks",
    ("three-steps", "rewires"): "words to avoid, in quotation marks",
    ("three-steps", "heals the brain"): "words to avoid, in quotation marks",
    ("neurosis", "neuroticism"): "the name of a personality trait, told apart from the old word",
    ("mirror-neurons", "patients"): "a medical setting: electrodes implanted for medical reasons",
    (SUMMARY, "patients"): "a medical setting: electrodes implanted for medical reasons",
    (SUMMARY, "ipnb therapist"): "what the author calls himself, and the claim that qualifies it",
    ("epigenetics", "mothers"): "of rats",
    (SUMMARY, "maternal"): "of rats",
    ("what-is-interpersonal-neurobiology", "maternal"): "of rats",
}


@pytest.mark.parametrize("reason", BANNED)
def test_wording_is_careful(reason: str) -> None:
    found = {(record.key, word) for record in TEXTS for word in words_like(BANNED[reason], shown(record))}
    assert sorted(found - set(ALLOWED)) == [], reason


def test_every_exception_is_still_needed() -> None:
    pattern = "|".join(BANNED.values())
    found = {(record.key, word) for record in TEXTS for word in words_like(pattern, shown(record))}
    assert sorted(set(ALLOWED) - found) == []


def words_like(pattern: str, text: str) -> set[str]:
    plain = " ".join(readable(text).split())
    return {match[0].lower() for match in re.finditer(pattern, plain, re.IGNORECASE)}


def test_quotation_marks_are_typographic() -> None:
    straight = {record.key: re.findall(r"\w*['\"]\w*", shown(record)) for record in TEXTS}
    assert {key: found for key, found in straight.items() if found} == {}


# Hard subjects

HARD = r"\b(?:suicid\w+|abus\w+|traum\w+|retraumat\w+|violen\w+|sham(?:ed|ing)|rape\w*|self-harm|died by)\b"
# Pages that name a hard subject in passing and need no note, each with the reason.
NO_NOTE = {
    "crisis-note": "the name of a helpline, on every page",
    "help-now": "the name of a helpline, on the page that helps",
    "accessibility": "says that such notes exist",
    "emotional-safety": "its definition names what it protects from",
    "brain-imaging": "says that scans cannot diagnose trauma",
    "interoception": "one caution for people who have experienced trauma",
    "polyvagal-theory": "names trauma therapy as a field",
    "stress-response": "its evidence note warns of simple stories",
    "window-of-tolerance": "names trauma therapy as a field",
}


def test_a_page_on_a_hard_subject_has_a_content_note() -> None:
    noted = {"articles.step": "three-steps"}
    outline = next(record for record in TEXTS if record.key == "three-steps")
    bare = {
        record.key: sorted(words_like(HARD, shown(record)))
        for record in TEXTS
        if record.label not in noted and "content_note" not in record.data and record.data.get("recommended", True)
    }
    assert outline.data["content_note"]
    assert {key for key, found in bare.items() if found} == set(NO_NOTE), bare


def test_people_died_by_suicide_and_only_where_the_study_was_of_them() -> None:
    sentences_on_it = [
        (record.key, found)
        for record in TEXTS
        if record.label == "glossary.term"
        for found in re.findall(r"[^.]*\bsuicide\b[^.]*", " ".join(readable(record.data["body"]).split()))
    ]
    assert {key for key, _ in sentences_on_it} == {"epigenetics"}
    assert all("died by suicide" in sentence for _, sentence in sentences_on_it)
