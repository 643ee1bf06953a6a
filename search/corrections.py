"""Typing errors: words of the query that stand in no name are read as the nearest word that does."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from rapidfuzz.distance import OSA

from .indexing import SHORTEST_WORD
from .models import Word
from .query import Query
from .text import stem

LONG_WORD = 8  # from here on two errors are forgiven


def correct(query: Query, at: datetime | None) -> Query | None:
    """The query as it was probably meant; None if there is nothing to correct. One database query at most."""
    doubtful = [word for word in query.content if len(word) >= SHORTEST_WORD]
    if not doubtful:
        return None
    rows = Word.objects.near(doubtful) if at is None else Word.objects.near(doubtful).visible(at)
    known = set(rows.values_list("text", flat=True))
    nearest = {word: near for word in doubtful if (near := _nearest(word, known))}
    return query.corrected(nearest) if nearest else None


def _nearest(word: str, known: Collection[str]) -> str:
    """The known word with the fewest errors; empty if the word needs no correction or has none."""
    if word in known or stem(word) in map(stem, known):
        return ""
    allowed = 1 if len(word) < LONG_WORD else 2
    found = min(((*_distances(word, each, allowed), each) for each in known), default=(allowed + 1, 0, ""))
    return found[2] if found[0] <= allowed else ""


def _distances(word: str, other: str, allowed: int) -> tuple[int, int]:
    """Letters added, left out, replaced or swapped with their neighbour: at best (words or stems), in words."""
    whole = OSA.distance(word, other, score_cutoff=allowed)
    return min(whole, OSA.distance(stem(word), stem(other), score_cutoff=allowed)), whole
