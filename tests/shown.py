"""What a reader sees of a page: its words, sections and links, read by an independent parser."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any
from xml.etree.ElementTree import Element

from django.test import Client
from lxml import html as lxml_html

INLINE = {"a", "b", "bdi", "button", "cite", "em", "i", "mark", "span", "strong", "sup"}


def document(html: str) -> Any:
    """The elements of a page, as a tree without comments."""
    return lxml_html.document_fromstring(html, lxml_html.HTMLParser(remove_comments=True, huge_tree=True))


def words(element: Element) -> str:
    """The text of an element with single spaces, as a reader would read it out."""
    return " ".join("".join(_pieces(element)).split())


def _pieces(element: Element) -> Iterator[str]:
    """The stretches of text; blocks are set apart by a space."""
    yield "" if element.tag in INLINE else " "
    yield element.text or ""
    for child in element:
        yield from () if child.get("class") == "slip" else _pieces(child)  # it opens, or stands in the margin
        yield child.tail or ""
    yield "" if element.tag in INLINE else " "


class Shown:
    """A page that was asked for: `text` is what stands in its main part."""

    def __init__(self, response: Any) -> None:
        self.status = response.status_code
        self.html = response.content.decode()
        self.root: Element = document(self.html)
        self.main = self.one("main")
        self.text = words(self.main)

    def one(self, tag: str) -> Element:
        found = self.root.find(f".//{tag}")
        assert found is not None, f"no <{tag}>"
        return found

    def all(self, tag: str) -> list[str]:
        return [words(each) for each in self.main.iter(tag)]

    @property
    def title(self) -> str:
        return words(self.one("title"))

    @property
    def heading(self) -> str:
        return words(self.one("h1"))

    def ids(self) -> dict[str, Element]:
        return {each.attrib["id"]: each for each in self.root.iter() if "id" in each.attrib}

    def section(self, heading: str) -> Element | None:
        """The part of the page that is labelled by the heading with this text."""
        ids = self.ids()
        for each in self.main.iter():
            label = ids.get(each.attrib.get("aria-labelledby", ""))
            if each.tag != "div" and label is not None and words(label) == heading:
                return each
        return None

    def lines(self, heading: str) -> list[str]:
        """The entries of the list in the section with this heading; none where the section is not there."""
        section = self.section(heading)
        return [] if section is None else [words(each) for each in section.iter("li")]

    def pairs(self, heading: str) -> dict[str, str]:
        """The names and values that the section with this heading lists."""
        section = self.section(heading)
        assert section is not None, f"no section {heading}"
        names, values = section.iter("dt"), section.iter("dd")
        return dict(zip(map(words, names), map(words, values), strict=False))

    def chosen(self, label: str) -> list[tuple[str, str, bool]]:
        """What the navigation with this label offers: words, address, and whether it is the current choice."""
        found = next(each for each in self.root.iter("nav") if each.attrib.get("aria-label") == label)
        return [(words(a), a.attrib["href"], "aria-current" in a.attrib) for a in found.iter("a")]

    def links(self, element: Element | None = None) -> list[tuple[str, str]]:
        return [*links(self.main if element is None else element)]


def links(element: Element) -> Iterator[tuple[str, str]]:
    """The words and the address of each link in an element."""
    for each in element.iter("a"):
        yield words(each), each.attrib.get("href", "")


def see(client: Client, address: str, **parameters: str) -> Shown:
    """The page at an address, which must be there."""
    response = client.get(address, parameters)
    assert response.status_code == 200, address
    return Shown(response)


def in_order(text: str, parts: Iterable[str]) -> bool:
    """Whether these parts stand in the text one after the other."""
    place = 0
    for part in parts:
        place = text.find(part, place)
        if place < 0:
            return False
        place += len(part)
    return True
