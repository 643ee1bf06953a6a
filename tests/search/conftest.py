"""A shelf of hand-made documents, so that the engine is tested without any content model."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from itertools import count
from typing import Any

import pytest
from django.contrib.auth.models import Group

import search
from search import indexing, misses
from search.documents import Document

LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)


def document(title: str, *names: str, **others: Any) -> Document:
    """A public term of this title, unless told otherwise."""
    told: dict[str, Any] = {
        "kind": "term",
        "url": f"/glossary/{title}/",
        "summary": "",
        "text": "",
        "visible_from": LONG_AGO,
        **others,
    }
    return Document(title=title, names=names, **told)


@pytest.fixture
def shelve(db: None) -> Callable[..., int]:
    """Put a document into the index; its key."""
    numbers = count(1)

    def put(title: str, *names: str, **others: Any) -> int:
        key = next(numbers)
        indexing.put(f"shelf.{others.get('kind', 'term')}", key, document(title, *names, **others))
        return key

    return put


@pytest.fixture
def shelf(shelve: Callable[..., int]) -> Callable[..., int]:
    """A few terms and works of the subject."""
    shelve(
        "Implicit memory",
        "nondeclarative memory",
        "implicit memories",
        summary="What shapes us without the feeling of recalling anything.",
        text="It is present before the hippocampus matures. Sensations & emotions can be memories.",
        facet="well-established",
        label="Well established",
    )
    shelve(
        "Explicit memory",
        "declarative memory",
        summary="Memory that can be told.",
        facet="well-established",
        label="Well established",
    )
    shelve("Mirror neurons", "mirror neuron", summary="Cells that fire when we act and see.", facet="debated")
    shelve("Attunement", "attuned communication", summary="Feeling felt by another.", facet="supported")
    shelve("Co-regulation", "coregulation", summary="Two people calm one another.", facet="supported")
    shelve("Window of tolerance", summary="The zone in which we can think and feel.")
    shelve("Accelerated experiential dynamic psychotherapy", "AEDP", summary="A therapy of undoing aloneness.")
    shelve("The Developing Mind", "Daniel J. Siegel", kind="resource", summary="How relationships shape us.")
    shelve("Memory and the mirror", kind="article", text="About memory, mirrors and people. " * 9)
    return shelve


@pytest.fixture
def findable(db: None, monkeypatch: pytest.MonkeyPatch) -> type[Group]:
    """A model that the engine has never heard of: groups, made findable by their names."""
    Group.objects.all().delete()
    monkeypatch.setattr(search, "_registered", {})
    monkeypatch.setattr(Group, "search_document", lambda group: document(group.name, "flock"), raising=False)
    search.register(Group)
    return Group


@pytest.fixture
def counting(settings: Any) -> Iterator[None]:
    """Searches that find nothing are counted; none has been before, and none is left behind."""
    settings.HUB_NOTE_EMPTY_SEARCHES = True
    misses._buffer.take()
    misses._buffer.has_failed = False
    yield
    misses._buffer.take()
