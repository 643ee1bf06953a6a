from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from glossary.models import Term
from publishing.addresses import shows

from . import practising
from .models import Article, PracticeOutline, Step
from .models.articles import ArticleQuerySet
from .models.practice import PracticeOutlineQuerySet, StepQuerySet
from .practising import OutlineReading, StepReading
from .reading import Reading, further_works, named_works, public_listings, public_usages, read


@require_safe
def articles(request: HttpRequest) -> HttpResponse:
    listed = Article.objects.published().to_read().by_title()
    return render(request, "articles/list.html", {"section": "articles", "articles": listed})


def article_page(request: HttpRequest, articles: ArticleQuerySet, slug: str) -> HttpResponse:
    found = get_object_or_404(articles.to_read().whole(), slug=slug)
    return render(request, "articles/article.html", {"section": "articles", **_context(found)})


@require_safe
@shows(Article, article_page)
def article(request: HttpRequest, slug: str) -> HttpResponse:
    return article_page(request, Article.objects.published(), slug)


def site_page(request: HttpRequest, articles: ArticleQuerySet, page: str) -> HttpResponse:
    found = get_object_or_404(articles.pages().whole(), slug=page)
    contact = settings.HUB_CONTACT if page == "contact" else None
    return render(request, "articles/page.html", {"section": "about", "contact": contact, **_context(found)})


@require_safe
@shows(Article, site_page, page="slug")
def page(request: HttpRequest, page: str) -> HttpResponse:
    return site_page(request, Article.objects.published(), page)


def _context(article: Article) -> dict[str, object]:
    reading = read(article)
    return {
        "article": article,
        "page": reading.page,
        "parts": reading.passages,
        "added": reading.added,
        "editors_note_html": reading.editors_note,
        "minutes": reading.minutes,
        "show_text": article.may_show_text(),
        **_notes(reading),
        "further": further_works(article, reading.page),
        "citations_named": named_works(article),
        "listings": public_listings(article),
        "term_usages": public_usages(article),
    }


@require_safe
def outlines(request: HttpRequest) -> HttpResponse:
    listed = practising.listed(PracticeOutline.objects.published().by_title())
    return render(request, "practice/list.html", {"section": "practice", "outlines": listed})


def outline_page(request: HttpRequest, outlines: PracticeOutlineQuerySet, slug: str) -> HttpResponse:
    found = get_object_or_404(outlines.whole(), slug=slug)
    reading = practising.read_outline(found, Step.objects.of_outline(slug).in_order().whole())
    context = {"section": "practice", "outline": found, "reading": reading, **_notes(reading)}
    return render(request, "practice/outline.html", context)


@require_safe
@shows(PracticeOutline, outline_page)
def outline(request: HttpRequest, slug: str) -> HttpResponse:
    return outline_page(request, PracticeOutline.objects.published(), slug)


def step_page(request: HttpRequest, seen: StepQuerySet, outline: str, slug: str) -> HttpResponse:
    steps = list(seen.of_outline(outline).with_outline().in_order())
    found = get_object_or_404(seen.whole(), outline__slug=outline, slug=slug)
    place = steps.index(found)
    reading = practising.read_step(found)
    context = {
        "section": "practice",
        "outline": found.outline,
        "step": found,
        "reading": reading,
        "previous": steps[place - 1] if place else None,
        "next": steps[place + 1] if place + 1 < len(steps) else None,
        **_notes(reading),
    }
    return render(request, "practice/step.html", context)


@require_safe
@shows(Step, step_page, outline="outline__slug")
def step(request: HttpRequest, outline: str, slug: str) -> HttpResponse:
    return step_page(request, Step.objects.published(), outline, slug)


def _notes(reading: Reading | OutlineReading | StepReading) -> dict[str, object]:
    """What the links and notes of a page lead to."""
    return {"terms": Term.objects.on_page(reading.page), "sources": reading.sources}
