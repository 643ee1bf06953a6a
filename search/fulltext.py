"""Full text over the entries: what both databases have in common, and which of them this is."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Sequence
from enum import Enum
from itertools import combinations
from typing import Any, ClassVar

from django.db import DEFAULT_DB_ALIAS, connections

from .models import Entry

# The columns of an entry that are searched, under the weight that each has on PostgreSQL.
COLUMNS = {"A": "title_stems", "B": "name_stems", "C": "text_stems", "D": "name_words"}
# How much a match in a column counts in the order of hits "in the text".
WEIGHTS = {"A": 1.0, "B": 0.6, "C": 0.2, "D": 0.0}
# Of a name, all that the names of a few letters are sought, sorted and told by: an index that needs no table.
NAME_COLUMNS = (
    *("is_title", "place", "squashed", "folded", "title", "entry_id", "object_id"),
    *("kind", "facet", "visible_from", "visible_until"),
)

Groups = Sequence[tuple[str, ...]]


class Joint(Enum):
    """How many of the groups of words must stand in an entry."""

    ALL = "all"
    ALL_BUT_ONE = "all but one"
    ANY = "any"


class FullText(ABC):
    """One database's full text. Words are folded: letters and digits only."""

    collation: ClassVar[str]
    """The collation that compares texts by code point."""

    columns: ClassVar[str]
    """A SELECT of the columns of a table; none if there is no such table."""

    named: ClassVar[str]
    """FROM and WHERE of the entries (as `entry`) that fit an expression, in any order."""

    anywhere: ClassVar[str]
    """The same, but without the texts of the entries."""

    slim: ClassVar[str]
    """The entries (as `entry`) without their texts, to be joined."""

    but: ClassVar[str]
    """A condition that an entry is none of those whose `numbers` are its value."""

    number: ClassVar[str]
    """A SELECT of how many entries fit an expression, drafts too."""

    ranked: ClassVar[str]
    """A SELECT of the entries that fit an expression, the best (lowest) score first, with the columns score, place,
    folded, object_id, id, kind, facet; its values are those of `ranking` and those of `{window}`."""

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
    def tidy(self) -> None:
        """Make it quick to read again after much was written."""

    @abstractmethod
    def lock(self) -> None:
        """Let no other writer in until the transaction ends."""

    @abstractmethod
    def expression(self, groups: Groups, weights: str, joint: Joint = Joint.ALL, *, prefix: bool = False) -> str:
        """These groups of words stand (each as a phrase) in the columns of these weights; as beginnings if `prefix`."""

    def ranking(self, expression: str) -> tuple[str, ...]:
        """What `ranked` needs of an expression."""
        return (expression,)

    @abstractmethod
    def best(self, sql: str, values: Sequence[Any], most: int) -> list[tuple[Any, ...]]:
        """The first `most` rows of this `ranked`, and perhaps more of the last one's score."""

    @abstractmethod
    def numbers(self, entries: Iterable[int]) -> Any:
        """The value that stands for these entries in a statement."""

    @abstractmethod
    def either(self, *expressions: str) -> str:
        """One of these expressions fits."""

    def execute(self, sql: str, values: Sequence[Any] = ()) -> list[Any]:
        with self.connection.cursor() as cursor:
            cursor.execute(sql, values)
            rows: list[Any] = cursor.fetchall() if cursor.description else []
            return rows


def combined(phrases: Sequence[str], joint: Joint, both: str, either: str) -> str:
    """The phrases joined by a database's signs for "and" and "or"."""
    if joint is Joint.ANY:
        return either.join(phrases)
    if joint is Joint.ALL or len(phrases) < 2:
        return both.join(phrases)
    return either.join(f"({both.join(each)})" for each in combinations(phrases, len(phrases) - 1))


def is_beginning(group: Sequence[str]) -> bool:
    """Whether it may stand for all words that begin so; far too many begin with a single letter."""
    return len(group[-1]) > 1


def full_text(using: str = DEFAULT_DB_ALIAS) -> FullText:
    """The full text of this database."""
    from .postgresql import PostgreSQLFullText
    from .sqlite import SQLiteFullText

    connection = connections[using]
    return PostgreSQLFullText(connection) if connection.vendor == "postgresql" else SQLiteFullText(connection)
