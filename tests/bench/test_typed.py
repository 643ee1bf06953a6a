"""The queries that are made from names, and their right answers."""

from __future__ import annotations

import random

import pytest
from rapidfuzz.distance import OSA

from bench import typed
from bench.names import Name, Names, folded
from bench.typed import Typed, made

pytestmark = pytest.mark.once

MIRROR, IMPLICIT, AFFECT, LABELS = "/mirror-neurons/", "/implicit-memory/", "/affect/", "/affect-labeling/"
NAMES = (
    Name("Mirror neurons", MIRROR, is_title=True),
    Name("MNS", MIRROR, is_acronym=True),
    Name("non-declarative memory", IMPLICIT),
    Name("Affect", AFFECT, is_title=True),
    Name("Affect labeling", LABELS, is_title=True),
    Name("Neuroplasticity", "/neuroplasticity/", is_title=True),
)


def of(*names: Name) -> list[Typed]:
    return made(Names(names))


def texts(group: str, *names: Name) -> list[str]:
    return [query.text for query in of(*names) if query.group == group]


def wanted(group: str, text: str) -> set[str]:
    return set(Names(NAMES).wanted(group, text, NAMES[0])) - {MIRROR}


def test_the_same_queries_are_made_each_time() -> None:
    assert of(*NAMES) == of(*NAMES)


def test_a_new_name_changes_no_other_query() -> None:
    assert {query[:2] for query in of(*NAMES[:-1])} <= {query[:2] for query in of(*NAMES)}


def test_every_query_has_an_answer_and_every_class_a_query() -> None:
    queries = of(*NAMES)
    assert all(query.wanted for query in queries)
    assert {query.group for query in queries} == set(typed.CLASSES)


@pytest.mark.parametrize(
    ("group", "name", "expected"),
    [
        ("plural", "mirror neuron", ["mirror neurons", "mirror neuron’s"]),
        ("plural", "memory", ["memories", "memory’s"]),
        ("plural", "Boundaries", ["Boundary", "Boundaries'"]),
        ("order", "rupture and repair", ["repair and rupture", "and repair rupture"]),
        ("hyphen or space", "co-regulation", ["co–regulation", "co regulation", "coregulation"]),
        ("hyphen or space", "Neuroplasticity", ["Neuro-plasticity", "Neuro plasticity"]),
        ("hyphen or space", "neurosis", []),
        ("hyphen or space", "mirror neurons", ["mirror-neurons"]),
        ("missing space", "Mirror neurons", ["mirrorneurons"]),
        ("spelling variants", "defense mechanism", ["defence mechanism"]),
        ("spelling variants", "affect labelling", ["affect labeling"]),
        ("spelling variants", "biobehavioral synchrony", ["biobehavioural synchrony"]),
        ("spelling variants", "mentalizing", ["mentalising"]),
        ("spelling variants", "feeling", []),
        ("typing error: letter inserted", "cues", []),
    ],
)
def test_a_rule_makes_these_queries_of_a_name(group: str, name: str, expected: list[str]) -> None:
    found = texts(group, Name(name, "/x/"))
    assert [text.replace("'", "’") for text in found] == [text.replace("'", "’") for text in expected]


@pytest.mark.parametrize("group", [group for group in typed.CLASSES if group.startswith("typing error: ")])
def test_a_mistyped_name_has_as_many_errors_as_its_class_says(group: str) -> None:
    queries = [(query.text, name) for name in NAMES for query in of(name) if query.group == group]
    assert {OSA.distance(text, name.text.lower()) for text, name in queries} == ({2} if "two" in group else {1})


def test_an_error_in_the_first_letter_is_there() -> None:
    assert not texts("typing error: first letter", NAMES[0])[0].startswith("mi")


def test_accents_and_quotes_fold_to_the_name() -> None:
    for group in ("accents", "quotes", "case"):
        for text in texts(group, NAMES[0]):
            assert (folded(text), text == "Mirror neurons") == ("mirror neurons", False)


def test_swapping_takes_two_different_neighbours() -> None:
    chance = random.Random(0)  # noqa: S311
    assert typed.swapped("mirror", 2, chance) in ("mriror", "mirorr")
    assert typed.swapped("a ab", 0, chance) == "a ba"


@pytest.mark.parametrize(
    ("group", "text", "right"),
    [
        ("prefix", "aff", {AFFECT, LABELS}),
        ("prefix", "nond", {IMPLICIT}),
        ("several prefixes", "lab aff", {LABELS}),
        ("order", "memory declarative non", {IMPLICIT}),
        ("typing error: letter replaced", "atfect", {AFFECT}),
        ("typing error: letter deleted", "affec", {AFFECT, LABELS}),
        ("exact", "affect", {AFFECT}),
        ("hyphen or space", "nondeclarative memory", {IMPLICIT}),
    ],
)
def test_every_term_that_fits_as_well_is_right(group: str, text: str, right: set[str]) -> None:
    assert wanted(group, text) == right


def test_a_question_that_is_the_title_of_an_article_may_find_it() -> None:
    names = Names(NAMES, [("What is affect?", "/articles/affect/")])
    assert names.wanted("question", "what is affect", NAMES[3]) == {AFFECT, "/articles/affect/"}
    assert names.wanted("exact", "what is affect", NAMES[3]) == {AFFECT}
