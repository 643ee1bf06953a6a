"""Full text over the entries: what both databases have in common, and which of them this is."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections

from .models import Entry

# The columns of an entry that are searched, under the weight that each has on PostgreSQL.
COLUMNS = {"A": "title_stems", "B": "name_stems", "C": "text_stems", "D": "name_words"}
# How much a match in a column counts in the order of hits "in the text".
WEIGHTS = {"A": 1.0, "B": 0.6, "C": 0.2, "D": 0.0}


@dataclass(frozen=True, slots=True)
class Arm:
    """One part of the search: a SELECT of (entry, tier, score; a lower score is better), with its values."""

    sql: str
    values: tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Condition:
    """All of `words` (or any) stand in the columns of these weights; as beginnings of words if `prefix`."""

    tier: int
    weights: str
    words: tuple[str, ...]
    prefix: bool = False
    any: bool = False
    ranked: bool = False


class FullText(ABC):
    """One database's full text. Words are folded: letters and digits only."""

    collation: str
    """The collation that compares texts by code point."""

    def __init__(self, connection: Any) -> None:
        self.connection = connection

    @abstractmethod
    def ensure(self) -> None:
        """Make what is missing; change nothing that is right."""

    @abstractmethod
    def faults(self) -> list[str]:
        """What is missing or other than it should be, one sentence each."""

    @abstractmethod
    def written(self, entries: Sequence[Entry]) -> None:
        """Take in entries that were written just now."""

    @abstractmethod
    def differing(self) -> int:
        """How many entries the full text differs from; at least 1 if it differs at all."""

    @abstractmethod
    def rebuild(self) -> None:
        """Make the full text anew from the entries."""

    @abstractmethod
    def lock(self) -> None:
        """Let no other writer in until the transaction ends."""

    @abstractmethod
    def arm(self, condition: Condition) -> Arm: ...

    def execute(self, sql: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        with self.connection.cursor() as cursor:
            cursor.execute(sql, values)
            return list(cursor.fetchall()) if cursor.description else []


def full_text(using: str = DEFAULT_DB_ALIAS) -> FullText:
    """The full text of this database."""
    from .postgresql import PostgreSQLFullText
    from .sqlite import SQLiteFullText

    connection = connections[using]
    return PostgreSQLFullText(connection) if connection.vendor == "postgresql" else SQLiteFullText(connection)


def has_entries_table(using: str = DEFAULT_DB_ALIAS) -> bool:
    return Entry._meta.db_table in connections[using].introspection.table_names()
