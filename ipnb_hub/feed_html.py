"""Texts as they can stand elsewhere: nothing opens in place, and every address is in full."""

from __future__ import annotations

from functools import partial
from urllib.parse import urljoin

import nh3

from publishing.markdown.outward import SCHEMES
from publishing.markdown.sanitizing import TAGS

from .still_html import Attributes, Still

KEPT = (TAGS | {"b", "cite", "i"}) - {"button", "section", "span"}
ATTRIBUTES = {
    "a": {"href", "title"},
    "img": {"src", "alt", "title", "width", "height"},
    "ol": {"start"},
    "th": {"scope"},
}


def portable(html: str, address: str) -> str:
    """The HTML of the page at `address`, for readers elsewhere: the number of a note leads to its source there."""
    return nh3.clean(
        "".join(_Rewritten(html).kept),
        tags=KEPT,
        attributes=ATTRIBUTES,
        attribute_filter=partial(_in_full, address),
        url_schemes=set(SCHEMES),
        link_rel=None,
    )


def _in_full(page: str, tag: str, attribute: str, value: str) -> str:
    return urljoin(page, value) if attribute in ("href", "src") else value


class _Rewritten(Still):
    """Writes HTML again as it is written."""

    def __init__(self, html: str) -> None:
        self.kept: list[str] = []
        super().__init__(html)

    def opened(self, tag: str, found: Attributes) -> None:
        self.kept.append(self.get_starttag_text() or "")

    def closed(self, tag: str) -> None:
        self.kept.append(f"</{tag}>")

    def said(self, text: str) -> None:
        self.kept.append(text)

    def led_to_source(self, number: str) -> None:
        self.kept.append(f'<a href="#source-{number}">')
