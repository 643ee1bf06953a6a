"""Follows every link of a site from its first page on, and notes what stands on each page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

from django.test import Client
from django.urls import Resolver404, resolve

DATA = "application/ld+json"  # what machines are told: data, not code
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}


@dataclass
class Seen:
    """What a page holds, as far as the promises below need it."""

    status: int
    text: str
    headings: list[str] = field(default_factory=list)
    title: str = ""
    links: list[str] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)
    opened: list[str] = field(default_factory=list)
    inline: list[str] = field(default_factory=list)
    outside: list[str] = field(default_factory=list)
    cookies: int = 0
    policy: str = ""
    is_page: bool = False
    meta: dict[str, str] = field(default_factory=dict)
    canonical: str = ""
    data: list[str] = field(default_factory=list)


class Reader(HTMLParser):
    def __init__(self, seen: Seen) -> None:
        super().__init__()
        self.seen, self.open, self.words = seen, [], []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        if tag not in VOID:
            self.open.append(tag)
        if tag == "h1":
            self.words = []
        if "id" in found:
            self.seen.ids.append(found["id"])
        if "popovertarget" in found:
            self.seen.opened.append(found["popovertarget"])
        if tag == "a" and "href" in found:
            self.seen.links.append(found["href"])
        self._code(tag, found)
        self._head(tag, found)

    def _code(self, tag: str, found: dict[str, str]) -> None:
        """Code in the page, which there must not be, and data, which there may be."""
        self.seen.inline += [f"{tag} {name}" for name in found if name == "style" or name.startswith("on")]
        if tag == "script" and found.get("type") == DATA:
            self.seen.data.append("")
        elif tag == "style" or (tag == "script" and "src" not in found):
            self.seen.inline.append(tag)

    def _head(self, tag: str, found: dict[str, str]) -> None:
        if tag == "meta":
            self.seen.meta[found.get("property") or found.get("name", "")] = found.get("content", "")
        is_canonical = tag == "link" and found.get("rel") == "canonical"
        if is_canonical:
            self.seen.canonical = found["href"]
        loaded = found.get("src") or (found.get("href", "") if tag == "link" and not is_canonical else "")
        if urlsplit(loaded).netloc:
            self.seen.outside.append(loaded)

    def handle_endtag(self, tag: str) -> None:
        if tag == "h1":
            self.seen.headings.append(" ".join("".join(self.words).split()))
        if tag in self.open:
            while self.open.pop() != tag:
                pass

    def handle_data(self, data: str) -> None:
        if "title" in self.open and "svg" not in self.open:
            self.seen.title += data
        if "h1" in self.open:
            self.words.append(data)
        if "script" in self.open:
            self.seen.data[-1] += data


def visit(client: Client, address: str) -> Seen:
    response = client.get(address)
    text = response.content.decode()
    seen = Seen(response.status_code, text, cookies=len(response.cookies))
    seen.policy = response.headers.get("Content-Security-Policy", "")
    if response.headers.get("Content-Type", "").startswith("text/html"):
        seen.is_page = True
        Reader(seen).feed(text)
    return seen


def crawl(client: Client, *forms: str, most: int = 12, alike: int = 10_000) -> dict[str, Seen]:
    """Every page that can be reached from the first page and these, without fragments, with what stands there.

    Filters are followed once from each list, not in all their combinations. Of what is there for everything (maps
    around it, files of it) only `most` of a kind are visited, and of what one view makes only the first `alike`.
    """
    pages: dict[str, Seen] = {}
    waiting, visited = ["/", *forms], Counter[str]()
    while waiting:
        address = waiting.pop(0)
        kind, view = _many(address), _view(address)
        if address in pages or (kind and visited[kind] >= most) or visited[view] >= alike:
            continue
        visited.update(filter(None, (kind, view)))
        pages[address] = seen = visit(client, address)
        waiting += [link for link in local_links(address, seen) if "?" not in link or "?" not in address]
    return pages


def _many(address: str) -> str:
    """What an address is one of many of: a query of its path, a file of its folder and ending; nothing for a page."""
    path, asked, _ = address.partition("?")
    name, dot, ending = path.rpartition(".")
    return path if asked else f"{name.partition('/')[2].partition('/')[0]} {ending}" if dot else ""


def _view(address: str) -> str:
    """The name of what makes the page; nothing for what leads nowhere."""
    try:
        return resolve(urlsplit(address).path).view_name
    except Resolver404:
        return ""


def local_links(address: str, seen: Seen) -> Iterator[str]:
    for link in seen.links:
        parts = urlsplit(urljoin(address, link))
        if not parts.scheme and not parts.netloc and not parts.path.startswith(("/admin/", "/static/")):
            yield f"{parts.path}?{parts.query}" if parts.query else parts.path
