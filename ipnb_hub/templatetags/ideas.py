"""Where a page lies on the map of ideas, and what lies around a term."""

from __future__ import annotations

from collections.abc import Iterable

from django import template
from django.db import models

from articles.models import Step
from glossary.models import Term
from ipnb_hub.ideas import gathering
from ipnb_hub.ideas.fan import small_fan
from ipnb_hub.ideas.graph import Place
from ipnb_hub.ideas.locator import drawn, sheet
from publishing.markdown import Page

register = template.Library()


@register.inclusion_tag("parts/locator.html")
def locator(page: Page | Iterable[Term] | str | None = None, about: models.Model | None = None) -> dict[str, object]:
    """The ideas of a page on the map: of a rendered page its terms, or these terms, "all", or none.

    A term's own page shows the term alone. `about` is what the page is about.
    """
    positions, outline = sheet()
    return {
        "drawn": drawn(positions, outline, _places(page, about)) if positions else None,
        "about": gathering.place_of(about),
        "what": "term" if isinstance(about, Term) else page if isinstance(page, str) else "page" if about else "",
    }


def _places(page: Page | Iterable[Term] | str | None, about: models.Model | None) -> list[Place]:
    return [Place("term", slug) for slug in _slugs(page, about)]


def _slugs(page: Page | Iterable[Term] | str | None, about: models.Model | None) -> list[str]:
    if isinstance(about, Term):
        return [about.slug]
    if page is None or isinstance(page, str):
        return []
    linked = page.terms if isinstance(page, Page) else [term.slug for term in page]
    listed = [each.term.slug for each in about.step_terms.all()] if isinstance(about, Step) else []
    return [*linked, *listed]


@register.inclusion_tag("parts/small-map.html")
def small_map(term: Term) -> dict[str, object]:
    """What lies around a term: a small fan."""
    place = Place("term", term.slug)
    around = gathering.around_term(term)
    return {"fan": small_fan(around, place) if place in around.ideas else None, "place": place}
