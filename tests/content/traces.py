"""What in a text can be traced back to the facts: numbers, names, addresses."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from .prose import readable

_DIGITS = re.compile(r"(?<![\w.])\.?\d[\d,]*(?:\.\d+)*")
# "Two" and "three" often only count what a text itself sets out.
_UNITS = ["four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_SMALL = {word: number for number, word in enumerate(_UNITS, start=4)} | {"one": 1, "two": 2, "three": 3}
_BIG = {word: number for number, word in zip(range(20, 100, 10), _TENS, strict=True)}
_IN_WORDS = re.compile(rf"\b(?:({'|'.join(_TENS)})(?:-({'|'.join(_SMALL)}))?|({'|'.join(_UNITS)}))\b", re.IGNORECASE)
_BLOCK = re.compile(r"\n\s*\n|\n(?=\s*[-|#])|[|#]")
_START = re.compile(r"(?:^|[.!?:–—][”’\")*]*\s+|[“(\"])[\s*“(‘-]*\w[\w’'-]*")
_CAPITALISED = re.compile(r"(?<![\w-])[A-ZÀ-Þ][\w-]*")
_PAIR = re.compile(r"(?<![\w-])(?=([A-ZÀ-Þ][\w-]*\.?,? [A-ZÀ-Þ][\w-]*))")
_ADDRESS = re.compile(r"https?://[^\s'\"<>]+?(?=[.,;)]*(?:[\s'\"<>]|\Z))|\b10\.\d{4,9}/\S+|\b97[89]\d{10}\b")


def numbers(text: str) -> list[str]:
    """Every number in digits, or in words from four up, written one way: "1,314" is 1314 and ".28" is 0.28."""
    found = [each.rstrip(",") for each in _DIGITS.findall(text)]
    plain = [str(Decimal(each.replace(",", ""))) if each.count(".") < 2 else each for each in found]
    return plain + [str(_value(*each)) for each in _IN_WORDS.findall(text)]


def _value(tens: str, unit: str, small: str) -> int:
    return _SMALL[small.lower()] if small else _BIG[tens.lower()] + _SMALL.get(unit.lower(), 0)


def names(text: str) -> Iterator[str]:
    """Every capitalised word that does not begin a sentence, and every two of them that stand together."""
    for block in _BLOCK.split(readable(text)):
        line = " ".join(block.split())
        inside = _START.sub(lambda found: found[0].lower(), line)
        yield from _CAPITALISED.findall(inside)
        yield from _PAIR.findall(inside)


def capitalised(text: str) -> set[str]:
    """Every capitalised word and pair of a text, those that begin a sentence too."""
    line = " ".join(text.split())
    return {*_CAPITALISED.findall(line), *_PAIR.findall(line)}


def addresses(text: str) -> list[str]:
    """Every web address, DOI and ISBN."""
    return _ADDRESS.findall(text)
