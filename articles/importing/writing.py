"""Tokens to Markdown that the pipeline reads with the same words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import chain

from markdown_it.token import Token

from publishing.markdown import Text, plain
from publishing.markdown.arranging import LONGEST
from publishing.markdown.commonmark import Writer, paragraph

from .tokens import Block, blocks_of

_ANCHOR = re.compile(r"(?m)(?<=[ \t])\{(?=#)")
_WORD = re.compile(r"\w+")


class Compact(Writer):
    """Writes lists without empty lines between short items, and each item with the list inside it."""

    def _items(self, inside: Sequence[Token], signs: Sequence[str]) -> str:
        items = [item.tokens[1:-1] for item in blocks_of(inside)]
        written = [self._hung(sign, item) for sign, item in zip(signs, items, strict=False)]
        return ("\n" if all(map(_is_short, items)) else "\n\n").join(written)

    def _hung(self, sign: str, tokens: Sequence[Token]) -> str:
        gap = "\n" if _is_short(tokens) else "\n\n"
        text = gap.join(filter(None, (self.block(block.tokens) for block in blocks_of(tokens))))
        first, *rest = text.split("\n")
        return "\n".join([f"{sign}{first}".rstrip(), *(f"{' ' * len(sign)}{line}" if line else "" for line in rest)])

    def _footnote_name(self, token: Token) -> str:
        return str(token.meta["id"] + 1)


def _is_short(tokens: Sequence[Token]) -> bool:
    """A paragraph, or a paragraph and a list."""
    kinds = [block.kind.removeprefix("bullet_").removeprefix("ordered_") for block in blocks_of(tokens)]
    return kinds in ([], ["paragraph"], ["paragraph", "list"])


def markdown(blocks: Iterable[Block]) -> str:
    """The Markdown of these blocks."""
    blocks = list(blocks)
    text = _written(blocks)
    if len(text) > LONGEST:  # no page can show it, so there is nothing to compare
        return f"{text}\n"
    if words(plain(Text(text))[0]) != words(_text(blocks)):
        text = "\n\n".join(filter(None, map(_checked, blocks)))
    return f"{text}\n" if text else ""


def one(block: Block) -> str:
    return markdown([block]).strip("\n")


def words(text: str) -> list[str]:
    return _WORD.findall(text)


def _text(blocks: Iterable[Block]) -> str:
    """Footnotes that nothing refers to are not shown, so they are written as paragraphs; see `_checked`."""
    return "\n".join(block.text for block in blocks)


def _written(blocks: Sequence[Block]) -> str:
    tokens = list(chain.from_iterable(block.tokens for block in blocks))
    return _ANCHOR.sub(r"\\{", Compact({}, "").blocks(tokens))


def _checked(block: Block) -> str:
    """The block; without its marks where these would change its words; at last as plain paragraphs."""
    if block.kind == "footnote_block":
        return _written([block])
    for attempt in (block, replace(block, tokens=tuple(_bare(block.tokens)))):
        text = _written([attempt])
        if _counted(plain(Text(text))[0]) == _counted(block.text):
            return text
    return "\n\n".join(paragraph(line) for line in block.text.splitlines())


def _counted(text: str) -> Counter[str]:
    return Counter(words(text))


def _bare(tokens: Iterable[Token]) -> Iterable[Token]:
    for token in tokens:
        if token.children:
            kept = [child for child in token.children if not child.nesting]
            yield Token("inline", "", 0, children=kept)
        else:
            yield token
