"""Answers in as few bytes as the reader's browser understands: brotli, else gzip, else as they are."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from functools import lru_cache

import brotli
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import patch_vary_headers

from .personal import asks_in_person, is_for_one

PREFERRED = ("br", "gzip", "identity")  # where a browser likes several of them as much
SMALLEST = 200  # bytes; below, the headers outweigh what is saved
LARGEST_THOROUGH = 250_000  # bytes; above, taking pains would hold a thread for long
TEXTUAL = {"application/json", "application/xml", "application/x-bibtex", "application/x-research-info-systems"}


class CompressionMiddleware:
    """Compresses what no page cache or file has compressed already.

    The lengths of compressed answers betray a secret to somebody who can put guesses beside it (BREACH). Readers have
    no secrets: a search shows the words that were typed, and nothing with them that the next reader would not see.
    Editors do (the tokens of their forms), so whatever is made for one person stays as it is.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if not response.has_header("Content-Encoding") and not asks_in_person(request) and not is_for_one(response):
            compress(response, encoding_for(request))
        return response


def encoding_for(request: HttpRequest) -> str:
    """The one of `PREFERRED` that suits whoever asks best."""
    return _best(request.META.get("HTTP_ACCEPT_ENCODING", ""))


@lru_cache(maxsize=128)
def _best(header: str) -> str:
    """The best encoding by RFC 9110, section 12.5.3; one that nothing is said about is not sent, except as it is."""
    weights = dict(map(_weighed, header.lower().split(",")))
    others = weights.get("*", 0.0)
    liking = {name: weights.get(name, others) for name in PREFERRED}
    # Unless it is refused, "as it is" comes last; where all are refused, something has to be sent.
    liking["identity"] = max(weights.get("identity", 0.0), 1e-6)
    return max(PREFERRED, key=lambda name: liking[name])


def _weighed(part: str) -> tuple[str, float]:
    """One encoding and its weight; one whose weight cannot be read is not wanted."""
    name, _, parameter = part.partition(";")
    key, _, value = parameter.partition("=")
    if not parameter.strip():
        return name.strip(), 1.0
    try:
        weight = float(value) if key.strip() == "q" else 0.0
    except ValueError:
        weight = 0.0
    return name.strip(), weight if 0 <= weight <= 1 else 0.0


def compress(response: HttpResponseBase, encoding: str, *, thorough: bool = False) -> None:
    """Compress text that is long enough; `thorough` saves a sixth more and takes 170 ms for the longest page."""
    if not isinstance(response, HttpResponse) or not _is_text(response):
        return
    patch_vary_headers(response, ["Accept-Encoding"])
    if encoding == "identity" or len(response.content) < SMALLEST:
        return
    response.content = _packed(response.content, encoding, thorough and len(response.content) <= LARGEST_THOROUGH)
    response.headers["Content-Encoding"] = encoding
    response.headers["Content-Length"] = str(len(response.content))
    if response.headers.get("ETag", "").startswith('"'):
        response.headers["ETag"] = f"W/{response.headers['ETag']}"  # it named the bytes from before


def _is_text(response: HttpResponse) -> bool:
    kind = response.headers.get("Content-Type", "").partition(";")[0].strip().lower()
    return kind.startswith("text/") or kind.endswith(("+xml", "+json")) or kind in TEXTUAL


def _packed(body: bytes, encoding: str, thorough: bool) -> bytes:
    if encoding == "gzip":
        return gzip.compress(body, 9 if thorough else 6, mtime=0)
    return bytes(brotli.compress(body, mode=brotli.MODE_TEXT, quality=11 if thorough else 5))
