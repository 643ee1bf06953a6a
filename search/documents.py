"""What a piece of content tells the search engine about itself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

# The order of equally good hits.
KINDS = ("term", "article", "step", "person", "resource")
_PLACES = {kind: number for number, kind in enumerate(KINDS)}


@dataclass(frozen=True, slots=True)
class Document:
    """All texts are plain text. `visible_from` None: never public; `visible_until` None: for good.

    `words` are no names of it, but words of the text that a typing error may be meant for, for example surnames.
    """

    kind: str
    title: str
    url: str
    names: tuple[str, ...]
    summary: str
    text: str
    words: str = ""
    facet: str = ""
    label: str = ""
    visible_from: datetime | None = None
    visible_until: datetime | None = None


def place(kind: str) -> int:
    """Where hits of this kind stand among equally good ones; unknown kinds come last."""
    return _PLACES.get(kind, len(KINDS))
