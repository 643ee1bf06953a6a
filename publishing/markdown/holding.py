"""Keeps the numbers of notes on the line of the word before them."""

from __future__ import annotations

import re

from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from .sentences import plain

LONGEST = 20  # characters that may stand together on one line of the narrowest screen
_LAST = re.compile(r"\S+\Z")


def hold(state: StateCore) -> None:
    """Wrap each token that holds on to its word (`meta["holds"]`), and that word, in one span."""
    for token in state.tokens:
        if any(child.meta.get("holds") for child in token.children or ()):
            token.children = _held(token.children or [])


def _held(children: list[Token]) -> list[Token]:
    made: list[Token] = []
    for token in children:
        if token.meta.get("holds"):
            made = [*_opened(made), token, _span(-1)]
        else:
            made.append(token)
    return made


def _opened(before: list[Token]) -> list[Token]:
    """The tokens so far with the opening of the span before their last word."""
    if not before or before[-1].type != "text":
        place = _start(before)
        return [*before[:place], _span(1), *before[place:]]
    last = before[-1]
    word = _LAST.search(last.content)
    cut = word.start() if word and len(word[0]) <= LONGEST else len(last.content)
    return [*before[:-1], *_text(last.content[:cut], last), _span(1), *_text(last.content[cut:], last)]


def _start(before: list[Token]) -> int:
    """Where the short emphasis, link or code at the end begins; the end itself where there is none."""
    level = 0
    for place in range(len(before) - 1, -1, -1):
        level += before[place].nesting
        if level >= 0:
            short = level == 0 and 0 < len(plain(before[place:])) <= LONGEST
            return place if short and before[-1].type != "softbreak" else len(before)
    return len(before)


def _text(words: str, like: Token) -> list[Token]:
    return [Token("text", "", 0, content=words, level=like.level)] if words else []


def _span(nesting: int) -> Token:
    if nesting > 0:
        return Token("held_open", "span", 1, attrs={"class": "held"})
    return Token("held_close", "span", -1)
