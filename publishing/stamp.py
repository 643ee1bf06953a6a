"""The stamp of the site's content: it differs whenever a public page may differ."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from functools import lru_cache
from typing import NamedTuple

from django.apps import apps
from django.utils import timezone

from .models import THE_BEGINNING, Content, SiteVersion


class Stamp(NamedTuple):
    """The content version and the last moment at which something appeared or went by itself."""

    token: str
    boundary: datetime


_held: ContextVar[Stamp | None] = ContextVar("held", default=None)


@contextmanager
def held(*, anew: bool = False) -> Iterator[None]:
    """In it the stamp is asked for once: all texts of one page or file are read as of one moment.

    `anew` asks even if one is held already, which was before a change.
    """
    if _held.get() is not None and not anew:
        yield
        return
    before = _held.set(None)
    try:
        _held.set(current())
        yield
    finally:
        _held.reset(before)


def current(at: datetime | None = None) -> Stamp:
    """The stamp of now: one query, and the table of boundaries once a content version."""
    if at is None and (kept := _held.get()) is not None:
        return kept
    token = SiteVersion.objects.values_list("token", flat=True).filter(pk=1).first() or ""
    return Stamp(token, last_boundary(token, at or timezone.now()))


def last_boundary(token: str, at: datetime) -> datetime:
    boundaries = _boundaries(token)
    place = bisect_right(boundaries, at)
    return boundaries[place - 1] if place else THE_BEGINNING


@lru_cache(maxsize=2)
def _boundaries(token: str) -> tuple[datetime, ...]:
    """Every moment named in a time field of any content, in order; `token` is the version it holds for."""
    moments: set[datetime] = set()
    for model in apps.get_models():
        if issubclass(model, Content):
            rows = model._base_manager.exclude(**dict.fromkeys(model.TIME_FIELDS)).values_list(*model.TIME_FIELDS)
            moments.update(moment for row in rows for moment in row if moment is not None)
    return tuple(sorted(moments))
