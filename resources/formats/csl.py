"""CSL-JSON, the data of citation processors."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from resources.bibliography import Day, Name, Record

_TEXTS = {
    "container-title": "container",
    "publisher": "publisher",
    "volume": "volume",
    "issue": "issue",
    "edition": "edition",
    "DOI": "doi",
    "ISBN": "isbn",
    "URL": "url",
    "genre": "genre",
    "note": "note",
}


def csl(record: Record) -> dict[str, Any]:
    """One item; what is unknown has no field."""
    item = {
        "id": record.key,
        "type": record.type,
        "title": record.title,
        "author": [_person(each) for each in record.authors],
        "editor": [_person(each) for each in record.editors],
        "collection-editor": [_person(each) for each in record.series_editors],
        "issued": _issued(record.issued),
        "page": record.pages.replace("–", "-"),
        **{name: getattr(record, field) for name, field in _TEXTS.items()},
    }
    return {name: value for name, value in item.items() if value}


def write(records: Iterable[Record]) -> str:
    return json.dumps([csl(each) for each in records], ensure_ascii=False, indent=2) + "\n"


def _issued(issued: Day | None) -> dict[str, list[list[int]]]:
    return {"date-parts": [[part for part in issued if part]]} if issued else {}


def _person(person: Name) -> dict[str, str]:
    return {"family": person.family, "given": person.given} if person.family else {"literal": person.printed}
