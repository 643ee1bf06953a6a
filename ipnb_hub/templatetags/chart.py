"""Drawings of the map of the ideas."""

from __future__ import annotations

from django import template
from django.template.context import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString

from ipnb_hub.ideas.drawing import Drawing, drawn
from ipnb_hub.models import MapSheet
from publishing.templatetags.marks import used

register = template.Library()


@register.simple_tag(takes_context=True)
def mark_at(context: Context, name: str, left: float, top: float, size: int) -> SafeString:
    """A mark inside a drawing, in the units of that drawing."""
    used(context)[name] = None
    return format_html(
        '<use href="#mark-{}" x="{}" y="{}" width="{}" height="{}"/>', name, f"{left:g}", f"{top:g}", size, size
    )


@register.simple_tag
def small_picture() -> Drawing | None:
    """The map for the first page; its first sheet where there are several."""
    sheets = list(MapSheet.objects.seen_by_public())
    return drawn(sheets[0], total=sum(sheet.ideas for sheet in sheets)) if sheets else None
