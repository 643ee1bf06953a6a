"""Addresses in full; which content stands at an address, and where something went that stood there once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from django.conf import settings
from django.db import models
from django.urls import Resolver404, resolve

from .models import FormerAddress, Tracked

View = TypeVar("View", bound=Callable[..., Any])


def full(path: str) -> str:
    """The public address of a path of this site, whatever host was asked."""
    return f"{settings.HUB_URL}{path}"


def shows(model: type[models.Model], **lookups: str) -> Callable[[View], View]:
    """Mark a view as the page of a model's object; `lookups` maps the address's words to lookups."""

    def mark(view: View) -> View:
        def find(**words: str) -> models.Model | None:
            conditions = {lookups.get(word, word): value for word, value in words.items()}
            return model._default_manager.filter(**conditions).first()

        view.content = find  # type: ignore[attr-defined]
        return view

    return mark


def content_at(address: str) -> Tracked | None:
    """The object whose page stands at an address of the site, or stood there once, whatever its state."""
    path = address.partition("#")[0].partition("?")[0]
    return _shown_at(path) or _formerly_at(path)


def leads_on(path: str) -> str:
    """Where a reader of an address without a page is led: what moved from there, or what took its place.

    Empty if there is nothing of the kind that the public may see.
    """
    moved, retired = _formerly_at(path), _shown_at(path)
    for content in (moved, getattr(retired, "successor", None)):
        if isinstance(content, Tracked) and content.is_live() and content.get_absolute_url() != path:
            return content.get_absolute_url()
    return ""


def _shown_at(path: str) -> Tracked | None:
    try:
        match = resolve(path)
    except Resolver404:
        return None
    find = getattr(match.func, "content", None)
    found = find(**match.kwargs) if find else None
    return found if isinstance(found, Tracked) and found.get_absolute_url() == path else None


def _formerly_at(path: str) -> Tracked | None:
    if "\0" in path:  # PostgreSQL refuses to be asked for it
        return None
    former = FormerAddress.objects.filter(path=path).first()
    content = former.content if former else None
    return content if isinstance(content, Tracked) else None
