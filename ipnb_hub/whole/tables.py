"""Which tables go along with the hub, and which stay behind."""

from __future__ import annotations

from functools import cache
from typing import Any

from django.apps import apps
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import models

# Every table that stays behind, with the reason; a whole app where nothing follows the dot.
STAY: dict[str, str] = {
    "admin.": "names accounts; the history of content says who did what",
    "auth.": "accounts, and what they may do",
    "axes.": "attempts to sign in",
    "contenttypes.": "numbered anew by each database; rows name their models in words",
    "sessions.": "who is signed in",
    "ipnb_hub.mapplace": "drawn anew",
    "ipnb_hub.maprelief": "drawn anew",
    "ipnb_hub.mapsheet": "drawn anew",
    "publishing.draft": "what somebody was typing, under their account",
    "publishing.previewlink": "a secret of this hub: it opens unpublished pages to whoever holds it",
    "publishing.sheetfile": "a spreadsheet that waits for an editor's word, under their account",
    "publishing.siteversion": "the hub that reads the file has its own",
    "publishing.use": "made anew from the content",
    "search.entry": "made anew from the content",
    "search.key": "made anew from the content",
    "search.word": "made anew from the content",
    "search.miss": "what readers typed; it stays where it was counted",
}
# What is about content that an import replaces, and would speak of other content afterwards.
GO_WITH_CONTENT = ("publishing.use", "publishing.draft", "publishing.previewlink", "publishing.sheetfile")

Model = type[models.Model]


@cache
def moved() -> dict[str, Model]:
    """The tables that go along, by their labels ("glossary.term"), in the order in which they are written."""
    found = {model._meta.label_lower: model for model in apps.get_models(include_auto_created=True)}
    return {label: found[label] for label in sorted(found) if is_moved(label) and found[label]._meta.managed}


def is_moved(label: str) -> bool:
    return label not in STAY and f"{label.partition('.')[0]}." not in STAY


def emptied() -> list[Model]:
    """The tables that an import replaces."""
    return [*moved().values(), *(apps.get_model(label) for label in GO_WITH_CONTENT)]


def fields(model: Model) -> list[models.Field[Any, Any]]:
    """The columns that go along: all but those that name an account."""
    return [field for field in model._meta.concrete_fields if not names_account(field)]


def names_account(field: models.Field[Any, Any]) -> bool:
    return bool(field.remote_field) and field.related_model is apps.get_model(settings.AUTH_USER_MODEL)


def names_model(field: models.Field[Any, Any]) -> bool:
    """Whether it holds the number of a model, which each database gives anew."""
    return bool(field.remote_field) and field.related_model is ContentType
