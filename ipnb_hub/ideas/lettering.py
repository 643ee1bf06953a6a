"""How much room a name takes on the map, and how it is broken into lines; no browser is asked."""

from __future__ import annotations

from functools import lru_cache

# Advance widths of Helvetica, Arial and Liberation Sans in thousandths of the size, by the characters that share them.
_WIDTHS = {
    222: "ijl'",
    278: " !,./:;[]\\ftI|",
    333: "()-`r",
    389: "*",
    355: '"',
    500: "cksvxyzJ",
    556: "0123456789abdeghnopqu#$?_L",
    584: "+<=>~^",
    611: "FTZ",
    667: "ABEKPSVXY&",
    722: "wCDHNRU",
    778: "GOQ",
    833: "mM",
    889: "%",
    944: "W",
    1015: "@",
}
_WIDTH = {character: width for width, characters in _WIDTHS.items() for character in characters}
OTHER = 600
WIDE = 1000  # from here on are the scripts whose characters are as wide as high
FIRST_WIDE = "\u1100"
SLACK = 1.06  # other sans faces run a little wider
LINE_HEIGHT = 1.15
MOST_LINES = 3
LONGEST_LINE = 21  # characters
SHORT_NAME = 12  # one line says it at once
THREE_LINES = 30  # characters from which a third line helps


def width(text: str, size: float) -> float:
    """How wide a text is at most, in the unit of `size`."""
    units = sum(_WIDTH.get(each, WIDE if each >= FIRST_WIDE else OTHER) for each in text)
    return units * size * SLACK / 1000


@lru_cache(maxsize=512)
def breakings(title: str) -> tuple[tuple[str, ...], ...]:
    """The ways to set a title, the best first: in one line, in two of like length, in three; never more."""
    words = [part for word in title.split() for part in _pieces(word)]
    ways: list[tuple[str, ...]] = [] if len(title) > LONGEST_LINE else [(" ".join(words),)]
    if len(title) > SHORT_NAME:
        ways += [way for count in (2, MOST_LINES) if (way := _broken(words, count)) and _fits(way, count)]
    return tuple(dict.fromkeys(ways)) or (_cut(words),)


def _fits(way: tuple[str, ...], count: int) -> bool:
    longest = max(map(len, way))
    return longest <= LONGEST_LINE and (count == 2 or sum(map(len, way)) > THREE_LINES)


def _pieces(word: str) -> list[str]:
    return [word[start : start + LONGEST_LINE] for start in range(0, len(word), LONGEST_LINE)]


def _broken(words: list[str], count: int) -> tuple[str, ...]:
    """The words in `count` lines, the longest of them as short as it can be; empty for fewer words."""
    if count == 1:
        return (" ".join(words),)
    ways = [(" ".join(words[:end]), *_broken(words[end:], count - 1)) for end in range(1, len(words) - count + 2)]
    return min(ways, key=lambda way: (max(map(len, way)), way), default=())


def _cut(words: list[str]) -> tuple[str, ...]:
    """As many words as three lines hold; the whole title is the name of the link."""
    lines = [""]
    for word in words:
        if len(lines[-1]) + len(word) < LONGEST_LINE:
            lines[-1] = f"{lines[-1]} {word}".strip()
        else:
            lines.append(word)
    if len(lines) > MOST_LINES:
        lines = [*lines[: MOST_LINES - 1], f"{lines[MOST_LINES - 1][: LONGEST_LINE - 1]}…"]
    return tuple(line for line in lines if line)
