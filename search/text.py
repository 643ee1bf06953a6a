"""How the search engine sees text: folded, cut into words, reduced to stems; the same on every database."""

from __future__ import annotations

import re
import threading
import unicodedata
from functools import lru_cache

import Stemmer

from .spelling import one_spelling

LONGEST_WORD = 60
# Stands between texts that are not one, so that no phrase runs from one into the next; no query can hold it.
BOUNDARY = "¶"

# Words that carry no meaning of their own in a question: they never decide what is found in a text.
_STOP_WORDS = """
a about an and are as at be been but by can could did do does for from had has have how i if in into is it
its me my of on or our she so such than that the their them then there these they this those to us was we
were what when where which who whom whose why will with would you your dont doesnt isnt whats
"""
STOP_WORDS = frozenset(_STOP_WORDS.split())

_APOSTROPHES = re.compile("['’‘ʼ`´]")
_NOT_WORD = re.compile(r"[\W_]+")
_english = Stemmer.Stemmer("english", 0)
_one_at_a_time = threading.Lock()  # the stemmer keeps its word in itself


def clean(text: str) -> str:
    """Without what PostgreSQL refuses: NUL and lone surrogates."""
    return text.encode("utf-8", "ignore").decode("utf-8").replace("\0", "")


def fold(text: str) -> str:
    """Lower case, no accents, no apostrophes, one space for everything that is neither letter nor digit."""
    text = _APOSTROPHES.sub("", text)
    if text.isascii():
        return _NOT_WORD.sub(" ", text.lower()).strip()
    plain = unicodedata.normalize("NFKD", text).casefold()  # NFKD makes capitals: ™ is TM
    letters = "".join(each for each in plain if not unicodedata.combining(each))
    return _NOT_WORD.sub(" ", letters).strip()


def squash(folded: str) -> str:
    """A folded text without its spaces, so that "co regulation" and "coregulation" are one."""
    return folded.replace(" ", "")


def words(text: str) -> list[str]:
    """The folded words of a text, in order, the longest cut."""
    return [word[:LONGEST_WORD] for word in fold(text).split()]


@lru_cache(maxsize=1 << 16)
def stem(word: str) -> str:
    """The stem of a folded English word (Snowball, "Porter 2"), the same for both spellings of a word."""
    with _one_at_a_time:
        return str(_english.stemWord(one_spelling(word)))


def bag(folded: list[str]) -> str:
    """The stems of these words in one order, so that inflection and the order of the words do not matter."""
    return " ".join(sorted(set(map(stem, folded))))


def stems(text: str) -> list[str]:
    return [stem(word) for word in words(text)]
