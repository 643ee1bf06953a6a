"""What content was: a version of each object for each transaction that changed it, as a whole, with its parts.

`keep` listens to `publishing.changes`, so every way of writing leaves a version: forms, QuerySet writes, cascades,
many-to-many changes, raw loads. Version writers stand in line at the content version row, which every content
transaction takes first; so numbers neither clash nor return.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import datetime
from typing import Any, NamedTuple

from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from django.db.models import F, OuterRef, Subquery
from django.utils import timezone

from . import acting, changes, records, workflow
from .models import Version
from .models.version import VersionQuerySet

DELIVERED = "Delivered content"  # in whose name the hub's first content came
LONGEST_TITLE = 300
LONGEST_KEY = 200
MANY = 500  # objects whose records are held at a time

DELETED, CREATED, CHANGED, RESTORED = (
    Version.Action.DELETED,
    Version.Action.CREATED,
    Version.Action.CHANGED,
    Version.Action.RESTORED,
)


class Gone(Exception):
    """A version of a deleted object has no record to restore; the one before it has."""


class _Last(NamedTuple):
    """What the last version of an object says of it."""

    number: int
    digest: str
    action: str
    key: str
    title: str
    state: str


def keep(model: type[models.Model], keys: Collection[Any]) -> None:
    """The listener: a version of each of these objects that is no longer as its last version says."""
    if records.is_kept(model):
        for some in _batches(keys):
            Version.objects.bulk_create(_versions(model, some))


def _batches(keys: Collection[Any]) -> Iterator[list[Any]]:
    every = list(keys)
    return (every[start : start + MANY] for start in range(0, len(every), MANY))


def _versions(model: type[models.Model], keys: list[Any], action: str = "", why: str = "") -> Iterator[Version]:
    """Unsaved; `action` and `why` say it where more is known than the rows show."""
    kind = ContentType.objects.get_for_model(model)
    last, made = _last(kind, keys), timezone.now()
    there = {each.pk: each for each in records.stored(model, keys)}
    for key, record in records.records_of(there.values()):
        digest, before = records.digest(record), last.get(key)
        if before is None or before.action == DELETED or before.digest != digest:
            workflow.hold(there[key], model, before.state if before and before.action != DELETED else "", record)
            of_now = {**_of(there[key]), "record": record, "digest": digest}
            happened = CHANGED if before and before.action != DELETED else CREATED
            yield _version(kind, key, before, made, action=action or happened, why=why, **of_now)
    for key, before in last.items():
        if key not in there and before.action != DELETED:
            workflow.hold(None, model, before.state, {})
            of_then = {"key": before.key, "title": before.title, "state": before.state}
            yield _version(kind, key, before, made, action=DELETED, why=why, **of_then)


def _version(
    kind: ContentType, object_id: Any, before: _Last | None, made: datetime, *, why: str = "", **values: Any
) -> Version:
    """The one that follows `before`, by whoever acts now."""
    hand = acting.now()
    return Version(
        content_type=kind,
        object_id=object_id,
        number=before.number + 1 if before else 1,
        made=made,
        editor_id=hand.editor,
        editor_name=hand.name,
        why=why or hand.why,
        **values,
    )


def _of(instance: models.Model) -> dict[str, str]:
    return {
        "key": records.natural_key(instance)[:LONGEST_KEY],
        "title": str(instance)[:LONGEST_TITLE],
        "state": getattr(instance, "state", ""),
    }


def _last(kind: ContentType, keys: Collection[Any]) -> dict[Any, _Last]:
    rows = latest().filter(content_type=kind, object_id__in=keys)
    return {key: _Last(*row) for key, *row in rows.values_list("object_id", *_Last._fields)}


def latest() -> VersionQuerySet:
    """The last version of every object."""
    same = Version.objects.filter(content_type=OuterRef("content_type"), object_id=OuterRef("object_id"))
    last = Subquery(same.order_by("-number").values("number")[:1])
    rows: VersionQuerySet = Version.objects.annotate(last=last).filter(number=F("last"))
    return rows


def last_records(model: type[models.Model], keys: Collection[Any]) -> dict[Any, records.Record]:
    """The records of those of these objects that were there when they were last kept, by their keys."""
    kind = ContentType.objects.get_for_model(model)
    found = [latest().filter(content_type=kind, object_id__in=some) for some in _batches(keys)]
    rows = (row for some in found for row in some.values_list("object_id", "record"))
    return {key: record for key, record in rows if record is not None}


def begin() -> int:
    """Give everything that has no version its first one, for hubs older than their history; returns how many."""
    made = 0
    for model, kind in ContentType.objects.get_for_models(*records.kinds()).items():
        known = Version.objects.filter(content_type=kind).values("object_id")
        missing = list(model._base_manager.exclude(pk__in=known).values_list("pk", flat=True))
        for some in _batches(missing):
            made += len(Version.objects.bulk_create(_versions(model, some, why="As it was when histories began.")))
    return made


def restore(version: Version, *, without_gaps: bool = False, without_times: bool = False) -> models.Model:
    """Make an object what this version says, through the same checks as a form; as a version of its own.

    A deleted object comes back under its old key, so that its history goes on. `without_gaps` leaves out what the
    version refers to and is no longer there; `without_times` leaves it as it is when readers see the object. Raises
    records.Refused, Gone.
    """
    if version.record is None:
        raise Gone
    model = model_of(version)
    record = current_fields(model, version.record)
    if without_gaps:
        record = records.without_gaps(model, record)
    if without_times:
        record = {name: value for name, value in record.items() if name not in workflow.TIMES}
    with changes.gathered(), transaction.atomic():
        stored = model._base_manager.filter(pk=version.object_id).first()
        written = records.write(model, record, stored or model(pk=version.object_id))
        why = acting.now().why or f"Version {version.number} restored."
        Version.objects.bulk_create(_versions(model, [written.pk], RESTORED, why))
        return written


def model_of(version: Version) -> type[models.Model]:
    model = version.content_type.model_class()
    if model is None:
        raise Gone
    return model


def current_fields(model: type[models.Model], record: records.Record) -> records.Record:
    """The record without fields that the model had once and has no longer."""
    parts = {str(relation.get_accessor_name()): relation.related_model for relation in records.parts_of(model)}
    names = {column.name for column in (*records.columns(model), *model._meta.many_to_many)}
    kept = {name: value for name, value in record.items() if name in names or name in parts}
    for name in kept.keys() & parts.keys():
        kept[name] = [current_fields(parts[name], row) for row in kept[name]]
    return kept


def deleted(kinds: Collection[type[models.Model]] | None = None) -> VersionQuerySet:
    """The last versions of what is gone (of these kinds), the latest first."""
    rows = latest().filter(action=DELETED).select_related("content_type").order_by("-made", "-pk")
    if kinds is None:
        return rows
    return rows.filter(content_type__in=[kind.pk for kind in ContentType.objects.get_for_models(*kinds).values()])


def before_deletion(version: Version) -> Version | None:
    """The version that holds what was deleted."""
    same = Version.objects.kept().filter(content_type=version.content_type, object_id=version.object_id)
    found: Version | None = same.filter(number__lt=version.number).order_by("-number").first()
    return found
