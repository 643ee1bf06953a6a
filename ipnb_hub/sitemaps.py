"""The list of all public pages for search engines (sitemaps.org, protocol 0.9)."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Any

from django.conf import settings
from django.db.models import QuerySet, TextField
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from articles.models import Article, PracticeOutline, Step
from glossary.models import Term
from publishing.models import Tracked
from resources.models import Person, Resource

MOST = 50_000  # addresses in one list, by the protocol
LISTS = (
    "home",
    "articles:articles",
    "articles:outlines",
    "glossary:glossary",
    "resources:resources",
    "resources:references",
    "map",
)


@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    """All addresses, or, where they are too many for one list, an index of lists (`?page=`)."""
    count = len(LISTS) + sum(found.count() for found in _content())
    pages = -(-count // MOST)
    asked = request.GET.get("page", "")
    if not asked and pages > 1:
        return _xml(request, "sitemap-index.xml", {"pages": range(1, pages + 1)})
    number = int(asked[:9]) if asked.isascii() and asked.isdigit() else 1
    if not 1 <= number <= pages:
        raise Http404
    places = islice(_places(), (number - 1) * MOST, number * MOST)
    return _xml(request, "sitemap.xml", {"places": places})


def _xml(request: HttpRequest, template: str, context: dict[str, object]) -> HttpResponse:
    return render(request, template, {"hub_url": settings.HUB_URL, **context}, content_type="application/xml")


def _places() -> Iterator[tuple[str, Any]]:
    """Every path, with the moment since when readers see it as it is; of a list nobody knows that."""
    yield from ((reverse(name), None) for name in LISTS)
    for found in _content():
        for each in found.iterator(chunk_size=2_000):
            yield each.get_absolute_url(), each.revised_at()


def _content() -> list[QuerySet[Any]]:
    return [
        _light(Article.objects.published()),
        _light(PracticeOutline.objects.published()),
        _light(Step.objects.published().with_outline()),
        _light(Term.objects.published()),
        _light(Resource.objects.published().recommended()),
        _light(Person.objects.published()),
    ]


def _light(found: QuerySet[Any]) -> QuerySet[Any]:
    """Without the long texts, in an order that stays."""
    model: type[Tracked] = found.model
    return found.order_by("pk").defer(
        *(each.name for each in model._meta.concrete_fields if isinstance(each, TextField))
    )
