"""What a record holds: which fields and parts of which models, under which names."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from typing import Any, TypeAlias

from django.apps import apps
from django.db import models
from django.utils.text import capfirst

from publishing.models import Notice, Part, Tracked

Record: TypeAlias = dict[str, Any]
Model: TypeAlias = type[models.Model]

# Kept by the models themselves, so no matter of an editor's.
KEPT = frozenset({"version", "created", "updated", "folded"})


def kinds() -> list[Model]:
    """The kinds of objects that have records, in the order in which one may refer to another."""
    return [model for model in apps.get_models() if is_kept(model)]


def is_kept(model: Model) -> bool:
    return issubclass(model, Tracked | Notice)


def parts_of(model: Model) -> Iterator[models.ManyToOneRel]:
    """The relations to the parts that stand in a record of this model."""
    for relation in model._meta.related_objects:
        part = relation.related_model
        if (
            isinstance(relation, models.ManyToOneRel)
            and isinstance(part, type)
            and issubclass(part, Part)
            and relation.get_accessor_name() not in (None, "+")
            and relation.field.name == part.OWNERS[0]
        ):
            yield relation


def columns(model: Model) -> list[models.Field[Any, Any]]:
    """The fields of a record; of a part neither its place nor its owner."""
    own = {"order", model.OWNERS[0]} if issubclass(model, Part) else set()
    left_out = KEPT | own
    return [each for each in model._meta.concrete_fields if not each.primary_key and each.name not in left_out]


def ordered(model: Model, *some: Record) -> list[str]:
    """What these records name, in the order of the model: PostgreSQL forgets that of a stored record."""
    parts = (str(relation.get_accessor_name()) for relation in parts_of(model))
    many = (each.name for each in model._meta.many_to_many)
    known = dict.fromkeys([*(each.name for each in columns(model)), *many, *parts])
    named = {name for record in some for name in record}
    return [*(name for name in known if name in named), *sorted(named - set(known))]


def label(model: Model, name: str) -> str:
    """An editor's word for a field, or for a list of parts."""
    parts = {str(relation.get_accessor_name()) for relation in parts_of(model)}
    words = name.replace("_", " ") if name in parts else str(model._meta.get_field(name).verbose_name)  # type: ignore[union-attr]
    return str(capfirst(words))


def digest(record: Record) -> str:
    text = json.dumps(record, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def natural_key(instance: models.Model) -> str:
    return "/".join(instance.natural_key())  # type: ignore[attr-defined]
