"""What a hit or a suggestion shows of an entry, fetched for a page at once."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import NamedTuple

from .fulltext import full_text


class Shown(NamedTuple):
    """The texts of an entry; `text` is empty unless it was asked for."""

    entry: int
    model: str
    object_id: int
    kind: str
    facet: str
    title: str
    folded: str
    url: str
    label: str
    summary: str
    names_json: str
    text: str

    @property
    def names(self) -> list[str]:
        """The title, and every other name."""
        return list(json.loads(self.names_json))


def shown(entries: Iterable[int], *, text: bool) -> dict[int, Shown]:
    """The texts of these entries by entry."""
    keys = list(entries)
    if not keys:
        return {}
    columns = "id, model, object_id, kind, facet, title, folded, url, label, summary, CAST(names AS text)"
    marks = ", ".join(["%s"] * len(keys))
    last = "text" if text else "''"
    sql = f"SELECT {columns}, {last} FROM search_entry WHERE id IN ({marks})"  # noqa: S608
    return {row[0]: Shown(*row) for row in full_text().execute(sql, keys)}
