"""What was found in a text that is to be imported."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date

from publishing.markdown import Text, plain

MOST_DROPPED = 300
MOST_DROPPED_TEXT = 300_000


@dataclass(frozen=True, slots=True)
class Dropped:
    """Something left out: its Markdown, why, and the first line of what it stood behind ("" is the beginning)."""

    text: str
    why: str
    after: str = ""

    @property
    def words(self) -> str:
        """It without its marks."""
        return plain(Text(self.text))[0]


@dataclass(frozen=True, slots=True)
class Hints:
    """What the source says of itself beside its text."""

    title: str = ""
    byline: str = ""
    authors: tuple[str, ...] = ()
    outlet: str = ""
    address: str = ""
    date: date | None = None
    standfirst: str = ""

    def or_else(self, other: Hints) -> Hints:
        """These, and what the other says where these are silent."""
        mine = {name: getattr(self, name) or getattr(other, name) for name in self.__slots__}
        return replace(self, **mine)


@dataclass(frozen=True, slots=True)
class Found:
    """An article as it will stand in the form: what it says of itself, its Markdown, and what was noticed."""

    name: str
    hints: Hints = Hints()
    markdown: str = ""
    noticed: tuple[str, ...] = ()
    dropped: tuple[Dropped, ...] = field(default_factory=tuple)


def bounded(dropped: list[Dropped]) -> tuple[list[Dropped], int]:
    """As much of what was left out as a form can hold, and how many pieces are beyond that."""
    size, kept = 0, list[Dropped]()
    for each in dropped:
        size += len(each.text) + len(each.after)
        if len(kept) == MOST_DROPPED or size > MOST_DROPPED_TEXT:
            break
        kept.append(each)
    return kept, len(dropped) - len(kept)
