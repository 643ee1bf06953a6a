"""Headings of a text: the highest stand on the second level, below the title of the page."""

from __future__ import annotations

from copy import copy
from dataclasses import replace

from markdown_it.token import Token

from .tokens import Block
from .trimming import Trimmed

HIGHEST, LOWEST = 2, 6


def leveled(trimmed: Trimmed) -> Trimmed:
    levels = sorted({block.level for block in trimmed.blocks if block.level})
    places = {level: min(HIGHEST + place, LOWEST) for place, level in enumerate(levels)}
    if any(level != place for level, place in places.items()):
        trimmed.blocks = [_moved(block, places) for block in trimmed.blocks]
    return trimmed


def _moved(block: Block, places: dict[int, int]) -> Block:
    if not block.level:
        return block
    tag = f"h{places[block.level]}"
    return replace(block, tokens=(_tagged(block.tokens[0], tag), *block.tokens[1:-1], _tagged(block.tokens[-1], tag)))


def _tagged(token: Token, tag: str) -> Token:
    made = copy(token)
    made.tag = tag
    return made
