"""Which page says what: a table of views, and the way to each."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from django.urls import reverse

from . import site, terms, texts, works
from .nodes import Context, Node

SECTIONS = {
    "articles:articles": "Articles",
    "articles:outlines": "Practice",
    "articles:about": "About this site",
    "glossary:glossary": "Glossary",
    "resources:resources": "Resources",
    "resources:references": "References",
    "map": "Map",
    "search": "Search",
}
# The section that a page stands in, and what its context calls the things on the way to it.
INNER = {
    "articles:article": ("articles:articles", "article"),
    "articles:edition": ("articles:articles", "article", "edition"),
    "articles:editions": ("articles:articles", "article", "every_edition"),
    "articles:page": ("articles:about", "article"),
    "articles:outline": ("articles:outlines", "outline"),
    "articles:step": ("articles:outlines", "outline", "step"),
    "glossary:term": ("glossary:glossary", "term"),
    "resources:resource": ("resources:resources", "resource"),
    "resources:person": ("", "person"),
}
SUBJECTS: dict[str, Callable[[Context], Node]] = {
    "home": site.website,
    "articles:article": lambda page: texts.article(page["article"]),
    "articles:outline": lambda page: texts.outline(page["outline"], page["reading"]),
    "articles:step": lambda page: texts.step(page["step"], page["reading"]),
    "glossary:glossary": terms.glossary,
    "glossary:term": lambda page: terms.term(page["term"]),
    "resources:resource": lambda page: works.work(page["resource"]),
    "resources:person": lambda page: works.person(page["person"]),
}


def describe(view: str, page: Context) -> list[Node]:
    """What the page of that view, with that context, tells machines: what it is about, and where it stands."""
    nodes = [SUBJECTS[view](page)] if view in SUBJECTS else []
    way = list(_way(view, page))
    return [*nodes, site.trail(way)] if way else nodes


def _way(view: str, page: Context) -> Iterator[tuple[str, str]]:
    """Names and paths from the section on, the page itself last."""
    section, *names = INNER.get(view, (view,))
    if section in SECTIONS:
        yield SECTIONS[section], reverse(section)
    for name in names:
        thing = page[name]
        yield str(getattr(thing, "title", thing)), thing.get_absolute_url()
