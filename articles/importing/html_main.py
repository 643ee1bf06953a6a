"""Finds the article in a page, and takes out of it what is for readers of the site and not of the text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from .debris import CLASSES, Why
from .html_tree import BLOCKS, Element, is_unseen, names, visible, walk

# Words of a class that together mean "the text of the article", in the mark-up of the common blog engines.
_TEXT = (
    {"entry", "content"}, {"post", "content"}, {"article", "content"}, {"post", "body"}, {"article", "body"},
    {"gh", "content"}, {"available", "content"}, {"rich", "content"}, {"story", "content"}, {"field", "body"},
)  # fmt: skip
_TAGS = {
    "nav": Why.NAVIGATION, "menu": Why.NAVIGATION, "aside": Why.BESIDE, "footer": Why.AFTER, "form": Why.FORM,
    "button": Why.FORM, "select": Why.FORM, "textarea": Why.FORM, "dialog": Why.BESIDE,
}  # fmt: skip
_ROLES = {
    "navigation": Why.NAVIGATION, "search": Why.FORM, "complementary": Why.BESIDE, "dialog": Why.BESIDE,
    "contentinfo": Why.AFTER, "toolbar": Why.SHARING, "button": Why.FORM,
}  # fmt: skip
_BY_CLASS = BLOCKS - {"p", "blockquote", "li", "body", "td", "th", "tr", "tbody", "table", "pre", "dd", "dt"}
_LONG = 12  # words
ENOUGH = 0.4  # of the prose of the page
MOST_OF = 0.5


@dataclass(slots=True)
class Count:
    """How many words stand in an element: all, in links, and in its own text or that of its paragraphs."""

    words: int = 0
    linked: int = 0
    own: int = 0


@dataclass(slots=True)
class Page:
    root: Element
    counts: dict[Element, Count] = field(default_factory=dict)

    def __post_init__(self) -> None:
        links = 0
        for event, element in walk(self.root):
            if event == "start":
                self.counts[element] = Count()
                links += element.tag == "a"
                if not is_unseen(element):
                    self._count(element, element.text, links)
                continue
            links -= element.tag == "a"
            parent = element.getparent()
            if parent is not None and parent in self.counts:
                self._add(element, parent)
                self._count(parent, element.tail, links)

    def _count(self, element: Element, text: str | None, links: int) -> None:
        number = len((text or "").split())
        count = self.counts[element]
        count.words += number
        count.own += 0 if links else number
        count.linked += number if links else 0

    def _add(self, element: Element, parent: Element) -> None:
        count, total = self.counts[element], self.counts[parent]
        total.words += count.words
        total.linked += count.linked
        if element.tag not in BLOCKS or element.tag in ("p", "blockquote", "li", "pre"):
            total.own += count.own

    def prose(self, element: Element) -> int:
        """Words that no link leads away with."""
        count = self.counts.get(element, Count())
        return count.words - count.linked

    def main(self) -> Element:
        """The element that holds the article."""
        body = self.root.find("body")
        body = self.root if body is None else body
        for candidates in (self._by_class(body), self._by_tag(body, "article"), self._by_tag(body, "main")):
            best = max(candidates, key=self.prose, default=None)
            if best is not None and self.prose(best) >= ENOUGH * self.prose(body):
                return best
        return self._densest(body)

    def _by_class(self, body: Element) -> list[Element]:
        marked = [each for each in body.iter(*BLOCKS) if each.get("itemprop") == "articleBody"]
        return marked or [each for each in body.iter("div", "section", "article") if _is_text(each)]

    def _by_tag(self, body: Element, tag: str) -> list[Element]:
        return [each for each in body.iter(*BLOCKS) if each.tag == tag or each.get("role") == tag]

    def _densest(self, body: Element) -> Element:
        """The element with the most words of its own; its parent, where much more of the text stands beside it."""
        best = max(body.iter(*BLOCKS), key=self._density, default=body)
        while best is not body and self.prose(best.getparent()) > 1.4 * self.prose(best):
            around = best.getparent()
            if self._density(around) <= 0 and not self._is_shared(around, best):
                break
            best = around
        return best

    def _density(self, element: Element) -> float:
        count = self.counts.get(element)
        if count is None or element.tag in ("p", "li", "pre", "blockquote") or verdict(element):
            return 0
        return count.own * (1 - count.linked / max(count.words, 1))

    def _is_shared(self, around: Element, best: Element) -> bool:
        """Whether text of the same make stands beside the best."""
        others = [each for each in around if each is not best and isinstance(each.tag, str) and not verdict(each)]
        return any(each.tag == best.tag and names(each) & names(best) and self.prose(each) > _LONG for each in others)

    def prune(self, main: Element) -> list[tuple[Why, Element]]:
        """Take what is no text out of the article; an element <dropped> stands in the place of each."""
        taken: list[tuple[Why, Element]] = []
        gone: set[Element] = set()
        for element in list(main.iterdescendants()):
            if element.getparent() in gone or not isinstance(element.tag, str):
                gone.add(element)
                continue
            why = verdict(element, self.counts.get(element))
            if why and self.prose(element) <= MOST_OF * self.prose(main):
                gone.add(element)
                _replace(element, len(taken))
                taken.append((why, element))
        return taken


def _is_text(element: Element) -> bool:
    said = names(element)
    return any(words <= said for words in _TEXT) and verdict(element) is None


def verdict(element: Element, count: Count | None = None) -> Why | None:
    """Why an element is no part of a text; None where it may be one."""
    if why := _TAGS.get(element.tag) or _ROLES.get(element.get("role") or ""):
        return why
    is_short = count is not None and count.words <= _LONG
    if element.tag not in _BY_CLASS and not (is_short and element.tag in ("p", "span", "a", "table")):
        return None
    said = names(element)
    return next((why for why, words in CLASSES.items() if words & said), None)


def _replace(element: Element, number: int) -> None:
    mark = etree.Element("dropped", number=str(number))
    mark.tail, element.tail = element.tail, None
    element.getparent().replace(element, mark)


def around(root: Element, main: Element) -> tuple[list[tuple[Why, Element]], list[tuple[Why, Element]]]:
    """What stands before the article and what behind it, in the order of the page."""
    before: list[tuple[Why, Element]] = []
    after: list[tuple[Why, Element]] = []
    inner = main
    for outer in main.iterancestors():
        first, second = _sides(outer, inner)
        before, after, inner = [*first, *before], [*after, *second], outer
        if outer.tag == "body" or outer is root:
            break
    return before, after


def _sides(outer: Element, inner: Element) -> tuple[list[tuple[Why, Element]], list[tuple[Why, Element]]]:
    first: list[tuple[Why, Element]] = []
    second: list[tuple[Why, Element]] = []
    for each in _pieces(outer):
        if each is inner:
            first, second = second, first
        elif not is_unseen(each) and visible(each):
            second.append((verdict(each) or Why.BESIDE, each))
    return first, second


def _pieces(outer: Element) -> Iterator[Element]:
    """The children, and the text between them as paragraphs."""
    yield from _paragraph(outer.text)
    for child in list(outer):
        yield child
        yield from _paragraph(child.tail)


def _paragraph(text: str | None) -> Iterator[Element]:
    if text and text.strip():
        made = etree.Element("p")
        made.text = text
        yield made
