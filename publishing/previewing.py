"""The page of something that readers do not see yet, shown to those who may: the real page, with a line above it.

A preview link is a random token in an address; the database keeps only its hash.
"""

from __future__ import annotations

import copy
import secrets
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import resolve, reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from . import changes, records
from .addresses import full
from .models import PreviewLink, Tracked

DAYS = (1, 7, 30)
USUAL = 7
KEPT = timedelta(days=30)  # for which editors can see that a link has ended

# Nobody keeps it, lists it, or learns its address from where a reader goes on to.
HEADERS = {
    "Cache-Control": "private, no-store",
    "X-Robots-Tag": "noindex, nofollow",
    "Referrer-Policy": "no-referrer",
}


@dataclass(frozen=True, slots=True)
class Banner:
    """What stands above a previewed page: until when its address holds, or the way back to an editor's form."""

    ends: datetime | None = None
    form: str = ""
    proposed_by: str = ""


class _TakenBack(Exception):
    """Ends a transaction that was only for looking."""


def make(content: Tracked, by: Any, days: int = USUAL, note: str = "") -> str:
    """A new link to its page, as an address to hand on; nobody can read it again later."""
    token = secrets.token_urlsafe(32)
    now = timezone.now()
    links = PreviewLink.objects.of(content)
    links.filter(ends__lt=now - KEPT).delete()
    links.create(
        content_type=ContentType.objects.get_for_model(content),
        object_id=content.pk,
        digest=digest(token),
        made_by=by,
        note=note[:120],
        ends=now + timedelta(days=days),
    )
    return full(reverse("preview", args=[token]))


def digest(token: str) -> str:
    return sha256(token.encode()).hexdigest()


def revoke(links: Iterable[PreviewLink]) -> None:
    for link in links:
        link.revoked = timezone.now()
        link.save(update_fields=["revoked"])


@require_safe
def preview(request: HttpRequest, token: str) -> HttpResponse:
    """The page behind a link; what is public by now is shown where it stands."""
    link = PreviewLink.objects.open().with_digest(digest(token))
    content = link.content if link else None
    if link is None or not isinstance(content, Tracked):
        raise Http404
    if content.is_live():
        return HttpResponseRedirect(content.get_absolute_url(), headers=HEADERS)
    return shown(request, content, Banner(ends=link.ends))


def shown(request: HttpRequest, content: Tracked, banner: Banner) -> HttpResponse:
    """The page of one object as readers would meet it, made by the view that shows it to them."""
    path = content.get_absolute_url().partition("#")[0]
    match = resolve(path)
    page = getattr(match.func, "page", None)
    if page is None:
        raise Http404
    # The page is to say what it will say at its own address, so it is told that it stands there.
    there: Any = copy.copy(request)
    there.path = there.path_info = path
    there.resolver_match, there.preview = match, banner
    model: Any = type(content)
    response: HttpResponse = page(there, model.objects.with_unpublished(content), **match.kwargs)
    for name, value in HEADERS.items():
        response.headers[name] = value
    return response


def proposed(request: HttpRequest, content: Tracked, record: records.Record, banner: Banner) -> HttpResponse:
    """The same with another record in its place: written, looked at, and taken back before anybody hears of it."""
    response = HttpResponse()
    with suppress(_TakenBack), changes.gathered():
        written: Any = records.write(type(content), record, content)
        response = shown(request, written, banner)
        raise _TakenBack
    return response
