"""Which content stands at an address, and where something went that stood there once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from django.db import models
from django.urls import Resolver404, resolve

from .models import FormerAddress, Tracked

View = TypeVar("View", bound=Callable[..., Any])


def shows(model: type[models.Model], **lookups: str) -> Callable[[View], View]:
    """Mark a view as the page of a model's object; `lookups` maps the address's words to lookups."""

    def mark(view: View) -> View:
        def find(**words: str) -> models.Model | None:
            conditions = {lookups.get(word, word): value for word, value in words.items()}
            return model._default_manager.filter(**conditions).first()

        view.content = find  # type: ignore[attr-defined]
        return view

    return mark


def content_at(address: str) -> models.Model | None:
    """The object whose page stands at an address of the site, whatever its state."""
    path = address.partition("#")[0].partition("?")[0]
    try:
        match = resolve(path)
    except Resolver404:
        return None
    find = getattr(match.func, "content", None)
    return find(**match.kwargs) if find else None


def moved_to(path: str) -> str:
    """Where the content that stood at `path` stands now; empty if the public may see none that did."""
    if "\0" in path:  # PostgreSQL refuses to be asked for it
        return ""
    former = FormerAddress.objects.filter(path=path).first()
    content = former.content if former else None
    return content.get_absolute_url() if isinstance(content, Tracked) and content.is_live() else ""
