"""The names of the terms, and which terms a query fits: decided from the names alone, apart from the search."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import NamedTuple

from rapidfuzz.distance import OSA

LONGEST_ERROR = 4  # edits; no name farther away is looked for


class Name(NamedTuple):
    """A name of a term; `url` is the term's address."""

    text: str
    url: str
    is_title: bool = False
    is_acronym: bool = False


def folded(text: str) -> str:
    """Small letters without accents; anything else is a space, apostrophes are nothing."""
    plain = "".join(each for each in unicodedata.normalize("NFKD", text) if not unicodedata.combining(each))
    return " ".join(re.findall(r"[a-z0-9]+", re.sub(r"['’‘]", "", plain.casefold())))


def squeezed(text: str) -> str:
    return folded(text).replace(" ", "")


class Names:
    """Every name of every term, and which terms a query names as well as the one it was made for."""

    def __init__(self, names: Iterable[Name], titles: Iterable[tuple[str, str]] = ()) -> None:
        """`titles` are those of other pages, with their addresses: a query can be such a title word for word."""
        self.names = list(names)
        self._keys = [(folded(name.text), squeezed(name.text), name.url) for name in self.names]
        self._titles = [(squeezed(title), url) for title, url in titles]

    def equal(self, typed: str) -> set[str]:
        letters = squeezed(typed)
        return {url for _, name, url in self._keys if name == letters}

    def entitled(self, typed: str) -> set[str]:
        letters = squeezed(typed)
        return {url for title, url in self._titles if title == letters}

    def beginning(self, typed: str) -> set[str]:
        words, letters = folded(typed), squeezed(typed)
        return {url for name, close, url in self._keys if name.startswith(words) or close.startswith(letters)}

    def holding(self, beginnings: str) -> set[str]:
        """Terms with a name of which different words begin with the words typed."""
        typed = folded(beginnings).split()
        return {url for name, _, url in self._keys if _all_begin(typed, name.split())}

    def of_words(self, typed: str) -> set[str]:
        words = sorted(folded(typed).split())
        return {url for name, _, url in self._keys if sorted(name.split()) == words}

    def nearest(self, typed: str) -> set[str]:
        """Terms with a name at the least distance: insert, delete, replace a letter, or swap two neighbours."""
        text = folded(typed)
        far = [(OSA.distance(text, name, score_cutoff=LONGEST_ERROR), url) for name, _, url in self._keys]
        least, _ = min(far)
        return {url for distance, url in far if distance == least}

    def wanted(self, group: str, typed: str, name: Name) -> frozenset[str]:
        """The term that bears the name, those with a name that is what was typed, and those that fit it as well."""
        right = {name.url} | self.equal(typed)
        if group == "prefix":
            right |= self.beginning(typed)
        elif group == "several prefixes":
            right |= self.holding(typed)
        elif group == "order":
            right |= self.of_words(typed)
        elif group == "question":
            right |= self.entitled(typed)
        elif group.startswith("typing error"):
            right |= self.nearest(typed) | self.beginning(typed)
        return frozenset(right)


def _all_begin(beginnings: list[str], words: list[str]) -> bool:
    if not beginnings:
        return True
    first, *others = beginnings
    places = [place for place, word in enumerate(words) if word.startswith(first)]
    return any(_all_begin(others, words[:place] + words[place + 1 :]) for place in places)
