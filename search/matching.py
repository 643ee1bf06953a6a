"""One statement finds what matches a query, each match in its best tier, in an order that is total."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from enum import IntEnum
from typing import NamedTuple

from .fulltext import Arm, Condition, FullText, full_text
from .query import Query
from .text import squash

MOST = 1001  # one more than is ever counted
_LAST = "\U0010ffff"  # after every letter


class Tier(IntEnum):
    """How well an entry matches; a lower tier is better."""

    TITLE = 0
    ALIAS = 1
    SPACELESS = 2
    TITLE_STEMS = 3
    ALIAS_STEMS = 4
    TITLE_BEGINS = 5
    ALIAS_BEGINS = 6
    SPACELESS_BEGINS = 7
    WORDS_IN_NAMES = 8
    STEMS_IN_TITLE = 9
    STEMS_IN_NAMES = 10
    BEGINNINGS_IN_NAMES = 11
    ANYWHERE = 12
    SOME_WORD = 13


class Match(NamedTuple):
    entry: int
    tier: Tier
    kind: str
    facet: str


class Loose(NamedTuple):
    """What is sought beyond the query as it was typed: as it was `meant`, and any single one of its `words`."""

    meant: Query | None
    words: bool = True


class Where(NamedTuple):
    """Which entries count: at what moment (None: drafts too), of which kind and facet (empty: any)."""

    at: datetime | None
    kind: str = ""
    facet: str = ""


def matches(query: Query, where: Where) -> list[Match]:
    """What holds the whole query, best first, at most `MOST`."""
    return _run(_arms(full_text(), query), where)


def loose_matches(query: Query, loosely: Loose, where: Where) -> list[Match]:
    """What holds the corrected query, then what holds any of its words."""
    return _run(_loose_arms(full_text(), query, loosely), where)


def _loose_arms(engine: FullText, query: Query, loosely: Loose) -> list[Arm]:
    asked = loosely.meant or query
    arms = _arms(engine, asked) if loosely.meant else []
    if loosely.words and len(asked.stems) > 1:
        arms.append(engine.arm(Condition(Tier.SOME_WORD, "ABC", asked.stems, any=True, ranked=True)))
    return arms


def _arms(engine: FullText, query: Query) -> list[Arm]:
    names = [_key_arm(engine, phrase) for phrase in query.phrases]
    stems = [_stems_arm(query.bag)] if query.content else []
    return [*names, *stems, *(engine.arm(condition) for condition in _conditions(query))]


def _conditions(query: Query) -> list[Condition]:
    if not query.content:
        return []
    return [
        Condition(Tier.WORDS_IN_NAMES, "D", query.content),
        Condition(Tier.STEMS_IN_TITLE, "A", query.stems),
        Condition(Tier.STEMS_IN_NAMES, "B", query.stems),
        Condition(Tier.BEGINNINGS_IN_NAMES, "D", query.content, prefix=True),
        Condition(Tier.ANYWHERE, "ABC", query.stems, ranked=True),
    ]


def _key_arm(engine: FullText, phrase: str) -> Arm:
    """All tiers of whole names and their beginnings: one range of the index over names without spaces."""
    key = f"squashed COLLATE {engine.collation}"
    begins = f"substr(folded, 1, {len(phrase)}) = %s"
    sql = f"""
        SELECT entry_id, CASE
            WHEN folded = %s THEN CASE WHEN is_title THEN {Tier.TITLE:d} ELSE {Tier.ALIAS:d} END
            WHEN squashed = %s THEN {Tier.SPACELESS:d}
            WHEN {begins} THEN CASE WHEN is_title THEN {Tier.TITLE_BEGINS:d} ELSE {Tier.ALIAS_BEGINS:d} END
            ELSE {Tier.SPACELESS_BEGINS:d} END, CAST(0 AS real)
        FROM search_key WHERE {key} >= %s AND {key} < %s"""  # noqa: S608 (numbers and constants only)
    squashed = squash(phrase)
    return Arm(sql, (phrase, squashed, phrase, squashed, squashed + _LAST))


def _stems_arm(bag: str) -> Arm:
    """Names that are the query but for inflection and order."""
    tier = f"CASE WHEN is_title THEN {Tier.TITLE_STEMS:d} ELSE {Tier.ALIAS_STEMS:d} END"
    sql = f"SELECT entry_id, {tier}, CAST(0 AS real) FROM search_key WHERE stemmed = %s"  # noqa: S608
    return Arm(sql, (bag,))


def tally(query: Query, loosely: Loose | None, where: Where) -> dict[tuple[str, str], int]:
    """How many entries of each kind and facet hold the whole query, or what is sought loosely."""
    engine = full_text()
    arms = _arms(engine, query) + (_loose_arms(engine, query, loosely) if loosely else [])
    best, values = _best(engine, arms, where)
    sql = f"{best[0]} SELECT entry.kind, entry.facet, count(*) {best[1]} GROUP BY entry.kind, entry.facet"
    return {(kind, facet): number for kind, facet, number in engine.execute(sql, values)}


def _run(arms: Sequence[Arm], where: Where) -> list[Match]:
    if not arms:
        return []
    engine = full_text()
    (united, source), values = _best(engine, arms, where)
    sql = f"""{united} SELECT entry.id, best.tier, entry.kind, entry.facet {source}
        ORDER BY best.tier, CASE WHEN best.tier >= {Tier.ANYWHERE:d} THEN best.score ELSE 0 END,
            entry.place, entry.folded COLLATE {engine.collation}, entry.object_id, entry.id
        LIMIT {MOST}"""
    return [Match(key, Tier(tier), kind, facet) for key, tier, kind, facet in engine.execute(sql, values)]


def _best(engine: FullText, arms: Sequence[Arm], where: Where) -> tuple[tuple[str, str], list[object]]:
    """Each entry in the best of its tiers: the WITH clause and the FROM clause, with their values."""
    condition, more = _condition(engine, where)
    with_clause = f"""WITH arms (entry_id, tier, score) AS ({" UNION ALL ".join(arm.sql for arm in arms)}),
        best AS (SELECT entry_id, MIN(tier) AS tier, MIN(score) AS score FROM arms GROUP BY entry_id)"""  # noqa: S608
    from_clause = f"FROM best JOIN search_entry entry ON entry.id = best.entry_id {condition}"
    return (with_clause, from_clause), [*(value for arm in arms for value in arm.values), *more]


def _condition(engine: FullText, where: Where) -> tuple[str, list[object]]:
    parts: list[str] = []
    values: list[object] = []
    if where.at is not None:
        at = engine.connection.ops.adapt_datetimefield_value(where.at)
        parts.append("entry.visible_from <= %s AND (entry.visible_until IS NULL OR entry.visible_until > %s)")
        values += [at, at]
    for column, value in (("kind", where.kind), ("facet", where.facet)):
        if value:
            parts.append(f"entry.{column} = %s")
            values.append(value)
    return ("WHERE " + " AND ".join(parts) if parts else ""), values
