"""Follows every link of a site from its first page on, and notes what stands on each page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urljoin, urlsplit

from django.test import Client
from django.urls import Resolver404, resolve

from tests import shown

DATA = "application/ld+json"  # what machines are told: data, not code


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


def read(seen: Seen) -> None:
    """Note what stands on a page."""
    root = shown.document(seen.text)
    seen.headings = [_words(each) for each in root.iter("h1")]
    seen.title = "".join(root.xpath("//title[not(ancestor::svg)]//text()"))
    seen.links, seen.ids = root.xpath("//a/@href"), root.xpath("//@id")
    seen.opened = root.xpath("//@popovertarget")
    seen.meta = {each.get("property") or each.get("name", ""): each.get("content", "") for each in root.iter("meta")}
    [seen.canonical] = root.xpath("//link[@rel = 'canonical']/@href") or [""]
    seen.data = ["".join(each.itertext()) for each in root.iter("script") if each.get("type") == DATA]
    seen.inline = _code(root)
    loaded = root.xpath("//*/@src | //link[not(@rel = 'canonical')]/@href")
    seen.outside = [address for address in loaded if urlsplit(address).netloc]


def _code(root: Any) -> list[str]:
    """Code in the page, which there must not be; data for machines is none."""
    found = [each.attrname for each in root.xpath("//@style | //@*[starts-with(name(), 'on')]")]
    found += ["style" for _ in root.iter("style")]
    return found + ["script" for each in root.iter("script") if not each.get("src") and each.get("type") != DATA]


def _words(element: Any) -> str:
    return " ".join("".join(element.itertext()).split())


def visit(client: Client, address: str) -> Seen:
    response = client.get(address)
    text = response.content.decode()
    seen = Seen(response.status_code, text, cookies=len(response.cookies))
    seen.policy = response.headers.get("Content-Security-Policy", "")
    if response.headers.get("Content-Type", "").startswith("text/html"):
        seen.is_page = True
        read(seen)
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
