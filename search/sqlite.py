"""Full text on SQLite: an FTS5 table whose content is the entries' own columns, kept by triggers.

A migration that alters the entries makes their table anew and drops the triggers in silence; therefore each
statement is compared with what the database holds after every `migrate`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from itertools import takewhile
from typing import Any

from django.db import DatabaseError, transaction

from .fulltext import COLUMNS, NAME_COLUMNS, WEIGHTS, FullText, Groups, Joint, combined, is_beginning
from .models import Entry

_NAMES = ", ".join(COLUMNS.values())
_OLD = ", ".join(f"old.{name}" for name in COLUMNS.values())
_NEW = ", ".join(f"new.{name}" for name in COLUMNS.values())
_RANKS = f"bm25({', '.join(map(str, WEIGHTS.values()))})"
_FORGET = f"INSERT INTO search_text(search_text, rowid, {_NAMES}) VALUES ('delete', old.id, {_OLD});"  # noqa: S608
_LEARN = f"INSERT INTO search_text(rowid, {_NAMES}) VALUES (new.id, {_NEW});"  # noqa: S608

STATEMENTS = {
    "search_text": (
        f"CREATE VIRTUAL TABLE search_text USING fts5({_NAMES}, "
        "content='search_entry', content_rowid='id', tokenize='ascii', prefix='2 3')"
    ),
    "search_entry_inserted": (f"CREATE TRIGGER search_entry_inserted AFTER INSERT ON search_entry BEGIN {_LEARN} END"),
    "search_entry_deleted": (f"CREATE TRIGGER search_entry_deleted AFTER DELETE ON search_entry BEGIN {_FORGET} END"),
    "search_entry_updated": (
        f"CREATE TRIGGER search_entry_updated AFTER UPDATE OF id, {_NAMES} ON search_entry BEGIN {_FORGET} {_LEARN} END"
    ),
    "search_key_in_order_c": f"CREATE INDEX search_key_in_order_c ON search_key ({', '.join(NAME_COLUMNS)})",
}


class SQLiteFullText(FullText):
    """A CROSS JOIN is the order of work: narrowed to one model, all its entries would be asked for before the texts."""

    collation = "BINARY"
    columns = "SELECT name FROM pragma_table_info(%s)"
    named = "FROM search_text CROSS JOIN search_entry entry ON entry.id = search_text.rowid WHERE search_text MATCH %s"
    slim = "search_entry entry INDEXED BY search_entry_without_texts"
    anywhere = f"FROM search_text CROSS JOIN {slim} ON entry.id = search_text.rowid WHERE search_text MATCH %s"
    but = "AND entry.id NOT IN (SELECT value FROM json_each(%s))"
    number = "SELECT count(*) FROM search_text WHERE search_text MATCH %s"
    ranked = f"""
        SELECT rank, entry.place, entry.folded, entry.object_id, entry.id, entry.kind, entry.facet
        FROM search_text CROSS JOIN search_entry entry ON entry.id = search_text.rowid
        WHERE search_text MATCH %s AND rank MATCH '{_RANKS}' {{window}} ORDER BY rank"""  # noqa: S608

    def ensure(self) -> None:
        if not self.faults():
            return
        with transaction.atomic(using=self.connection.alias):
            for name in reversed(STATEMENTS):
                self.execute(f"DROP {_what(name)} IF EXISTS {name}")
            for statement in STATEMENTS.values():
                self.execute(statement)
            self.rebuild()

    def faults(self) -> list[str]:
        held = dict(self.execute("SELECT name, sql FROM sqlite_master WHERE name LIKE 'search_%%'"))
        return [
            f"“{name}” is missing or out of date."
            for name, statement in STATEMENTS.items()
            if held.get(name) != statement
        ]

    def written(self, entries: Sequence[Entry]) -> None:
        """The triggers have done it."""

    def differing(self) -> int:
        try:
            with transaction.atomic(using=self.connection.alias):
                self.execute("INSERT INTO search_text(search_text, rank) VALUES ('integrity-check', 1)")
        except DatabaseError:
            return 1
        return 0

    def rebuild(self) -> None:
        self.execute("INSERT INTO search_text(search_text) VALUES ('rebuild')")

    def tidy(self) -> None:
        """Each transaction leaves a part of its own, and a word is sought in all of them."""
        self.execute("INSERT INTO search_text(search_text) VALUES ('optimize')")

    def lock(self) -> None:
        """A transaction that writes is alone from its first statement (transaction mode IMMEDIATE)."""

    def expression(self, groups: Groups, weights: str, joint: Joint = Joint.ALL, *, prefix: bool = False) -> str:
        columns = " ".join(COLUMNS[weight] for weight in weights)
        phrases = [f'"{" ".join(group)}"{"*" if prefix and is_beginning(group) else ""}' for group in groups]
        return f"({{{columns}}} : ({combined(phrases, joint, ' AND ', ' OR ')}))"

    def best(self, sql: str, values: Sequence[Any], most: int) -> list[tuple[Any, ...]]:
        """FTS5 sorts by rank alone, and gives one row after the other."""
        with self.connection.cursor() as cursor:
            cursor.execute(sql, values)
            rows: list[tuple[Any, ...]] = cursor.fetchmany(most)
            return [*rows, *takewhile(lambda row: row[0] == rows[-1][0], cursor)]

    def numbers(self, entries: Iterable[int]) -> str:
        return json.dumps(list(entries))

    def either(self, *expressions: str) -> str:
        return " OR ".join(expressions)


def _what(name: str) -> str:
    """What a statement makes."""
    return "TABLE" if name == "search_text" else STATEMENTS[name].split()[1]
