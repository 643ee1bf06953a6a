"""References of works in templates."""

from __future__ import annotations

from typing import Any

from django import template

from resources import references
from resources.models import Resource

register = template.Library()


@register.inclusion_tag("parts/reference.html")
def reference(resource: Resource, *, noted: bool = True) -> dict[str, Any]:
    """The full reference of a work in APA style, its address and standing; `noted`: its content note too."""
    return {
        "resource": resource,
        "noted": noted,
        "pieces": references.apa(resource),
        "address": references.address(resource),
        "archived": references.archived(resource),
    }


@register.filter
def named(resource: Resource) -> str:
    """How a text names a work in passing: "Heyes and Catmur 2022"."""
    return references.short(resource)


@register.filter
def shown(resource: Resource, field: str) -> Any:
    """A field of a work as readers may see it: empty where nobody has checked it."""
    return resource.shown(field)
