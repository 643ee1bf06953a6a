"""Addresses in full; which content stands at an address, and where something went that stood there once."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, TypeVar

from django.conf import settings
from django.db import models
from django.http import HttpResponse
from django.urls import Resolver404, resolve

from .models import FormerAddress, Tracked

View = TypeVar("View", bound=Callable[..., Any])
Page = Callable[..., HttpResponse]
# An address of something as it is asked for: a page, one of its files, or a frozen version of it.
_ASKED = re.compile(r"(?P<page>/.*?[^/])(?P<rest>/|\.[a-z]{2,4}|/versions/(?:[0-9]{1,9}/)?)?\Z")


def full(path: str) -> str:
    """The public address of a path of this site, whatever host was asked."""
    return f"{settings.HUB_URL}{path}"


def shows(model: type[models.Model] | None, page: Page | None = None, /, **lookups: str) -> Callable[[View], View]:
    """Mark a view as the page of a model's object (or of many: None); `lookups` maps the address's words to lookups.

    `page(request, objects, **words)` shows one of `objects`, whatever its state: the view itself gives those that the
    public may see, a preview one more.
    """

    def mark(view: View) -> View:
        def find(**words: str) -> models.Model | None:
            if model is None:
                return None
            conditions = {lookups.get(word, word): value for word, value in words.items()}
            return model._default_manager.filter(**conditions).first()

        view.content = find  # type: ignore[attr-defined]
        view.page = page  # type: ignore[attr-defined]
        return view

    return mark


def holds(find: Callable[..., Any]) -> Callable[[View], View]:
    """Mark a view that has something to show only where `find(**words)`, with the address's words, finds it."""

    def mark(view: View) -> View:
        view.content = find  # type: ignore[attr-defined]
        return view

    return mark


def content_at(address: str) -> Tracked | None:
    """The object whose page stands at an address of the site, or stood there once, whatever its state."""
    path = address.partition("#")[0].partition("?")[0]
    return _shown_at(path) or _formerly_at(path)


def leads_on(path: str) -> str:
    """Where a reader of an address without a page is led: what moved from there, or what took its place.

    One step, however often something moved; a file leads to the file of its kind. Empty if there is nothing of the
    kind that the public may see.
    """
    asked = _ASKED.match(path)
    if asked is None:
        return ""
    page = f"{asked['page']}/"
    for find in (_shown_at, _formerly_at):
        content = find(page)
        found = _live(content)
        if found is not None and found.get_absolute_url() != page:
            return _with_rest(found, asked["rest"] or "/", moved=found == content)
    return ""


def _live(content: Tracked | None) -> Tracked | None:
    """It, or what took its place in the end, if the public may see that."""
    passed: list[Tracked] = []
    while content is not None and not content.is_live() and content not in passed:
        passed.append(content)
        content = content.gave_way_to()
    return content if content is not None and content.is_live() else None


def _with_rest(content: Tracked, rest: str, *, moved: bool) -> str:
    """Its page, or the file or the frozen version of it; what took another's place has none of that one's versions.

    Whoever cites a version that readers cannot see is led to those that they can, not to another text unawares.
    """
    address, is_version = content.get_absolute_url(), rest.startswith("/versions/")
    if rest == "/" or "#" in address or (is_version and not moved):
        return address
    rests = (rest, "/versions/") if is_version else (rest,)
    others = (f"{address.removesuffix('/')}{each}" for each in rests)
    return next(filter(_is_there, others), address)


def _is_there(path: str) -> bool:
    try:
        match = resolve(path)
    except Resolver404:
        return False
    find = getattr(match.func, "content", None)
    return find is None or find(**match.kwargs) is not None


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
