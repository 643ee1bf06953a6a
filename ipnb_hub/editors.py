"""The Editors group: what a member may do, written in one place and set after every migrate."""

from typing import Any

from django.apps import AppConfig
from django.db.models import Q

CONTENT_APPS = ("search", "publishing", "resources", "glossary", "articles")  # as in INSTALLED_APPS
GROUP = "Editors"
ACTIONS = ("add", "change", "view", "publish")


def after_migrate(app_config: AppConfig, using: str, **kwargs: Any) -> None:
    """Grant when the last of the content apps has its permissions; migrate takes them in order."""
    if app_config.label == CONTENT_APPS[-1] and "auth_group" in _tables(using):
        grant(using)


def grant(using: str = "default") -> None:
    """Make the group, and make its permissions exactly the editors' ones."""
    from django.contrib.auth.models import Group, Permission

    wanted = Q()
    for action in ACTIONS:
        wanted |= Q(codename__startswith=f"{action}_")
    allowed = Permission.objects.using(using).filter(wanted, content_type__app_label__in=CONTENT_APPS)
    group, _ = Group.objects.using(using).get_or_create(name=GROUP)
    group.permissions.set(allowed)


def _tables(using: str) -> set[str]:
    from django.db import connections

    return set(connections[using].introspection.table_names())
