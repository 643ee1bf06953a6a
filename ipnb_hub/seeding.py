"""Write the fixtures into the database without ever undoing an editor's work.

A record is written if its object is absent and was never seeded, or is as it was seeded. What an editor changed or
deleted stays so; `reset` restores the delivered content and leaves what editors added.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any, TypeAlias

from django.db import transaction
from django.db.models import Model

from publishing import acting, changes
from publishing.history import DELIVERED
from publishing.models import Seeded

from . import fixtures
from .fixtures import BrokenFixture, Record
from .writing import KEPT, Writer, find, parts_of

Ledger: TypeAlias = dict[tuple[str, str], Seeded]


def seed(folder: Path, *, reset: bool = False) -> Counter[str]:
    """Write what is to be written, all of it or nothing; returns how many records were written or kept.

    Raises BrokenFixture, whose message names file, record and field.
    """
    records = fixtures.read(folder)
    ledger: Ledger = {(row.model, row.key): row for row in Seeded.objects.all()}
    waiting = records if reset else [record for record in records if not _is_known(record, ledger)]
    written: list[tuple[Record, Model]] = []
    if waiting:
        with transaction.atomic():
            with acting.by(name=DELIVERED), changes.gathered():
                written = Writer().write_all([each for each in waiting if reset or _may_write(each, ledger)])
            _enter(written, ledger)  # after the listeners, who may add rows to what was written
    return Counter(written=len(written), kept=len(records) - len(written))


def _is_known(record: Record, ledger: Ledger) -> bool:
    """Whether this very record was seeded before: then whatever happened to its object since is an editor's."""
    row = ledger.get((record.label, record.key))
    return row is not None and row.record == record.digest()


def _may_write(record: Record, ledger: Ledger) -> bool:
    row, stored = ledger.get((record.label, record.key)), find(record)
    if stored is None or row is None:
        return stored is None and row is None
    return fixtures.digest(snapshot(stored)) == row.digest


def _enter(written: list[tuple[Record, Model]], ledger: Ledger) -> None:
    """Note what was written, and how it stands now."""
    new = []
    for record, instance in written:
        row = ledger.get((record.label, record.key)) or Seeded(model=record.label, key=record.key)
        row.record, row.digest = record.digest(), fixtures.digest(snapshot(instance))
        if row.pk:
            row.save()
        else:
            new.append(row)
    Seeded.objects.bulk_create(new)


def snapshot(instance: Model) -> dict[str, Any]:
    """Everything that an editor can change of an object and its parts, as the database has it, as plain data."""
    return _snapshot(type(instance)._base_manager.get(pk=instance.pk))


def _snapshot(stored: Model) -> dict[str, Any]:
    fields = [field for field in stored._meta.concrete_fields if field.name not in KEPT]
    many = stored._meta.many_to_many
    relations = [str(relation.get_accessor_name()) for relation in parts_of(type(stored))]
    return {
        "fields": {field.attname: field.value_to_string(stored) for field in fields},
        "many": {field.name: sorted(getattr(stored, field.name).values_list("pk", flat=True)) for field in many},
        "parts": {relation: [_snapshot(part) for part in getattr(stored, relation).all()] for relation in relations},
    }


__all__ = ["BrokenFixture", "seed", "snapshot"]
