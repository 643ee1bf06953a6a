"""The offline document as a browser reads it."""

from __future__ import annotations

from collections import Counter
from typing import Any

import html5lib

LOADING = {"src", "srcset", "data", "poster", "background", "action", "formaction", "ping"}


class Read:
    """The document; `faults` are what its HTML has that no HTML may have."""

    def __init__(self, source: str) -> None:
        parser = html5lib.HTMLParser(namespaceHTMLElements=False)
        self.source = source
        self.root: Any = parser.parse(source)
        ids = [each.get("id") for each in self.root.iter() if each.get("id")]
        self.by_id = {each.get("id"): each for each in self.root.iter() if each.get("id")}
        twice = [name for name, count in Counter(ids).items() if count > 1]
        self.faults = [str(each) for each in parser.errors] + [f"id {name} twice" for name in twice]

    def links(self, name: str = "") -> list[str]:
        part = self.by_id[name] if name else self.root
        return [each.get("href") for each in part.iter("a")]


def stray_links(read: Read) -> list[str]:
    """Links and labels that lead to no id, and links that are no address in full."""
    lost = [link for link in read.links() if link.startswith("#") and link[1:] not in read.by_id]
    odd = [link for link in read.links() if not link.startswith(("#", "https://", "http://", "mailto:"))]
    named = [name for each in read.root.iter() for name in (each.get("aria-labelledby") or "").split()]
    return [*lost, *odd, *(name for name in named if name not in read.by_id)]


def outside_requests(read: Read) -> list[str]:
    """Whatever a browser would fetch for the document, or run."""
    found = []
    for each in read.root.iter():
        if each.tag in ("script", "link", "iframe", "object", "embed", "base"):
            found.append(str(each.tag))
        for name, value in each.attrib.items():
            if (name in LOADING and not value.startswith("data:image/")) or name == "style" or name.startswith("on"):
                found.append(f"{each.tag} {name}={value}")
    return found
