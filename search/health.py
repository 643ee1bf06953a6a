"""Is the index made by the rules that the running code has?"""

from __future__ import annotations

from .indexing import RECIPE
from .models import Entry


def in_step() -> bool:
    """One look into an index: no entry was made by another recipe than the code's."""
    return not Entry.objects.of_other_recipe(RECIPE).exists()
