"""Who may bring content before readers, change it there, or take it away: one answer for every way of writing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied

from . import acting
from .models import Content, State, Tracked, Version

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser, User
    from django.db import models

MAY_NOT_PUBLISH = "You may not publish this. Save it as “In review” and ask an editor who may."
MAY_NOT_CHANGE = "You may not change what readers see. Propose it in its form, or ask an editor who may publish."
MAY_NOT_TIME = "You may not set when readers see this. Ask an editor who may publish."
MAY_NOT_TAKE_AWAY = "You may not take this from readers. Ask an editor who may publish."


# A retired thing leads its readers on, so whoever retires it, or changes what it leads to, decides what they see.
BEFORE_READERS = frozenset({State.PUBLISHED.value, State.RETIRED.value})

# The fields that say when readers see something: for those who may publish it.
TIMES = ("publish_at", "expires_at")


class MayNotPublish(PermissionDenied):
    """Something that readers see, or would see, was written by an account without the right to."""


def may_publish(user: User | AnonymousUser, model: type[models.Model]) -> bool:
    return user.has_perm(f"{model._meta.app_label}.publish_{model._meta.model_name}")


def may(user: User | AnonymousUser, content: Content, state: str | None = None) -> bool:
    """Whether somebody may write `content`, which stands as it is stored, and leave it in this state."""
    return BEFORE_READERS.isdisjoint({content.state, state}) or may_publish(user, type(content))


def hold(content: models.Model | None, model: type[models.Model], before: str, record: dict[str, Any]) -> None:
    """Refuse, inside the transaction that changed it, what the account that acts may not do to `content`.

    `before` is its state until then, `record` what it is now; where it was deleted, nothing is left of either. Raises
    MayNotPublish. Commands, which no account runs, may write everything.
    """
    account = acting.now().account
    if account is None or not issubclass(model, Tracked):
        return
    governing = content.governing() if isinstance(content, Tracked) else None
    if may_publish(account, type(governing) if governing else model):
        return
    if not BEFORE_READERS.isdisjoint({before, governing.state if governing else ""}):
        raise MayNotPublish(MAY_NOT_CHANGE)
    if content is not None and _times(record) != _times(_last_record(content)):
        raise MayNotPublish(MAY_NOT_TIME)


def _times(record: dict[str, Any]) -> list[Any]:
    return [record.get(name) for name in TIMES]


def _last_record(content: models.Model) -> dict[str, Any]:
    """What its last version keeps of it; nothing before its first, and after it was deleted."""
    records = Version.objects.of(content).order_by("-number").values_list("record", flat=True)
    return records.first() or {}
