"""How a browser searches the hub from its address bar, and what the search box offers while somebody types."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from publishing.addresses import full
from search.query import parse
from search.suggesting import Suggestion, suggest

DESCRIPTION = "application/opensearchdescription+xml"
SUGGESTIONS = "application/x-suggestions+json"
DAY = 24 * 3600  # seconds


@require_safe
@cache_control(max_age=DAY)
def description(request: HttpRequest) -> HttpResponse:
    """The OpenSearch 1.1 description; its addresses are those of the public hub, whatever host was asked."""
    return render(request, "opensearch.xml", {"hub_url": settings.HUB_URL}, content_type=DESCRIPTION)


# Kept nowhere: what somebody types is theirs, and an entry that was withdrawn is offered no longer.
@require_safe
@cache_control(no_store=True)
def suggestions(request: HttpRequest) -> HttpResponse:
    """What was typed, then titles, what each is, addresses: the OpenSearch suggestions format, version 1.1."""
    typed = request.GET.get("q", "")
    found = suggest(typed)
    answer = [
        parse(typed).shown,
        [each.title for each in found],
        [_about(each) for each in found],
        [full(each.url) for each in found],
    ]
    return JsonResponse(answer, safe=False, content_type=SUGGESTIONS)


def _about(suggestion: Suggestion) -> str:
    """What it is and why it is offered: "Term, debated · also called MNS"."""
    return " · ".join(filter(None, (_what(suggestion), suggestion.why)))


def _what(suggestion: Suggestion) -> str:
    match suggestion.kind:
        case "term":
            return f"Term, {suggestion.label.lower()}"
        case "resource":
            return f"Resource: {suggestion.label.lower()}"
        case _:
            return suggestion.label
