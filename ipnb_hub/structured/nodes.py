"""Nodes of structured data: a type and its properties, addresses in full."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, TypeAlias

from django.urls import reverse

from publishing.addresses import full

Node: TypeAlias = dict[str, Any]
Context: TypeAlias = Mapping[str, Any]

LANGUAGE = "en-US"
NAME = "IPNB Hub"


def node(kind: str, **properties: Any) -> Node:
    """A node without the properties that have no value."""
    return {"@type": kind, **{name: value for name, value in properties.items() if value not in (None, "", [])}}


def day(value: date | None) -> str:
    """A date, or the day of a moment, as schema.org writes it."""
    return value.strftime("%Y-%m-%d") if value else ""


def hub() -> Node:
    """The hub itself, as author and publisher of what it says in its own words."""
    return node("Organization", name=NAME, url=full(reverse("home")))
