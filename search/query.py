"""What is left of what somebody typed: folded words. Nothing else of it reaches the database."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from .text import LONGEST_WORD, STOP_WORDS, bag, clean, fold, squash, stem

LONGEST_QUERY = 200
MOST_WORDS = 12
SHORT = 3

# Words that ask about a name at the beginning or end of a query: "define …", "… meaning".
_ASKING_WORDS = (
    "define defined definition definitions explain explained explanation mean meaning meanings means stand tell"
)
_ASKING = frozenset(_ASKING_WORDS.split())
# And what surrounds it in a question: "how does … work", "what happens in …", "please … ".
_QUESTION_WORDS = {"are", "can", "could", "do", "does", "how", "is", "please", "tell", "what", "when", "where", "why"}
_IN_QUESTIONS = _ASKING | {"happen", "happens", "know", "learn", "please", "work", "works"}
QUOTES = '"“”„‟«»'
_QUOTED = re.compile(f"[{QUOTES}]([^{QUOTES}]*)[{QUOTES}]")

Group = tuple[str, ...]


@dataclass(frozen=True)
class Query:
    """`shown` is what was typed, for display; `groups` are its words in order, those of a quoted phrase together.

    `quoted`: some of it is in quotes; `exact`: all of it that carries meaning, so that exactly that is meant.
    """

    shown: str
    groups: tuple[Group, ...]
    quoted: bool = False
    exact: bool = False

    @cached_property
    def words(self) -> tuple[str, ...]:
        return tuple(word for group in self.groups for word in group)

    @cached_property
    def core(self) -> tuple[str, ...]:
        """Without the words around it that carry no meaning: "what is the window of tolerance" asks for a name."""
        asking = _IN_QUESTIONS if self.words and self.words[0] in _QUESTION_WORDS else _ASKING
        return _inner(self.words, STOP_WORDS | asking) or _inner(self.words, STOP_WORDS)

    @cached_property
    def phrases(self) -> tuple[str, ...]:
        """What may be a name or its beginning: all of it, and its core unless it is asked for word by word."""
        asked = (self.words,) if self.quoted else (self.words, self.core)
        return tuple(dict.fromkeys(" ".join(words) for words in asked if words))

    @cached_property
    def squashed(self) -> tuple[str, ...]:
        """The phrases without their spaces."""
        return tuple(dict.fromkeys(map(squash, self.phrases)))

    @cached_property
    def bag(self) -> str:
        """The stems of the core as those of a name are kept."""
        return bag(list(self.core))

    @cached_property
    def content(self) -> tuple[Group, ...]:
        """What must stand in an entry: each meaningful word or phrase once; nothing for a lone letter."""
        if len("".join(self.words)) == 1:
            return ()
        if any(len(group) > 1 for group in self.groups):
            return tuple(dict.fromkeys(group for group in self.groups if len(group) > 1 or group[0] not in STOP_WORDS))
        return tuple(dict.fromkeys((word,) for word in self.core if word not in STOP_WORDS))

    @cached_property
    def meaningful(self) -> tuple[str, ...]:
        """The words of the content, one by one."""
        return tuple(dict.fromkeys(word for group in self.content for word in group))

    @cached_property
    def stemmed(self) -> tuple[Group, ...]:
        """The content as stems."""
        return tuple(dict.fromkeys(tuple(map(stem, group)) for group in self.content))

    @cached_property
    def stems(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(map(stem, self.meaningful)))

    @cached_property
    def is_short(self) -> bool:
        """It asks for one word of so few letters that very many names may begin with it."""
        asked = self.core or self.words
        return not self.quoted and len(asked) == 1 and len(asked[0]) <= SHORT

    def corrected(self, corrections: dict[str, str]) -> Query:
        words = [corrections.get(word, word) for word in self.words]
        return Query(" ".join(words), tuple((word,) for word in words))


def parse(typed: str) -> Query:
    """The query that somebody typed; what stands in double quotes is one phrase."""
    shown = " ".join(clean(typed[:LONGEST_QUERY]).split())
    groups: list[Group] = []
    left = MOST_WORDS
    loose: list[str] = []
    for place, part in enumerate(_QUOTED.split(shown)):
        words = [word[:LONGEST_WORD] for word in fold(part)[:LONGEST_QUERY].split()[:left]]
        left -= len(words)
        if place % 2 and words:
            groups.append(tuple(words))
        else:
            groups += [(word,) for word in words]
            loose += words
    quoted = sum(map(len, groups)) > len(loose)
    return Query(shown, tuple(groups), quoted, exact=quoted and not _inner(tuple(loose), STOP_WORDS | _IN_QUESTIONS))


def _inner(words: tuple[str, ...], outer: frozenset[str]) -> tuple[str, ...]:
    """The words from the first to the last that is not one of `outer`."""
    inside = [place for place, word in enumerate(words) if word not in outer]
    return words[inside[0] : inside[-1] + 1] if inside else ()
