"""Where something is used: who names it in texts and lists, and whose rows hold on to it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db import models
from django.utils.text import capfirst

from .models import Part, Tracked, Use

MOST_SHOWN = 50


@dataclass(frozen=True, slots=True)
class Place:
    """`source` uses `target`; `kind` says how, in an editor's words, and `sentence` where."""

    source: Tracked
    target: Tracked
    kind: str
    sentence: str = ""
    anchor: str = ""

    def address(self) -> str:
        """Where readers meet it; empty while the source is not public."""
        if not self.source.is_live():
            return ""
        address = self.source.get_absolute_url()
        return f"{address}#{self.anchor}" if self.anchor and "#" not in address else address


class Found(NamedTuple):
    """The first of the places, and how many there are in all."""

    shown: list[Place]
    total: int

    @property
    def more(self) -> int:
        return self.total - len(self.shown)

    def by_kind(self) -> dict[str, list[Place]]:
        """The places in groups, each under its words, in the order of `Use.Kind`."""
        groups: dict[str, list[Place]] = {}
        for place in self.shown:
            groups.setdefault(place.kind, []).append(place)
        return groups


def places(*targets: Tracked, most: int = MOST_SHOWN) -> Found:
    """Where these objects, and those that go with them, are used by others."""
    ours = list(with_what_goes_along(targets))
    uses = Use.objects.to_these(ours)
    named = [_named(use) for use in uses.by_kind()[:most]]
    total = len(named) if len(named) < most else uses.count()
    rows = list(_held_by_rows(ours))
    told = uses.pairs_of_lists() if rows else set()
    untold = [place for place in rows if _pair(place) not in told]
    return Found([*named, *untold][:most], total + len(untold))


def _named(use: Use) -> Place:
    ends: Any = use
    return Place(ends.source, ends.target, capfirst(use.get_kind_display()), use.sentence, use.anchor)


def with_what_goes_along(targets: Iterable[Tracked]) -> Iterator[Tracked]:
    """These objects, and those with an address of their own that belong to them: the steps of an outline."""
    for target in targets:
        yield target
        for field in pointing(type(target)):
            if issubclass(field.model, Tracked) and field.remote_field.on_delete is models.CASCADE:
                yield from with_what_goes_along(_rows(field, [target.pk]))


def _pair(place: Place) -> tuple[Any, ...]:
    """As of `pairs_of_lists`."""
    return place.source._meta.label, place.source.pk, place.target._meta.label, place.target.pk


def _held_by_rows(targets: Collection[Tracked]) -> Iterator[Place]:
    """The rows of others that point to one of these."""
    for model in {type(target) for target in targets}:
        ours = {target.pk: target for target in targets if type(target) is model}
        for field in pointing(model):
            for row in _rows(field, ours):
                if (source := owner(row)) not in targets:
                    yield Place(source, ours[getattr(row, field.attname)], _words(field), _sentence(row))


def pointing(model: type[models.Model]) -> list[Any]:
    """The keys by which others point to this model, without those by which a row is a part of it."""
    fields = [getattr(each, "field", None) for each in model._meta.get_fields(include_hidden=True)]
    keys = [each for each in fields if isinstance(each, models.ForeignKey) and each.remote_field.model is model]
    return [each for each in keys if issubclass(each.model, Part | Tracked) and not _is_own(each)]


def _is_own(field: models.ForeignKey[Any, Any]) -> bool:
    return issubclass(field.model, Part) and field.model.OWNERS[:1] == (field.name,)


def _rows(field: Any, keys: Iterable[Any]) -> models.QuerySet[Any]:
    """The rows that point to these by this key, with what a line about each needs."""
    model = field.model
    rows: models.QuerySet[Any] = model.references() if issubclass(model, Tracked) else model._default_manager.all()
    named = _named_by(model) if issubclass(model, Part) else ()
    return rows.filter(**{f"{field.name}__in": list(keys)}).order_by("pk").prefetch_related(*named)


def _named_by(part: type[models.Model], path: str = "") -> Iterator[Any]:
    """For `prefetch_related`: the objects that a part names, and those that what it is a part of names."""
    for field in part._meta.fields:
        to, name = field.related_model, f"{path}{field.name}"
        if isinstance(to, type) and issubclass(to, Tracked):
            yield models.Prefetch(name, to.references())
        elif isinstance(to, type) and issubclass(to, Part):
            yield name
            yield from _named_by(to, f"{name}__")


def owner(row: Any) -> Tracked:
    """The object that a row belongs to first; itself, if it stands alone."""
    while isinstance(row, Part):
        row = getattr(row, row.OWNERS[0])
    found: Tracked = row
    return found


def _words(field: Any) -> str:
    """How a row that points here is called: "Relation", "Contributor"; of an object, the name of its field."""
    if issubclass(field.model, Part):
        return capfirst(str(field.model._meta.verbose_name))
    return f"Names it as “{field.verbose_name}”"


def _sentence(row: models.Model) -> str:
    return str(row) if isinstance(row, Part) else ""
