"""Builds the parser, lets the rules of the page work, and puts the HTML together."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cache
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.ruler import Ruler
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from mdit_py_plugins.admon import admon_plugin
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin

from . import arranging, holding, outward, picturing, sentences, shaping
from .arranging import Piece
from .rendered import Page, Reading, Section
from .sanitizing import clean

DEEPEST = 20
Rule = Callable[[StateCore], None]


def forget() -> None:
    """Build the parser anew next time."""
    parser.cache_clear()


@cache
def parser(registered: tuple[Any, ...]) -> tuple[MarkdownIt, Sequence[Rule]]:
    """The parser, whose core rules see all texts of a page at once, and the rules that read each text."""
    md = MarkdownIt("commonmark", {"html": False, "maxNesting": DEEPEST})
    md.enable(["table", "strikethrough"])
    md.use(footnote_plugin, inline=False).use(deflist_plugin).use(admon_plugin)
    md.core.ruler.after("block", "heading anchors", arranging.anchors)
    each_text = md.core.ruler.getRules("")
    md.core.ruler = Ruler()
    md.core.ruler.push("addresses", outward.check)
    md.validateLink = _any_address  # type: ignore[method-assign]
    shaping.install(md)
    picturing.install(md)
    for rules in registered:
        rules.install(md)
    md.core.ruler.push("holding", holding.hold)
    md.core.ruler.push("mentions", mentions)
    return md, each_text


def _any_address(url: str) -> bool:
    """Addresses are judged by `outward.check`, which can tell the editor of them."""
    return True


def ruled(md: MarkdownIt, pieces: Iterable[Piece], page: Reading) -> list[Piece]:
    """The pieces after the rules that see the whole page."""
    state = StateCore("", md, {"reading": page}, tokens=arranging.stream(pieces))
    for rule in md.core.ruler.getRules(""):
        rule(state)
    return arranging.take_back(state.tokens)


def mentions(state: StateCore) -> None:
    """Write down what the texts name, each with its sentence and the anchor of its section."""
    page: Reading = state.env["reading"]
    anchor = ""
    for token in state.tokens:
        if token.type == "piece":
            anchor = token.meta["piece"].anchor
        elif token.type == "heading_open":
            anchor = str(token.attrGet("id") or anchor)
        elif token.children:
            page.mentions += sentences.mentions(token.children, anchor)


def page(md: MarkdownIt, pieces: Sequence[Piece], count: int, reading: Reading) -> Page:
    sections = tuple(_section(md, piece, reading) for piece in pieces if piece.text == 0)
    html = [_html(md, piece.tokens, index, reading) for index in range(1, count) for piece in _of(pieces, index)]
    return Page(
        sections=sections,
        html=(_whole(sections), *html)[:count],
        notes=tuple(reading.notes),
        terms=tuple(reading.terms),
        mentions=tuple(reading.mentions),
        problems=tuple(reading.problems),
        plain=plain(pieces, count),
    )


def plain(pieces: Sequence[Piece], count: int) -> tuple[str, ...]:
    """The plain text of each of the texts."""
    return tuple(sentences.plain_blocks(t for p in _of(pieces, index) for t in p.tokens) for index in range(count))


def _of(pieces: Sequence[Piece], index: int) -> list[Piece]:
    """The pieces of one text."""
    return [piece for piece in pieces if piece.text == index]


def _section(md: MarkdownIt, piece: Piece, reading: Reading) -> Section:
    if piece.title is None:
        return Section(piece.anchor, SafeString(""), _html(md, piece.tokens, 0, reading))
    title = _html(md, [piece.title], 0, reading)
    return Section(piece.anchor, title, _html(md, piece.tokens[3:], 0, reading))


def _html(md: MarkdownIt, tokens: Sequence[Token], index: int, reading: Reading) -> SafeString:
    return clean(md.renderer.render(tokens, md.options, arranging.environment(index, reading)))


def _whole(sections: Iterable[Section]) -> SafeString:
    """The whole first text; every part of it has passed the allow-list."""
    parts = (_heading(section) + section.html for section in sections)
    return mark_safe("".join(parts))  # noqa: S308


def _heading(section: Section) -> SafeString:
    if not section.title:
        return SafeString("")
    return format_html('<h2 id="{}">{}</h2>\n', section.anchor, section.title)
