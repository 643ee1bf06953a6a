"""Finds the names of terms in a line of text, and wraps them without changing a character."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from markdown_it.token import Token

from .dictionary import WORD, Dictionary, folded

Stack = tuple[int, ...]

_EMPHASIS = ("em_open", "strong_open", "s_open", "em_close", "strong_close", "s_close")
_BARRIER = "\ufffc"  # stands for whatever no name reaches over: code, pictures, links, notes
_GAP = re.compile(r"[ \t\n\u00a0\u202f]+|[-\u2010\u2011]")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+")
# One of these between letters makes one word: a name may not be cut out of it.
_JOINED_BEFORE = re.compile(r"\w[-\u2010\u2011.@]\Z")
_JOINED_AFTER = re.compile(r"[-\u2010\u2011.@]\w")


class Hit(NamedTuple):
    """Where the words of a line mean a term."""

    start: int
    end: int
    slug: str


@dataclass(slots=True)
class Line:
    """The tokens of a paragraph as one text; `starts` and `stacks` say where each begins and in what emphasis."""

    text: str = ""
    starts: list[int] = field(default_factory=list)
    stacks: list[Stack] = field(default_factory=list)

    def emphasis(self, place: int) -> Stack:
        """What emphasis the character at that place stands in."""
        return self.stacks[bisect_right(self.starts, place) - 1]


def line(children: Sequence[Token]) -> Line:
    made, parts, length = Line(), [], 0
    stack: Stack = ()
    links = 0
    for place, token in enumerate(children):
        links += token.nesting if token.type in ("link_open", "link_close") else 0
        if token.type in _EMPHASIS:
            stack = (*stack, place) if token.nesting > 0 else stack[:-1]
        made.starts.append(length)
        made.stacks.append(stack)
        parts.append(_BARRIER if links else _seen(token))
        length += len(parts[-1])
    made.text = "".join(parts)
    return made


def _seen(token: Token) -> str:
    if token.type == "text":
        return _ADDRESS.sub(lambda found: _BARRIER * len(found[0]), token.content)
    if token.type == "softbreak":
        return "\n"
    return "" if token.type in _EMPHASIS else _BARRIER


def hits(text: Line, known: Dictionary) -> Iterator[Hit]:
    """Every name in the line: the longest wins, none overlap; a name half in emphasis is left alone."""
    words = list(WORD.finditer(text.text))
    keys = [folded(word[0]) for word in words]
    place = 0
    while place < len(words):
        if keys[place] not in known.longest:
            place += 1
            continue
        size, slug = _longest(text.text, words, keys, place, known)
        if size:
            hit = Hit(words[place].start(), words[place + size - 1].end(), slug)
            if text.emphasis(hit.start) == text.emphasis(hit.end - 1):
                yield hit
        place += size or 1


def _longest(
    text: str, words: Sequence[re.Match[str]], keys: Sequence[str], place: int, known: Dictionary
) -> tuple[int, str]:
    """How many words from that place on are a name, and of which term; 0 if they are none."""
    if _JOINED_BEFORE.search(text, max(0, words[place].start() - 2), words[place].start()):
        return 0, ""
    most = _unbroken(text, words, place, known.longest[keys[place]])
    for size in range(most, 0, -1):
        meaning = known.meanings.get(tuple(keys[place : place + size]))
        if meaning is None or not meaning.links_itself:
            continue
        group = words[place : place + size]
        if meaning.spells(word[0] for word in group) and not _JOINED_AFTER.match(text, group[-1].end()):
            return size, meaning.slug
    return 0, ""


def _unbroken(text: str, words: Sequence[re.Match[str]], place: int, most: int) -> int:
    """How many words follow one another with only a space, a line end or a hyphen between."""
    size = 1
    while size < most and place + size < len(words):
        if not _GAP.fullmatch(text, words[place + size - 1].end(), words[place + size].start()):
            break
        size += 1
    return size


def cut(token: Token, start: int, edges: Sequence[int]) -> Iterator[tuple[int, int, Token]]:
    """A text token in the parts between these places of its line, each with where it begins and ends."""
    stop = start + len(token.content)
    inner = edges[bisect_right(edges, start) : bisect_left(edges, stop)]
    for left, right in zip([start, *inner], [*inner, stop], strict=True):
        yield left, right, Token("text", "", 0, content=token.content[left - start : right - start], level=token.level)
