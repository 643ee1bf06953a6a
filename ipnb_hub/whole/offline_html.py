"""HTML of pages as parts of one document: nothing opens in place, every id is its page's own, every link finds its way.

A page's id is its path with dots for slashes, which no path holds; "glossary.attunement:source-1" is a place on it.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NamedTuple, TypeAlias

from django.conf import settings
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from ipnb_hub.still_html import Attributes, Still
from publishing.addresses import full

DROPPED = {"srcset", "sizes", "loading", "decoding", "tabindex", "width", "height"}
NAMING = {"aria-labelledby", "aria-describedby"}
KINDS = {"webp": "image/webp", "png": "image/png", "jpg": "image/jpeg", "jpeg": "image/jpeg"}
_HEADING = re.compile(r"h[2-6]\Z")
DEEPER = 2  # a page's <h2> stands under the document's title, its part's and its own

Pictures: TypeAlias = Callable[[str], bytes | None]


class _Link(NamedTuple):
    """Where a link leads: a path of the hub (empty: the same page), a place there, and the address as it was."""

    path: str
    place: str
    address: str


@dataclass
class Pages:
    """The pages that the document holds, by their paths, and the ids in it."""

    ids: dict[str, str] = field(default_factory=dict)
    places: set[str] = field(default_factory=set)

    def add(self, path: str, name: str = "") -> str:
        """Take in a page; its id."""
        found = self.ids.setdefault(path, name or path.strip("/").replace("/", "."))
        self.places.add(found)
        return found

    def address(self, page: str, link: _Link) -> str:
        """Where a link on that page leads: within the document if it can, else to the hub itself."""
        found = page if not link.path else self.ids.get(link.path, "")
        if not found:
            return full(link.address) if link.address.startswith("/") else link.address
        place = f"{found}:{link.place}"
        return f"#{place}" if link.place and place in self.places else f"#{found}"


def data_address(name: str, data: bytes) -> str:
    kind = KINDS.get(name.rpartition(".")[2].lower(), "")
    return f"data:{kind};base64,{base64.b64encode(data).decode()}" if kind else ""


class Part(Still):
    """One page's HTML, read; `written` gives it once every page of the document was read."""

    def __init__(self, html: str, page: str, pages: Pages, picture: Pictures) -> None:
        self.page, self.pages, self.picture = page, pages, picture
        self.pieces: list[str | _Link] = []
        super().__init__(html)

    def written(self) -> SafeString:
        pieces = (
            each if isinstance(each, str) else escape(self.pages.address(self.page, each)) for each in self.pieces
        )
        return mark_safe("".join(pieces))  # noqa: S308 - our templates' HTML, with attributes escaped again

    def opened(self, tag: str, found: Attributes) -> None:
        if tag == "img":
            self._picture(found)
            return
        self.said(f"<{_deeper(tag)}")
        for name, value in found.items():
            self._attribute(name, value)
        self.said(">")

    def closed(self, tag: str) -> None:
        self.said(f"</{_deeper(tag)}>")

    def said(self, text: str) -> None:
        self.pieces.append(text)

    def led_to_source(self, number: str) -> None:
        self.pieces += ['<a href="', _Link("", f"source-{number}", ""), '">']

    def _attribute(self, name: str, value: str | None) -> None:
        if name in DROPPED:
            return
        if name == "href":
            self.pieces += [' href="', _link(value or ""), '"']
            return
        if name == "id":
            value = f"{self.page}:{value}"
            self.pages.places.add(value)
        if name in NAMING:
            value = " ".join(f"{self.page}:{each}" for each in (value or "").split())
        self.said(f' {name}="{escape(value or "")}"')

    def _picture(self, found: Attributes) -> None:
        """A picture of the hub within the document; the words for one that is not there."""
        source, words = found.get("src") or "", found.get("alt") or ""
        data = self.picture(source)
        address = data_address(source, data) if data else ""
        self.said(f'<img src="{address}" alt="{escape(words)}">' if address else escape(words))


def _deeper(tag: str) -> str:
    return f"h{min(6, int(tag[1]) + DEEPER)}" if _HEADING.match(tag) else tag


def _link(address: str) -> _Link:
    own = address.removeprefix(settings.HUB_URL) if address.startswith(f"{settings.HUB_URL}/") else address
    if own.startswith("#"):
        return _Link("", own[1:], own)
    if not own.startswith("/"):
        return _Link(address, "", address)
    path, _, place = own.partition("#")
    return _Link(path.partition("?")[0], place, own)
