"""Builds the tokens of Markdown from what a reader of some format meets: text, and where blocks begin and end."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from markdown_it.token import Token

from publishing.markdown.sentences import plain_blocks

from .marks import BREAK, UNMARKED, Marks, Run, inline

# Lists and quotations deeper than this are read as paragraphs: the pipeline shows twenty levels of tokens.
DEEPEST = 6
_SPACE = re.compile("[ \t\r\f\v\u00a0\u2000-\u200a\u202f\u205f\u3000]+")


@dataclass(frozen=True, slots=True)
class Block:
    """A block of the highest level: its kind, its words (one line a block inside it) and its tokens."""

    kind: str
    text: str
    tokens: tuple[Token, ...]

    @property
    def level(self) -> int:
        return int(self.tokens[0].tag[1]) if self.kind == "heading" else 0


@dataclass(slots=True)
class Builder:
    """Takes text and the beginnings and ends of blocks in their order; `tokens` is what came of it."""

    tokens: list[Token] = field(default_factory=list)
    runs: list[Run] = field(default_factory=list)
    heading: int = 0
    containers: list[str] = field(default_factory=list)
    noted: list[Token] = field(default_factory=list)
    waiting: list[int] = field(default_factory=list)
    last: str = ""  # of the runs, without those that are nothing but space

    def text(self, text: str, marks: Marks = UNMARKED) -> None:
        if text:
            self._add(_SPACE.sub(" ", text.replace("\n", " ")), marks)

    def _add(self, text: str, marks: Marks) -> None:
        self.runs.append((text, marks))
        self.last = text if text.strip(" ") else self.last

    def line_break(self) -> None:
        """A second break in a row ends the paragraph, as it looks."""
        if self.last == BREAK and not self.heading:
            self.flush()
        elif self.last:
            self._add(BREAK, UNMARKED)

    def flush(self) -> None:
        """End the paragraph or heading that is being written."""
        children = inline(self.runs)
        self.runs, self.last = [], ""
        if children:
            self._paragraph(children)
        if not self.containers:
            self.tokens += [Token("dropped", "", 0, meta={"number": number}) for number in self.waiting]
            self.waiting = []

    def dropped(self, number: int) -> None:
        """Mark where something was left out, behind the block that stands here."""
        self.waiting.append(number)

    def _paragraph(self, children: list[Token]) -> None:
        name, tag = ("heading", f"h{self.heading}") if self.heading else ("paragraph", "p")
        self._open(name, tag)
        self.tokens.append(Token("inline", "", 0, children=children))
        self.tokens.append(Token(f"{name}_close", tag, -1))

    def begin_heading(self, level: int) -> None:
        self.flush()
        self.heading = level

    def end_heading(self) -> None:
        self.flush()
        self.heading = 0

    def begin(self, container: str, start: int = 1) -> None:
        """Begin a bullet_list, ordered_list, list_item or blockquote."""
        self.flush()
        deep = sum(each in ("bullet_list", "ordered_list", "blockquote") for each in self.containers) >= DEEPEST
        inside_lost = container == "list_item" and (not self.containers or not self.containers[-1].endswith("list"))
        self.containers.append("" if deep or inside_lost else container)
        if self.containers[-1]:
            token = self._open(container, {"bullet_list": "ul", "ordered_list": "ol"}.get(container, ""))
            token.markup = self._sign(container)
            token.attrs = {"start": start} if container == "ordered_list" and start != 1 else {}

    def end(self) -> None:
        self.flush()
        container = self.containers.pop() if self.containers else ""
        if container:
            self.tokens.append(Token(f"{container}_close", "", -1))
            self.flush()

    def code(self, text: str) -> None:
        self.flush()
        if text.strip("\n"):
            self.tokens.append(Token("fence", "code", 0, content=text.strip("\n") + "\n"))

    def rule(self) -> None:
        self.flush()
        self.tokens.append(Token("hr", "hr", 0))

    def table(self, rows: Sequence[Sequence[list[Run]]]) -> None:
        """A table whose first row is its head."""
        self.flush()
        self.tokens += [*_table(rows)]

    def footnote(self, number: int, runs: list[Run]) -> None:
        words = Token("inline", "", 0, children=inline(runs))
        paragraph = [Token("paragraph_open", "p", 1), words, Token("paragraph_close", "p", -1)]
        opening = Token("footnote_open", "", 1, meta={"id": number - 1})
        self.noted += [opening, *paragraph, Token("footnote_close", "", -1)]

    def blocks(self) -> list[Block]:
        """What was built; what is still open ends here. Footnotes are the last block."""
        while self.containers:
            self.end()
        self.flush()
        if self.noted:
            block = [Token("footnote_block_open", "", 1), *self.noted, Token("footnote_block_close", "", -1)]
            self.tokens, self.noted = [*self.tokens, *block], []
        return blocks_of(self.tokens)

    def _open(self, name: str, tag: str) -> Token:
        token = Token(f"{name}_open", tag, 1)
        self.tokens.append(token)
        return token

    def _sign(self, container: str) -> str:
        """The other sign for a list that follows a list at once, so that the two stay two."""
        first, other = {"bullet_list": ("-", "*"), "ordered_list": (".", ")")}.get(container, ("", ""))
        if not first or len(self.tokens) < 2 or self.tokens[-2].type != f"{container}_close":
            return first
        return other if _opening(self.tokens[:-1]).markup == first else first


class Line(Builder):
    """Takes everything as the text of one line, for the cell of a table or a note."""

    def line_break(self) -> None:
        self.runs.append((" ", Marks()))

    def flush(self) -> None:
        self.line_break()

    def begin(self, container: str, start: int = 1) -> None:
        self.line_break()

    def end(self) -> None:
        self.line_break()

    def code(self, text: str) -> None:
        self.text(text, Marks(code=True))

    def rule(self) -> None:
        self.line_break()


def _opening(tokens: Sequence[Token]) -> Token:
    """The token that opens the block which ends here."""
    depth = 0
    for token in reversed(tokens):
        depth += token.nesting
        if depth == 0:
            return token
    return tokens[0]


def blocks_of(tokens: Iterable[Token]) -> list[Block]:
    """The blocks of the highest level."""
    found: list[Block] = []
    depth, group = 0, list[Token]()
    for token in tokens:
        group.append(token)
        depth += token.nesting
        if depth == 0:
            kind = group[0].type.removesuffix("_open")
            found.append(Block(kind, plain_blocks(group), tuple(group)))
            group = []
    return found


def _table(rows: Sequence[Sequence[list[Run]]]) -> Iterator[Token]:
    width = max(map(len, rows))
    yield Token("table_open", "table", 1)
    for place, row in enumerate(rows):
        if place < 2:
            yield Token("thead_open" if place == 0 else "tbody_open", "", 1)
        yield Token("tr_open", "tr", 1)
        for cell in [*row, *[[] for _ in range(width - len(row))]]:
            kind = "td" if place else "th"
            yield Token(f"{kind}_open", kind, 1)
            yield Token("inline", "", 0, children=inline(cell))
            yield Token(f"{kind}_close", kind, -1)
        yield Token("tr_close", "tr", -1)
        if place == 0:
            yield Token("thead_close", "", -1)
    if len(rows) > 1:
        yield Token("tbody_close", "", -1)
    yield Token("table_close", "table", -1)
