"""Full text on PostgreSQL: a weighted tsvector beside the entries' own columns, with a GIN index.

The vector is written as a literal made in Python, so that PostgreSQL's own parser, which cuts words in other
places than we do, never sees a text. No extension is needed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.db import transaction

from .fulltext import COLUMNS, NAME_COLUMNS, WEIGHTS, FullText, Groups, Joint, combined, is_beginning
from .models import Entry
from .text import BOUNDARY

# The GIN index knows no weights. So words and stems of names stand in it once more under a sign, and it alone finds
# them. Names come first: PostgreSQL keeps 255 positions of a word, and counts to 16,383.
SIGNS = {"D": "_", "B": "__", "ABC": ""}
ORDER = (("D", SIGNS["D"]), ("B", SIGNS["B"]), ("A", ""), ("B", ""), ("C", ""))
CHUNK = 500

# As PostgreSQL tells them itself, so that they can be compared.
STATEMENTS = {
    "search_entry_vector": "CREATE INDEX search_entry_vector ON search_entry USING gin (vector)",
    "search_key_squashed_c": 'CREATE INDEX search_key_squashed_c ON search_key USING btree (squashed COLLATE "C")',
    "search_key_in_order_c": (
        "CREATE INDEX search_key_in_order_c ON search_key "
        f'USING btree (is_title, place, squashed COLLATE "C") INCLUDE ({", ".join(NAME_COLUMNS[3:])})'
    ),
    "search_key_reversed_c": 'CREATE INDEX search_key_reversed_c ON search_key USING btree (reversed COLLATE "C")',
    "search_word_text_c": 'CREATE INDEX search_word_text_c ON search_word USING btree (text COLLATE "C")',
    "search_word_reversed_c": 'CREATE INDEX search_word_reversed_c ON search_word USING btree (reversed COLLATE "C")',
}
_HAS_COLUMN = (
    "SELECT 1 FROM pg_attribute WHERE attrelid = 'search_entry'::regclass AND attname = 'vector' AND NOT attisdropped"
)
_DEFINITIONS = (
    "SELECT relname, pg_get_indexdef(oid, 0, true) FROM pg_class JOIN pg_index ON indexrelid = oid "
    "WHERE relname = ANY(%s) AND indisvalid AND pg_table_is_visible(oid)"
)
_TAKE_IN = (
    "UPDATE search_entry SET vector = made.vector::tsvector "
    "FROM unnest(%s::bigint[], %s::text[]) AS made (id, vector) WHERE search_entry.id = made.id"
)
_DIFFERING = (
    "SELECT count(*) FROM search_entry JOIN unnest(%s::bigint[], %s::text[]) AS made (id, vector) "
    "ON search_entry.id = made.id WHERE search_entry.vector <> made.vector::tsvector"
)
LENGTH = 16  # a long text holds a word sooner: the rank is divided by 1 + the logarithm of the number of its words
_AND = re.compile(" & | <-> ")
_RANKS = "{%s}" % ",".join(str(WEIGHTS[weight]) for weight in "DCBA")  # noqa: UP031 (braces are PostgreSQL's)


def vector(entry: Entry) -> str:
    """The tsvector literal of an entry: each word with its positions and weights, of which PostgreSQL keeps some."""
    positions: dict[str, list[str]] = {}
    position = 0
    for weight, sign in ORDER:
        for word in (BOUNDARY, *getattr(entry, COLUMNS[weight]).split()):
            position += 1
            if word != BOUNDARY:
                positions.setdefault(sign + word, []).append(f"{position}{weight}")
    return " ".join(f"'{word}':{','.join(held)}" for word, held in positions.items())


class PostgreSQLFullText(FullText):
    collation = '"C"'
    columns = "SELECT attname FROM pg_attribute WHERE attrelid = to_regclass(%s) AND attnum > 0 AND NOT attisdropped"
    named = "FROM search_entry entry WHERE entry.vector @@ CAST(%s AS tsquery)"
    anywhere = named
    slim = "search_entry entry"
    but = "AND entry.id NOT IN (SELECT unnest(CAST(%s AS bigint[])))"
    number = "SELECT count(*) FROM search_entry WHERE vector @@ CAST(%s AS tsquery)"
    ranked = f"""
        SELECT -ts_rank('{_RANKS}', entry.vector, counted, {LENGTH}) AS score,
            entry.place, entry.folded, entry.object_id, entry.id, entry.kind, entry.facet
        FROM search_entry entry, CAST(%s AS tsquery) AS asked, CAST(%s AS tsquery) AS counted
        WHERE entry.vector @@ asked {{window}}
        ORDER BY score, entry.place, entry.folded COLLATE "C", entry.object_id"""  # noqa: S608

    def ensure(self) -> None:
        if not self.faults():
            return
        with transaction.atomic(using=self.connection.alias):
            if not self.execute(_HAS_COLUMN):
                self.execute("ALTER TABLE search_entry ADD COLUMN vector tsvector NOT NULL DEFAULT ''")
                self.rebuild()
            for name in self._wrong():
                self.execute(f"DROP INDEX IF EXISTS {name}")
                self.execute(STATEMENTS[name])

    def faults(self) -> list[str]:
        missing = [] if self.execute(_HAS_COLUMN) else ["search_entry.vector"]
        return [f"“{name}” is missing or out of date." for name in missing + self._wrong()]

    def _wrong(self) -> list[str]:
        held = dict(self.execute(_DEFINITIONS, [list(STATEMENTS)]))
        return [name for name, statement in STATEMENTS.items() if held.get(name) != statement]

    def written(self, entries: Sequence[Entry]) -> None:
        self._over(_TAKE_IN, entries)

    def differing(self) -> int:
        return sum(self._over(_DIFFERING, chunk)[0][0] for chunk in _chunks())

    def rebuild(self) -> None:
        for chunk in _chunks():
            self._over(_TAKE_IN, chunk)

    def _over(self, sql: str, entries: Sequence[Entry]) -> list[tuple[int]]:
        values = [[entry.pk for entry in entries], [vector(entry) for entry in entries]]
        return self.execute(sql, values)

    def tidy(self) -> None:
        """Autovacuum does it."""

    def lock(self) -> None:
        self.execute("LOCK TABLE search_entry IN SHARE ROW EXCLUSIVE MODE")

    def expression(self, groups: Groups, weights: str, joint: Joint = Joint.ALL, *, prefix: bool = False) -> str:
        phrases = []
        for group in groups:
            star = ":*" if prefix and is_beginning(group) else ""
            phrases.append("(" + " <-> ".join(f"'{SIGNS[weights]}{word}'{star}" for word in group) + ")")
        return f"({combined(phrases, joint, ' & ', ' | ')})"

    def ranking(self, expression: str) -> tuple[str, ...]:
        """Of words joined by "and" it would count how near they stand far more than where."""
        return expression, _AND.sub(" | ", expression)

    def best(self, sql: str, values: Sequence[Any], most: int) -> list[tuple[Any, ...]]:
        return self.execute(f"{sql} LIMIT %s", (*values, most))

    def numbers(self, entries: Iterable[int]) -> list[int]:
        return list(entries)

    def either(self, *expressions: str) -> str:
        return " | ".join(expressions)


def _chunks() -> Iterator[list[Entry]]:
    keys = list(Entry.objects.order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(keys), CHUNK):
        yield list(Entry.objects.filter(pk__in=keys[start : start + CHUNK]).only("pk", *COLUMNS.values()))
