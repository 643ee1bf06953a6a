"""Articles, outlines and steps as files: Markdown, and an article's citations."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from resources.exports import citations

from . import as_markdown, practice_as_markdown, records
from .models import Article, PracticeOutline, Step


@require_safe
def article_md(request: HttpRequest, slug: str) -> HttpResponse:
    return as_markdown.file(get_object_or_404(Article.objects.published().to_read().whole(), slug=slug))


@require_safe
def article_citations(request: HttpRequest, slug: str, ending: str) -> HttpResponse:
    """The page, and the original that it is about."""
    article = get_object_or_404(Article.objects.published().to_read().with_authors(), slug=slug)
    original = records.original(article)
    return citations([records.article(article), *([original] if original else [])], slug, ending)


@require_safe
def outline_md(request: HttpRequest, slug: str) -> HttpResponse:
    outline = get_object_or_404(PracticeOutline.objects.published().whole(), slug=slug)
    return practice_as_markdown.outline_file(outline, list(Step.objects.of_outline(slug).in_order().whole()))


@require_safe
def step_md(request: HttpRequest, outline: str, slug: str) -> HttpResponse:
    step = get_object_or_404(Step.objects.published().whole(), outline__slug=outline, slug=slug)
    return practice_as_markdown.step_file(step)
