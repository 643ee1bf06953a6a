"""A saved or pasted web page to an article."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from . import html_blocks, metadata
from .debris import Why
from .found import Found, Hints
from .given import Given
from .html_main import Page, around
from .html_tree import Element, parse, saved_from, visible
from .levels import leveled
from .result import found
from .tokens import Block
from .trimming import Piece, first_prose, headed, same, trim

LONGEST_TITLE = 500  # characters; each line above the text is compared with it


def read(given: Given) -> Found:
    text = given.text()
    root = parse(text)
    hints = _hints(root, given.address or saved_from(text))
    page = Page(root)
    main = page.main()
    pieces, left_out = _pieces(page, root, main, hints.address)
    trimmed = leveled(trim(pieces, _with_title(hints, root, pieces)))
    return found(given.name, trimmed, left_out)


def read_fragment(name: str, html: str, hints: Hints) -> Found:
    """HTML that holds nothing but a text: there is no debris to look for, but a title and a byline."""
    blocks, left_out = html_blocks.read(parse(html), hints.address)
    return found(name, leveled(headed([Piece(block) for block in blocks], hints)), left_out)


def _hints(root: Element, address: str) -> Hints:
    hints = metadata.said_by(root)
    return replace(hints, title=hints.title[:LONGEST_TITLE], address=address or hints.address)


def _with_title(hints: Hints, root: Element, pieces: Sequence[Piece]) -> Hints:
    """The title as it is printed above the text and said in the head, and the name of the site as the rest of that."""
    head = next((" ".join((each.text or "").split()) for each in root.iter("title")), "")
    head = hints.title or head[:LONGEST_TITLE]
    body = first_prose(pieces)
    lines = [piece.text for piece in pieces[:body] if len(piece.text) > 3 and "\n" not in piece.text]
    printed = [line for line in lines if same(line, head) or metadata.without(head, line)]
    title = printed[-1] if printed else metadata.without(head, hints.outlet) or head
    rest = metadata.without(head, title)
    return replace(hints, title=title, outlet=hints.outlet or (rest if rest in lines else ""))


def _pieces(page: Page, root: Element, main: Element, base: str) -> tuple[list[Piece], Counter[str]]:
    """All blocks of the page in their order, those around the article with the reason why they are no part of it."""
    before, after = around(root, main)
    taken = page.prune(main)
    blocks, left_out = html_blocks.read(main, base)
    inside = [piece for block in blocks for piece in _of(block, taken, base)]
    return [*_outside(before, base), *inside, *_outside(after, base)], left_out


def _of(block: Block, taken: Sequence[tuple[Why, Element]], base: str) -> list[Piece]:
    if block.kind != "dropped":
        return [Piece(block)]
    return _outside([taken[block.tokens[0].meta["number"]]], base)


def _outside(elements: Iterable[tuple[Why, Element]], base: str) -> list[Piece]:
    """What is left out; a picture or a form without words leaves nothing."""
    return [
        Piece(block, why)
        for why, element in elements
        if visible(element)
        for block in html_blocks.read(element, base)[0]
        if block.text
    ]
