"""Every change of content leads to one call, `announce`, inside its transaction.

The content version row is raised first in each such transaction: a writer that took other rows before it would
deadlock with a second writer on PostgreSQL. Base `save()` and QuerySet writes do so themselves; the receivers at the
foot of this module serve the paths that bypass them: raw loads, cascades and many-to-many changes.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, TypeAlias

from django.db import DEFAULT_DB_ALIAS, models, transaction
from django.db.models import F, signals

Listener: TypeAlias = Callable[[type[models.Model], Collection[Any]], None]
Gathering: TypeAlias = dict[type[models.Model], dict[Any, None]]

_listeners: list[Listener] = []
_gathering: ContextVar[Gathering | None] = ContextVar("gathering", default=None)


def listen(listener: Listener) -> None:
    """Call `listener(model, keys)` in the transaction of each change; a key without a row was deleted."""
    if listener not in _listeners:
        _listeners.append(listener)


@contextmanager
def gathered(using: str | None = None) -> Iterator[None]:
    """Announce what happens inside once, at the end, however many writes it takes; all of it or nothing.

    Inside, nothing should render texts: what is cached in the process is keyed by the version that is committed.
    """
    if _gathering.get() is not None:
        yield
        return
    with transaction.atomic(using=using):
        raise_version(using)
        token = _gathering.set({})
        try:
            yield
            _tell(_gathering.get() or {})
        finally:
            _gathering.reset(token)


def _tell(gathering: Gathering) -> None:
    """Tell the listeners, who may announce more: that is told too, once an object."""
    from . import stamp

    told: Gathering = {}
    with stamp.held(anew=True):
        while gathering:
            model = next(iter(gathering))
            keys = [key for key in gathering.pop(model) if key not in told.get(model, {})]
            told.setdefault(model, {}).update(dict.fromkeys(keys))
            if keys:
                for listener in _listeners:
                    listener(model, keys)


def announce(model: type[models.Model], keys: Iterable[Any]) -> None:
    """Say that these objects changed (or went): now, or at the end of the running `gathered`."""
    gathering = _gathering.get()
    if gathering is None:
        with gathered():
            announce(model, keys)
    else:
        gathering.setdefault(model, {}).update(dict.fromkeys(keys))


def raise_version(using: str | None = None) -> None:
    """Take and raise the content version row: every content transaction does this before anything else."""
    from .models import SiteVersion

    rows = SiteVersion.objects.using(using or DEFAULT_DB_ALIAS)
    token = secrets.token_hex(16)
    if not rows.filter(pk=1).update(number=F("number") + 1, token=token):
        rows.create(pk=1, number=1, token=token)


def announce_instance(instance: models.Model) -> None:
    """Announce an object, or, for a part, its owner."""
    for model, key in owners(instance):
        announce(model, [key])


def announce_stored(instance: models.Model) -> None:
    """Announce the owners that a part has in the database, before a save moves it to others."""
    if getattr(instance, "OWNERS", ()) and instance.pk is not None:
        announce_keys(type(instance), [instance.pk])


def announce_keys(model: type[models.Model], keys: Collection[Any]) -> None:
    names = getattr(model, "OWNERS", ())
    if not names:
        announce(model, keys)
        return
    for instance in model._base_manager.filter(pk__in=keys).select_related(*names):
        announce_instance(instance)


def owners(instance: models.Model) -> Iterator[tuple[type[models.Model], Any]]:
    """The content objects that a row belongs to: itself, unless it is a part (of a part …)."""
    names = getattr(instance, "OWNERS", ())
    if not names:
        yield type(instance), instance.pk
    for name in names:
        try:
            owner = getattr(instance, name)
        except instance._meta.get_field(name).related_model.DoesNotExist:  # type: ignore[union-attr]
            continue
        if owner is not None:
            yield from owners(owner)


def _is_watched(model: Any) -> bool:
    from .models import Watched

    return isinstance(model, type) and issubclass(model, Watched)


def _names_owners(model: Any) -> bool:
    return bool(getattr(model, "OWNERS", ()))


def _before(sender: Any, using: str = DEFAULT_DB_ALIAS, raw: bool = True, **_: Any) -> None:
    if raw and _is_watched(sender) and _gathering.get() is None:
        raise_version(using)


def _before_save(sender: Any, instance: models.Model, using: str, raw: bool, **_: Any) -> None:
    _before(sender, using=using, raw=raw)
    if raw and _is_watched(sender) and _names_owners(sender):
        # A part that is loaded may be another's afterwards; those who lose it hear of that too, once it is gone.
        stored = sender._base_manager.using(using).filter(pk=instance.pk).first()
        vars(instance)["_left"] = list(owners(stored)) if stored else []


def _after(sender: Any, instance: models.Model, **_: Any) -> None:
    if _is_watched(sender):
        announce_instance(instance)
        for model, key in vars(instance).pop("_left", ()):
            announce(model, [key])


def _many_to_many(
    instance: models.Model, action: str, reverse: bool, model: Any, pk_set: Any, using: str, **_: Any
) -> None:
    if not _is_watched(type(instance)):
        return
    if action.startswith("pre_"):
        _before(type(instance), using=using)
    elif reverse:
        announce(model, pk_set or ())
    else:
        announce_instance(instance)


def connect() -> None:
    """Connect the receivers; called once, when the apps are ready."""
    signals.pre_save.connect(_before_save, dispatch_uid="publishing.changes")
    signals.pre_delete.connect(_before, dispatch_uid="publishing.changes")
    signals.post_save.connect(_after, dispatch_uid="publishing.changes")
    signals.post_delete.connect(_after, dispatch_uid="publishing.changes")
    signals.m2m_changed.connect(_many_to_many, dispatch_uid="publishing.changes")
