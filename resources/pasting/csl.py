"""CSL-JSON: one item, or a list of them."""

from __future__ import annotations

import html
import json
import re
from typing import Any

from publishing.markdown.arranging import fit
from resources.bibliography import Day, Name, Record, one_line

from .broken import Broken
from .values import pages, two_parts, year

TYPES = {
    **dict.fromkeys(
        ("article", "article-journal", "article-magazine", "article-newspaper", "review"), "article-journal"
    ),
    **dict.fromkeys(("book", "collection"), "book"),
    **dict.fromkeys(("chapter", "paper-conference", "entry", "entry-dictionary", "entry-encyclopedia"), "chapter"),
    **dict.fromkeys(("motion_picture", "broadcast", "speech", "interview"), "motion_picture"),
    **dict.fromkeys(("report", "thesis", "standard"), "report"),
    "periodical": "periodical",
    "journal-article": "article-journal",
    "book-chapter": "chapter",
    **dict.fromkeys(("monograph", "edited-book", "reference-book"), "book"),  # as Crossref says it
}
_MARKUP = re.compile(r"</?(?:i|b|em|strong|sup|sub|span|scp|sc|jats:\w+)(?:\s[^<>]{0,200})?>")


def read(text: str) -> list[Record]:
    found = _parsed(text)
    items = found.get("items", found) if isinstance(found, dict) else found
    items = items if isinstance(items, list) else [items]
    for place, item in enumerate(items, start=1):
        if not isinstance(item, dict):
            raise Broken(f"Item {place} of the list is no citation, but {json.dumps(item)[:40]}.")
    return [_record(item) for item in items]


def _parsed(text: str) -> Any:
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        raise Broken(f"this is not valid JSON ({error.msg}, character {error.colno}).", error.lineno) from None
    except (RecursionError, ValueError):
        raise Broken("This is no CSL-JSON that can be read: it is nested too deep, or a number is too long.") from None


def _record(item: dict[str, Any]) -> Record:
    def text(*names: str) -> str:
        return next((value for name in names if (value := _text(item.get(name)))), "")

    title, subtitle = text("title"), _text(item.get("subtitle"))
    return Record(
        key=text("citation-key", "id"),
        type=TYPES.get(text("type"), "webpage"),
        title=f"{title}: {subtitle}" if subtitle and subtitle not in title else title,
        genre=text("genre"),
        authors=_people(item.get("author")),
        editors=_people(item.get("editor")),
        series_editors=_people(item.get("collection-editor")),
        issued=_issued(item.get("issued") or item.get("published-print") or item.get("published")),
        container=text("container-title"),
        publisher=text("publisher"),
        volume=text("volume"),
        issue=text("issue", "number"),
        pages=pages(text("page")),
        edition=text("edition", "edition-number"),
        doi=text("DOI"),
        isbn=text("ISBN"),
        url=text("URL"),
        note=text("note"),
    )


def _text(value: Any) -> str:
    """A text or a number as one line without markup; of a list the first."""
    if isinstance(value, list):
        value = next(iter(value), "")
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    return fit(one_line(html.unescape(_MARKUP.sub("", str(value))) if isinstance(value, str) else str(value)))


def _people(value: Any) -> tuple[Name, ...]:
    listed = value if isinstance(value, list) else []
    return tuple(found for each in listed if isinstance(each, dict) and (found := _person(each)))


def _person(value: dict[str, Any]) -> Name | None:
    literal = _text(value.get("literal")) or _text(value.get("name"))
    if literal:
        return Name(literal)
    small = _text(value.get("non-dropping-particle")) or _text(value.get("dropping-particle"))
    family, given = f"{small} {_text(value.get('family'))}".strip(), _text(value.get("given"))
    suffix = _text(value.get("suffix"))
    if family and given:
        return two_parts(family, f"{given}, {suffix}" if suffix else given)
    return Name(family or given) if family or given else None


def _issued(value: Any) -> Day | None:
    if not isinstance(value, dict):
        return year(_text(value))
    parts = value.get("date-parts")
    first = parts[0] if isinstance(parts, list) and parts else None
    begun = first[0] if isinstance(first, list) and first else None
    return year(_text(begun)) or year(_text(value.get("raw")) or _text(value.get("literal")))
