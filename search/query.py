"""What is left of what somebody typed: folded words. Nothing else of it reaches the database."""

from __future__ import annotations

from dataclasses import dataclass

from .text import LONGEST_WORD, STOP_WORDS, bag, clean, fold, stem

LONGEST_QUERY = 200
MOST_WORDS = 12


@dataclass(frozen=True, slots=True)
class Query:
    """`words` are all words, `content` those that carry meaning; `shown` is what was typed, for display."""

    shown: str
    words: tuple[str, ...]

    @property
    def core(self) -> tuple[str, ...]:
        """Without the words around it that carry no meaning: "what is the window of tolerance" asks for a name."""
        meaning = [place for place, word in enumerate(self.words) if word not in STOP_WORDS]
        return self.words[meaning[0] : meaning[-1] + 1] if meaning else ()

    @property
    def phrases(self) -> tuple[str, ...]:
        """What may be a name or its beginning: all of it, and its core."""
        return tuple(dict.fromkeys(" ".join(words) for words in (self.words, self.core) if words))

    @property
    def bag(self) -> str:
        """The stems of the core as those of a name are kept."""
        return bag(list(self.core))

    @property
    def content(self) -> tuple[str, ...]:
        """Each meaningful word once; nothing for a lone letter, which only begins a name."""
        if len("".join(self.words)) == 1:
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
