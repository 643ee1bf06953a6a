"""What a hub older than its histories and editions lacks: made once, after the `migrate` that brought their tables."""

from __future__ import annotations

from typing import Any

from django.apps import AppConfig, apps
from django.apps.registry import Apps
from django.db import DEFAULT_DB_ALIAS, models, transaction

from articles import editions
from publishing import acting, history

from .editors import CONTENT_APPS


def after_migrate(app_config: AppConfig, using: str, **options: Any) -> None:
    """`migrate` tells the models as they stand then, in `apps`; `flush`, after which there is nothing, tells none."""
    is_last = app_config.label == CONTENT_APPS[-1] and using == DEFAULT_DB_ALIAS
    if is_last and "apps" in options and is_up_to_date(options["apps"]):
        begin()


def begin() -> None:
    with acting.by(name=history.DELIVERED), transaction.atomic():
        history.begin()
        editions.begin()


def is_up_to_date(then: Apps) -> bool:
    """Whether the content can be read: `migrate` may have gone back, or part of the way only."""
    content = [model for model in apps.get_models() if model._meta.app_label in CONTENT_APPS]
    return all(_fields(apps, model) == _fields(then, model) for model in content)


def _fields(registry: Apps, model: type[models.Model]) -> set[str]:
    """The names of the fields that the model has there; none if it is not there."""
    try:
        found = registry.get_model(model._meta.label)
    except LookupError:
        return set()
    return {field.name for field in (*found._meta.local_fields, *found._meta.local_many_to_many)}
