"""Write the fixtures into the database without ever undoing an editor's work.

A record is written if its object is absent and was never seeded, or is as it was seeded. What an editor changed or
deleted stays so; `reset` restores the delivered content and leaves what editors added.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db import DatabaseError, transaction
from django.db.models import Field, ForeignKey, ManyToManyField, ManyToOneRel, Model

from publishing import changes
from publishing.models import Content, Part, Seeded, State

from . import fixtures
from .fixtures import BrokenFixture, Record

# Kept by the models themselves, so no sign of an editor's change.
UNSEEDED = frozenset({"id", "version", "created", "updated", "folded"})


def seed(folder: Path, *, reset: bool = False) -> Counter[str]:
    """Write what is to be written, all of it or nothing; returns how many records were written or kept.

    Raises BrokenFixture, whose message names file, record and field.
    """
    records = fixtures.read(folder)
    ledger = {(row.model, row.key): row for row in Seeded.objects.all()}
    outcome: Counter[str] = Counter()
    waiting = [each for each in records if reset or not _is_known(each, ledger.get((each.label, each.key)))]
    outcome["kept"] = len(records) - len(waiting)
    if not waiting:
        return outcome
    with transaction.atomic():
        with changes.gathered():
            known = [(each, ledger.get((each.label, each.key))) for each in waiting]
            written = _write_all([each for each, row in known if _may_write(each, row, reset)])
        for record, instance in written:  # after the listeners, who may add rows to what was written
            _enter(record, instance)
    outcome["written"] = len(written)
    outcome["kept"] += len(waiting) - len(written)
    return outcome


def _is_known(record: Record, row: Seeded | None) -> bool:
    """Whether this very record was seeded before: then whatever happened to its object since is an editor's."""
    return row is not None and row.record == record.digest()


def _may_write(record: Record, row: Seeded | None, reset: bool) -> bool:
    stored = _find(record)
    if reset or (stored is None and row is None):
        return True
    return stored is not None and row is not None and fixtures.digest(snapshot(stored)) == row.digest


def _find(record: Record) -> Model | None:
    lookups = {_lookup(record.model, field): record.data[field] for field in record.identity}
    return record.model._base_manager.filter(**lookups).first()


def _lookup(model: type[Model], field: str) -> str:
    return f"{field}__slug" if isinstance(model._meta.get_field(field), ForeignKey) else field


def _write_all(records: list[Record]) -> list[tuple[Record, Model]]:
    """Write the records; references among objects of one model come last, when all of them exist."""
    later: list[tuple[Record, Model, Field[Any, Any], str]] = []
    written = [(record, _write(record, later)) for record in records]
    for record, instance, field, value in later:
        setattr(instance, field.name, _referred(record, field, value))
        instance.save(update_fields=[field.name])
    return written


def _enter(record: Record, instance: Model) -> None:
    """Note in the ledger what was written, and how the object stands now."""
    hashes = {"record": record.digest(), "digest": fixtures.digest(snapshot(instance))}
    Seeded.objects.update_or_create(model=record.label, key=record.key, defaults=hashes)


def _write(record: Record, later: list[tuple[Record, Model, Field[Any, Any], str]]) -> Model:
    instance = _blank(record)
    parts: dict[ManyToOneRel, Any] = {relation: [] for relation in parts_of(record.model)}
    many: dict[str, list[Model]] = {field.name: [] for field in record.model._meta.many_to_many}
    for name, value in record.data.items():
        field = _field(record, record.model, name)
        if isinstance(field, ManyToOneRel):
            parts[field] = value
        elif isinstance(field, ManyToManyField):
            many[name] = [_referred(record, field, each) for each in value]
        elif isinstance(field, ForeignKey) and field.related_model is record.model and name not in record.identity:
            later.append((record, instance, field, value))
        else:
            _set(record, instance, field, value)
    _save(record, instance)
    for name, related in many.items():
        getattr(instance, name).set(related)
    for relation, values in parts.items():
        _write_parts(record, instance, relation, values)
    return instance


