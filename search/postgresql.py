"""Full text on PostgreSQL: a weighted tsvector beside the entries' own columns, with a GIN index.

The vector is written as a literal made in Python, so that PostgreSQL's own parser, which cuts words in other
places than we do, never sees a text. No extension is needed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.db import transaction

from .fulltext import COLUMNS, WEIGHTS, Arm, Condition, FullText
from .models import Entry

# Limits of PostgreSQL: how many positions of one word it keeps, and the last position there is.
MOST_POSITIONS = 255
LAST_POSITION = 16383
# Names first, so that a long text cannot push them out of the positions.
ORDER = ("D", "A", "B", "C")
CHUNK = 500

STATEMENTS = {
    "search_entry_vector": "CREATE INDEX search_entry_vector ON search_entry USING gin (vector)",
    "search_key_squashed_c": 'CREATE INDEX search_key_squashed_c ON search_key (squashed COLLATE "C")',
}
_HAS_COLUMN = (
    "SELECT 1 FROM pg_attribute WHERE attrelid = 'search_entry'::regclass AND attname = 'vector' AND NOT attisdropped"
)
_TAKE_IN = (
    "UPDATE search_entry SET vector = made.vector::tsvector "
    "FROM unnest(%s::bigint[], %s::text[]) AS made (id, vector) WHERE search_entry.id = made.id"
)
_DIFFERING = (
    "SELECT count(*) FROM search_entry JOIN unnest(%s::bigint[], %s::text[]) AS made (id, vector) "
    "ON search_entry.id = made.id WHERE search_entry.vector <> made.vector::tsvector"
)
_RANKS = "{%s}" % ",".join(str(WEIGHTS[weight]) for weight in "DCBA")  # noqa: UP031 (braces are PostgreSQL's)


def vector(entry: Entry) -> str:
    """The tsvector literal of an entry: each word with its positions and weights."""
    positions: dict[str, list[str]] = {}
    position = 0
    for weight in ORDER:
        for word in getattr(entry, COLUMNS[weight]).split():
            position = min(position + 1, LAST_POSITION)
            held = positions.setdefault(word, [])
            if len(held) < MOST_POSITIONS:
                held.append(f"{position}{weight}")
    return " ".join(f"'{word}':{','.join(held)}" for word, held in positions.items())


class PostgreSQLFullText(FullText):
    collation = '"C"'

    def ensure(self) -> None:
        if not self.faults():
            return
        with transaction.atomic(using=self.connection.alias):
            if not self.execute(_HAS_COLUMN):
                self.execute("ALTER TABLE search_entry ADD COLUMN vector tsvector NOT NULL DEFAULT ''")
                self.rebuild()
            for name in self._missing():
                self.execute(STATEMENTS[name])

    def faults(self) -> list[str]:
        missing = [] if self.execute(_HAS_COLUMN) else ["search_entry.vector"]
        return [f"“{name}” is missing." for name in missing + self._missing()]

    def _missing(self) -> list[str]:
        held = self.execute("SELECT relname FROM pg_class WHERE relname = ANY(%s)", [list(STATEMENTS)])
        return [name for name in STATEMENTS if (name,) not in held]

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

    def lock(self) -> None:
        self.execute("LOCK TABLE search_entry IN SHARE ROW EXCLUSIVE MODE")

    def arm(self, condition: Condition) -> Arm:
        label = ("*" if condition.prefix else "") + condition.weights
        joint = " | " if condition.any else " & "
        asked = joint.join(f"'{word}':{label}" for word in condition.words)
        score = f"-ts_rank('{_RANKS}', vector, asked)" if condition.ranked else "CAST(0 AS real)"
        source = "search_entry, CAST(%s AS tsquery) AS asked"
        sql = f"SELECT id, {condition.tier}, {score} FROM {source} WHERE vector @@ asked"  # noqa: S608
        return Arm(sql, (asked,))


def _chunks() -> Iterator[list[Entry]]:
    keys = list(Entry.objects.order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(keys), CHUNK):
        yield list(Entry.objects.filter(pk__in=keys[start : start + CHUNK]).only("pk", *COLUMNS.values()))
