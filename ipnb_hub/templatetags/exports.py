"""How a page is cited, and the files in which it can be taken away."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from django import template
from django.urls import reverse

from articles import records as article_records
from articles.models import Article, PracticeOutline, Step
from glossary import records as glossary_records
from glossary.models import Term
from publishing.models import Tracked
from resources import bibliography
from resources.formats import FORMATS
from resources.models import Resource

register = template.Library()

MARKDOWN = {"md": ("Markdown", "text/markdown")}
CITATIONS = {ending: (each.label, each.media_type) for ending, each in FORMATS.items()}
GLOSSARY = {
    "csv": ("CSV", "text/csv"),
    "json": ("JSON", "application/json"),
    "ttl": ("SKOS (Turtle)", "text/turtle"),
}
# A work is cited by its reference, which its page shows.
RECORDS: dict[type[Tracked], Callable[..., bibliography.Record]] = {
    Article: article_records.article,
    PracticeOutline: article_records.outline,
    Step: article_records.step,
    Term: glossary_records.term,
}


class File(NamedTuple):
    label: str
    media_type: str
    address: str


@register.simple_tag
def citation(page: Tracked) -> str:
    """The page as a line of plain text in APA style; empty for a work."""
    record = RECORDS.get(type(page))
    return bibliography.plain(record(page)) if record else ""


@register.simple_tag
def original(page: Tracked) -> str:
    """The original that an article is about, in the same style."""
    record = article_records.original(page) if isinstance(page, Article) else None
    return bibliography.plain(record) if record else ""


@register.simple_tag
def files_of(page: Tracked) -> list[File]:
    """The files of a page, at its address with another ending."""
    markdown = {} if isinstance(page, Resource) else MARKDOWN
    citations = CITATIONS if isinstance(page, Article | Resource) else {}
    return _at(page.get_absolute_url(), markdown | citations)


@register.simple_tag
def glossary_files() -> list[File]:
    return _at(reverse("glossary:glossary"), GLOSSARY)


@register.simple_tag
def references_files() -> list[File]:
    return _at(reverse("resources:references"), CITATIONS)


def _at(address: str, kinds: dict[str, tuple[str, str]]) -> list[File]:
    return [File(*named, f"{address.rstrip('/')}.{ending}") for ending, named in kinds.items()]
