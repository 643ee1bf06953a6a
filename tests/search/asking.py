"""Asking the search engine, as the tests of its modules do."""

from datetime import UTC, datetime
from typing import Any

from search.engine import find
from search.finding import Found, search
from search.matching import Window
from search.models import Entry
from search.query import parse


def titles(query: str, **options: Any) -> list[str]:
    """The titles of the first page of hits."""
    return [hit.title for hit in find(query, **options).hits]


def whys(query: str) -> dict[str, str]:
    """Why each hit of the first page is there, by its title."""
    return {hit.title: hit.why for hit in find(query).hits}


def public() -> Window:
    """What the public may see now."""
    return Window(datetime.now(UTC))


def found(query: str) -> Found:
    """All that is found for the public, in no order."""
    return search(parse(query), public())


def tiers(query: str) -> dict[str, int]:
    """The tier of each entry that is found, by its title."""
    names = dict(Entry.objects.values_list("pk", "title"))
    held = found(query)
    return {names[row.entry]: row.tier for row in held.ordered(list(held.rows.values()), held.number, public())}
