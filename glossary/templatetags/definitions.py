"""Definitions and the evidence scale, for pages whose app knows no glossary."""

from __future__ import annotations

from django import template

from glossary.evidence import Evidence
from glossary.models import Term
from publishing.markdown import Page

register = template.Library()


@register.simple_tag
def terms_on(page: Page) -> list[Term]:
    """The public terms that a rendered page links, in the order of their first link."""
    terms: list[Term] = Term.objects.on_page(page)
    return terms


@register.simple_tag
def evidence_scale() -> list[Evidence]:
    """The evidence statuses, from firm to not yet assessed."""
    return list(Evidence)
