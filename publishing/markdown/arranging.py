"""Reads the texts of a page and puts their tokens into reading order: each section, then what stands after it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, MutableMapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.text import slugify
from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from .rendered import Reading, Text
from .sentences import plain

LONGEST = 100_000
Rules = Sequence[Callable[[StateCore], None]]
_ANCHOR = re.compile(r"[ \t]+\{#([a-z0-9][a-z0-9-]{0,99})\}[ \t]*\Z")
# Kept for sources, notes, definitions and footnotes, and for the parts of the page around the texts.
_PARTS = (
    "main search small-search sources further named listed usages terms added-information editors-note learn "
    "about-this about-entry known used-in in-the-article read-on connected written works cited-in scale "
    "for-learning help-now by-kind by-evidence held nearest typed"
)
_TAKEN = re.compile(
    rf"(?:source-\d+|note-\d+|define-.*|name-.*|fn(?:ref)?[\d-]*|.*-title|{'|'.join(_PARTS.split())})\Z"
)
_SURROGATE = re.compile("[\ud800-\udfff]")


@dataclass(slots=True)
class Piece:
    """Tokens of one text that stand together on the page."""

    text: int
    anchor: str = ""
    title: Token | None = None
    joins: bool = False
    quiet: bool = False
    tokens: list[Token] = field(default_factory=list)

    def marker(self) -> Token:
        """A hidden token that tells rules where a piece begins (`meta["piece"]`)."""
        return Token("piece", "", 0, hidden=True, meta={"piece": self})


def fit(source: str) -> str:
    """The source without lone surrogates, which no UTF-8 can hold."""
    return _SURROGATE.sub("\ufffd", source)


def read(md: MarkdownIt, texts: Sequence[Text], rules: Rules, page: Reading) -> list[Piece]:
    """The pieces of all texts in reading order."""
    anchors: Counter[str] = Counter()
    pieces = [_cut(index, text, _tokens(md, index, text, rules, page), anchors) for index, text in enumerate(texts)]
    return list(_in_order(texts, pieces, page))


def environment(index: int, page: Reading) -> MutableMapping[str, Any]:
    return {"reading": page, "docId": str(index) if index else None}


def _tokens(md: MarkdownIt, index: int, text: Text, rules: Rules, page: Reading) -> list[Token]:
    source = fit(text.source)
    if len(source) > LONGEST:
        return _too_long(md, text, page)
    state = StateCore(source.strip() if text.inline else source, md, environment(index, page))
    state.inlineMode = text.inline
    for rule in rules:
        rule(state)
    return state.tokens


def _too_long(md: MarkdownIt, text: Text, page: Reading) -> list[Token]:
    size = len(text.source)
    message = f"This text is too long to show: it has {size:,} characters, and {LONGEST:,} is the most."
    page.report("too long", text.source[:80], message)
    words = Token("inline", "", 0, content=message, children=[Token("text", "", 0, content=message)])
    if text.inline:
        return [words]
    return [
        Token("paragraph_open", "p", 1, attrs={"class": "too-long"}),
        words,
        Token("paragraph_close", "p", -1),
    ]


def anchors(state: StateCore) -> None:
    """Take an explicit `{#anchor}` off the end of each heading; h1 becomes h2, so that a page keeps one h1."""
    for opening, words, closing in zip(state.tokens, state.tokens[1:], state.tokens[2:], strict=False):
        if opening.type == "heading_open":
            opening.tag = closing.tag = "h2" if opening.tag == "h1" else opening.tag
            if found := _ANCHOR.search(words.content[-120:]):
                opening.meta["anchor"] = found[1]
                words.content = words.content[: -len(found[0])]


def _cut(index: int, text: Text, tokens: list[Token], anchors: Counter[str]) -> list[Piece]:
    """Cut the first text at its top-level h2; give every heading its anchor."""
    joins = bool(index) and not text.begins and (text.inline or bool(text.after))
    pieces = [Piece(index, anchor=text.after, joins=joins, quiet=text.quiet)]
    for place, token in enumerate(tokens):
        if token.type == "heading_open":
            name = _anchor(token, tokens[place + 1], anchors)
            token.attrSet("id", name)
            if index == 0 and token.level == 0 and token.tag == "h2":
                pieces.append(Piece(index, anchor=name, title=tokens[place + 1], quiet=text.quiet))
        pieces[-1].tokens.append(token)
    return pieces if index or pieces[0].tokens else pieces[1:]


def _anchor(heading: Token, words: Token, anchors: Counter[str]) -> str:
    """The heading's own anchor, or its words; a number is added to the second of the same name."""
    wanted = heading.meta.get("anchor") or slugify(plain(words.children or []))[:100].strip("-") or "section"
    if _TAKEN.match(wanted):
        wanted = f"section-{wanted}"
    name = wanted
    while anchors[name]:
        anchors[wanted] += 1
        name = f"{wanted}-{anchors[wanted]}"
    anchors[name] = 1
    return name


def _in_order(texts: Sequence[Text], pieces: Sequence[list[Piece]], page: Reading) -> Iterator[Piece]:
    waiting = {index: text.after for index, text in enumerate(texts) if index}
    for piece in pieces[0] if pieces else ():
        yield piece
        if piece.anchor:
            for index in [index for index, after in waiting.items() if after == piece.anchor]:
                del waiting[index]
                yield from pieces[index]
    for index, after in waiting.items():
        if after:
            page.report("unknown section", after, f"The text has no section “{after}”.")
        yield from pieces[index]


def stream(pieces: Iterable[Piece]) -> list[Token]:
    """All tokens in reading order, each piece behind its marker."""
    return [token for piece in pieces for token in (piece.marker(), *piece.tokens)]


def take_back(tokens: Iterable[Token]) -> list[Piece]:
    """The pieces of a stream that rules have worked on."""
    pieces: list[Piece] = []
    for token in tokens:
        if token.type == "piece":
            pieces.append(token.meta["piece"])
            pieces[-1].tokens = []
        else:
            pieces[-1].tokens.append(token)
    return pieces
