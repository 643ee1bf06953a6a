"""What somebody is told whose save waited in vain for another one that takes long, such as that of a spreadsheet."""

from __future__ import annotations

from collections.abc import Callable

from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render

AGAIN_IN = 30  # seconds
# A lock that was not to be had, and one of two writers that waited for each other.
_POSTGRESQL = ("55P03", "40P01")


class BusyMiddleware:
    """A page instead of an error while another writer holds the database; browsers send the form again on a reload."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not is_busy(exception):
            return None
        answer = render(request, "503.html", {"sent": request.method == "POST"}, status=503)
        answer.headers["Retry-After"] = str(AGAIN_IN)
        answer.headers["Cache-Control"] = "no-store"
        return answer


def is_busy(exception: Exception) -> bool:
    """Whether the database is sound and somebody else writes to it."""
    if not isinstance(exception, OperationalError):
        return False
    said = exception.__cause__
    on_sqlite = str(getattr(said, "sqlite_errorname", "")).startswith("SQLITE_BUSY")
    return on_sqlite or getattr(said, "sqlstate", "") in _POSTGRESQL
