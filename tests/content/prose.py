"""The words of a text: without its Markdown, cut into words, sentences and runs, and how hard it is to read."""

from __future__ import annotations

import re
from functools import lru_cache

import pyphen

_CITATION = re.compile(r"\[@[^\[\]]+\]")
_TYPED_TERM = re.compile(r"\[\[!?(?:[^\[\]|]+\|)?([^\[\]|]+)\]\]")
_LINK = re.compile(r"\[([^\[\]]+)\]\([^()\s]+\)")
_TABLE_RULE = re.compile(r"^[|\s:-]+$", re.MULTILINE)
_ANCHOR = re.compile(r"\s*\{#[\w-]+\}$", re.MULTILINE)
_WORD = re.compile(r"[a-z0-9']+")
_INITIAL = re.compile(r"\b([A-Z]|Dr|vs|al)\.(?=\s)")
_SENTENCE_END = re.compile(r"[.!?]+[”\"’)*]*(?=\s|$)")
_BLOCK_START = re.compile(r"\n(?=\s*(?:[-*|#]|\d+\.)\s)|\n\s*\n")


def keys(markdown: str) -> list[str]:
    """The citation keys of a text in reading order, as often as they stand there."""
    return [key for found in _CITATION.findall(markdown) for key in re.findall(r"@([\w-]+)", found)]


def readable(markdown: str) -> str:
    """The text as a reader reads it: no notes, marks, anchors or addresses."""
    text = _LINK.sub(r"\1", _TYPED_TERM.sub(r"\1", _CITATION.sub("", markdown)))
    return _ANCHOR.sub("", _TABLE_RULE.sub("", text)).replace("*", "")


def without_headings(markdown: str) -> str:
    return re.sub(r"^#.*$", "", markdown, flags=re.MULTILINE)


def counted(markdown: str) -> int:
    """How many words a reader reads: what stands between spaces and holds a letter or digit."""
    return sum(1 for word in readable(markdown).split() if any(each.isalnum() for each in word))


def words(text: str) -> list[str]:
    return _WORD.findall(readable(text).lower().replace("’", "'").replace("‘", "'"))


def runs(text: str, length: int = 8) -> set[tuple[str, ...]]:
    """Every run of so many words."""
    listed = words(text)
    return {tuple(listed[place : place + length]) for place in range(len(listed) - length + 1)}


def sentences(markdown: str) -> list[str]:
    """Sentences; an item of a list and a row of a table end one as well, a heading is none."""
    blocks = _BLOCK_START.split(_INITIAL.sub(r"\1", readable(without_headings(markdown))))
    found = [each for block in blocks for each in _SENTENCE_END.split(block)]
    return [each for each in found if _WORD.search(each.lower())]


@lru_cache(maxsize=1)
def _english() -> pyphen.Pyphen:
    return pyphen.Pyphen(lang="en_US", left=1, right=1)


@lru_cache(maxsize=1 << 14)
def syllables(word: str) -> int:
    return len(_english().positions(word)) + 1


def grade(markdown: str) -> float:
    """The Flesch–Kincaid grade: the years of US schooling at which a text is understood.

    0.39 words a sentence + 11.8 syllables a word - 15.59, from Kincaid, Fishburne, Rogers and Chissom, "Derivation of
    New Readability Formulas … for Navy Enlisted Personnel", Naval Technical Training Command, 1975. Syllables are those
    of pyphen's US English hyphenation, which finds slightly fewer than a speaker does.
    """
    cut = sentences(markdown)
    listed = [word for sentence in cut for word in words(sentence)]
    spoken = sum(syllables(word) for word in listed)
    return 0.39 * len(listed) / len(cut) + 11.8 * spoken / len(listed) - 15.59
