"""The way through the hub, at the foot of its pages."""

from __future__ import annotations

from django import template

from ipnb_hub.path import Way, way

register = template.Library()


@register.simple_tag
def way_from(url: str) -> Way:
    """The way as seen from the page at `url`."""
    return way(url)
