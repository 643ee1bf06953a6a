"""Objects as records, many with few queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

from django.db import models

from publishing.models import Tracked

from .shape import Model, Record, columns, natural_key, parts_of

MANY = 2000  # rows a query; databases take no more than some thousand values in one


def read(instance: models.Model) -> Record:
    """The record of an object as the database has it."""
    return read_all(type(instance), [instance.pk])[instance.pk]


def read_all(model: Model, keys: Collection[Any]) -> dict[Any, Record]:
    """The records of those that are there, by their keys."""
    return dict(records_of(stored(model, keys)))


def stored(model: Model, keys: Collection[Any]) -> list[models.Model]:
    """The objects with these keys, with what their own name needs."""
    rows = model.references() if issubclass(model, Tracked) else model._base_manager.all()
    return [each for some in _batches(keys) for each in rows.filter(pk__in=some).order_by("pk")]


def records_of(instances: Collection[models.Model]) -> Iterator[tuple[Any, Record]]:
    """The key and the record of each object of one model, all of whose fields were just loaded."""
    if not instances:
        return
    loaded = _load(type(next(iter(instances))), instances)
    names = _natural_keys(loaded)
    yield from ((instance.pk, _record(loaded, instance, names)) for instance in instances)


@dataclass(slots=True)
class _Loaded:
    """Rows of one model; of each of their relations the parts by owner, and the keys of what they name by row."""

    model: Model
    rows: Collection[models.Model]
    parts: dict[str, tuple[_Loaded, dict[Any, list[models.Model]]]] = field(default_factory=dict)
    many: dict[str, dict[Any, list[Any]]] = field(default_factory=dict)


def _load(model: Model, rows: Collection[models.Model]) -> _Loaded:
    loaded = _Loaded(model, rows)
    keys = [row.pk for row in rows]
    for relation in parts_of(model):
        part, owner = relation.related_model, relation.field
        found = [row for some in _batches(keys) for row in _parts(part, owner.name, some)]
        by_owner: dict[Any, list[models.Model]] = defaultdict(list)
        for row in found:
            by_owner[getattr(row, owner.attname)].append(row)
        loaded.parts[str(relation.get_accessor_name())] = (_load(part, found), by_owner)
    for many in model._meta.many_to_many:
        loaded.many[many.name] = _named(many, keys)
    return loaded


def _parts(part: Any, owner: str, keys: Collection[Any]) -> models.QuerySet[Any]:
    rows: models.QuerySet[Any] = part._base_manager.filter(**{f"{owner}__in": keys})
    return rows.order_by("order", "pk")


def _named(many: models.ManyToManyField[Any, Any], keys: Collection[Any]) -> dict[Any, list[Any]]:
    source, target = f"{many.m2m_field_name()}_id", f"{many.m2m_reverse_field_name()}_id"
    rows = many.remote_field.through._base_manager  # type: ignore[union-attr]
    named: dict[Any, list[Any]] = defaultdict(list)
    for some in _batches(keys):
        for key, other in rows.filter(**{f"{source}__in": some}).values_list(source, target):
            named[key].append(other)
    return named


def _batches(keys: Collection[Any]) -> Iterator[list[Any]]:
    every = list(keys)
    return (every[start : start + MANY] for start in range(0, len(every), MANY))


def _natural_keys(loaded: _Loaded) -> dict[Model, dict[Any, str]]:
    """What the rows refer to: the natural keys of each model's objects by their keys."""
    wanted: dict[Model, set[Any]] = defaultdict(set)
    for model, key in _referred(loaded):
        wanted[model].add(key)
    return {
        model: {
            each.pk: natural_key(each)
            for some in _batches(keys - {None})
            for each in model._base_manager.filter(pk__in=some)
        }
        for model, keys in wanted.items()
    }


def _referred(loaded: _Loaded) -> Iterator[tuple[Model, Any]]:
    for column in columns(loaded.model):
        if isinstance(column, models.ForeignKey):
            yield from ((_target(column), getattr(row, column.attname)) for row in loaded.rows)
    for name, named in loaded.many.items():
        target = _target(loaded.model._meta.get_field(name))
        yield from ((target, key) for keys in named.values() for key in keys)
    for parts, _ in loaded.parts.values():
        yield from _referred(parts)


def _target(column: Any) -> Model:
    target: Model = column.related_model
    return target


def _record(loaded: _Loaded, row: models.Model, names: dict[Model, dict[Any, str]]) -> Record:
    record = {column.name: _plain(column, row, names) for column in columns(loaded.model)}
    for name, named in loaded.many.items():
        known = names.get(_target(loaded.model._meta.get_field(name)), {})
        record[name] = sorted(known[key] for key in named.get(row.pk, ()))
    for name, (parts, by_owner) in loaded.parts.items():
        record[name] = [_record(parts, part, names) for part in by_owner.get(row.pk, ())]
    return record


def _plain(column: models.Field[Any, Any], row: models.Model, names: dict[Model, dict[Any, str]]) -> Any:
    value = getattr(row, column.attname)
    if isinstance(column, models.ForeignKey):
        return None if value is None else names[_target(column)][value]
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
    return value.isoformat() if isinstance(value, date) else value
