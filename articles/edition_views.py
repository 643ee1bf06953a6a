"""The pages of frozen versions: for whoever cited one, not for search engines."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_list_or_404, get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from publishing.addresses import full, holds

from .editions import citation, shown
from .models import Article, Edition


@dataclass(frozen=True, slots=True)
class EveryEdition:
    """The page that lists the editions of an article, for those who ask where they are."""

    article: Article
    title: str = "Versions"

    def get_absolute_url(self) -> str:
        return reverse("articles:editions", args=[self.article.slug])


def _readable(slug: str, number: int | None = None) -> Edition | None:
    """A version that readers can see now: the one with this number, or the newest."""
    public = Edition.objects.public()
    found: Edition | None = (public.of_article(slug) if number is None else public.at(slug, number)).first()
    return found


@require_safe
@holds(_readable)
def editions(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_list_or_404(Edition.objects.public().of_article(slug))
    article = found[0].article
    context = {"editions": found, "every_edition": EveryEdition(article)}
    return _unlisted(request, "articles/editions.html", article, context)


@require_safe
@holds(_readable)
def edition(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    found = get_object_or_404(Edition.objects.public().at(slug, number))
    context = {"edition": found, **shown(found), "citation_line": citation(found)}
    return _unlisted(request, "articles/edition.html", found.article, context)


def _unlisted(request: HttpRequest, template: str, article: Article, context: dict[str, Any]) -> HttpResponse:
    """A page that no search engine lists; it names the article's page as the one to list."""
    canonical = full(article.get_absolute_url())
    response = render(request, template, {"section": "articles", "article": article, "canonical": canonical, **context})
    response.headers["X-Robots-Tag"] = "noindex"
    return response
