"""What is refused before any page sees it, and what is taken off an answer last."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote_to_bytes

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.http import parse_header_parameters

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIApplication

ENCODINGS = {"utf-8", "utf8", "us-ascii"}  # what a request may say that it is written in


def readable(application: WSGIApplication) -> WSGIApplication:
    """The application, told "unreadable" of an encoding that would fail in Django before its first middleware."""

    def answer(environ: dict[str, Any], start_response: StartResponse) -> Iterable[bytes]:
        try:
            known = _is_utf8(parse_header_parameters(environ.get("CONTENT_TYPE", ""))[1])
        except (LookupError, ValueError):
            known = False
        if not known:
            environ["CONTENT_TYPE"] = "text/plain; charset=unreadable"
        return application(environ, start_response)

    return answer


class BareHeadMiddleware:
    """Takes the body off the answer to a HEAD; the web server complains in its log where one is left."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if request.method == "HEAD" and isinstance(response, HttpResponse) and response.status_code != 304:
            response.headers.setdefault("Content-Length", str(len(response.content)))
            response.content = b""
        return response


class ReadableRequestMiddleware:
    """Refuses a NUL, which PostgreSQL cannot hold, and every encoding but UTF-8, in which text could hide one."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not _is_utf8(request.content_params or {}) or any("\0" in text for text in _texts(request)):
            raise BadRequest
        return self.get_response(request)


def _is_utf8(parameters: Mapping[str, str]) -> bool:
    return parameters.get("charset", "utf-8").lower() in ENCODINGS


def _texts(request: HttpRequest) -> Iterator[str]:
    """All that a request says in its first line and its headers, decoded."""
    yield request.path_info
    yield unquote_to_bytes(request.META.get("QUERY_STRING", "")).decode("latin-1")
    yield from (value for name, value in request.META.items() if name.startswith("HTTP_"))
    yield from request.COOKIES.values()
