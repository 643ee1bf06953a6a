"""What is left of what somebody typed: folded words. Nothing else of it reaches the database."""

from __future__ import annotations

from dataclasses import dataclass

from .text import LONGEST_WORD, STOP_WORDS, clean, fold, squash, stem

LONGEST_QUERY = 200
MOST_WORDS = 12


@dataclass(frozen=True, slots=True)
class Query:
    """`words` are all words, `content` those that carry meaning; `shown` is what was typed, for display."""

    shown: str
    words: tuple[str, ...]

    @property
    def folded(self) -> str:
        return " ".join(self.words)

    @property
    def squashed(self) -> str:
        return squash(self.folded)

    @property
    def content(self) -> tuple[str, ...]:
        """Each meaningful word once; nothing for a lone letter, which only begins a name."""
        if len(self.squashed) == 1:
            return ()
        return tuple(dict.fromkeys(word for word in self.words if word not in STOP_WORDS))

    @property
    def stems(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(map(stem, self.content)))

    def corrected(self, corrections: dict[str, str]) -> Query:
        words = tuple(corrections.get(word, word) for word in self.words)
        return Query(" ".join(words), words)


def parse(typed: str) -> Query:
    shown = " ".join(clean(typed[:LONGEST_QUERY]).split())
    folded = fold(shown)[:LONGEST_QUERY].split()[:MOST_WORDS]
    return Query(shown, tuple(word[:LONGEST_WORD] for word in folded))
