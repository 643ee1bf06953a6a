"""Whether an answer is made for one person: only editors have a cookie here, and what they see is nobody else's."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase


def asks_in_person(request: HttpRequest) -> bool:
    """The request bears one of the hub's own cookies; those of a neighbor on the same host say nothing."""
    return bool(request.META.get("HTTP_COOKIE")) and not _our_cookies().isdisjoint(request.COOKIES)


def is_for_one(response: HttpResponseBase) -> bool:
    """The answer sets a cookie, or would be another one with another cookie."""
    return bool(response.cookies) or "cookie" in response.headers.get("Vary", "").lower()


def _our_cookies() -> set[str]:
    return {settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME, "messages"}
