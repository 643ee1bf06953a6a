"""What is asked: a few hundred queries a class, chosen from the terms, the same in every run."""

from __future__ import annotations

import random
import string
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from functools import cached_property
from itertools import islice

from search.text import STOP_WORDS, fold, words

from .wordnet import Term

NUMBER = 200
SEED = "a fixed seed"
SHORTEST_WITH_ERROR = 5
ROOT = 4
MOST_DRAWN = 1_000  # for each query that serves


class Vocabulary:
    """The terms, and what the classes need to know of their words."""

    def __init__(self, terms: Sequence[Term]) -> None:
        self.terms = terms
        self.names = [folded for term in terms for name in term.names if (folded := fold(name))]

    @cached_property
    def known(self) -> frozenset[str]:
        return frozenset(self.names)

    @cached_property
    def words(self) -> list[list[str]]:
        """The words of each term's texts."""
        return [words(f"{term.definition} {term.text}") for term in self.terms]

    @cached_property
    def postings(self) -> dict[str, set[int]]:
        """In which terms a word with this root stands, in texts or names."""
        held: dict[str, set[int]] = defaultdict(set)
        for place, (term, text) in enumerate(zip(self.terms, self.words, strict=True)):
            for word in (*text, *words(" ".join(term.names))):
                held[_root(word)].add(place)
        return held

    @cached_property
    def frequent(self) -> list[str]:
        """The most frequent words that carry meaning, in this order."""
        counted = Counter(word for text in self.words for word in set(text) if _means(word))
        return [word for word, _ in counted.most_common(NUMBER)]


def chosen(vocabulary: Vocabulary, number: int = NUMBER) -> dict[str, list[str]]:
    """So many queries for each class, under the class's name."""
    return {name: _some(name, make, vocabulary, number) for name, make in CLASSES.items()}


def _some(name: str, make: Maker, vocabulary: Vocabulary, number: int) -> list[str]:
    chance = random.Random(f"{SEED}: {name}")  # noqa: S311 (nothing secret)
    made = (make(vocabulary, chance) for _ in range(MOST_DRAWN * number))
    queries = list(islice(filter(None, made), number))
    if len(queries) < number:
        raise ValueError(f"These terms are too few for {number} queries of the class “{name}”.")
    return queries


# Each maker gives one query, or "" where what it drew does not serve.


def _exact(vocabulary: Vocabulary, chance: random.Random) -> str:
    return chance.choice(chance.choice(vocabulary.terms).names)


def _beginning(letters: int) -> Maker:
    def make(vocabulary: Vocabulary, chance: random.Random) -> str:
        start = chance.choice(vocabulary.names)[:letters]
        return start if len(start) == letters and start.isalpha() else ""

    return make


def _several(vocabulary: Vocabulary, chance: random.Random) -> str:
    """Two or three words of one name or of one definition, in any order."""
    term = chance.choice(vocabulary.terms)
    held = _content(chance.choice((chance.choice(term.names), term.definition)))
    return " ".join(chance.sample(held, min(len(held), chance.choice((2, 3))))) if len(held) > 1 else ""


def _made_up(vocabulary: Vocabulary, chance: random.Random) -> str:
    word = "".join(chance.choice("bdfgklmnprstvz") + chance.choice("aeiou") for _ in range(5))
    return "" if _root(word) in vocabulary.postings else word


def _apart(vocabulary: Vocabulary, chance: random.Random) -> str:
    """Two words that stand in texts, but in no text together."""
    drawn = [_content(chance.choice(vocabulary.terms).definition) for _ in range(2)]
    if not all(drawn):
        return ""
    pair = [chance.choice(held) for held in drawn]
    one, other = (vocabulary.postings[_root(word)] for word in pair)
    return " ".join(pair) if one.isdisjoint(other) else ""


def _typing_error(vocabulary: Vocabulary, chance: random.Random) -> str:
    """A name with one letter too many, missing, wrong, or swapped with its neighbor."""
    name = chance.choice(vocabulary.names)
    places = [place for place, letter in enumerate(name) if letter.isalpha()]
    if len(places) < SHORTEST_WITH_ERROR:
        return ""
    place, letter = chance.choice(places), chance.choice(string.ascii_lowercase)
    before, at, after = name[:place], name[place], name[place + 1 :]
    errors = (before + letter + at + after, before + after, before + letter + after, _swapped(name, place))
    wrong = chance.choice(errors)
    return "" if wrong in vocabulary.known else wrong


def _swapped(name: str, place: int) -> str:
    return name[:place] + name[place : place + 2][::-1] + name[place + 2 :]


def _quoted(vocabulary: Vocabulary, chance: random.Random) -> str:
    """Two to four words that stand together in a definition."""
    held = words(chance.choice(vocabulary.terms).definition)
    length = chance.choice((2, 3, 4))
    start = chance.randrange(max(1, len(held) - length + 1))
    phrase = held[start : start + length]
    return f'"{" ".join(phrase)}"' if len(phrase) > 1 and any(word not in STOP_WORDS for word in phrase) else ""


def _common(vocabulary: Vocabulary, chance: random.Random) -> str:
    return chance.choice(vocabulary.frequent)


def _root(word: str) -> str:
    """Words with one stem have one root, and some others too: quick, and on the safe side."""
    return word[:ROOT]


def _content(text: str) -> list[str]:
    return [word for word in dict.fromkeys(words(text)) if _means(word)]


def _means(word: str) -> bool:
    return word not in STOP_WORDS and len(word) > 1


Maker = Callable[[Vocabulary, random.Random], str]
CLASSES: dict[str, Maker] = {
    "exact": _exact,
    "1 letter": _beginning(1),
    "2 letters": _beginning(2),
    "3 letters": _beginning(3),
    "several words": _several,
    "no such word": _made_up,
    "never together": _apart,
    "typing error": _typing_error,
    "quoted phrase": _quoted,
    "common words": _common,
}
