"""Two questions a monitor asks: is the process up, and can it answer readers?"""

from functools import cache

from django.db import Error, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

import search.health


@require_safe
@never_cache
def healthz(request: HttpRequest) -> HttpResponse:
    """The process is up; nothing else is touched."""
    return _word("ok")


@require_safe
@never_cache
def readyz(request: HttpRequest) -> HttpResponse:
    """The database answers, every migration is applied and the search index fits the code; or one word."""
    try:
        trouble = _trouble()
    except Error:
        trouble = "database"
    return _word(trouble, status=503) if trouble else _word("ready")


def _trouble() -> str:
    if _unapplied_migrations():
        return "migrations"
    return "" if search.health.in_step() else "search"


def _unapplied_migrations() -> bool:
    return not _migrations_of_the_code() <= set(MigrationRecorder(connection).applied_migrations())


@cache
def _migrations_of_the_code() -> frozenset[tuple[str, str]]:
    return frozenset(MigrationLoader(None).graph.nodes)


def _word(word: str, status: int = 200) -> HttpResponse:
    return HttpResponse(f"{word}\n", status=status, content_type="text/plain; charset=utf-8")
