"""What the front page of the admin shows besides its list of tables."""

from __future__ import annotations

from typing import Any

from django import template

from ipnb_hub.desk import front as desk

register = template.Library()


@register.inclusion_tag("admin/desk/front.html", takes_context=True)
def front(context: template.Context) -> dict[str, Any]:
    user = context["request"].user
    bars = desk.plot(user)
    return {
        "boxes": desk.boxes(user),
        "recent": desk.recent(user),
        "bars": bars,
        "changes": sum(bar.changes for bar in bars),
        "days": desk.DAYS,
    }
