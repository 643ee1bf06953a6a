from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class SearchConfig(AppConfig):
    name = "search"

    def ready(self) -> None:
        from . import checks  # noqa: F401  (it registers itself)

        post_migrate.connect(_after_migrate, sender=self)


def _after_migrate(using: str, **_: Any) -> None:
    from . import structure

    structure.ensure(using)
