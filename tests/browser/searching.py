"""How the browser tests find the search box and what it offers, and answer for the hub."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Locator, Page, Route, expect

SUGGEST = "**/search/suggest/**"


def query(address: str) -> list[str]:
    """What an address asks suggestions for."""
    parts = urlsplit(address)
    return parse_qs(parts.query)["q"] if parts.path == "/search/suggest/" else []


def asked_from(page: Page) -> list[str]:
    """What the hub is asked for suggestions, in order."""
    queries: list[str] = []
    page.on("request", lambda request: queries.extend(query(request.url)))
    return queries


def box(page: Page) -> Locator:
    return page.get_by_role("combobox", name="Search the hub")


def options(page: Page) -> Locator:
    return page.get_by_role("option")


def offer(page: Page, typed: str) -> None:
    """Type, and wait for what is offered."""
    box(page).press_sequentially(typed)
    expect(page.get_by_role("option", name=f"Search for “{box(page).input_value().strip()}”")).to_be_visible()


def answer(route: Route, *titles: str) -> None:
    """Answer for the hub, in its format."""
    typed = query(route.request.url)[0]
    addresses = [f"{route.request.url.split('/search/')[0]}/glossary/" for _ in titles]
    body: list[Any] = [typed, list(titles), ["Term" for _ in titles], addresses]
    route.fulfill(body=json.dumps(body), content_type="application/x-suggestions+json")
