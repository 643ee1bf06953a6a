"""Which of the lines above a text is its title."""

from __future__ import annotations

import re
from collections.abc import Sequence

from .bylines import as_name, read_line
from .debris import is_debris
from .trimming import Piece

_SITE_NAME = re.compile(r"\s[|»«–—-]\s")
# Some engines print the date, with its day of the week, above the title.
_WEEKDAY = re.compile(r"(?i)(?:mon|tues|wednes|thurs|fri|satur|sun)day,")
LEAST = 1.5
MOST_WORDS = 25
MOST_LINES = 200  # above the text; each is compared with those before it


def title_of(pieces: Sequence[Piece]) -> str:
    """The line that is most like a title: near a byline or date, of some words, close to the text; "" if none is."""
    begin = next((place for place, piece in enumerate(pieces) if piece.is_prose), 0)
    head = [
        piece.text for piece in pieces[:begin] if piece.text and "\n" not in piece.text and not is_debris(piece.text)
    ]
    head = head[-MOST_LINES:]
    scores = [(_score(head, place), place) for place in range(len(head))]
    best, place = max(scores, default=(0.0, 0))
    return head[place] if best >= LEAST else ""


def _score(head: Sequence[str], place: int) -> float:
    line = head[place]
    number = len(line.split())
    if read_line(line) or number > MOST_WORDS:
        return -1
    score = 0.0 if number < 3 else 2.0
    score += 4 if place + 1 < len(head) and _is_about(head[place + 1]) else 0
    score += 2 if place + 2 < len(head) and _is_about(head[place + 2]) and number > 2 else 0
    score += 1 if place and _is_about(head[place - 1]) and not _had_title(head[: place - 1]) else 0
    score += 4 if place and _WEEKDAY.match(head[place - 1]) and _is_about(head[place - 1]) else 0
    score -= 5 if as_name(line) and _is_about("".join(head[place + 1 : place + 2])) else 0
    score -= 2 if line.endswith((".", ",", ";", ":")) else 0
    score -= 1 if _SITE_NAME.search(line) else 0
    score += 2 if any(line in other and _SITE_NAME.search(other) for other in head[:place] if other != line) else 0
    return score + place / (len(head) + 1)


def _is_about(line: str) -> bool:
    return read_line(line) is not None


def _had_title(lines: Sequence[str]) -> bool:
    return any(len(line.split()) > 2 and not _is_about(line) for line in lines)
