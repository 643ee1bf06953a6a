"""The bare engine: for each class of queries the one statement that a good programmer writes for that class alone.

Each reads the index over names (`search_key`), and for a search the full text as well. It honors the public window,
gives the columns that a list of hits shows, best first, and stops at twenty. It says neither how many there are, nor of
which kinds, nor why, and it forgives nothing. Stems, ranges and full-text expressions are made before the clock runs.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, NamedTuple

from search.text import STOP_WORDS, bag, fold, squash, stem, words

LIMIT = 20
_LAST = "\U0010ffff"
_WINDOW = "e.visible_from <= :now AND (e.visible_until IS NULL OR e.visible_until > :now)"
_SHOWN = "e.id, e.kind, e.title, e.url, e.label, e.facet, e.summary"
_RANKED = "e.id, 9 AS tier, {rank} AS score"
_BEGINS = "k.squashed{c} >= :from AND k.squashed{c} < :to"
_EQUAL = "k.squashed = :squashed"
_STEMMED = "k.stemmed = :bag"
_TITLE_FIRST = "CASE WHEN k.is_title THEN 0 ELSE 1 END"
_EQUAL_FIRST = f"CASE WHEN {_EQUAL} THEN 0 ELSE 2 END + {_TITLE_FIRST}"
_OTHER_LENGTH = "abs(length(k.squashed) - :length)"

Statement = tuple[str, dict[str, Any]]


class Asked(NamedTuple):
    """A query as the statements need it."""

    typed: str
    vendor: str
    now: Any

    @property
    def stems(self) -> list[str]:
        every = words(self.typed)
        return list(dict.fromkeys(stem(word) for word in every if word not in STOP_WORDS)) or list(map(stem, every))

    def values(self, letters: int | None = None) -> dict[str, Any]:
        """Everything that a statement may name; a range over the first `letters` (all)."""
        squashed = squash(fold(self.typed))
        start = squashed[:letters]
        ends = {"from": start, "to": start + _LAST, "length": len(squashed)}
        return {"now": self.now, "squashed": squashed, "bag": bag(words(self.typed)), **ends}


def search(name: str, asked: Asked) -> Statement:
    """The statement for a search of this class."""
    return _SEARCH[name](asked)


def suggest(name: str, asked: Asked) -> Statement:
    """The statement for what a search box offers: on the names alone."""
    return _SUGGEST[name](asked)


# The arms: each keeps to the window and gives its own best twenty, so that what unites them sorts forty rows at most.


def _names(asked: Asked, condition: str, tier: str, *, shown: str = _SHOWN) -> str:
    """From the names alone. An entry with two such names stands twice: leaving that out would cost a grouping."""
    collation = ' COLLATE "C"' if asked.vendor == "postgresql" else ""
    return f"""SELECT {shown} FROM search_key k JOIN search_entry e ON e.id = k.entry_id
        WHERE {condition.format(c=collation)} AND {_WINDOW} ORDER BY {tier}, k.folded LIMIT {LIMIT}"""  # noqa: S608


def _text(asked: Asked, *, more: str = _SHOWN) -> str:
    """From the full text alone. FTS5 sorts by itself and gives row after row: the window is asked some twenty times."""
    if asked.vendor == "postgresql":
        shown = more.format(rank="ts_rank(e.vector, q)")
        return f"""SELECT {shown} FROM search_entry e, CAST(:match AS tsquery) q
            WHERE e.vector @@ q AND {_WINDOW} ORDER BY ts_rank(e.vector, q) DESC LIMIT {LIMIT}"""  # noqa: S608
    shown = more.format(rank="-t.rank")
    return f"""SELECT {shown} FROM search_text t JOIN search_entry e ON e.id = t.rowid
        WHERE t.search_text MATCH :match AND {_WINDOW} ORDER BY t.rank LIMIT {LIMIT}"""  # noqa: S608


def _match(asked: Asked, *, phrase: bool = False) -> dict[str, str]:
    """The full-text expression: all stems in the columns of stems, for a phrase one after the other."""
    stems = [stem(word) for word in words(asked.typed)] if phrase else asked.stems
    if asked.vendor == "postgresql":
        return {"match": (" <-> " if phrase else " & ").join(f"'{each}':ABC" for each in stems)}
    joined = f'"{" ".join(stems)}"' if phrase else " AND ".join(f'"{each}"' for each in stems)
    return {"match": f"{{title_stems name_stems text_stems}} : ({joined})"}


def _names_then(asked: Asked, condition: str, others: str) -> str:
    """Both arms, each entry once, those by name first."""
    names = _names(asked, condition, _TITLE_FIRST, shown=f"e.id, {_TITLE_FIRST} AS tier, 0.0 AS score")
    return f"""SELECT {_SHOWN} FROM (
            SELECT id, MIN(tier) AS tier, MAX(score) AS score FROM (
                SELECT * FROM ({names}) AS names UNION ALL SELECT * FROM ({others}) AS others
            ) AS arms GROUP BY id
        ) AS found JOIN search_entry e ON e.id = found.id
        ORDER BY found.tier, found.score DESC, e.folded LIMIT {LIMIT}"""  # noqa: S608


# The statements of the classes.


def _equal_and_text(asked: Asked) -> Statement:
    """A name: equality on the names, then all words in the full text."""
    return _names_then(asked, _EQUAL, _text(asked, more=_RANKED)), asked.values() | _match(asked)


def _stemmed_and_text(asked: Asked) -> Statement:
    """Several words: names of these stems in any order, then all stems in the full text."""
    return _names_then(asked, _STEMMED, _text(asked, more=_RANKED)), asked.values() | _match(asked)


def _equal_and_phrase(asked: Asked) -> Statement:
    """A phrase: equality on the names, then the stems one after the other in the full text."""
    return _names_then(asked, _EQUAL, _text(asked, more=_RANKED)), asked.values() | _match(asked, phrase=True)


def _text_only(asked: Asked) -> Statement:
    return _text(asked), asked.values() | _match(asked)


def _range(asked: Asked) -> Statement:
    """One to three letters: a range of the names, titles first."""
    return _names(asked, _BEGINS, _TITLE_FIRST), asked.values()


def _equal_then_range(asked: Asked) -> Statement:
    """What a box offers: the names that begin with what was typed, equal ones first."""
    return _names(asked, _BEGINS, _EQUAL_FIRST), asked.values()


def _stemmed_and_range(asked: Asked) -> Statement:
    """The names of these stems in any order, then those that begin with what was typed."""
    others = _names(asked, _BEGINS, _TITLE_FIRST, shown=f"e.id, 4 + {_TITLE_FIRST} AS tier, 0.0 AS score")
    return _names_then(asked, _STEMMED, others), asked.values()


def _near(asked: Asked) -> Statement:
    """A typing error: the bare engine knows no near spelling; what comes nearest are names that begin like it, of about
    its length, and they are often not what was meant."""
    condition = f"{_BEGINS} AND {_OTHER_LENGTH} <= 1"
    return _names(asked, condition, _OTHER_LENGTH), asked.values(letters=3)


_SEARCH: dict[str, Callable[[Asked], Statement]] = {
    "exact": _equal_and_text,
    "1 letter": _range,
    "2 letters": _range,
    "3 letters": _range,
    "several words": _stemmed_and_text,
    "no such word": _text_only,
    "never together": _text_only,
    "typing error": _near,
    "quoted phrase": _equal_and_phrase,
    "common words": _equal_and_text,
}
_SUGGEST = dict.fromkeys(_SEARCH, _equal_then_range) | {
    "1 letter": _range,
    "2 letters": _range,
    "3 letters": _range,
    "several words": _stemmed_and_range,
    "typing error": _near,
}


def for_driver(statement: Statement, vendor: str) -> Statement:
    """With the placeholders of the driver: sqlite3 has :name, psycopg %(name)s and no values that nobody names."""
    sql, values = statement
    used = {name: values[name] for name in re.findall(r":(\w+)", sql)}
    return (re.sub(r":(\w+)", r"%(\1)s", sql), used) if vendor == "postgresql" else (sql, used)
