"""The pages that see everything: home and search."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from operator import attrgetter

from django.db.models import TextChoices
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from articles.models import Article, PracticeOutline
from glossary.evidence import Evidence
from glossary.models import Term
from publishing import choices
from search.engine import find

CORE_TERMS = ("implicit-memory", "mirror-neurons", "emotional-resonance")
FIRST_IDEA = "emotional-safety"
FIRST_ARTICLE = "interpersonal-neurobiology-the-basics"
OVERVIEW = "what-is-interpersonal-neurobiology"
OUTLINE = "three-steps"
RECENT = 5


class Kind(TextChoices):
    """What can be found, in the words of the search page."""

    TERM = "term", "Terms"
    ARTICLE = "article", "Articles"
    STEP = "step", "Practice"
    RESOURCE = "resource", "Resources"
    PERSON = "person", "People"


@dataclass(frozen=True, slots=True)
class Revision:
    """A line of "recently revised"."""

    title_shown: str
    kind_shown: str
    get_absolute_url: str
    updated: datetime


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
        Revision(str(each), kind, each.get_absolute_url(), each.updated)
        for kind, found in lists
        for each in found.recently_revised(RECENT)
    ]
    return sorted(revised, key=attrgetter("updated"), reverse=True)[:RECENT]


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    kind = choices.chosen(request, "kind", Kind)
    status = choices.chosen(request, "evidence", Evidence)
    results = find(request.GET.get("q", ""), kind=kind, facet=status, page=_page(request))
    context = {
        "section": "search",
        "query": results.query,
        "results": results if results.query else None,
        "kind": kind,
        "kinds": choices.filters(request, "kind", Kind, dict(results.kinds), ["q", "evidence"]),
        "all_url": choices.everything(request, "kind", ["q", "evidence"]),
        "all_total": "" if kind else results.total_shown,
        "facet": status,
        "facets": choices.filters(request, "evidence", Evidence, dict(results.facets), ["q", "kind"]),
        "all_facets_url": choices.everything(request, "evidence", ["q", "kind"]),
    }
    return render(request, "search.html", context)


def _page(request: HttpRequest) -> int:
    number = request.GET.get("page", "")
    return int(number) if number.isascii() and number.isdigit() and len(number) < 6 else 1
