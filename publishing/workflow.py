"""Who may bring content before readers, change it there, or take it away: one answer for every way of writing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied

from . import acting
from .models import Content, State, Tracked

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser, User
    from django.db import models

MAY_NOT_PUBLISH = "You may not publish this. Save it as “In review” and ask an editor who may."
MAY_NOT_CHANGE = "You may not change what readers see. Propose it in its form, or ask an editor who may publish."
MAY_NOT_TIME = "You may not set when readers see this. Ask an editor who may publish."
MAY_NOT_TAKE_AWAY = "You may not take this from readers. Ask an editor who may publish."


# A retired thing leads its readers on, so whoever retires it, or changes what it leads to, decides what they see.
BEFORE_READERS = frozenset({State.PUBLISHED.value, State.RETIRED.value})


class MayNotPublish(PermissionDenied):
    """Something that readers see, or would see, was written by an account without the right to."""


def may_publish(user: User | AnonymousUser, model: type[models.Model]) -> bool:
    return user.has_perm(f"{model._meta.app_label}.publish_{model._meta.model_name}")


def may(user: User | AnonymousUser, content: Content, state: str | None = None) -> bool:
    """Whether somebody may write `content`, which stands as it is stored, and leave it in this state."""
    return BEFORE_READERS.isdisjoint({content.state, state}) or may_publish(user, type(content))


def hold(content: models.Model | None, model: type[models.Model], before: str = "") -> None:
    """Refuse, inside the transaction that changed it, what the account that acts may not do to `content`.

    `before` is its state until then, and nothing is left of it where it was deleted. Raises MayNotPublish. Commands,
    which no account runs, may write everything.
    """
    account = acting.now().account
    if account is None or not issubclass(model, Tracked):
        return
    governing = content.governing() if isinstance(content, Tracked) else None
    states = {before, governing.state if governing else ""}
    if not BEFORE_READERS.isdisjoint(states) and not may_publish(account, type(governing) if governing else model):
        raise MayNotPublish(MAY_NOT_CHANGE)
