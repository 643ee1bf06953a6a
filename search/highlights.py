"""Marks in a hit what matched. Every piece of text is escaped where it enters the HTML."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator
from functools import lru_cache
from html import escape

from django.utils.safestring import SafeString

from .query import Query
from .text import fold, squash, stem

SNIPPET = 240
_BEFORE = 80  # of a snippet stands before what it is about
_WORD = re.compile(r"\w+(?:['’]\w+)*")
Span = tuple[int, int]


def title_html(title: str, query: Query) -> SafeString:
    """The title with its beginning marked if the query is its beginning, or else the words that match."""
    beginning = next(filter(None, (_beginning(title, squash(phrase)) for phrase in query.phrases)), None)
    return _marked(title, [beginning] if beginning else _spans(title, query.stems, query.meaningful))


def summary_html(summary: str, query: Query) -> SafeString:
    return _marked(summary, _spans(summary, query.stems))


def snippet_html(text: str, query: Query) -> SafeString | None:
    """The place of the text where most of the query's words stand together; None if there is none."""
    spans = list(_spans(text, query.stems))
    if not spans:
        return None
    start, end = _place(text, spans)
    inside = [(max(a, start) - start, min(b, end) - start) for a, b in spans if a < end and b > start]
    before, after = "… " if start else "", " …" if end < len(text) else ""
    return SafeString(before + _marked(text[start:end], inside) + after)


def _place(text: str, spans: list[Span]) -> Span:
    """The window of `SNIPPET` characters that holds most different matching words, cut between words."""
    starts = [span[0] for span in spans]
    found = [_forms(text[a:b])[1] for a, b in spans]
    reach = SNIPPET - _BEFORE

    def richness(number: int) -> tuple[int, int]:
        inside = found[number : bisect_left(starts, starts[number] + reach)]
        return len(set(inside)), -number

    first = starts[max(range(len(spans)), key=richness)]
    start = max(0, first - _BEFORE)
    if start:
        start = next((place.end() for place in re.finditer(r"\s+", text[start:first])), 0) + start
    end = min(len(text), start + SNIPPET)
    if end < len(text):
        end = max(text.rfind(" ", start, end), first + 1)
    return start, end


def _beginning(text: str, squashed: str) -> Span | None:
    """What the query covers of the text from its first letter on; None if the text does not begin so."""
    done, start = "", 0
    for place, character in enumerate(text):
        start = start if done else place
        done += _letters(character)
        if done == squashed:
            return (start, place + 1) if done else None
        if not squashed.startswith(done):
            return None
    return None


@lru_cache(maxsize=1 << 12)
def _letters(character: str) -> str:
    return squash(fold(character))


def _spans(text: str, stems: Collection[str], beginnings: Iterable[str] = ()) -> Iterator[Span]:
    """Where words stand whose stem is asked for, or that begin with one of `beginnings`."""
    begins = tuple(beginnings)
    for word in _WORD.finditer(text):
        folded, stemmed = _forms(word[0])
        if folded and (stemmed in stems or (begins and folded.startswith(begins))):
            yield word.span()


@lru_cache(maxsize=1 << 15)
def _forms(word: str) -> tuple[str, str]:
    """A word of a text as a query has it: folded, and its stem."""
    folded = squash(fold(word))
    return folded, stem(folded)


def _marked(text: str, spans: Iterable[Span]) -> SafeString:
    """The text with these spans marked; only escaped pieces and the marks are joined."""
    pieces, last = [], 0
    for start, end in spans:
        pieces += [escape(text[last:start]), "<mark>", escape(text[start:end]), "</mark>"]
        last = end
    return SafeString("".join([*pieces, escape(text[last:])]))
