"""The system check of the search index: `manage.py check --database default`, and before each `migrate`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core import checks

from . import structure


@checks.register(checks.Tags.database)
def search_index(databases: Sequence[str] | None = None, **_: Any) -> list[checks.CheckMessage]:
    """A warning, not an error: `migrate` mends it, and an error would keep it from running."""
    return [
        checks.Warning(f"The search index is broken: {fault}", hint="Run “manage.py search_rebuild”.", id="search.W001")
        for alias in databases or ()
        for fault in structure.faults(alias)
    ]
