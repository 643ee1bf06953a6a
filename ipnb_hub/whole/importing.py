"""Reads an exported hub back: all of it, or nothing."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.db import DatabaseError, IntegrityError, connection, transaction

from publishing import changes

from . import rows, tables
from .archive import Archive, RefusedError
from .following import follow
from .placing import Placing


@dataclass(frozen=True, slots=True)
class Outcome:
    """How many rows each table has now, how many it had before, and how many uploads came along."""

    rows: dict[str, int]
    before: dict[str, int]
    uploads: int

    @property
    def replaced(self) -> int:
        return sum(self.before.values())


def import_hub(file: Path, *, replace: bool = False, dry_run: bool = False) -> Outcome:
    """Put the hub in that file in place of what is here; a dry run does the same and takes it back.

    Raises RefusedError; then nothing has changed. Without `replace` a hub that holds anything is refused.
    """
    with Archive(file) as archive, _placing(archive) as placing:
        try:
            with transaction.atomic():
                changes.raise_version()  # before any other row, as every writer does
                outcome = _replace_all(archive, replace=replace)
                if dry_run:
                    transaction.set_rollback(True)
                else:
                    placing.place()
        except (DatabaseError, rows.BrokenRowError) as problem:
            placing.take_back()
            raise RefusedError(f"Nothing was imported. {_said(problem)}") from None
        except BaseException:
            placing.take_back()
            raise
        if not dry_run:
            placing.tidy()
    return outcome


@contextmanager
def _placing(archive: Archive) -> Iterator[Placing]:
    """The uploads, read and found whole, in a folder beside those of the hub until they are put in place."""
    placing = Placing()
    placing.folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=placing.folder.parent, prefix=".importing-") as waiting:
        placing.waiting = Path(waiting)
        for member in archive.uploads():
            archive.copy(member, placing.waiting_place(member.name))
        yield placing


def _replace_all(archive: Archive, *, replace: bool) -> Outcome:
    before = {label: model._base_manager.count() for label, model in tables.moved().items()}
    if any(before.values()) and not replace:
        raise RefusedError("This hub is not empty; --replace would put the one in the file in its place.")
    for model in reversed(tables.emptied()):
        model._base_manager.all()._raw_delete(connection.alias)  # noqa: SLF001 - nobody is to be told of each row
    stored = {label: _store(archive, label, model) for label, model in tables.moved().items()}
    connection.check_constraints()
    follow()
    return Outcome(stored, before, len(archive.uploads()))


def _store(archive: Archive, label: str, model: tables.Model) -> int:
    with closing(archive.lines(archive.tables()[label])) as lines:
        return rows.store(model, rows.read(model, lines))


def _said(problem: Exception) -> str:
    if isinstance(problem, IntegrityError):
        return f"What is in the file does not hold together: {str(problem).strip()}"
    return str(problem).strip()
