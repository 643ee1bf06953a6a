"""Marks: small signs for kinds of pages and for evidence, drawn once a page and used by reference."""

from __future__ import annotations

from typing import cast

from django import template
from django.template.context import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()


def used(context: Context) -> dict[str, None]:
    """The marks that this page has used so far, in order; shared with every template that it includes."""
    page = cast("dict[str, dict[str, None]]", context.render_context.dicts[0])
    return page.setdefault("marks", {})


@register.simple_tag(takes_context=True)
def mark(context: Context, name: str, size: int = 18) -> SafeString:
    """A mark of `size` CSS pixels. It is hidden from screen readers: the word always stands beside it."""
    if not name:
        return SafeString("")
    used(context)[name] = None
    return format_html(
        '<svg class="mark" width="{}" height="{}" aria-hidden="true"><use href="#mark-{}"></use></svg>',
        size,
        size,
        name,
    )


@register.inclusion_tag("parts/sprite.svg", takes_context=True)
def sprite(context: Context) -> dict[str, object]:
    """The drawings of all marks used above; stands at the end of the page."""
    return {"used": used(context)}
