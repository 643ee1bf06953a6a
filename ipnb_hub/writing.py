"""Write one record of a fixture, an object with all its parts, into the database."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db import DatabaseError
from django.db.models import CharField, Field, ForeignKey, ManyToManyField, ManyToOneRel, Model, TextField

from glossary.models import Name, Term
from publishing import records
from publishing.models import Content, State

from . import fixtures
from .fixtures import Record

# Kept by the models themselves, so no sign of an editor's change.
KEPT = frozenset({"id", "version", "created", "updated", "folded"})


class Writer:
    """Writes records; it remembers what they refer to, and which references among one model come last."""

    def __init__(self) -> None:
        self.found: dict[tuple[type[Model], str], Model] = {}
        self.later: list[tuple[Record, Model, Field[Any, Any], str]] = []

    def write_all(self, records: list[Record]) -> list[tuple[Record, Model]]:
        written = [(record, self.write(record)) for record in records]
        for record, instance, field, key in self.later:
            setattr(instance, field.name, self.referred(record, field, key))
            instance.save(update_fields=[field.name])
        return written

    def write(self, record: Record) -> Model:
        instance = blank(record)
        is_new = instance.pk is None
        parts: dict[ManyToOneRel, Any] = dict.fromkeys(parts_of(record.model), ())
        many: dict[str, list[Model]] = {field.name: [] for field in record.model._meta.many_to_many}
        for name, value in record.data.items():
            field = field_of(record, record.model, name)
            if isinstance(field, ManyToOneRel):
                parts[field] = value
            elif isinstance(field, ManyToManyField):
                many[name] = [self.referred(record, field, each) for each in _list(record, name, value)]
            elif isinstance(field, ForeignKey) and field.related_model is record.model and name not in record.identity:
                self.later.append((record, instance, field, value))
            else:
                self.put(record, instance, field, value)
        _checked(record, instance)
        _stored(record, instance, instance.save)
        for name, related in many.items():
            if related or not is_new:
                getattr(instance, name).set(related)
        for relation, values in parts.items():
            self.write_parts(record, instance, relation, values, is_new=is_new)
        if isinstance(instance, Term) and not instance.names.filter(kind=Name.Kind.TITLE).exists():
            raise record.broken("names", "a term has one title")
        return instance

    def write_parts(self, record: Record, owner: Model, relation: ManyToOneRel, values: Any, *, is_new: bool) -> None:
        name = str(relation.get_accessor_name())
        rows = getattr(owner, name)
        if not is_new:
            rows.all().delete()
        numbered = enumerate(_list(record, name, values), start=1)
        made = [self.part(record, owner, relation, order, data) for order, data in numbered]
        _stored(record, owner, lambda: rows.bulk_create([part for part, _ in made]))
        for part, nested in made:
            for inner, inner_values in nested:
                self.write_parts(record, part, inner, inner_values, is_new=True)

    def part(
        self, record: Record, owner: Model, relation: ManyToOneRel, order: int, data: Any
    ) -> tuple[Model, list[tuple[ManyToOneRel, Any]]]:
        """A part, not yet stored, and the parts of this part."""
        if not isinstance(data, dict):
            raise record.broken(str(relation.get_accessor_name()), "this is a list of mappings")
        part = relation.related_model(order=order, **{relation.field.name: owner})
        nested = []
        for name, value in data.items():
            field = field_of(record, type(part), name)
            if isinstance(field, ManyToOneRel):
                nested.append((field, value))
            else:
                self.put(record, part, field, value)
        _checked(record, part)
        return part, nested

    def put(self, record: Record, instance: Model, field: Field[Any, Any], value: Any) -> None:
        if isinstance(field, ForeignKey) and value is not None:
            value = self.referred(record, field, value)
        elif isinstance(value, str):
            value = value.strip()
        if isinstance(field, CharField | TextField) and not _is_plain(value):
            raise record.broken(field.name, "this is plain text")
        setattr(instance, field.name, value)

    def referred(self, record: Record, field: Any, key: str) -> Model:
        """The object that a field names by its natural key."""
        model = field.related_model
        if (model, key) not in self.found:
            try:
                self.found[model, key] = model._default_manager.get_by_natural_key(key)
            except model.DoesNotExist:
                raise record.broken(field.name, f"there is no {model._meta.verbose_name} “{key}”") from None
        return self.found[model, key]


def _list(record: Record, name: str, value: Any) -> list[Any] | tuple[Any, ...]:
    if not isinstance(value, list | tuple):
        raise record.broken(name, "this is a list")
    return value


def _is_plain(value: Any) -> bool:
    """Whether a text field can hold it as it stands; PostgreSQL takes no NUL."""
    return isinstance(value, str | int | float) and "\0" not in str(value)


def find(record: Record) -> Model | None:
    """The object that a record is about, if it is stored."""
    lookups = {_lookup(record.model, field): record.data[field] for field in record.identity}
    return record.model._base_manager.filter(**lookups).first()


def _lookup(model: type[Model], field: str) -> str:
    return f"{field}__slug" if isinstance(model._meta.get_field(field), ForeignKey) else field


def blank(record: Record) -> Model:
    """A published object without texts, in the place of the one that is stored, if any."""
    instance = record.model()
    stored = find(record)
    if stored is not None:
        instance._state.adding, instance._state.db = False, stored._state.db
        for name in KEPT & {field.name for field in stored._meta.concrete_fields}:
            setattr(instance, name, getattr(stored, name))
    if isinstance(instance, Content):
        instance.state = State.PUBLISHED
    return instance


def field_of(record: Record, model: type[Model], name: str) -> Any:
    """The field, or the relation to parts, that a record calls by this name."""
    try:
        return model._meta.get_field(name)
    except FieldDoesNotExist:
        relations = {relation.get_accessor_name(): relation for relation in parts_of(model)}
        if name not in relations:
            raise record.broken(name, f"{model._meta.verbose_name} has no such field") from None
        return relations[name]


def parts_of(model: type[Model]) -> Iterator[ManyToOneRel]:
    """The relations to the parts of a model, as far as they are not seeded for themselves."""
    every = records.parts_of(model)
    return (each for each in every if each.related_model._meta.label_lower not in fixtures.ORDER)


def _checked(record: Record, instance: Model) -> None:
    """Check the values by the model's own rules; what a whole table decides is left to the database."""
    references = {field.name for field in instance._meta.concrete_fields if isinstance(field, ForeignKey)}
    try:
        instance.clean_fields(exclude=references)
        instance.clean()
    except ValidationError as error:
        field, messages = next(iter(error.message_dict.items()))
        raise record.broken(field, " ".join(messages)) from error
    except (TypeError, ValueError) as error:
        raise record.broken(str(instance._meta.verbose_name), error) from error


def _stored(record: Record, instance: Model, write: Any) -> None:
    try:
        write()
    except (DatabaseError, TypeError, ValueError) as error:
        raise record.broken(str(instance._meta.verbose_name), error) from error