def _blank(record: Record) -> Model:
    """A published object without texts, in the place of the one that is stored, if any."""
    instance = record.model()
    stored = _find(record)
    if stored is not None:
        instance._state.adding, instance._state.db = False, stored._state.db
        for name in UNSEEDED & {field.name for field in stored._meta.concrete_fields}:
            setattr(instance, name, getattr(stored, name))
    if isinstance(instance, Content):
        instance.state = State.PUBLISHED
    return instance


def _field(record: Record, model: type[Model], name: str) -> Any:
    try:
        field = model._meta.get_field(name)
    except FieldDoesNotExist:
        fields = {rel.get_accessor_name(): rel for rel in parts_of(model)}
        if name not in fields:
            raise record.broken(name, f"{model._meta.verbose_name} has no such field") from None
        field = fields[name]
    return field


def _set(record: Record, instance: Model, field: Field[Any, Any], value: Any) -> None:
    if isinstance(field, ForeignKey) and value is not None:
        value = _referred(record, field, value)
    elif isinstance(value, str):
        value = value.strip()
    setattr(instance, field.name, value)


def _referred(record: Record, field: Any, key: str) -> Model:
    model = field.related_model
    try:
        return model._default_manager.get_by_natural_key(key)  # type: ignore[no-any-return]
    except model.DoesNotExist:
        raise record.broken(field.name, f"there is no {model._meta.verbose_name} “{key}”") from None


def _save(record: Record, instance: Model) -> None:
    try:
        instance.full_clean()
        instance.save()
    except ValidationError as error:
        field, messages = next(iter(error.message_dict.items()))
        raise record.broken(field, " ".join(messages)) from error
    except (DatabaseError, TypeError, ValueError) as error:
        raise record.broken(str(instance._meta.verbose_name), error) from error


def _write_parts(record: Record, owner: Model, relation: ManyToOneRel, values: Any) -> None:
    if not isinstance(values, list) or not all(isinstance(each, dict) for each in values):
        raise record.broken(str(relation.get_accessor_name()), "this is a list of mappings")
    getattr(owner, str(relation.get_accessor_name())).all().delete()
    for order, data in enumerate(values, start=1):
        part = relation.related_model(order=order, **{relation.field.name: owner})
        nested = []
        for name, value in data.items():
            field = _field(record, type(part), name)
            if isinstance(field, ManyToOneRel):
                nested.append((field, value))
            else:
                _set(record, part, field, value)
        _save(record, part)
        for inner, inner_values in nested:
            _write_parts(record, part, inner, inner_values)


def parts_of(model: type[Model]) -> Iterator[ManyToOneRel]:
    """The relations to the parts of a model, as far as they are not seeded for themselves."""
    for relation in model._meta.related_objects:
        part = relation.related_model
        if (
            isinstance(relation, ManyToOneRel)
            and isinstance(part, type)
            and issubclass(part, Part)
            and part._meta.label_lower not in fixtures.ORDER
            and relation.get_accessor_name() not in (None, "+")
            and relation.field.name in part.OWNERS
        ):
            yield relation


def snapshot(instance: Model) -> dict[str, Any]:
    """Everything that an editor can change of an object and its parts, as plain data."""
    stored = type(instance)._base_manager.get(pk=instance.pk)
    return {
        "fields": _values(stored),
        "many": {
            field.name: sorted(getattr(stored, field.name).values_list("pk", flat=True))
            for field in stored._meta.many_to_many
        },
        "parts": {
            str(relation.get_accessor_name()): [
                snapshot(part) for part in getattr(stored, str(relation.get_accessor_name())).all()
            ]
            for relation in parts_of(type(stored))
        },
    }


def _values(instance: Model) -> dict[str, str]:
    fields = [field for field in instance._meta.concrete_fields if field.name not in UNSEEDED]
    return {field.attname: field.value_to_string(instance) for field in fields}


__all__ = ["BrokenFixture", "seed", "snapshot"]
