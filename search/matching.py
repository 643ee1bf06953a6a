"""Finds what holds a query in one or two statements, each entry in the tiers that it reaches, and puts it in order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from enum import IntEnum
from operator import itemgetter
from typing import Any, NamedTuple

from .documents import KINDS
from .fulltext import Joint, full_text
from .query import SHORT, Group, Query
from .text import squash

MOST = 1001  # one more than is ever counted
PART_WORDS = 6
COMMON = 1000
PART = 100  # so many that hold only a part of the query are found
FEW_TEXTS = 200  # so many that hold the query in their texts alone are told one by one, more are counted
LAST = "\U0010ffff"  # after every letter
_BEFORE_LETTERS = " "


class Tier(IntEnum):
    """How well an entry matches; a lower tier is better."""

    AS_TYPED = 0  # a name is the whole query, words without meaning included
    TITLE = 1
    ALIAS = 2
    SPACELESS = 3
    TITLE_STEMS = 4
    ALIAS_STEMS = 5
    TITLE_BEGINS = 6
    ALIAS_BEGINS = 7
    SPACELESS_BEGINS = 8
    ONE_LETTER_OFF = 9
    WORDS_IN_NAMES = 10
    STEMS_IN_TITLE = 11
    STEMS_IN_NAMES = 12
    BEGINNINGS_IN_NAMES = 13
    ANYWHERE = 14
    NEARLY = 15
    MEANT = 20  # what holds the corrected query stands in these tiers, so much lower
    MEANT_ANYWHERE = 34
    MOST_WORDS = 40
    SOME_WORD = 41
    ALIKE = 42


# Found by full text: no name shows why.
IN_TEXTS = frozenset({Tier.ANYWHERE, Tier.MEANT_ANYWHERE, Tier.MOST_WORDS, Tier.SOME_WORD})


class Row(NamedTuple):
    """An entry that matches; what decides its place comes first, of what full text found no more than its kind."""

    place: int
    tier: int
    folded: str
    object_id: int
    entry: int
    kind: str
    facet: str


Match = tuple[int, int, str, int, int, str, str]  # a row as the database tells it: of thousands most are only counted
Arm = tuple[str, tuple[Any, ...]]
Counts = Counter[tuple[str, str]]  # of kind and facet


class Window:
    """Which entries count: those that the public may see at a moment, or (None) all.

    Where a kind, a facet or a model is named, only those of it.
    """

    def __init__(self, at: datetime | None, *, kind: str = "", facet: str = "", model: str = "") -> None:
        self.at = at
        self.engine = full_text()
        self.sql = ""
        self.values: tuple[Any, ...] = ()
        if at is not None:
            moment = self.engine.connection.ops.adapt_datetimefield_value(at)
            self.sql = "AND entry.visible_from <= %s AND (entry.visible_until IS NULL OR entry.visible_until > %s)"
            self.values = (moment, moment)
        for column, value in (("kind", kind), ("facet", facet), ("model", model)):
            if value:
                self.sql += f" AND entry.{column} = %s"
                self.values += (value,)
        self.of_names = self.sql.replace("entry.", "held.")

    def rows(self, *arms: Arm) -> list[Match]:
        """The rows of these SELECTs, which may name an entry more than once."""
        if not arms:
            return []
        sql = " UNION ALL ".join(arm for arm, _ in arms)
        return self.engine.execute(sql, [each for _, values in arms for each in values])

    def counted(self, expression: str, but: Collection[int]) -> Counts:
        """How many entries of each kind and facet fit an expression, but for these."""
        condition = f"{self.engine.anywhere} {self.sql} {self.engine.but}"
        sql = f"SELECT entry.kind, entry.facet, count(*) {condition} GROUP BY entry.kind, entry.facet"
        values = (expression, *self.values, self.engine.numbers(but))
        return Counter({(kind, facet): number for kind, facet, number in self.engine.execute(sql, values)})

    def ranked(self, expression: str, most: int) -> list[tuple[Any, ...]]:
        """The best by full text: (score, place, folded title, object, entry, kind, facet), a lower score is better."""
        sql = self.engine.ranked.replace("{window}", self.sql)
        return sorted(self.engine.best(sql, (*self.engine.ranking(expression), *self.values), most))[:most]


TIER = itemgetter(Row._fields.index("tier"))
_ROW = "entry.place, {tier}, entry.folded, entry.object_id, entry.id, entry.kind, entry.facet"
NAME_ROW = "held.place, {tier}, held.title, held.object_id, held.entry_id, held.kind, held.facet"
_KEY_TIER = f"""CASE
    WHEN held.folded = %s THEN CASE WHEN held.is_title THEN {Tier.TITLE:d} ELSE {Tier.ALIAS:d} END
    WHEN held.squashed = %s THEN {Tier.SPACELESS:d}
    WHEN substr(held.folded, 1, %s) = %s
        THEN CASE WHEN held.is_title THEN {Tier.TITLE_BEGINS:d} ELSE {Tier.ALIAS_BEGINS:d} END
    ELSE {Tier.SPACELESS_BEGINS:d} END"""
_STEMS_TIER = f"CASE WHEN held.is_title THEN {Tier.TITLE_STEMS:d} ELSE {Tier.ALIAS_STEMS:d} END"
KEYS = "search_key held"


def by_names(query: Query, window: Window) -> list[Match]:
    """What has a whole name, or the beginning of one, that is the query; of a short one, `MOST` of each kind."""
    return window.rows(*_name_arms(query, window))


def by_words(query: Query, window: Window) -> list[Match]:
    """What holds the whole query, in its names or anywhere; an entry may come more than once."""
    return window.rows(*_word_arms(query, window), *_text_arms(query, window))


def by_words_counted(query: Query, window: Window) -> tuple[dict[int, Match], Counts]:
    """The same, each entry in the best of its tiers; those that hold it in their texts alone only counted if many."""
    return _counted(query, window, _word_arms(query, window))


def by_text_counted(query: Query, window: Window) -> tuple[dict[int, Match], Counts]:
    """The same, where no name holds the query."""
    return _counted(query, window, [])


def by_text(query: Query, window: Window) -> list[Match]:
    """What holds the whole query anywhere."""
    return window.rows(*_text_arms(query, window))


def by_words_in_names(query: Query, window: Window) -> list[Match]:
    """What has the words, or words that begin so, in its names."""
    return window.rows(_words_arm(query, window, beginnings=True))


def by_some_words(query: Query, tier: Tier, window: Window) -> list[Row]:
    """The best of what holds all words but one, or any; of a long query some of its longest, none too common.

    Their rank stands in place of the title, so that it orders those of one kind.
    """
    stems = sorted(query.stems, key=len, reverse=True)[:PART_WORDS]
    joint = Joint.ALL_BUT_ONE if tier == Tier.MOST_WORDS else Joint.ANY
    words = [(stem,) for stem in (stems if joint is Joint.ALL_BUT_ONE else _rare(stems, window))]
    found = window.ranked(window.engine.expression(words, "ABC", joint), PART)
    return [
        Row(place, tier, f"{number:04}", key, entry, kind, facet)
        for number, (_, place, _, key, entry, kind, facet) in enumerate(found)
    ]


def _rare(stems: Sequence[str], window: Window) -> list[str]:
    """Those that at most `COMMON` entries hold; if all are commoner, the rarest."""
    engine = window.engine
    sql = " UNION ALL ".join(f"SELECT {number}, ({engine.number})" for number in range(len(stems)))
    held = dict(engine.execute(sql, [engine.expression([(stem,)], "ABC") for stem in stems]))
    numbers = {stem: int(held[number]) for number, stem in enumerate(stems)}
    rarest = min((number for number in numbers.values() if number), default=0)
    return [stem for stem in stems if numbers[stem] <= max(COMMON, rarest)]


def anywhere(query: Query, window: Window) -> str:
    """The full-text expression that the whole query stands in names or texts."""
    return window.engine.expression(query.stemmed, "ABC")


def _case(tier: Tier, column: str, groups: Sequence[Group]) -> tuple[str, list[str]]:
    """This tier where all groups of words stand in the column."""
    every = " AND ".join([f"' ' || entry.{column} || ' ' LIKE %s"] * len(groups))
    return f"WHEN {every} THEN {tier:d}", [f"% {' '.join(group)} %" for group in groups]


def _counted(query: Query, window: Window, arms: list[Arm]) -> tuple[dict[int, Match], Counts]:
    rows = window.rows(*arms, *_text_arms(query, window, f"LIMIT {FEW_TEXTS}"))
    if Counter(map(TIER, rows))[Tier.ANYWHERE] < FEW_TEXTS:
        return best(rows), Counter()
    named = best(row for row in rows if row[1] != Tier.ANYWHERE)
    return named, window.counted(anywhere(query, window), named)


def best(rows: Iterable[Match]) -> dict[int, Match]:
    """Each entry in the best of its tiers, as it is told of there first."""
    best_first = sorted(rows, key=TIER)
    return {row[4]: row for row in reversed(best_first)}


def _word_arms(query: Query, window: Window) -> list[Arm]:
    arms = _name_arms(query, window)
    return [*arms, _words_arm(query, window, beginnings=not query.is_short)] if query.content else arms


def _name_arms(query: Query, window: Window) -> list[Arm]:
    arms = [arm for phrase in query.phrases for arm in _phrase_arms(phrase, query.quoted, window)]
    if len(query.phrases) > 1:
        arms.append(_whole_arm(query.phrases[0], window))
    return [*arms, _stems_arm(query.bag, window)] if query.content and not query.quoted else arms


def _phrase_arms(phrase: str, quoted: bool, window: Window) -> list[Arm]:
    if quoted:
        return [_key_arm(phrase, _BEFORE_LETTERS, window)]
    if len(squash(phrase)) > SHORT:
        return [_key_arm(phrase, LAST, window)]
    kinds = range(len(KINDS) + 1)
    begun = [_short_arm(phrase, title, kind, window) for title in (True, False) for kind in kinds]
    return [_key_arm(phrase, _BEFORE_LETTERS, window), *begun]


def _key_arm(phrase: str, last: str, window: Window) -> Arm:
    """All tiers of whole names and their beginnings: one range of the index over names without spaces."""
    squashed = squash(phrase)
    key = f"held.squashed COLLATE {window.engine.collation}"
    condition = f"{key} >= %s AND {key} < %s {window.of_names}"
    sql = f"SELECT {NAME_ROW.format(tier=_KEY_TIER)} FROM {KEYS} WHERE {condition}"  # noqa: S608
    return sql, (phrase, squashed, len(phrase), phrase, squashed, squashed + last, *window.values)


def _whole_arm(phrase: str, window: Window) -> Arm:
    condition = f"held.squashed = %s AND held.folded = %s {window.of_names}"
    sql = f"SELECT {NAME_ROW.format(tier=Tier.AS_TYPED)} FROM {KEYS} WHERE {condition}"  # noqa: S608
    return sql, (squash(phrase), phrase, *window.values)


def _short_arm(phrase: str, is_title: bool, kind: int, window: Window) -> Arm:
    """The first of the many names of one kind that begin with a letter or two, in the order of the index.

    Of each row as little is asked as will do: what a name begins with, letter by letter, only where a space may be.
    """
    squashed = squash(phrase)
    key = f"held.squashed COLLATE {window.engine.collation}"
    begins = Tier.TITLE_BEGINS if is_title else Tier.ALIAS_BEGINS
    tier, values = f"{begins:d}", (squashed, squashed + LAST, *window.values)
    if len(phrase) > 1:
        tier = f"CASE WHEN substr(held.folded, 1, %s) = %s THEN {begins:d} ELSE {Tier.SPACELESS_BEGINS:d} END"
        values = (len(phrase), phrase, *values)
    columns = NAME_ROW.format(tier=tier).replace("held.place", str(kind))
    condition = f"held.is_title = {is_title} AND held.place = {kind} AND {key} >= %s AND {key} < %s {window.of_names}"
    sql = f"SELECT {columns} FROM {KEYS} WHERE {condition} ORDER BY {key} LIMIT {MOST}"  # noqa: S608
    return f"SELECT * FROM ({sql}) AS first_{is_title}_{kind}", values  # noqa: S608


def _stems_arm(bag: str, window: Window) -> Arm:
    """Names that are the query but for inflection and order."""
    condition = f"held.stemmed = %s {window.of_names}"
    sql = f"SELECT {NAME_ROW.format(tier=_STEMS_TIER)} FROM {KEYS} WHERE {condition}"  # noqa: S608
    return sql, (bag, *window.values)


def _words_arm(query: Query, window: Window, *, beginnings: bool) -> Arm:
    """All tiers of single words in names: one full-text expression, each match sorted by where its words stand."""
    engine = window.engine
    cases = [
        _case(Tier.WORDS_IN_NAMES, "name_words", query.content),
        _case(Tier.STEMS_IN_TITLE, "title_stems", query.stemmed),
        _case(Tier.STEMS_IN_NAMES, "name_stems", query.stemmed),
    ]
    expression = engine.expression(query.stemmed, "B")
    letters: list[str] = []
    if beginnings and not query.quoted:
        long = [group for group in query.content if len(group[-1]) > 1] or query.content
        letters = [f"% {group[0]}%" for group in query.content if group not in long]
        expression = engine.either(engine.expression(long, "D", prefix=True), expression)
    begins = " AND ' ' || entry.name_words LIKE %s" * len(letters)
    when = " ".join(sql for sql, _ in cases)
    tier = f"CASE {when} ELSE {Tier.BEGINNINGS_IN_NAMES:d} END"
    sql = f"SELECT {_ROW.format(tier=tier)} {engine.named} {begins} {window.sql}"
    return sql, (*(each for _, values in cases for each in values), expression, *letters, *window.values)


def _text_arms(query: Query, window: Window, more: str = "") -> list[Arm]:
    """What holds the words anywhere, if there are any; its order is asked for when it is needed."""
    if not query.content:
        return []
    columns = _ROW.format(tier=Tier.ANYWHERE).replace("entry.folded", "''")
    sql = f"SELECT * FROM (SELECT {columns} {window.engine.anywhere} {window.sql} {more}) AS texts"  # noqa: S608
    return [(sql, (anywhere(query, window), *window.values))]
