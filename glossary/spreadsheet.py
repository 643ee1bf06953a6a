"""The glossary as CSV that spreadsheets read as text."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from typing import Any

from publishing.sheets.cells import escaped

# A byte order mark: without it, common spreadsheets take UTF-8 for an older encoding.
MARK = "\ufeff"
COLUMNS = (
    *("slug", "title", "other names", "definition", "region", "evidence", "evidence note", "relations", "sources"),
    *("address", "revised"),
)


def write(entries: Iterable[dict[str, Any]]) -> str:
    """One row a term; several values in one cell stand on lines of their own."""
    file = io.StringIO()
    file.write(MARK)
    rows = csv.writer(file)
    rows.writerow(COLUMNS)
    rows.writerows([escaped(value) for value in _row(entry)] for entry in entries)
    return file.getvalue()


def _row(entry: dict[str, Any]) -> list[str]:
    return [
        entry["slug"],
        entry["title"],
        "\n".join(name["text"] for name in entry["names"]),
        entry["definition"],
        entry["region"],
        entry["evidence"]["label"],
        entry["evidence"]["note"],
        "\n".join(f"{each['label']} {each['title']}" for each in entry["relations"]),
        "\n".join(each["reference"] for each in entry["sources"]),
        entry["address"],
        entry["revised"],
    ]
