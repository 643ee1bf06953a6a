"""HTML as a tree: parsed within bounds, and small questions about its elements."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, TypeAlias

from lxml import etree, html

from .given import EMPTY, Refused

# lxml ships no types.
Element: TypeAlias = Any

DEEPEST = 1000  # the parser leaves out what lies deeper than 2048
MOST_ELEMENTS = 50_000
TOO_DEEP = "This page is nested too deeply to be read. Copy its text in the browser and paste that."
TOO_MANY = "This page has too many parts to be read. Copy its text in the browser and paste that."

UNSEEN = {
    "script", "style", "noscript", "template", "svg", "math", "head", "link", "meta", "base", "param", "source",
    "track", "colgroup", "col", "title", "map", "area", "rp",
}  # fmt: skip
BLOCKS = {
    "address", "article", "aside", "blockquote", "body", "center", "dd", "details", "dialog", "dir", "div", "dl", "dt",
    "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup", "hr",
    "legend", "li", "main", "menu", "nav", "ol", "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot",
    "th", "thead", "tr", "ul", "caption",
}  # fmt: skip
_WORDS = re.compile(r"[A-Za-z]+")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_HIDDEN = re.compile(r"(?i)(?:display\s*:\s*none|visibility\s*:\s*hidden)")
# Browsers write where a page was saved from.
_SAVED_FROM = re.compile(r"<!--\s*saved from url=\(\d{1,6}\)\s*(https?://[^\s>]{1,500})\s*-->")


def parse(text: str) -> Element:
    """The root of a page; Refused when there is nothing in it, or too much."""
    reader = html.HTMLParser(encoding="utf-8", huge_tree=True, no_network=True, remove_comments=True, remove_pis=True)
    try:
        root = html.document_fromstring(text.encode("utf-8", "replace"), parser=reader)
    except (etree.ParserError, etree.XMLSyntaxError) as error:
        raise Refused(EMPTY) from error
    _check_size(root)
    return root


def _check_size(root: Element) -> None:
    depth = number = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        number += event == "start"
        if depth > DEEPEST:
            raise Refused(TOO_DEEP)
        if number > MOST_ELEMENTS:
            raise Refused(TOO_MANY)


def saved_from(text: str) -> str:
    found = _SAVED_FROM.search(text[:4096])
    return found[1] if found else ""


def walk(root: Element) -> Iterator[tuple[str, Element]]:
    """("start" or "end", element) of all that can be seen, without going in circles of calls."""
    walker = etree.iterwalk(root, events=("start", "end"))
    for event, element in walker:
        if event == "start" and is_unseen(element):
            walker.skip_subtree()
        yield event, element


def is_unseen(element: Element) -> bool:
    return (
        not isinstance(element.tag, str)
        or element.tag in UNSEEN
        or element.get("hidden") is not None
        or bool(_HIDDEN.search(element.get("style") or ""))
    )


def names(element: Element) -> set[str]:
    """The single words of its class and id, in lower case."""
    said = f"{element.get('class') or ''} {element.get('id') or ''}"
    return {word.lower() for word in _WORDS.findall(_CAMEL.sub(" ", said))}


def visible(element: Element) -> str:
    """Its words in one line."""
    parts: list[str] = []
    for event, each in walk(element):
        if event == "start" and not is_unseen(each):
            parts.append(f" {each.text or ''}" if each.tag in BLOCKS or each.tag == "br" else each.text or "")
        elif event == "end" and each is not element:
            parts.append(f" {each.tail or ''}" if each.tag in BLOCKS else each.tail or "")
    return " ".join("".join(parts).split())


def remove(element: Element) -> None:
    """Take an element out; the text behind it stays."""
    parent = element.getparent()
    if parent is None:
        return
    before, tail = element.getprevious(), element.tail
    parent.remove(element)
    if tail and before is not None:
        before.tail = f"{before.tail or ''} {tail}"
    elif tail:
        parent.text = f"{parent.text or ''} {tail}"
