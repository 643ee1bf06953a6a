"""Markdown files with what stands above the text between two lines of dashes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import yaml
from markdown_it import MarkdownIt

from .bylines import find_date, read_line
from .found import Found, Hints
from .given import EMPTY, Given, Refused
from .result import counted, fitted, of_hints, too_long
from .tokens import Block, blocks_of

_MATTER = re.compile(r"\A---[ \t]*\n(.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_TITLE = re.compile(r"\A(?:#[ \t]+(?P<hash>[^\n]+?)[ \t]*#*|(?P<under>[^\n]+)\n=+)[ \t]*(?:\n|\Z)")
_FIRST_LINE = re.compile(r"\A([^\n]{1,200})(?:\n\s*\n|\n?\Z)")
_HTML = re.compile(
    r"(?i)<(?:p|div|span|br|img|a|table|ul|ol|li|b|i|em|strong|iframe|h[1-6]|blockquote|font|center)\b[^<>]{0,500}>"
)
_PICTURE = re.compile(r"!\[[^\[\]]{0,500}\]\([^()]{0,600}\)")
_SIGNS = re.compile(r"^[*_\s]+|[*_\s]+$")
MOST_MATTER = 20_000
MOST_NUMBER = 10**20
MOST_TOP = 4  # lines of byline and date
LONGEST_TITLE = 500  # characters; a longer first line is text
# PyYAML says in many ways that a value is not what its tag promises.
_BROKEN_MATTER = (yaml.YAMLError, LookupError, AttributeError, TypeError, ValueError, ArithmeticError, RecursionError)
BROKEN = "The lines between the dashes at the top could not be read, so they were left out: {}"


def read(given: Given) -> Found:
    """The text as it stands; only title and byline are taken off its top."""
    text, hints, noticed = _front(given.bare_text())
    text, hints = _top(text, replace(hints, address=given.address or hints.address))
    if not text.strip():
        raise Refused(EMPTY)
    hints = fitted(hints)
    noticed = [*of_hints(hints), counted(_blocks(text)), *noticed, *_notes(text), *too_long(text)]
    return Found(given.name, hints, f"{text.strip()}\n", tuple(noticed))


def _blocks(text: str) -> list[Block]:
    """The blocks without what stands in them: it is only asked how many there are."""
    md = MarkdownIt("commonmark").enable("table")
    md.core.ruler.enableOnly(["normalize", "block"])
    return blocks_of(md.parse(text))


def _front(text: str) -> tuple[str, Hints, list[str]]:
    found = _MATTER.match(text)
    if not found or len(found[1]) > MOST_MATTER:
        return text, Hints(), []
    rest = text[found.end() :]
    try:
        said = yaml.safe_load(found[1]) if "&" not in found[1] or "*" not in found[1] else None
    except _BROKEN_MATTER:
        said = None
    if not isinstance(said, dict):
        return rest, Hints(), [BROKEN.format(" ".join(found[1].split())[:500])] if found[1].strip() else []
    matter = {str(name).lower(): value for name, value in said.items()}
    return rest, _hints(matter), _unused(matter)


_KNOWN = {
    "title": ("title",),
    "byline": ("byline", "author", "authors", "by"),
    "outlet": ("outlet", "publication", "publisher", "site", "source"),
    "address": ("canonical_url", "canonical", "url", "address", "link", "original_url"),
    "date": ("date", "published", "pubdate", "published_at", "publishdate", "created"),
    "standfirst": ("standfirst", "description", "summary", "excerpt", "subtitle", "dek"),
}


def _hints(matter: Mapping[str, Any]) -> Hints:
    texts = {
        name: next((_text(matter[key]) for key in keys if _text(matter.get(key))), "") for name, keys in _KNOWN.items()
    }
    authors = matter.get("authors") or matter.get("author")
    names = authors if isinstance(authors, list) else [authors] if "byline" not in matter else []
    return Hints(
        title=texts["title"],
        byline=texts["byline"],
        authors=tuple(
            _text(each) for each in names if isinstance(each, str | dict) and _text(each) and "," not in _text(each)
        ),
        outlet=texts["outlet"],
        address=texts["address"] if texts["address"].startswith("http") else "",
        date=find_date(texts["date"])[0],
        standfirst=texts["standfirst"],
    )


def _text(value: Any) -> str:
    if isinstance(value, list):
        return " and ".join(filter(None, map(_text, value)))
    if isinstance(value, dict):
        return _text(value.get("name"))
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, int) and abs(value) >= MOST_NUMBER:  # YAML knows numbers too long to be written
        return ""
    return " ".join(str(value).split()) if isinstance(value, str | int | float) and not isinstance(value, bool) else ""


def _unused(matter: Mapping[str, Any]) -> list[str]:
    known = {key for keys in _KNOWN.values() for key in keys}
    unused = [f"{name}: {_text(value)}" for name, value in matter.items() if name not in known and _text(value)]
    return [f"Not used of what stands at the top: {'; '.join(unused)[:500]}."] if unused else []


def _top(text: str, hints: Hints) -> tuple[str, Hints]:
    """Title and byline from the top of the text, unless they are known and other words stand there."""
    text = text.lstrip()
    if len(text.partition("\n")[0]) <= LONGEST_TITLE and (found := _TITLE.match(text)):
        title = _SIGNS.sub("", found["hash"] or found["under"])
        if not hints.title or hints.title.casefold() == title.casefold():
            text, hints = text[found.end() :].lstrip(), replace(hints, title=title)
    for _ in range(MOST_TOP):
        line = _FIRST_LINE.match(text)
        said = read_line(_SIGNS.sub("", line[1])) if line else None
        if not line or not said:
            break
        text = text[line.end() :].lstrip()
        hints = replace(hints, byline=hints.byline or said.byline, date=hints.date or said.day)
    return text, hints


def _notes(text: str) -> list[str]:
    notes = []
    if _HTML.search(text):
        notes.append(
            "There is HTML in the text; readers would see it as it is written. Take it out, or write Markdown."
        )
    if number := len(_PICTURE.findall(text)):
        pictures = "1 picture is" if number == 1 else f"{number} pictures are"
        notes.append(f"{pictures} in the text; those of other sites are shown as links.")
    return notes
