"""Where pictures stand: in texts of today, and in what is kept of others (versions, proposals, drafts, editions).

Found by their addresses in the texts themselves: a name is the hash of what it names, so it is never met by chance.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple, TypeVar

from django.apps import apps
from django.db import models
from django.db.models.functions import Cast
from django.urls import NoReverseMatch, reverse

from .. import changes
from ..models import Picture, Tracked, Version, Watched
from ..models.picture import FILE_NAME

ADDRESS = re.compile(rf"/uploads/({FILE_NAME})")
ANY = "/uploads/"
SHORTEST = len(ANY) + 37  # characters: no shorter field holds the address of a picture
Name = TypeVar("Name")
ELSEWHERE = ("axes", "search")  # what strangers typed, and copies of what stands in texts


class Place(NamedTuple):
    """Something that shows a picture, in an editor's words; `address` is where it is edited, if it is."""

    words: str
    address: str = ""


Key = tuple[type[models.Model], Any]  # a row


def places(pictures: Iterable[Picture], *, kept: bool = True) -> dict[int, list[Place]]:
    """The places of each of these pictures by its key, texts of today first; without `kept`, these alone."""
    by_name = {name: each.pk for each in pictures for name in (each.name, each.small_name) if name}
    found: dict[int, dict[Key, None]] = {}
    for key, names in _standing(kept=kept):
        for name in names & set(by_name):
            found.setdefault(by_name[name], {}).setdefault(key)
    return _told(found)


def named() -> dict[str, list[Place]]:
    """Every name of a picture that stands anywhere, and where."""
    found: dict[str, dict[Key, None]] = {}
    for key, names in _standing(kept=True):
        for name in names:
            found.setdefault(name, {}).setdefault(key)
    return _told(found)


def _standing(*, kept: bool) -> Iterator[tuple[Key, set[str]]]:
    """What names pictures, and which; for a part, what it belongs to."""
    for model in [*_models(today=True), *(_models(today=False) if kept else ())]:
        names = dict(_rows(model))
        rows = model._base_manager.filter(pk__in=names).select_related(*getattr(model, "OWNERS", ())).order_by("pk")
        for row in rows:
            for key in changes.owners(row):
                yield key, names[row.pk]


def _models(*, today: bool) -> list[type[models.Model]]:
    """The models with texts: those of content and its parts, or those that keep what was, or may be."""
    return [
        model
        for config in apps.get_app_configs()
        if not config.name.startswith("django.") and config.label not in ELSEWHERE
        for model in config.get_models()
        if issubclass(model, Watched) is today and model is not Picture and _fields(model)
    ]


def _fields(model: type[models.Model]) -> list[models.Field[Any, Any]]:
    return [field for field in model._meta.concrete_fields if _may_hold(field)]


def _may_hold(field: models.Field[Any, Any]) -> bool:
    long = isinstance(field, models.CharField) and not field.choices and (field.max_length or SHORTEST) >= SHORTEST
    return long or isinstance(field, models.TextField | models.JSONField)


def _rows(model: type[models.Model]) -> Iterator[tuple[Any, set[str]]]:
    """The keys of the rows that name pictures, each with the names."""
    texts = {f"text_{field.name}": Cast(field.name, models.TextField()) for field in _fields(model)}
    naming = models.Q()
    for text in texts:
        naming |= models.Q(**{f"{text}__contains": ANY})
    rows = model._base_manager.annotate(**texts).filter(naming).order_by("pk").values_list("pk", *texts)
    for key, *found in rows.iterator():
        if names := {name for text in found for name in ADDRESS.findall(text or "")}:
            yield key, names


def _told(found: dict[Name, dict[Key, None]]) -> dict[Name, list[Place]]:
    words = _words({key for keys in found.values() for key in keys})
    return {name: list(dict.fromkeys(words[key] for key in keys)) for name, keys in found.items()}


def _words(wanted: Iterable[Key]) -> dict[Key, Place]:
    """The rows in an editor's words, asked for together."""
    by_model: dict[type[models.Model], list[Any]] = {}
    for model, key in wanted:
        by_model.setdefault(model, []).append(key)
    return {
        (model, key): _place(row)
        for model, keys in by_model.items()
        for key, row in (model.references() if issubclass(model, Tracked) else model._base_manager.all())
        .in_bulk(keys)
        .items()
    }


def _place(row: models.Model) -> Place:
    if isinstance(row, Version):
        return Place(f"a kept version of “{row.title}”")
    meta = row._meta
    try:
        address = reverse(f"admin:{meta.app_label}_{meta.model_name}_change", args=[row.pk])
    except NoReverseMatch:
        address = ""
    return Place(f"{meta.verbose_name} “{row}”", address)
