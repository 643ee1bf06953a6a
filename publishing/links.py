"""The register of every outside address that content names, in a text or in a field of its own.

It follows each change of content (`follow`). An address that nothing names any more stays until the next check, and
goes with its history then (`bring_up_to_date`), unless an editor has entered an archived copy for it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from functools import cache
from itertools import islice
from typing import Any, NamedTuple, TypeAlias

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db import models

from . import markdown
from .models import Notice, OutsideLink, Part, Tracked, Use, Watched

LONGEST_ADDRESS = 500  # as the field holds; a longer one is in no register
CHUNK = 500

Model: TypeAlias = type[models.Model]
Keys: TypeAlias = Collection[Any] | None


class Named(NamedTuple):
    """An outside address, and the object that names it."""

    address: str
    model: Model
    key: Any


class _Field(NamedTuple):
    """A field with an address: of an owner itself (`path` is empty), or of a part that `path` leads from to it."""

    owner: Model
    model: Model
    path: str
    name: str


Source: TypeAlias = Callable[[Model, Keys], Iterable[Named]]
_sources: list[Source] = []


def register(source: Source) -> None:
    """Take in what `source(model, keys)` tells of too: addresses that stand in no text and no field as such."""
    if source not in _sources:
        _sources.append(source)


def named(model: Model, keys: Keys = None) -> Iterator[Named]:
    """The outside addresses that these objects of a model name, or all of them; one may come several times."""
    for each in _everything(model, keys):
        if each.address.startswith(("http://", "https://")) and len(each.address) <= LONGEST_ADDRESS:
            yield each


def _everything(model: Model, keys: Keys) -> Iterator[Named]:
    if issubclass(model, Tracked):
        yield from _in_texts(model, keys)
    if model is Notice:
        yield from _in_notices(keys)
    for field in _fields(model):
        yield from _in_field(field, keys)
    for source in _sources:
        yield from source(model, keys)


def _in_texts(model: Model, keys: Keys) -> Iterator[Named]:
    uses = Use.objects.filter(source_type=ContentType.objects.get_for_model(model), kind=Use.Kind.OUTSIDE)
    if keys is not None:
        uses = uses.filter(source_id__in=keys)
    for key, address in uses.order_by().values_list("source_id", "address").distinct():
        yield Named(address, model, key)


def _in_notices(keys: Keys) -> Iterator[Named]:
    notices = Notice.objects.all() if keys is None else Notice.objects.filter(pk__in=keys)
    for notice in notices:
        page = markdown.render(markdown.Text(notice.text, quiet=True))
        yield from (Named(each.target, Notice, notice.pk) for each in page.mentions if each.kind == "link")


def _in_field(field: _Field, keys: Keys) -> Iterator[Named]:
    owner = field.path or "pk"
    rows = field.model._base_manager.exclude(**{field.name: ""})
    if keys is not None:
        rows = rows.filter(**{f"{owner}__in": keys})
    for key, address in rows.order_by().values_list(owner, field.name):
        yield Named(address, field.owner, key)


@cache
def _fields(owner: Model) -> tuple[_Field, ...]:
    """The address fields of the objects of a model and of their parts."""
    return tuple(field for model in apps.get_models() for field in _fields_of(model) if field.owner is owner)


def _fields_of(model: Model) -> Iterator[_Field]:
    names = [field.name for field in model._meta.concrete_fields if isinstance(field, models.URLField)]
    if not names or not issubclass(model, Watched):
        return
    for owner, path in _owners(model):
        yield from (_Field(owner, model, path, name) for name in names)


def _owners(model: Model, path: str = "") -> Iterator[tuple[Model, str]]:
    """The models that rows of this one belong to in the end, and the way to each."""
    if not issubclass(model, Part) or not model.OWNERS:
        yield model, path
        return
    for name in model.OWNERS:
        owner: Any = model._meta.get_field(name).related_model
        yield from _owners(owner, f"{path}__{name}" if path else name)


def follow(model: Model, keys: Collection[Any]) -> None:
    """The listener: what a change has named for the first time comes into the register."""
    for chunk in _chunks(keys):
        enter({each.address for each in named(model, chunk)})


def enter(addresses: Collection[str]) -> None:
    for chunk in _chunks(sorted(addresses)):
        known = set(OutsideLink.objects.filter(address__in=chunk).values_list("address", flat=True))
        if new := [OutsideLink(address=address) for address in chunk if address not in known]:
            OutsideLink.objects.bulk_create(new, ignore_conflicts=True)


def everywhere() -> Iterator[Named]:
    """Every outside address of the hub with each object that names it."""
    for model in apps.get_models():
        if issubclass(model, Watched) and not issubclass(model, Part):
            yield from named(model)


def bring_up_to_date() -> None:
    """Make the register hold what content names and nothing else; what an editor has entered an archive for stays."""
    now = {each.address for each in everywhere()}
    enter(now)
    held = OutsideLink.objects.filter(archived="").values_list("pk", "address")
    for chunk in _chunks([key for key, address in held if address not in now]):
        OutsideLink.objects.filter(pk__in=chunk).delete()


def places(addresses: Collection[str]) -> dict[str, list[models.Model]]:
    """The objects that name each of these addresses, each once."""
    wanted = set(addresses)
    found: dict[Model, dict[Any, set[str]]] = {}
    for each in everywhere():
        if each.address in wanted:
            found.setdefault(each.model, {}).setdefault(each.key, set()).add(each.address)
    objects = [(each, said[each.pk]) for model, said in found.items() for each in _objects(model, said)]
    return {address: [each for each, said in objects if address in said] for address in wanted}


def _objects(model: Model, keys: Iterable[Any]) -> Iterator[models.Model]:
    rows: Any = model.references() if issubclass(model, Tracked) else model._base_manager.all()
    for chunk in _chunks(keys):
        yield from rows.filter(pk__in=chunk)


def _chunks(items: Iterable[Any]) -> Iterator[list[Any]]:
    each = iter(items)
    while chunk := list(islice(each, CHUNK)):
        yield chunk
