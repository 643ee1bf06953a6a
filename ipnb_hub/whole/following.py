"""What is made from the content, made anew after an import: nothing of it is in the file."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.core.management.color import no_style
from django.db import connection, models
from django.db.models import Max

from ipnb_hub.ideas import sheets
from ipnb_hub.models import MapSheet
from publishing import markdown, uses
from publishing.models import SiteVersion, Tracked
from search import upkeep
from search.indexing import chunks

from . import tables


def follow() -> None:
    """Uses, search index and map; and no key is ever given twice."""
    go_on_counting()
    for model in apps.get_models():
        if issubclass(model, Tracked):
            for keys in chunks(model._base_manager.order_by("pk").values_list("pk", flat=True)):
                uses.refresh_objects(model, keys)
    SiteVersion.objects.filter(pk=1).update(rules=markdown.version())
    upkeep.rebuild()
    MapSheet.objects.all().delete()
    sheets.draw()


def go_on_counting() -> None:
    """New rows get keys above those that are there, and above those of what was deleted: its history has them still."""
    counted = [model for model in tables.moved().values() if isinstance(model._meta.pk, models.AutoField)]
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), counted):
            cursor.execute(statement)
        for model in counted:
            if (last := _last_of(model)) > (model._base_manager.aggregate(last=Max("pk"))["last"] or 0):
                _count_from(cursor, model._meta.db_table, last)


def _last_of(model: type[models.Model]) -> int:
    """The highest key of this model that any row speaks of by model and key."""
    kind = ContentType.objects.get_for_model(model)
    found = (
        other._base_manager.filter(content_type=kind).aggregate(last=Max("object_id"))["last"]
        for other in _speaking_of_others()
    )
    return max((key for key in found if key), default=0)


def _speaking_of_others() -> Iterable[Any]:
    for model in tables.moved().values():
        if {"content_type", "object_id"} <= {field.name for field in model._meta.concrete_fields}:
            yield model


def _count_from(cursor: Any, table: str, last: int) -> None:
    """The next key of a table is above `last`."""
    if connection.vendor == "postgresql":
        cursor.execute("SELECT setval(pg_get_serial_sequence(%s, 'id'), %s)", [f'"{table}"', last])
        return
    cursor.execute("DELETE FROM sqlite_sequence WHERE name = %s AND seq < %s", [table, last])
    cursor.execute(
        "INSERT INTO sqlite_sequence (name, seq) SELECT %s, %s "
        "WHERE NOT EXISTS (SELECT 1 FROM sqlite_sequence WHERE name = %s)",
        [table, last, table],
    )
