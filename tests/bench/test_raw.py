"""The statements that the search is measured against give right answers on either database."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.utils import timezone

from bench import raw
from bench.queries import CLASSES
from search.documents import Document
from search.indexing import put_all

LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
TERMS = {
    1: ("implicit memory", ("nondeclarative memory",), "What we learned without knowing it.", LONG_AGO),
    2: ("memory", (), "What stays of an experience.", LONG_AGO),
    3: ("memoir", (), "A life, told by memory.", LONG_AGO),
    4: ("memory trace", (), "Not public before tomorrow.", timezone.now() + timedelta(days=1)),
}
SEARCHED = {
    "exact": ("Memory", ["memory", "implicit memory", "memoir"]),
    "1 letter": ("m", ["memoir", "memory"]),
    "2 letters": ("no", ["implicit memory"]),
    "3 letters": ("mem", ["memoir", "memory"]),
    "several words": ("memories implicit", ["implicit memory"]),
    "no such word": ("bodefagupi", []),
    "never together": ("life experience", []),
    "typing error": ("implicti memory", ["implicit memory"]),
    "quoted phrase": ('"told by memory"', ["memoir"]),
    "common words": ("experience", ["memory"]),
}
SUGGESTED = {
    **dict.fromkeys(SEARCHED, ("memo", ["memoir", "memory"])),
    "exact": ("memory", ["memory"]),
    "several words": ("memories implicit", ["implicit memory"]),
    "typing error": ("implicti memory", ["implicit memory"]),
}


@pytest.fixture
def terms(db: None) -> None:
    put_all("glossary.term", {key: _document(*each) for key, each in TERMS.items()})


def _document(title: str, names: tuple[str, ...], summary: str, visible_from: datetime) -> Document:
    return Document("term", title, f"/{title}/", names, summary, "", visible_from=visible_from)


def test_every_class_has_a_statement() -> None:
    assert list(SEARCHED) == list(CLASSES)


@pytest.mark.usefixtures("terms")
@pytest.mark.parametrize("name", SEARCHED)
def test_the_statement_for_a_search_answers_its_class(name: str) -> None:
    typed, titles = SEARCHED[name]
    assert _titles(raw.search(name, _asked(typed))) == titles


@pytest.mark.usefixtures("terms")
@pytest.mark.parametrize("name", SUGGESTED)
def test_the_statement_for_suggestions_answers_its_class(name: str) -> None:
    typed, titles = SUGGESTED[name]
    assert _titles(raw.suggest(name, _asked(typed))) == titles


def _asked(typed: str) -> raw.Asked:
    return raw.Asked(typed, connection.vendor, connection.ops.adapt_datetimefield_value(timezone.now()))


def _titles(statement: raw.Statement) -> list[str]:
    sql, values = raw.for_driver(statement, connection.vendor)
    return [row[2] for row in connection.connection.cursor().execute(sql, values).fetchall()]
