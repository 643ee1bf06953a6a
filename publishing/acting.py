"""Who is changing content just now, and why: what each version is kept under."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field, replace
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase

LONGEST_REASON = 300
LONGEST_NAME = 150
READING = {"GET", "HEAD", "OPTIONS", "TRACE"}


@dataclass(frozen=True, slots=True)
class Acting:
    """`editor` is the key of an account, if there is one; `name` stays readable when the account is gone."""

    editor: int | None = None
    name: str = ""
    why: str = ""
    account: Any = field(default=None, compare=False, repr=False)


NOBODY = Acting()
_acting: ContextVar[Acting] = ContextVar("acting", default=NOBODY)


def now() -> Acting:
    """Who is acting; nobody, where a command or a test writes without saying so."""
    return _acting.get()


def storable(words: str, most: int) -> str:
    """What somebody wrote in passing, as both databases can hold it; PostgreSQL takes no NUL."""
    return words.replace("\0", "").strip()[:most]


@contextmanager
def by(user: Any = None, *, name: str = "", why: str = "") -> Iterator[None]:
    """Everything changed inside is done by this account, or by what `name` says ("Delivered content")."""
    key = user.pk if user is not None and user.is_authenticated else None
    called = name or (user.get_full_name() or user.get_username() if key is not None else "")
    account = user if key is not None else None
    token = _acting.set(Acting(key, called[:LONGEST_NAME], storable(why, LONGEST_REASON), account))
    try:
        yield
    finally:
        _acting.reset(token)


@contextmanager
def because(why: str) -> Iterator[None]:
    """The same hand, for this reason."""
    token = _acting.set(replace(now(), why=storable(why, LONGEST_REASON)))
    try:
        yield
    finally:
        _acting.reset(token)


class ActingMiddleware:
    """What a signed-in editor's request changes is theirs; a form's field `why` says the reason."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.method in READING or not request.user.is_authenticated:
            return self.get_response(request)
        with by(request.user):
            return self.get_response(request)
