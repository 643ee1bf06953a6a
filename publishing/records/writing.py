"""Records into the database: checked as a form would, and all of one or nothing."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import NON_FIELD_ERRORS, FieldDoesNotExist, ValidationError
from django.db import DatabaseError, models, transaction

from publishing import changes
from publishing.models import Tracked, Version

from .reading import read
from .shape import KEPT, Model, Record, columns, label, parts_of

CLASH = "Something here was taken by another change a moment ago, or stands twice."
TAKEN = "Something else has this already."
NOT_PLAIN = "This is not plain text."
NOT_A_LIST = "This is a list."


class Refused(ValidationError):
    """A record that cannot be stored. `errors`: of each thing wrong the path of its field ("names.2.text"), and why."""

    def __init__(self, model: Model, errors: list[tuple[str, str]]) -> None:
        self.errors = errors
        super().__init__([_said(model, path, sentence) for path, sentence in errors])


def write(model: Model, record: Record, instance: models.Model | None = None) -> models.Model:
    """Store the record in this object, or in a new one; what the record does not name stays as it is.

    Raises Refused, after which the database is as it was.
    """
    with changes.gathered(), transaction.atomic():
        writing = _Writing(model)
        try:
            written = writing.object(record, instance if instance is not None else model())
        except DatabaseError as error:
            raise Refused(model, [*writing.errors, ("", CLASH)]) from error
        except (TypeError, ValueError) as error:
            raise Refused(model, [*writing.errors, ("", f"This cannot be stored: {error}.")]) from error
        if writing.errors:
            raise Refused(model, writing.errors)
        return written


def with_key(model: Model, key: str) -> Any:
    """The object with this natural key, or the one that had it last and is called otherwise now; None without one."""
    try:
        return model._default_manager.get_by_natural_key(*key.split("/"))  # type: ignore[attr-defined]
    except (model.DoesNotExist, TypeError):  # type: ignore[attr-defined]
        kind = ContentType.objects.get_for_model(model)
        known = Version.objects.filter(content_type=kind, key=key).order_by("-made", "-pk")
        latest = known.values_list("object_id", flat=True).first()
        return model._base_manager.filter(pk=latest).first()


def gaps(model: Model, record: Record) -> list[tuple[str, str]]:
    """What the record refers to that is no longer there: the path of each field, and a sentence."""
    return [(path, _missing(column, key)) for path, column, key, _, _ in _gaps(model, record, "")]


def without_gaps(model: Model, record: Record) -> Record:
    """A copy without what is no longer there: the field left empty, or the part that needs it left out."""
    fitted = copy.deepcopy(record)
    for _, column, key, place, rows in reversed(list(_gaps(model, fitted, ""))):
        if isinstance(column, models.ManyToManyField):
            place[column.name] = [each for each in place[column.name] if each != key]
        elif column.null:
            place[column.name] = None
        elif rows is not None:
            rows[:] = [each for each in rows if each is not place]
    return fitted


def _gaps(
    model: Model, record: Record, path: str, rows: list[Record] | None = None
) -> Iterator[tuple[str, Any, str, Record, list[Record] | None]]:
    """Path, field, the key that leads nowhere, the record in which it stands, and the list in which that stands."""
    for column in (*columns(model), *model._meta.many_to_many):
        if isinstance(column, models.ForeignKey | models.ManyToManyField):
            value = record.get(column.name)
            for key in value if isinstance(value, list) else [value]:
                if isinstance(key, str) and with_key(column.related_model, key) is None:
                    yield f"{path}{column.name}", column, key, record, rows
    for relation in parts_of(model):
        name = str(relation.get_accessor_name())
        parts = record.get(name) or []
        for number, part in enumerate(parts, start=1):
            yield from _gaps(relation.related_model, part, f"{path}{name}.{number}.", parts)


class _Writing:
    """One record on its way into the database; what is wrong with it gathers in `errors`."""

    def __init__(self, model: Model) -> None:
        self.model = model
        self.errors: list[tuple[str, str]] = []

    def object(self, record: Record, instance: models.Model) -> models.Model:
        before = read(instance) if instance.pk is not None and not instance._state.adding else {}
        many, parts = self.put(instance, record, "")
        if not self.is_sound(instance, ""):
            return instance
        instance.save()
        for name, related in many.items():
            if record[name] != before.get(name, []):
                getattr(instance, name).set(related)
        for relation in parts:
            name = str(relation.get_accessor_name())
            if record[name] != before.get(name, []):
                self.replace(instance, relation, record[name], "")
        self.check_whole(instance)
        return instance

    def check_whole(self, instance: models.Model) -> None:
        """What the object's own model says of the object with all its parts."""
        if isinstance(instance, Tracked) and not self.errors:
            self.guard("", instance.check_parts)

    def put(
        self, instance: models.Model, record: Record, path: str
    ) -> tuple[dict[str, list[Any]], list[models.ManyToOneRel]]:
        """Set the fields; returns what its many-to-many fields name, and the relations to parts that it holds."""
        fields = {column.name: column for column in columns(type(instance))}
        many = {column.name: column for column in type(instance)._meta.many_to_many}
        parts = {str(relation.get_accessor_name()): relation for relation in parts_of(type(instance))}
        named: dict[str, list[Any]] = {}
        for name, value in record.items():
            where = f"{path}{name}"
            if name in fields:
                self.put_field(instance, fields[name], value, where)
            elif name in many:
                keys = self.listed(value, where)
                named[name] = [self.referred(many[name], key, where) for key in keys]
            elif name in parts:
                self.listed(value, where)
            else:
                self.errors.append((where, "There is no such field."))
        return named, [parts[name] for name in record if name in parts and isinstance(record[name], list)]

    def put_field(self, instance: models.Model, column: Any, value: Any, where: str) -> None:
        if isinstance(column, models.ForeignKey):
            value = None if value is None else self.referred(column, value, where)
        elif isinstance(column, models.CharField | models.TextField) and not _is_plain(value):
            self.errors.append((where, NOT_PLAIN))
            return
        setattr(instance, column.name, value)

    def referred(self, column: Any, key: Any, where: str) -> Any:
        found = with_key(column.related_model, str(key))
        if found is None:
            self.errors.append((where, _missing(column, key)))
        return found

    def listed(self, value: Any, where: str) -> list[Any]:
        if isinstance(value, list):
            return value
        self.errors.append((where, NOT_A_LIST))
        return []

    def replace(self, owner: models.Model, relation: models.ManyToOneRel, rows: list[Any], path: str) -> None:
        """The parts that there are go, and those of the record come, each with the key of the one in its place."""
        name = str(relation.get_accessor_name())
        stored = getattr(owner, name).order_by("order", "pk")
        keys = iter(list(stored.values_list("pk", flat=True)))
        stored.delete()
        for number, row in enumerate(rows, start=1):
            where = f"{path}{name}.{number}."
            part = relation.related_model(pk=next(keys, None), order=number, **{relation.field.name: owner})
            if not isinstance(row, dict):
                self.errors.append((where, "This is a row of named fields."))
                continue
            _, nested = self.put(part, row, where)
            if self.is_sound(part, where):
                part.save()
                for inner in nested:
                    self.replace(part, inner, row[str(inner.get_accessor_name())], where)

    def is_sound(self, instance: models.Model, path: str) -> bool:
        """Whether nothing was found wrong below this path, now that the model has looked at all of its fields."""
        wrong = [where for where, _ in self.errors if where.startswith(path)]
        unset = {where[len(path) :] for where in wrong}
        self.guard(path, lambda: instance.full_clean(exclude=unset | KEPT | {instance._meta.pk.name}))
        return not any(where.startswith(path) for where, _ in self.errors)

    def guard(self, path: str, check: Any) -> None:
        try:
            check()
        except ValidationError as error:
            found = error.error_dict if hasattr(error, "error_dict") else {NON_FIELD_ERRORS: error.error_list}
            for name, errors in found.items():
                where = path.rstrip(".") if name == NON_FIELD_ERRORS else f"{path}{name}"
                sentences = [TAKEN if each.code == "unique" else each.messages[0] for each in errors]
                self.errors += [(where, sentence) for sentence in sentences]


def _is_plain(value: Any) -> bool:
    """Whether a text field of both databases can hold it as it stands."""
    if not isinstance(value, str) or "\0" in value:
        return value is None
    return not any("\ud800" <= character <= "\udfff" for character in value)


def _missing(column: Any, key: Any) -> str:
    return f"There is no {column.related_model._meta.verbose_name} “{key}” any more."


def _said(model: Model, path: str, sentence: str) -> str:
    """A sentence with the place that it is about, in an editor's words."""
    words, steps = [], path.split(".")
    for step in filter(None, steps):
        relations = {str(relation.get_accessor_name()): relation for relation in parts_of(model)}
        if step.isdigit():
            words.append(f"row {step}")
        elif step in relations:
            words.append(label(model, step))
            model = relations[step].related_model
        else:
            words.append(_word(model, step))
    return f"{', '.join(words)}: {sentence}" if words else sentence


def _word(model: Model, name: str) -> str:
    try:
        return label(model, name)
    except FieldDoesNotExist:
        return name
