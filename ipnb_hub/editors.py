"""The groups of editors: what a member may do, written in one place and set after every migrate."""

from typing import Any

from django.apps import AppConfig, apps
from django.db.models import Q

CONTENT_APPS = ("search", "publishing", "resources", "glossary", "articles")  # as in INSTALLED_APPS
EDITORS = "Editors"
WRITERS = "Writers"  # who write, and propose changes of what readers see, but do not publish
ACTIONS = ("add", "change", "view", "publish")
WRITING = ("add", "change", "view")
# What is said of a picture stands at once on every page that shows it, and there is no proposing it.
OF_LIVE_PAGES = Q(codename="change_picture")


def after_migrate(app_config: AppConfig, using: str, **kwargs: Any) -> None:
    """Grant when the last of the content apps has its permissions; migrate takes them in order."""
    if app_config.label == CONTENT_APPS[-1] and "auth_group" in _tables(using):
        grant(using)


def grant(using: str = "default") -> None:
    """Make the groups, and make their permissions exactly these."""
    of_apps = Q(content_type__app_label__in=CONTENT_APPS)
    _set(using, EDITORS, of_apps & _begins(*ACTIONS))
    _set(using, WRITERS, of_apps & (_begins("view") | _begins(*WRITING) & _written()) & ~OF_LIVE_PAGES)


def _set(using: str, name: str, allowed: Q) -> None:
    from django.contrib.auth.models import Group, Permission

    group, _ = Group.objects.using(using).get_or_create(name=name)
    group.permissions.set(Permission.objects.using(using).filter(allowed))


def _begins(*actions: str) -> Q:
    wanted = Q()
    for action in actions:
        wanted |= Q(codename__startswith=f"{action}_")
    return wanted


def _written() -> Q:
    """What a writer writes: content with its parts, and pictures; a notice stands on every page and is not among it."""
    from publishing.models import Part, Picture, Tracked

    models = [model._meta for model in apps.get_models() if issubclass(model, Tracked | Part | Picture)]
    names = Q()
    for each in models:
        names |= Q(content_type__app_label=each.app_label, content_type__model=each.model_name)
    return names


def _tables(using: str) -> set[str]:
    from django.db import connections

    return set(connections[using].introspection.table_names())
