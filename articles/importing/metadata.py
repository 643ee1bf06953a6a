"""What a web page says of itself in its head: title, author, date, outlet, address."""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Iterator, Mapping
from html import unescape
from itertools import islice
from typing import Any
from urllib.parse import urlsplit

from .bylines import as_byline, find_date
from .found import Hints
from .html_tree import Element, names, visible

_ARTICLES = {"Article", "BlogPosting", "NewsArticle", "ScholarlyArticle", "TechArticle", "Report", "SocialMediaPosting"}
_TITLES = ("og:title", "twitter:title", "dc.title", "citation_title", "headline")
_AUTHORS = ("author", "article:author", "dc.creator", "citation_author", "parsely-author", "sailthru.author")
_DATES = ("article:published_time", "datepublished", "dc.date", "citation_date", "pubdate", "date", "parsely-pub-date")
_OUTLETS = ("og:site_name", "application-name", "citation_journal_title", "publisher")
MOST_DATA = 200_000
MOST_MARKED = 20  # elements: each may hold all others, and is read whole
_SEPARATORS = set("|–—-»«·:")


def said_by(root: Element, base: str = "") -> Hints:
    """All hints: data for machines first, then the tags of the head, then marks in the page."""
    return _linked_data(root).or_else(_head(root)).or_else(_marked(root)).or_else(Hints(address=base))


def _head(root: Element) -> Hints:
    said: dict[str, str] = {}
    for meta in root.iter("meta"):
        name = (meta.get("property") or meta.get("name") or meta.get("itemprop") or "").lower()
        said.setdefault(name, " ".join((meta.get("content") or "").split()))
    author = _first(said, _AUTHORS)
    author = "" if author.startswith("http") else author
    return Hints(
        title=_first(said, _TITLES),
        byline=author,
        authors=(author,) if author else (),
        outlet=_first(said, _OUTLETS),
        address=_canonical(root) or said.get("og:url", "") or _base(root),
        date=find_date(_first(said, _DATES))[0],
    )


def _first(said: Mapping[str, str], wanted: tuple[str, ...]) -> str:
    return next((said[name] for name in wanted if said.get(name)), "")


def _canonical(root: Element) -> str:
    links = (each.get("href") or "" for each in root.iter("link") if (each.get("rel") or "").lower() == "canonical")
    return next((href for href in links if href.startswith("http")), "")


def _base(root: Element) -> str:
    """The address that links are completed with, where a page says one that is more than its site's."""
    href = next((each.get("href") or "" for each in root.iter("base")), "")
    return href if href.startswith("http") and urlsplit(href).path.strip("/") else ""


def _marked(root: Element) -> Hints:
    """What elements of the page are marked as: their time, and who is its author."""
    times = [each for each in root.iter("time") if "updated" not in names(each)]
    times.sort(key=lambda each: each.get("pubdate") is None and "published" not in names(each))
    dates = (find_date(each.get("datetime") or visible(each))[0] for each in times[:MOST_MARKED])
    by = filter(_is_author, root.iter("a", "span", "p", "div", "address"))
    texts = [text for text in map(visible, islice(by, MOST_MARKED)) if text and len(text) < 150]
    name = next((as_byline(text) or (text if len(text.split()) < 5 else "") for text in texts), "")
    return Hints(byline=name, date=next((day for day in dates if day), None))


def _is_author(element: Element) -> bool:
    marked = element.get("rel") == "author" or element.get("itemprop") == "author"
    return marked or bool({"byline", "fn"} & names(element))


def _linked_data(root: Element) -> Hints:
    scripts = (each for each in root.iter("script") if (each.get("type") or "").lower() == "application/ld+json")
    for script in scripts:
        for node in _nodes(script.text or ""):
            if _ARTICLES & set(_listed(node.get("@type"))):
                return _of_node(node)
    return Hints()


def _nodes(text: str) -> Iterator[dict[str, Any]]:
    """Every object of the data; none where they cannot be read."""
    try:
        waiting: deque[Any] = deque([json.loads(text[:MOST_DATA])])
    except (ValueError, RecursionError):
        return
    while waiting:
        each = waiting.popleft()
        if isinstance(each, dict):
            yield each
            waiting.extend(value for value in each.values() if isinstance(value, dict | list))
        elif isinstance(each, list):
            waiting.extend(each)


def _of_node(node: Mapping[str, Any]) -> Hints:
    authors = tuple(name for name in map(_name, _listed(node.get("author"))) if name)
    address = node.get("mainEntityOfPage")
    address = address.get("@id", "") if isinstance(address, dict) else address
    said = next((each for each in (node.get("url"), address) if isinstance(each, str) and each.startswith("http")), "")
    return Hints(
        title=_text(node.get("headline")) or _text(node.get("name")),
        byline=" and ".join(authors),
        authors=authors,
        outlet=_name(next(iter(_listed(node.get("publisher"))), "")),
        address=said,
        date=find_date(_text(node.get("datePublished")))[0],
    )


def _name(value: Any) -> str:
    return _text(value.get("name")) if isinstance(value, dict) else _text(value)


def _text(value: Any) -> str:
    return " ".join(unescape(value).split()) if isinstance(value, str) else ""


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value] if value else []


def without(whole: str, part: str) -> str:
    """What is left of "Title | Site" without one of the two; "" where they are not kept apart like that."""
    is_end = bool(part) and (whole.startswith(part) or whole.endswith(part))
    rest = whole.replace(part, "", 1) if is_end else ""
    left = rest.strip()
    return left.strip(" |–—-»«·:") if left[:1] in _SEPARATORS or left[-1:] in _SEPARATORS else ""
