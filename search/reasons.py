"""Says in plain words why something was found, where the title does not show it."""

from __future__ import annotations

from .matching import Match, Tier
from .models import Entry
from .query import Query
from .text import bag, fold, squash, stems, words


def reason(entry: Entry, match: Match, query: Query) -> str:
    if match.tier == Tier.SOME_WORD:
        return "some of the words"
    if match.tier == Tier.ANYWHERE:
        return "in the text"
    name = _matching_name(entry, match.tier, query)
    if stems(name) == stems(entry.title) or squash(fold(name)) == squash(entry.folded):
        return ""
    return f"also called {name}" if entry.kind == "term" else f"listed under “{name}”"


def correction(query: Query, meant: Query) -> str:
    """How a hit of the corrected query relates to what was typed."""
    pairs = zip(query.words, meant.words, strict=True)
    return ", ".join(f"“{typed}” read as “{read}”" for typed, read in pairs if typed != read)


def _matching_name(entry: Entry, tier: Tier, query: Query) -> str:
    """The name that the tier is about; the title if it is as good as any other."""
    return max(entry.names, key=lambda name: _fit(name, tier, query), default=entry.title)


def _fit(name: str, tier: Tier, query: Query) -> int:
    """How well a name fits the query in this tier; `max` takes the first, the title, of equals."""
    folded = fold(name)
    if tier <= Tier.ALIAS:
        return folded in query.phrases
    if tier == Tier.SPACELESS:
        return squash(folded) in map(squash, query.phrases)
    if tier <= Tier.ALIAS_STEMS:
        return bag(words(name)) == query.bag
    if tier <= Tier.SPACELESS_BEGINS:
        return squash(folded).startswith(tuple(map(squash, query.phrases)))
    if tier == Tier.BEGINNINGS_IN_NAMES:
        held = words(name)
        return sum(any(each.startswith(word) for each in held) for word in query.content)
    return len(set(query.stems) & set(stems(name)))
