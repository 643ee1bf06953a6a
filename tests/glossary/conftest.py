"""What several files about terms begin with."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from glossary.models import Term
from publishing.changes import gathered
from tests.filling import editor
from tests.making import make_term, make_work
from tests.seeded import taken_back


@pytest.fixture
def ed(client: Client, db: None) -> Client:
    client.force_login(editor())
    return client


@pytest.fixture
def writer(client: Client, db: None) -> Client:
    client.force_login(editor(may_publish=False))
    return client


@pytest.fixture(scope="module")
def _pair(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    with django_db_blocker.unblock(), taken_back():
        editor("mia")
        with gathered():
            make_term("Limbic resonance", "limbic echo")
            make_term("Emotional resonance")
            for key in ("a", "b", "c"):
                make_work(key)
        yield


@pytest.fixture
def pair(_pair: None, db: None) -> tuple[Term, Term]:
    """Two published terms to be merged, the same for a whole file; there are three works, too."""
    return Term.objects.get(slug="limbic-resonance"), Term.objects.get(slug="emotional-resonance")


@pytest.fixture
def mia(pair: tuple[Term, Term]) -> User:
    return User.objects.get(username="mia")
