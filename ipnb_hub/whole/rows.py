"""Rows as lines of canonical JSON, the same on every database, and back without any change on the way."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime
from typing import Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import connection, models

from .tables import Model, fields, names_model

AT_ONCE = 500
LEAST, MOST = -(2**63), 2**63 - 1
_NO_CHARACTER = re.compile("[\0\ud800-\udfff]")
PLAIN = (str, int, float, bool, type(None))


class BrokenRowError(Exception):
    """A line that is no row of its table; the message says why."""


def canonical(data: object) -> bytes:
    text = json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return text.encode("utf-8", "surrogatepass")


def written(model: Model) -> Iterator[bytes]:
    """The rows of a table by their keys, a line each."""
    columns = fields(model)
    rows = model._base_manager.order_by("pk").values_list(*(field.attname for field in columns))
    for row in rows.iterator(chunk_size=AT_ONCE):
        yield canonical({f.attname: _out(f, value) for f, value in zip(columns, row, strict=True)}) + b"\n"


def _out(field: models.Field[Any, Any], value: Any) -> Any:
    if names_model(field) and value is not None:
        model = ContentType.objects.get_for_id(value)
        return f"{model.app_label}.{model.model}"
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(field, models.JSONField) or isinstance(value, PLAIN):
        return value
    raise TypeError(f"{field} holds {type(value).__name__}, which has no form in the file yet.")


def read(model: Model, lines: Iterable[bytes]) -> Iterator[models.Model]:
    """The objects that the lines of a table describe, not yet in the database. Raises BrokenRowError."""
    columns = {field.attname: field for field in fields(model)}
    for number, line in enumerate(lines, start=1):
        try:
            made = _row(model, columns, json.loads(line))
        except (ValueError, TypeError, LookupError, RecursionError, ValidationError) as problem:
            said = "; ".join(problem.messages) if isinstance(problem, ValidationError) else problem
            raise BrokenRowError(f"{model._meta.label_lower}, line {number}: {said}") from None
        yield made


def _row(model: Model, columns: Mapping[str, models.Field[Any, Any]], data: object) -> models.Model:
    if not isinstance(data, dict):
        raise TypeError("not a row.")
    if odd := data.keys() ^ columns.keys():
        raise TypeError(f"another version of the hub wrote it (columns differ: {', '.join(sorted(odd))}).")
    if data[model._meta.pk.attname] is None:
        raise ValueError("it has no key.")
    _check(data)
    return model(**{name: _in(columns[name], value) for name, value in data.items()})


def _check(value: object) -> None:
    """Raise ValueError for what some database cannot hold, however deep it lies."""
    if isinstance(value, str):
        if _NO_CHARACTER.search(value):
            raise ValueError("a text holds what is no character.")
    elif isinstance(value, dict | list):
        for each in (*value, *value.values()) if isinstance(value, dict) else value:
            _check(each)
    elif isinstance(value, int | float) and not LEAST <= value <= MOST:
        raise ValueError("a number is larger than any that is kept here.")


def _in(field: models.Field[Any, Any], value: Any) -> Any:
    if names_model(field) and value is not None:
        return ContentType.objects.get_for_model(apps.get_model(value), for_concrete_model=False).pk
    return value if isinstance(field, models.JSONField) else field.to_python(value)


def store(model: Model, objects: Iterable[models.Model]) -> int:
    """Write these objects as they are, keys and dates too; nobody is told. How many there were."""
    columns, chunk, count = list(model._meta.concrete_fields), [], 0
    size = max(1, min(AT_ONCE, connection.ops.bulk_batch_size(columns, [None] * AT_ONCE)))
    for each in objects:
        chunk.append(each)
        if len(chunk) == size:
            count += _insert(model, columns, chunk)
            chunk = []
    return count + (_insert(model, columns, chunk) if chunk else 0)


def _insert(model: Model, columns: list[Any], chunk: list[models.Model]) -> int:
    # What a raw save does, for many rows: no field may set the present time instead of what it holds.
    query = models.sql.InsertQuery(model)
    query.insert_values(columns, chunk, raw=True)
    query.get_compiler(using=connection.alias).execute_sql()
    return len(chunk)
