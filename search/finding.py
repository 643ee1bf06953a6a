"""In what order of patience something is sought: as typed, as a name nearly so, as it was meant, in part."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import islice
from operator import itemgetter

from . import reasons
from .corrections import Near, correct, near_beginnings, near_names
from .matching import (
    PART,
    TIER,
    Counts,
    Match,
    Row,
    Tier,
    Window,
    best,
    by_some_words,
    by_text,
    by_text_counted,
    by_words,
    by_words_counted,
    by_words_in_names,
)
from .ordering import first_by_text, ordered
from .query import Query, parse
from .showing import Shown
from .text import squash

FEW = 20  # a short query that fewer names begin with is sought in the beginnings of all their words
ENOUGH = 3  # with fewer hits, none by name, single words are sought, too
LONG_NAME = 8  # letters; a name so long that is one letter off stands before texts that hold what was typed
# Where a name is reached so well, nothing else is meant. "asecure base" begins "A Secure Base" only without its spaces.
SURE = set(range(Tier.STEMS_IN_TITLE)) - {Tier.SPACELESS_BEGINS}
NEAR = (Tier.ONE_LETTER_OFF, Tier.NEARLY)
_KIND_AND_FACET = itemgetter(Row._fields.index("kind"), Row._fields.index("facet"))


@dataclass
class Found:
    """What was found, each entry once: in `rows`; where many hold the query in their texts alone, counted in `texts`.

    `meant` is the query with its typing errors corrected, if that helped. `ranked` are the tiers that full text puts in
    order, by which query; `cut`: more may hold a part of the query.
    """

    asked: Query
    rows: dict[int, Match]
    meant: Query | None = None
    near: Sequence[Near] = ()
    ranked: dict[int, Query] = field(default_factory=dict)
    cut: bool = False
    texts: Counts = field(default_factory=Counter)

    @property
    def number(self) -> int:
        return len(self.rows) + self.texts.total()

    @property
    def counts(self) -> Counts:
        """How many there are of each kind and facet."""
        return self.texts + Counter(map(_KIND_AND_FACET, self.rows.values()))

    @property
    def best(self) -> int:
        """The best tier that was reached."""
        return min(map(TIER, self.rows.values()), default=Tier.ANYWHERE if self.texts else Tier.SOME_WORD)

    @property
    def by_name(self) -> bool:
        return self.best < Tier.ANYWHERE

    @property
    def corrected(self) -> str:
        """What was sought in place of what was typed; empty if nothing was."""
        if self.near:
            return self.near[0].folded
        return self.meant.shown if self.meant else ""

    @property
    def names(self) -> frozenset[str]:
        """The names that are nearly what was typed."""
        return frozenset(near.folded for near in self.near)

    def within(self, kind: str, facet: str) -> list[Match]:
        """The rows of this kind and this facet, if any is named."""
        if not (kind or facet):
            return list(self.rows.values())
        rows = map(Row._make, self.rows.values())
        return [row for row in rows if kind in ("", row.kind) and facet in ("", row.facet)]

    def ordered(self, rows: Sequence[Match], most: int, window: Window) -> list[Row]:
        """The first `most` of these rows and of what was only counted, best first."""
        first = ordered(rows, most, self.ranked, window)
        if not self.texts or len(first) == most:
            return first
        texts = (row for row in first_by_text(self.asked, most, window) if row.entry not in self.rows)
        return [*first, *islice(texts, most - len(first))]

    def spread(self, window: Window) -> None:
        """Have everything in `rows`, to add to it."""
        if self.texts:
            self.rows = best([*self.rows.values(), *by_text(self.asked, window)])
            self.texts = Counter()

    @property
    def as_typed(self) -> int:
        """How many entries hold the query as it was typed; nothing if it was not corrected."""
        if not self.corrected:
            return 0
        return sum(tier < Tier.MEANT and tier not in NEAR for tier in map(TIER, self.rows.values()))

    def query_of(self, entry: Shown, row: Row) -> Query:
        """The query that this row holds."""
        if row.tier in NEAR:
            return parse(reasons.near_name(entry, self.names))
        return self.meant if self.meant and row.tier >= Tier.MEANT else self.asked

    def why(self, entry: Shown, row: Row) -> str:
        """Why it was found, in plain words; empty where it is obvious."""
        if row.tier in NEAR:
            return reasons.by(reasons.near_name(entry, self.names), entry)
        if row.tier == Tier.ALIKE:
            return ""
        return reasons.reason(entry, row, self.query_of(entry, row))


def search(asked: Query, window: Window) -> Found:
    """All that holds the query; where no name does, also what is nearly it or holds a part of it."""
    found = _found(asked, *by_words_counted(asked, window))
    if asked.is_short and asked.content and found.number < FEW:
        found.rows = best([*found.rows.values(), *by_words_in_names(asked, window)])
    return found if found.best in SURE else _with_what_is_nearly_so(found, window, parts=True)


def search_beyond_names(asked: Query, window: Window) -> Found:
    """The same for a query that no name holds; what holds a part of it is left out."""
    return _with_what_is_nearly_so(_found(asked, *by_text_counted(asked, window)), window, parts=False)


def _found(asked: Query, rows: dict[int, Match], texts: Counts) -> Found:
    return Found(asked, rows, ranked={Tier.ANYWHERE: asked}, texts=texts)


def _with_what_is_nearly_so(found: Found, window: Window, *, parts: bool) -> Found:
    asked = found.asked
    if asked.exact:
        return found
    if _add_near_names(found, window) or found.by_name or asked.quoted:
        return found
    query = asked if found.number else _add_meant(found, window)
    if not found.number and (near := near_beginnings(asked, window)):
        _add_near(found, near, Tier.NEARLY, window)
        return found
    if parts and found.number < ENOUGH and not _named_as_meant(found):
        _add_parts(found, query, window)
    return found


def _add_near_names(found: Found, window: Window) -> bool:
    """Names that are nearly what was typed; beside other hits only long ones with a single error."""
    near = near_names(found.asked, window, most=1 if found.number else 2)
    if not near:
        return False
    sure = near[0].distance == 1 and len(squash(near[0].folded)) >= LONG_NAME
    if not sure and (found.by_name or found.number >= ENOUGH):
        return False
    _add_near(found, near, Tier.ONE_LETTER_OFF if sure else Tier.NEARLY, window)
    return True


def _add_near(found: Found, near: Sequence[Near], tier: Tier, window: Window) -> None:
    """These names, and what holds the first of them."""
    found.near = near
    found.spread(window)
    found.rows = best([*found.rows.values(), *(each.row._replace(tier=tier) for each in near)])
    _add_as_meant(found, parse(near[0].folded), window)


def _add_meant(found: Found, window: Window) -> Query:
    """What holds the corrected query; what single words are to be sought then."""
    meant = correct(found.asked, window)
    if meant is None:
        return found.asked
    _add_as_meant(found, meant, window)
    return meant


def _add_as_meant(found: Found, meant: Query, window: Window) -> None:
    if rows := best(by_words(meant, window)):
        found.meant = meant
        found.ranked[Tier.MEANT_ANYWHERE] = meant
        for entry, row in rows.items():
            found.rows.setdefault(entry, Row._make(row)._replace(tier=TIER(row) + Tier.MEANT))


def _named_as_meant(found: Found) -> bool:
    return any(Tier.MEANT <= tier < Tier.MEANT_ANYWHERE for tier in map(TIER, found.rows.values()))


def _add_parts(found: Found, query: Query, window: Window) -> None:
    """What holds all words but one, and if that is not enough, any word."""
    for tier, least in ((Tier.MOST_WORDS, 3), (Tier.SOME_WORD, 2)):
        if len(found.rows) < ENOUGH and len(query.stems) >= least:
            rows = by_some_words(query, tier, window)
            found.cut = len(rows) == PART
            found.rows = {**best(rows), **found.rows}
