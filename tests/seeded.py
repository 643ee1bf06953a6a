"""The delivered content in the test database, gone again at the end; other tests find the database empty.

`seeded_hub` seeds once a module, in a transaction that the module's end rolls back; each test writes into a savepoint.
It is for modules of its own: another test of the same module would find the content as well.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.conf import settings
from django.db import transaction

from ipnb_hub.seeding import seed

FIXTURES = settings.BASE_DIR / "fixtures"


@contextmanager
def taken_back() -> Iterator[None]:
    """A transaction, or a savepoint in the one that is open, that never stays."""
    with transaction.atomic():
        try:
            yield
        finally:
            transaction.set_rollback(True)


@pytest.fixture(scope="module")
def _seeded_module(django_db_setup: None, django_db_blocker: Any) -> Iterator[Counter[str]]:
    transaction_of_module = taken_back()
    with django_db_blocker.unblock():
        transaction_of_module.__enter__()
        try:
            outcome = seed(FIXTURES)
        except BaseException as error:
            transaction_of_module.__exit__(type(error), error, error.__traceback__)
            raise
    yield outcome
    with django_db_blocker.unblock():
        transaction_of_module.__exit__(None, None, None)


@pytest.fixture
def seeded_hub(_seeded_module: Counter[str], db: None) -> Counter[str]:
    """The delivered content, and what seeding did; whatever the test writes is taken back after it."""
    return _seeded_module
