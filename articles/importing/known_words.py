"""The words and names of the hub's own texts, to which a misspelling may be near."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from rapidfuzz.distance import OSA

from resources.models import Contributor, Person
from search.models import Entry

_WORD = re.compile(r"[^\W\d_]{2,40}")
_VOWELS = set("aeiouy")
_ENDINGS = ("s", "es", "ed", "d", "ing", "er", "ers", "r", "ly", "y", "n", "al")
SHORTEST_WORD, SHORTEST_NAME = 6, 5
MOST_ENTRIES = 3000
MOST_NEAR = 1000  # words that are looked up in one text


@dataclass(slots=True)
class Known:
    """Words in lower case; names as they are written."""

    words: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()
    looked_up: dict[str, str] = field(default_factory=dict)
    shelves: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    def __post_init__(self) -> None:
        for word in sorted(self.words):
            if len(word) >= SHORTEST_WORD - 1:
                self.shelves[word[0]].append(word)

    def near(self, word: str) -> str:
        """A known word or name that this one may be meant for; "" where it is known itself, or none is near."""
        if word not in self.looked_up:
            self.looked_up[word] = self._near(word) if len(self.looked_up) < MOST_NEAR else ""
        return self.looked_up[word]

    def _near(self, word: str) -> str:
        if word.lower() in self.words or word in self.names:
            return ""
        if word[:1].isupper() and word[1:].islower() and len(word) >= SHORTEST_NAME:
            return next((name for name in sorted(self.names) if _is_near_name(word, name)), "")
        if word.islower() and len(word) >= SHORTEST_WORD:
            return next((each for each in self.shelves.get(word[0], ()) if is_slip_of(word, each)), "")
        return ""


def _is_near_name(word: str, name: str) -> bool:
    if name[0] != word[0] or abs(len(name) - len(word)) > 1 or _is_inflected(word, name):
        return False
    return OSA.distance(word, name, score_cutoff=2) <= (2 if len(word) > 5 else 1)


def is_slip_of(word: str, right: str) -> bool:
    """Whether one slip of a common kind makes this word of the right one: letters swapped or doubled, a vowel."""
    if abs(len(word) - len(right)) > 1 or _is_inflected(word, right) or OSA.distance(word, right, score_cutoff=1) > 1:
        return False
    start = next((n for n, (a, b) in enumerate(zip(word, right, strict=False)) if a != b), min(len(word), len(right)))
    if start >= min(len(word), len(right)) - 1:
        return False
    if len(word) == len(right):
        return word[start + 1] == right[start] or {word[start], right[start]} <= _VOWELS
    longer = max(word, right, key=len)
    return longer[start] in _VOWELS or longer[start] in (longer[start - 1], longer[start + 1])


def _is_inflected(word: str, other: str) -> bool:
    """Whether the two are forms of one word."""
    first, second = sorted((word, other), key=len)
    return any(f"{first}{ending}" == second for ending in _ENDINGS) or word[:-2] == other[:-2]


def of_hub() -> Known:
    """What the hub's texts, works and people know."""
    entries = Entry.objects.values_list("title", "summary", "text")[:MOST_ENTRIES]
    names = [*Person.objects.values_list("name", flat=True), *Contributor.objects.values_list("name", flat=True)]
    return known(("\n".join(entry) for entry in entries), names)


def known(texts: Iterable[str], names: Iterable[str] = ()) -> Known:
    words = {word.lower() for text in texts for word in _WORD.findall(text)}
    capitals = {
        word for name in names for word in _WORD.findall(name) if word[0].isupper() and len(word) >= SHORTEST_NAME
    }
    return Known(frozenset(words), frozenset(capitals))
