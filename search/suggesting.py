"""What a search box offers while somebody types: the first hits by name, or what is nearest to a typing error."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from .finding import Found, search_beyond_names
from .matching import Row, Window, best, by_names, by_words_in_names
from .query import Query, parse
from .showing import Shown, shown

MOST = 8


@dataclass(frozen=True, slots=True)
class Suggestion:
    """An entry that may be meant; `why` is empty where its title shows it."""

    title: str
    url: str
    kind: str
    label: str
    why: str


def suggest(typed: str, *, at: datetime | None = None) -> tuple[Suggestion, ...]:
    """The first hits for what was typed so far, at most `MOST`; any input is harmless."""
    asked = parse(typed)
    if not asked.words:
        return ()
    window = Window(at or timezone.now())
    found = _found(asked, window)
    rows = found.ordered(list(found.rows.values()), MOST, window)
    entries = shown([row.entry for row in rows], text=False)
    return tuple(_suggestion(entries[row.entry], row, found) for row in rows if row.entry in entries)


def _found(asked: Query, window: Window) -> Found:
    """What has it in its names; only where nothing has, what a search would find otherwise."""
    rows = best(by_names(asked, window))
    if len(rows) < MOST and asked.content:
        rows = best([*rows.values(), *by_words_in_names(asked, window)])
    return Found(asked, rows) if rows else search_beyond_names(asked, window)


def _suggestion(entry: Shown, row: Row, found: Found) -> Suggestion:
    return Suggestion(entry.title, entry.url, entry.kind, entry.label, found.why(entry, row))
