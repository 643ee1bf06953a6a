"""Plain text of tokens, and the sentence in which something stands."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from typing import Literal

from markdown_it.token import Token

from .rendered import Mention

_BREAKS = ("softbreak", "hardbreak")
_END = re.compile(r"[.!?…][\"'”’)\]]*\s+(?=[\"'“‘(\[]?[^\W_a-z])")
_ABBREVIATION = re.compile(
    r"(?:\b(?:[A-Za-z]|al|cf|ca|chap|ch|Dr|ed|eds|eg|e\.g|i\.e|Mr|Mrs|Ms|no|pp|Prof|St|vol|vs))\.\Z"
)


def plain(children: Iterable[Token]) -> str:
    """What a reader hears of an inline text, without the numbers of notes."""
    return "".join(_words(token) for token in children)


def _words(token: Token) -> str:
    if token.type in _BREAKS:
        return " "
    if token.type in ("text", "code_inline", "text_special"):
        return token.content
    return str(token.meta.get("words", ""))


def plain_blocks(tokens: Iterable[Token]) -> str:
    """The plain text of blocks, one a line."""
    blocks = (plain(t.children or []) if t.type == "inline" else t.content for t in tokens if _is_text(t))
    return "\n".join(filter(None, (" ".join(block.split()) for block in blocks)))


def _is_text(token: Token) -> bool:
    return token.type in ("inline", "fence", "code_block")


def sentence_starts(text: str) -> list[int]:
    """Where the sentences of a paragraph begin."""
    return [
        0,
        *(
            end.end()
            for end in _END.finditer(text)
            if not _ABBREVIATION.search(text, max(0, end.start() - 8), end.start() + 1)
        ),
    ]


def mentions(children: list[Token], anchor: str) -> Iterator[Mention]:
    """What an inline text names (`meta["mention"]`: kind and target), each with its sentence."""
    marks = _marks(children)
    if not marks:
        return
    text = plain(children)
    starts = [*sentence_starts(text), len(text)]
    for place, kind, target in marks:
        # A note stands behind its sentence, a link begins within it.
        index = bisect_right(starts, place - (kind == "citation"), 0, len(starts) - 1) - 1
        index = max(index, 0)
        sentence = " ".join(text[starts[index] : starts[index + 1]].split())
        yield Mention(kind, target, anchor, sentence)


def _marks(children: list[Token]) -> list[tuple[int, Literal["term", "citation", "link"], str]]:
    place = 0
    marks = []
    for token in children:
        marks += [(place, kind, target) for kind, target in token.meta.get("mentions", ())]
        place += len(_words(token))
    return marks
