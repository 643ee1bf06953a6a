"""The pages that see everything: home and search."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from operator import attrgetter

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from articles.models import Article, PracticeOutline
from glossary.models import Term

from . import results
from .path import CORE_TERMS, FIRST_ARTICLE, OUTLINE

FIRST_IDEA = "emotional-safety"
OVERVIEW = "what-is-interpersonal-neurobiology"
RECENT = 5


@dataclass(frozen=True, slots=True)
class Revision:
    """A line of "recently revised"."""

    title_shown: str
    kind_shown: str
    get_absolute_url: str
    revised: datetime


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    articles = Article.objects.published()
    context = {
        "section": "home",
        "overview": articles.first_of(OVERVIEW),
        "article": articles.first_of(FIRST_ARTICLE),
        "outline": PracticeOutline.objects.published().first_of(OUTLINE),
        "first_idea": Term.objects.published().titled().first_of(FIRST_IDEA),
        "core_terms": Term.objects.published().titled().with_names().in_order_of(CORE_TERMS),
        "recent": recently_revised(),
    }
    return render(request, "home.html", context)


def recently_revised() -> list[Revision]:
    lists = (
        ("Article", Article.objects.published().to_read()),
        ("Practice outline", PracticeOutline.objects.published()),
        ("Term", Term.objects.published().titled()),
    )
    revised = [
        Revision(str(each), kind, each.get_absolute_url(), each.revised_at())
        for kind, found in lists
        for each in found.recently_revised(RECENT)
    ]
    return sorted(revised, key=attrgetter("revised"), reverse=True)[:RECENT]


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    return render(request, "search.html", results.page(request))
