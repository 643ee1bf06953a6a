"""What migrations cannot make: made after each of them, and looked after by a system check."""

from __future__ import annotations

from django.db import DEFAULT_DB_ALIAS

from .fulltext import FullText, full_text
from .models import Entry, Key, Word


def ensure(using: str = DEFAULT_DB_ALIAS) -> None:
    """Make what is missing of the full text; nothing if not all migrations are applied."""
    engine = full_text(using)
    if _is_migrated(engine):
        engine.ensure()


def faults(using: str = DEFAULT_DB_ALIAS) -> list[str]:
    """What is wrong with the full text, one sentence each; nothing if not all migrations are applied."""
    engine = full_text(using)
    return engine.faults() if _is_migrated(engine) else []


def _is_migrated(engine: FullText) -> bool:
    """Whether the tables have all their columns; between two migrations they may not."""
    for model in (Entry, Key, Word):
        held = {name for (name,) in engine.execute(engine.columns, [model._meta.db_table])}
        if not held.issuperset(field.column for field in model._meta.concrete_fields):
            return False
    return True
