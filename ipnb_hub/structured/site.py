"""The site itself, and the way that leads to a page."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import reverse

from publishing.addresses import full

from .nodes import LANGUAGE, NAME, Context, Node, hub, node


def website(page: Context) -> Node:
    """The site and how to search it."""
    target = node("EntryPoint", urlTemplate=f"{full(reverse('search'))}?q={{search_term_string}}")
    action = {**node("SearchAction", target=target), "query-input": "required name=search_term_string"}
    return node(
        "WebSite",
        name=NAME,
        url=full(reverse("home")),
        inLanguage=LANGUAGE,
        publisher=hub(),
        potentialAction=action,
    )


def trail(places: Iterable[tuple[str, str]]) -> Node:
    """The way from the first page on: names and paths."""
    way = [("Home", reverse("home")), *places]
    items = [node("ListItem", position=at, name=name, item=full(path)) for at, (name, path) in enumerate(way, start=1)]
    return node("BreadcrumbList", itemListElement=items)
