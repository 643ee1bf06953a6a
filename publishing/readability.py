"""How long a text is, and how hard it is to read.

The measure is Flesch's reading ease, 206.835 - 1.015 words a sentence - 84.6 syllables a word, from R. Flesch, "A new
readability yardstick", Journal of Applied Psychology 32 (1948), 221-233; the names of its bands follow his "The art of
readable writing" (1949). Syllables are those of pyphen's US English hyphenation, which finds slightly fewer than a
speaker does, so that a text is called a little easier than it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

import pyphen

from .markdown.sentences import sentence_starts

WORDS_A_MINUTE = 220  # adults reading English non-fiction in silence: 238 on average; a little slower for new words
ENOUGH = 100  # words: the sample that Flesch measured; fewer say little
BANDS = (
    (90, "very easy"),
    (80, "easy"),
    (70, "fairly easy"),
    (60, "plain"),
    (50, "fairly hard"),
    (30, "hard"),
)
HARDEST = "very hard"
_WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")


@dataclass(frozen=True, slots=True)
class Measured:
    words: int
    sentences: int
    syllables: int

    @property
    def minutes(self) -> int:
        return round(self.words / WORDS_A_MINUTE)

    @property
    def ease(self) -> float | None:
        """Flesch's reading ease, mostly between 0 (hard) and 100 (easy); nothing for a text too short to be judged."""
        if self.words < ENOUGH:
            return None
        return 206.835 - 1.015 * self.words / self.sentences - 84.6 * self.syllables / self.words


def measured(text: str) -> Measured:
    """Count a plain text that has one block a line; the end of a block ends a sentence."""
    found = [words for words in map(_WORD.findall, _sentences(text)) if words]
    spoken = sum(_spoken(word.lower()) for words in found for word in words)
    return Measured(sum(map(len, found)), len(found), spoken)


def in_words(ease: float) -> str:
    """What a reader makes of it: "plain", "fairly hard"."""
    return next((words for least, words in BANDS if ease >= least), HARDEST)


def _sentences(text: str) -> Iterator[str]:
    for block in text.splitlines():
        starts = [*sentence_starts(block), len(block)]
        yield from (block[start:end] for start, end in pairwise(starts))


@lru_cache(maxsize=1)
def _english() -> pyphen.Pyphen:
    return pyphen.Pyphen(lang="en_US", left=1, right=1)


@lru_cache(maxsize=1 << 14)
def _spoken(word: str) -> int:
    """The syllables of a word; each part of a hyphenated one counts for itself."""
    return sum(len(_english().positions(part)) + 1 for part in re.split(r"[-.]", word))
