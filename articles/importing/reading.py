"""Reads what is given by its kind."""

from __future__ import annotations

from collections.abc import Callable

from . import front_matter, html_page, plain_text, word
from .found import Found
from .given import Given, Kind

_READERS: dict[Kind, Callable[[Given], Found]] = {
    Kind.HTML: html_page.read,
    Kind.MARKDOWN: front_matter.read,
    Kind.WORD: word.read,
    Kind.TEXT: plain_text.read,
}


def read(given: Given) -> Found:
    """The article in it; Refused says why there is none."""
    checked = given.checked()
    return _READERS[checked.known_kind()](checked)
