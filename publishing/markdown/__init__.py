"""Markdown to safe HTML, for pages, previews, feeds and exports alike.

    page = render(Text(article.body), Text(claim.finds, inline=True, after=claim.section))

CommonMark without raw HTML, then the rules that the apps above register (citations, glossary links), then the
allow-list. Nothing else of the project turns Markdown into HTML or marks HTML as safe.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Protocol

from django.core.cache import cache
from markdown_it import MarkdownIt
from markdown_it.token import Token

from .. import stamp
from . import arranging, assembling, commonmark, picturing
from .commonmark import Marks, Portable
from .rendered import Mention, Note, Page, Problem, Reading, Section, Text

__all__ = [
    "Mention",
    "Note",
    "Page",
    "Portable",
    "Problem",
    "Section",
    "Text",
    "filled",
    "markdownify",
    "plain",
    "portable",
    "register",
    "render",
    "tokens",
    "unkept",
    "version",
]

# Raise it whenever the same text gives other HTML than before.
PIPELINE = "4"


class Rules(Protocol):
    """What an app registers: a module or object that adds rules to the parser."""

    def install(self, md: MarkdownIt) -> None: ...

    def version(self, now: stamp.Stamp | None = None) -> str:
        """Changes whenever the rules give another result for the same text; at most 32 letters and digits."""
        ...

    def otherwise(self, before: str) -> Callable[[str], bool] | None:
        """Tells of a text whether the rules may read it otherwise than in that version; nothing if they cannot."""
        ...


_registered: list[Rules] = []
_keeps: ContextVar[bool] = ContextVar("keeps", default=True)
_fills: list[Callable[[Page], Page]] = []


def register(rules: Rules, fill: Callable[[Page], Page] | None = None) -> None:
    """Use these rules in every text from now on; called from an app's `ready()`.

    `fill` puts current data into the slots that the rules leave.
    """
    if rules not in _registered:
        _registered.append(rules)
        _fills.extend([fill] if fill else [])
        assembling.forget()


def filled(page: Page) -> Page:
    """The page with its slots filled, for where nothing more is known of what it is about."""
    for fill in _fills:
        page = fill(page)
    return page


def render(*texts: Text, about: str = "", keep: bool = True, now: stamp.Stamp | None = None) -> Page:
    """The texts of one page. `about` ("glossary.term:<slug>") is what the page is about: it is not linked there.

    `keep=False` is for what nobody will ask for again, such as a text that is being written. `now` spares whoever
    renders many pages to read the stamp for each.
    """
    now = now or stamp.current()
    if not (keep and _keeps.get()):
        return _render(texts, Reading(about, now))
    key = _key(texts, about, now)
    page = cache.get(key)
    if not isinstance(page, Page):
        page = _render(texts, Reading(about, now))
        cache.set(key, page, None)  # the key changes with everything that the page depends on
    return page


@contextmanager
def unkept() -> Iterator[None]:
    """In it nothing is kept of what is rendered, as with `keep=False`: for the page around a text in writing."""
    before = _keeps.set(False)
    try:
        yield
    finally:
        _keeps.reset(before)


def portable(*texts: Text, marks: Marks, address: str, about: str = "") -> Portable:
    """The texts of the page at that address as plain Markdown; `marks` writes what the registered rules put in."""
    page = Reading(about, stamp.current())
    _, pieces = _read(texts, page)
    return commonmark.written(pieces, len(texts), page, marks, address)


def plain(*texts: Text) -> tuple[str, ...]:
    """What a reader hears of each text. It depends on the texts alone: not on what is known of links and citations."""
    _, pieces = _read(texts, Reading())
    return assembling.plain(pieces, len(texts))


def tokens(text: Text) -> list[Token]:
    """What the parser and the rules make of one text, for whoever looks at how it is built; nothing is looked up."""
    _, pieces = _read((text,), Reading())
    return [token for piece in pieces for token in piece.tokens]


def version(now: stamp.Stamp | None = None) -> str:
    """Changes whenever a text may give another result than before, because of the rules or what they know."""
    now = now or stamp.current()
    return " ".join([PIPELINE, *(rules.version(now) for rules in _registered)])


def otherwise(before: str) -> Callable[[str], bool]:
    """Tells of a text whether it may give another result now than in that version: yes, unless it is sure not to."""
    pipeline, *versions = before.split(" ")
    if pipeline != PIPELINE or len(versions) != len(_registered):
        return lambda _: True
    tests = [rules.otherwise(each) for rules, each in zip(_registered, versions, strict=True)]
    known = [test for test in tests if test is not None]
    return (lambda source: any(test(source) for test in known)) if len(known) == len(tests) else lambda _: True


def markdownify(source: str) -> str:
    """The HTML of one text, for django-markdownx."""
    return render(Text(source)).html[0]


def _key(texts: tuple[Text, ...], about: str, now: stamp.Stamp) -> str:
    # What is said of a picture is read anew after every change; that keeps every text without one out of it.
    pictured = now.token if any(picturing.UPLOADS in text.source for text in texts) else ""
    return f"publishing.markdown.{_digest([version(now), pictured, about, *map(repr, texts)])}"


def _digest(parts: Iterable[str]) -> str:
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()


def _render(texts: tuple[Text, ...], page: Reading) -> Page:
    md, pieces = _read(texts, page)
    return assembling.page(md, pieces, len(texts), page)


def _read(texts: tuple[Text, ...], page: Reading) -> tuple[MarkdownIt, list[arranging.Piece]]:
    """The parser, and what it and the rules made of the texts."""
    md, each_text = assembling.parser(tuple(_registered))
    return md, assembling.ruled(md, arranging.read(md, texts, each_text, page), page)
