"""The queries that are measured are the same in every run, and of the class that they are called after."""

from __future__ import annotations

import pytest

from bench.queries import CLASSES, Vocabulary, chosen
from bench.wordnet import Term

pytestmark = pytest.mark.once

WORDS = ["amber", "basalt", "cedar", "delta", "ember", "fjord", "granite", "harbor", "island", "juniper"]
PAIRS = [(word, other) for place, word in enumerate(WORDS) for other in WORDS[place + 1 : place + 4]]
TERMS = [
    Term(key, (f"{word} {other}", f"{other}s of {word}"), f"What {word} is to the {other} of it.", f"A {word}.")
    for key, (word, other) in enumerate(PAIRS)
]


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    return Vocabulary(TERMS)


def test_they_are_the_same_in_every_run(vocabulary: Vocabulary) -> None:
    assert chosen(vocabulary, 20) == chosen(Vocabulary(TERMS), 20)


def test_each_class_has_as_many_as_were_asked_for(vocabulary: Vocabulary) -> None:
    assert {name: len(queries) for name, queries in chosen(vocabulary, 7).items()} == dict.fromkeys(CLASSES, 7)


def test_a_name_with_a_typing_error_is_no_name(vocabulary: Vocabulary) -> None:
    assert not vocabulary.known & set(chosen(vocabulary, 50)["typing error"])


def test_words_that_never_stand_together_do_not(vocabulary: Vocabulary) -> None:
    apart = chosen(Vocabulary(TERMS), 20)["never together"]
    texts = [" ".join((*term.names, term.definition, term.text)) for term in TERMS]
    assert not [query for query in apart if any(all(word in text for word in query.split()) for text in texts)]


def test_too_few_terms_are_refused() -> None:
    with pytest.raises(ValueError, match="too few for 5 queries of the class “never together”"):
        chosen(Vocabulary(TERMS[:1]), 5)
