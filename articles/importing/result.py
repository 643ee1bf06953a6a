"""What an editor is told of a text that was read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from publishing.markdown.arranging import LONGEST

from .bylines import author
from .found import Found, Hints, bounded
from .given import EMPTY, Refused
from .tokens import Block
from .trimming import Trimmed
from .writing import markdown

MOST_TITLE, MOST_BYLINE, MOST_OUTLET, MOST_ADDRESS = 200, 200, 150, 500
_KINDS = {
    "paragraph": ("paragraph", "paragraphs"),
    "heading": ("heading", "headings"),
    "list": ("list", "lists"),
    "blockquote": ("block quotation", "block quotations"),
    "table": ("table", "tables"),
    "fence": ("piece of code", "pieces of code"),
}


def found(name: str, trimmed: Trimmed, left_out: Counter[str] | None = None, *guesses: str) -> Found:
    """The article, and what was noticed on the way."""
    text = markdown(trimmed.blocks)
    if not text.strip():
        raise Refused(EMPTY)
    hints = fitted(trimmed.hints)
    dropped, more = bounded(trimmed.dropped)
    noticed = [*of_hints(hints), counted(trimmed.blocks), *guesses, *_left_out(left_out or Counter())]
    if more:
        noticed.append(f"{more} more pieces around the article were left out and are not listed.")
    noticed += too_long(text)
    return Found(name, hints, text, tuple(noticed), tuple(dropped))


def too_long(text: str) -> list[str]:
    if len(text) <= LONGEST:
        return []
    return [f"This text is too long to show: it has {len(text):,} characters, and {LONGEST:,} is the most. Shorten it."]


def fitted(hints: Hints) -> Hints:
    """The hints as long as the fields of an article are, with the author's name where the byline says one."""
    name = author(hints.byline)
    return replace(
        hints,
        title=hints.title[:MOST_TITLE],
        byline=hints.byline[:MOST_BYLINE],
        authors=tuple(each[:120] for each in hints.authors or ((name,) if name else ())),
        outlet=hints.outlet[:MOST_OUTLET],
        address=hints.address if len(hints.address) <= MOST_ADDRESS and hints.address.startswith("http") else "",
    )


def of_hints(hints: Hints) -> Iterator[str]:
    yield f"Title: “{hints.title}”." if hints.title else "No title was found."
    yield f"Byline: “{hints.byline}”." if hints.byline else "No byline was found."
    yield f"Date: {hints.date:%B} {hints.date.day}, {hints.date.year}." if hints.date else "No date was found."
    yield f"Outlet: {hints.outlet}." if hints.outlet else "No outlet was found."
    yield f"Address: {hints.address}" if hints.address else "No address was found."


def counted(blocks: Sequence[Block]) -> str:
    """How many blocks of each kind the text has; lists and quotations inside others are counted, too."""
    numbers: Counter[str] = Counter()
    for block in blocks:
        numbers[_kind(block.kind)] += 1
        inside = [token.type.removesuffix("_open") for token in block.tokens[1:] if token.nesting == 1]
        numbers.update(kind for kind in map(_kind, inside) if kind in ("list", "blockquote"))
    parts = [f"{numbers[kind]} {names[numbers[kind] != 1]}" for kind, names in _KINDS.items() if numbers[kind]]
    return f"The text has {', '.join(parts)}."


def _kind(kind: str) -> str:
    return "list" if kind.endswith("_list") else kind


def _left_out(left_out: Counter[str]) -> Iterator[str]:
    for words, number in left_out.items():
        times = f" ({number} times)" if number > 1 else ""
        yield f"Left out: {words}{times}."
