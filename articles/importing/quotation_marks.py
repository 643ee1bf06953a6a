"""Quotation marks: straight ones that could be curly, and curly ones that look the wrong way."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from .corrections import Slip, Sure, masked

STRAIGHT = "straight quotation mark"
WRONG_WAY = "quotation mark that looks the wrong way"
ORDER = "order of punctuation (US style)"

MOST_STRAIGHT = 2500
_OPENS_AFTER = set(" \t\n\0([{—–-/*_>#~|“‘")
_DOUBLE = re.compile('[“”"]')
_PARAGRAPH = re.compile(r"[^\n]+(?:\n[^\n]+)*")
_WRONG_OPENING = re.compile(r"”(?P<space> ?)(?=[^\W_])")
_WRONG_SINGLE = re.compile(
    r"(?<=[^\s(\[{—–“‘*_>\0])‘(?=[\s.,;:!?)\]”]|\Z)|(?<![^\s(\[{—–“*_>])‘(?=(?:\d0s|tis\b|twas\b|em\b|cause\b|til\b))"
)
_ORDER = re.compile(r"(?<=[^\W_])”(?P<mark>[.,?])(?=\s|\Z|[*_])")
_ELIDED = re.compile(r"'(?=(?:\d0s|tis\b|twas\b|em\b|cause\b|til\b|n\b))", re.IGNORECASE)


def slips(text: str) -> Iterator[Slip]:
    seen = masked(text)
    yield from _straight(seen)
    yield from _wrong_way(seen)
    yield from _order(seen)


def _straight(text: str) -> Iterator[Slip]:
    for found in islice(re.finditer("[\"']", text), MOST_STRAIGHT):
        place = found.start()
        if _is_measure(text, place):
            continue
        opens = (place == 0 or text[place - 1] in _OPENS_AFTER) and text[place + 1 : place + 2].strip() != ""
        if found[0] == '"':
            yield Slip(place, place + 1, "“" if opens else "”", STRAIGHT, Sure.STYLE)
        else:
            is_left = opens and not _ELIDED.match(text, place)
            yield Slip(place, place + 1, "‘" if is_left else "’", STRAIGHT, Sure.STYLE)


def _is_measure(text: str, place: int) -> bool:
    """Feet and inches: 5'10."""
    return place > 0 and text[place - 1].isdigit() and text[place + 1 : place + 2].isdigit()


def _wrong_way(text: str) -> Iterator[Slip]:
    for paragraph in _PARAGRAPH.finditer(text):
        yield from _in_paragraph(text, paragraph.start(), paragraph.end())
    for found in _WRONG_SINGLE.finditer(text):
        yield Slip(found.start(), found.end(), "’", WRONG_WAY, Sure.LIKELY)


def _in_paragraph(text: str, start: int, end: int) -> Iterator[Slip]:
    """A closing mark where a quotation begins, an opening one where it ends: told by whether one is open."""
    is_open = False
    for found in _DOUBLE.finditer(text, start, end):
        place = found.start()
        before = text[place - 1] if place > start else " "
        wrong = _WRONG_OPENING.match(text, place) if found[0] == "”" and not is_open else None
        if wrong and before in _OPENS_AFTER:
            yield Slip(place, wrong.end(), "“", WRONG_WAY, Sure.CERTAIN)
            is_open = True
        elif found[0] == "“" and is_open and not before.isspace() and not text[place + 1 : place + 2].isalnum():
            yield Slip(place, place + 1, "”", WRONG_WAY, Sure.CERTAIN)
            is_open = False
        else:
            is_open = found[0] == "“" or (found[0] == '"' and not is_open)


def _order(text: str) -> Iterator[Slip]:
    for found in _ORDER.finditer(text):
        yield Slip(found.start(), found.end(), f"{found['mark']}”", ORDER, Sure.STYLE)
