"""The delivered content in the test database, gone again at the end; other tests find the database empty.

`seeded_hub` gives a module the content; what each of its tests writes is taken back.
It is for modules of its own: another test of the same module would find the content as well.

Seeding takes long, so it is done once a run: tests/run.py names a file for SQLite, and a database for PostgreSQL, where
the process that seeds first leaves the content for the others; without a name each process seeds for itself.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import AbstractContextManager, closing, contextmanager, suppress
from pathlib import Path
from typing import Any, Protocol

import pytest
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import ProgrammingError, connection, transaction

from tests import serving

FIXTURES = settings.BASE_DIR / "fixtures"
KEPT = os.environ.get("SEEDED_SQLITE", "")
KEPT_DATABASE = os.environ.get("SEEDED_POSTGRESQL", "")  # on a server that goes with the run


@contextmanager
def taken_back() -> Iterator[None]:
    """A transaction, or a savepoint in the one that is open, that never stays."""
    with transaction.atomic():
        try:
            yield
        finally:
            transaction.set_rollback(True)


class Delivery(Protocol):
    """A seeded database that is kept beside the test database."""

    def placed(self) -> AbstractContextManager[None]:
        """The content in place of whatever the test database holds, until the block is left."""

    def copied(self, home: Path) -> AbstractContextManager[str]:
        """The DATABASE_URL of a copy for a hub of its own."""

    def close(self) -> None:
        """Remove what is kept."""


def seed() -> None:
    from ipnb_hub.seeding import seed

    seed(FIXTURES)


class OnSQLite:
    """Keeps the content in memory and copies all of it into the test database, and what was there back."""

    def __init__(self) -> None:
        self.content = sqlite3.connect(":memory:", check_same_thread=False)
        with self._what_was_there_comes_back():
            if KEPT and Path(KEPT).is_file():
                self._place(KEPT)
            else:
                seed()
            self._tested().backup(self.content)
        self._keep()

    def _tested(self) -> sqlite3.Connection:
        connection.ensure_connection()
        return connection.connection

    @contextmanager
    def _what_was_there_comes_back(self) -> Iterator[None]:
        with closing(sqlite3.connect(":memory:", check_same_thread=False)) as before:
            self._tested().backup(before)
            try:
                yield
            finally:
                before.backup(self._tested())
                ContentType.objects.clear_cache()  # its numbers may be others

    def _place(self, file: str) -> None:
        with closing(sqlite3.connect(file)) as kept:
            kept.backup(self._tested())

    def _keep(self) -> None:
        if KEPT and not Path(KEPT).is_file():
            ours = f"{KEPT}.{os.getpid()}"
            self._write(ours)
            Path(ours).replace(KEPT)

    def _write(self, file: str) -> None:
        with closing(sqlite3.connect(file)) as written:
            self.content.backup(written)

    @contextmanager
    def placed(self) -> Iterator[None]:
        with self._what_was_there_comes_back():
            self.content.backup(self._tested())
            ContentType.objects.clear_cache()
            yield

    @contextmanager
    def copied(self, home: Path) -> Iterator[str]:
        with serving.database(home) as url:
            self._write(url.removeprefix("sqlite:///"))
            yield url

    def close(self) -> None:
        self.content.close()


def _quoted(name: str) -> str:
    return connection.ops.quote_name(name)


class OnPostgreSQL:
    """Keeps the content in a clone of the test database; the process connects to the one or the other."""

    SUFFIX = "seeded"

    def __init__(self) -> None:
        self.name = connection.creation.get_test_db_clone_settings(self.SUFFIX)["NAME"]
        if KEPT_DATABASE and self._is_there(KEPT_DATABASE):
            self._copy(KEPT_DATABASE, self.name)
            return
        connection.creation.clone_test_db(self.SUFFIX, verbosity=0)
        with self.placed():
            seed()
        self._keep()

    def _keep(self) -> None:
        if KEPT_DATABASE:
            ours = f"{KEPT_DATABASE}_{os.getpid()}"
            self._copy(self.name, ours)
            with suppress(ProgrammingError):  # another process was quicker
                self._on_server(f"ALTER DATABASE {_quoted(ours)} RENAME TO {_quoted(KEPT_DATABASE)}")

    def _is_there(self, name: str) -> bool:
        return bool(self._on_server("SELECT 1 FROM pg_database WHERE datname = %s", name))

    def _copy(self, source: str, target: str) -> None:
        connection.close()  # a database that somebody is connected to cannot be copied
        self._on_server(f"CREATE DATABASE {_quoted(target)} TEMPLATE {_quoted(source)}")

    def _on_server(self, statement: str, *values: str) -> list[Any]:
        """What a statement gives that is run outside of the test database and outside of any transaction."""
        with connection.creation._nodb_cursor() as cursor:
            cursor.execute(statement, values or None)
            return cursor.fetchall() if cursor.description else []

    @contextmanager
    def placed(self) -> Iterator[None]:
        name = connection.settings_dict["NAME"]
        self._connect(self.name)
        try:
            yield
        finally:
            self._connect(name)

    def _connect(self, name: str) -> None:
        connection.close()
        connection.settings_dict["NAME"] = name
        ContentType.objects.clear_cache()  # its numbers may be others

    @contextmanager
    def copied(self, home: Path) -> Iterator[str]:
        connection.close()  # a database that somebody is connected to cannot be copied
        with serving.database(home, template=self.name) as url:
            yield url

    def close(self) -> None:
        connection.creation.destroy_test_db(verbosity=0, suffix=self.SUFFIX)


@pytest.fixture(scope="session")
def delivery(django_db_setup: None, django_db_blocker: Any) -> Iterator[Delivery]:
    """The seeded database of this process, made when the first test needs it."""
    with django_db_blocker.unblock():
        kept = OnSQLite() if connection.vendor == "sqlite" else OnPostgreSQL()
    yield kept
    with django_db_blocker.unblock():
        kept.close()


@pytest.fixture(scope="module")
def _seeded_module(delivery: Delivery, django_db_blocker: Any) -> Iterator[None]:
    placed = delivery.placed()
    with django_db_blocker.unblock():
        placed.__enter__()
    yield
    with django_db_blocker.unblock():
        placed.__exit__(None, None, None)


@pytest.fixture
def seeded_hub(_seeded_module: None, db: None) -> None:
    """The delivered content; whatever the test writes is taken back after it."""
