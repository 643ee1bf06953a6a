"""How to link the glossary, for the sheet that shows editors how to write."""

from __future__ import annotations

from collections.abc import Iterator

from publishing.desk.cheat_sheet import Example

from .models import Term


def examples() -> Iterator[Example]:
    """With a term of this hub; nothing while it has none."""
    term = Term.objects.published().shortest_named()
    if term:
        name = term.title
        words = f"Most terms link themselves. This one must: [[{name}]]; so must [[{name}|these words]].\n\n"
        yield Example("Links to the glossary", f"{words}This one must not: [[!{name}]].")
