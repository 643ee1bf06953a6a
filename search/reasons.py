"""Says in plain words why something was found, where the title does not show it."""

from __future__ import annotations

from .matching import IN_TEXTS, Row, Tier
from .query import Query
from .showing import Shown
from .text import bag, fold, squash, stems, words

IN_THE_TEXT = "in the text"
SOME_OF_THE_WORDS = "some of the words"


def reason(entry: Shown, row: Row, query: Query) -> str:
    """Why the entry holds the query."""
    if row.tier >= Tier.MOST_WORDS:
        return SOME_OF_THE_WORDS
    if row.tier in IN_TEXTS:
        return IN_THE_TEXT
    return by(matching_name(entry, row.tier % Tier.MEANT, query), entry)


def near_name(entry: Shown, names: frozenset[str]) -> str:
    """The entry's name that is one of these folded ones."""
    return next((name for name in entry.names if fold(name) in names), entry.title)


def by(name: str, entry: Shown) -> str:
    """It was found by this name; nothing where the title says as much."""
    if stems(name) == stems(entry.title) or squash(fold(name)) == squash(entry.folded):
        return ""
    return f"also called {name}" if entry.kind == "term" else f"listed under “{name}”"


def matching_name(entry: Shown, tier: int, query: Query) -> str:
    """The name that the tier is about; the title if it is as good as any other."""
    return max(entry.names, key=lambda name: _fit(name, tier, query), default=entry.title)


def _fit(name: str, tier: int, query: Query) -> int:
    """How well a name fits the query in this tier; `max` takes the first, the title, of equals."""
    folded = fold(name)
    if tier <= Tier.ALIAS:
        return folded in query.phrases
    if tier == Tier.SPACELESS:
        return squash(folded) in query.squashed
    if tier <= Tier.ALIAS_STEMS:
        return bag(words(name)) == query.bag
    if tier <= Tier.SPACELESS_BEGINS:
        return squash(folded).startswith(query.squashed)
    if tier == Tier.BEGINNINGS_IN_NAMES:
        held = words(name)
        return sum(any(each.startswith(word) for each in held) for word in query.meaningful)
    return len(set(query.stems) & set(stems(name)))
