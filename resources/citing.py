"""A text that cites a work makes a row for it, which an editor can then give a stance and a locator."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import models

from publishing import markdown, uses
from publishing.models import Tracked

from .models import Resource


def complete(content: Tracked, rows: models.Manager[Any], others: Iterable[Any] = ()) -> None:
    """Add a row with the stance "context" for each work that the texts cite and neither `rows` nor `others` hold."""
    texts = content.texts()
    if not any("[@" in text.source for text in texts):
        return
    page = markdown.render(*texts, about=uses.subject(content))
    held = {row.resource_id for row in (*rows.all(), *others)}
    wanted = {note.key for note in page.notes}
    missing = Resource.objects.with_keys(wanted).exclude(pk__in=held - {None}) if wanted else ()
    for order, work in enumerate(missing, start=len(held) + 1):
        rows.create(resource=work, order=order)
