"""What migrations cannot make: made after each of them, and looked after by a system check."""

from __future__ import annotations

from django.db import DEFAULT_DB_ALIAS

from .fulltext import full_text, has_entries_table


def ensure(using: str = DEFAULT_DB_ALIAS) -> None:
    """Make what is missing of the full text; nothing if the entries have no table yet."""
    if has_entries_table(using):
        full_text(using).ensure()


def faults(using: str = DEFAULT_DB_ALIAS) -> list[str]:
    """What is wrong with the full text, one sentence each; nothing if the entries have no table yet."""
    return full_text(using).faults() if has_entries_table(using) else []
