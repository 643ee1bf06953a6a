"""Tokens of a page back to plain CommonMark, for readers who take a text away.

What the registered rules made of a text (links to terms, numbered notes) is written as each caller says in `Marks`.
Blocks are joined by empty lines, each paragraph is one line, and every character that Markdown could take for a mark
has a backslash, so that the text reads the same in any program.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import quote, urljoin

from markdown_it.token import Token

from .arranging import Piece
from .rendered import Note, Reading
from .sentences import plain

# How the tokens of registered rules are written, by their type.
Marks = Mapping[str, Callable[[Token], str]]

_MARKED = re.compile(r"([\\`*_\[\]<>|~])|&(?=#|\w+;)|!(?=\Z)")
_MARK_AT_START = re.compile(r"(?m)^(#{1,6}|[-+:]|!{3}|\?{3})(?=\s|\Z)|^(?=[-=]+\s*$)")
_NUMBER_AT_START = re.compile(r"(?m)^(\d{1,9})([.)])(?=\s|\Z)")
_HASHES_AT_END = re.compile(r"#(?=#*\s*\Z)")
_HASH = r"\\#"
_TICKS = re.compile("`+")
_UNSAFE_IN_ADDRESS = re.compile(r"[()\s<>]")
_INLINE_MARKS = {"em_open": "*", "em_close": "*", "strong_open": "**", "strong_close": "**", "s_open": "~~"}
_INLINE_MARKS |= {"s_close": "~~", "softbreak": " ", "hardbreak": "\\\n"}
_COLUMN = {"align-right": "---:", "align-center": ":---:"}


@dataclass(slots=True)
class Writer:
    """Writes the tokens of one text; `base` is the address of its page, against which links are made absolute."""

    marks: Marks
    base: str
    index: int = 0
    links: list[str] = field(default_factory=list)

    def blocks(self, tokens: Sequence[Token]) -> str:
        """The blocks of one level, an empty line between them."""
        written = (self.block(group) for group in _groups(tokens))
        return "\n\n".join(each for each in written if each)

    def block(self, tokens: Sequence[Token]) -> str:
        """One block with everything inside it."""
        write = getattr(self, f"_{tokens[0].type.removesuffix('_open')}", None)
        inside = tokens[1:-1] if tokens[0].nesting else tokens
        return str(write(tokens[0], inside)) if write else self.blocks(inside) if tokens[0].nesting else ""

    def inline(self, children: Iterable[Token]) -> str:
        """An inline text; what stands first in a line cannot be taken for the mark of a block."""
        words = "".join(self._inline_token(token) for token in children).strip()
        return _no_block(words)

    def _inline_token(self, token: Token) -> str:
        if token.type in self.marks:
            return self.marks[token.type](token)
        if token.type in ("text", "text_special"):
            return escaped(token.content)
        if token.type in _INLINE_MARKS:
            return _INLINE_MARKS[token.type]
        write = getattr(self, f"_{token.type}", None)
        return str(write(token)) if write else escaped(plain([token]))

    def _inline(self, token: Token, inside: Sequence[Token]) -> str:
        return self.inline(token.children or [])

    def _paragraph(self, opening: Token, inside: Sequence[Token]) -> str:
        return self.inline(inside[0].children or [])

    def _figure(self, opening: Token, inside: Sequence[Token]) -> str:
        said = [paragraph(credit) for credit in opening.meta["credits"]]
        return "\n\n".join([self.inline(inside[0].children or []), *said])

    def _heading(self, opening: Token, inside: Sequence[Token]) -> str:
        words = self.title(inside[0])
        return headed(int(opening.tag[1]), words) if words else ""

    def title(self, words: Token) -> str:
        """The words of a heading on one line."""
        return self.inline(words.children or []).replace("\\\n", " ")

    def _bullet_list(self, opening: Token, inside: Sequence[Token]) -> str:
        return self._items(inside, [f"{opening.markup} "] * len(inside))

    def _ordered_list(self, opening: Token, inside: Sequence[Token]) -> str:
        first = int(opening.attrGet("start") or 1) if opening.attrGet("start") != 0 else 0
        return self._items(inside, [f"{first + place}{opening.markup} " for place in range(len(inside))])

    def _items(self, inside: Sequence[Token], signs: Sequence[str]) -> str:
        items = [_hung(sign, self.blocks(item[1:-1])) for sign, item in zip(signs, _groups(inside), strict=False)]
        tight = any(token.hidden for token in inside if token.type == "paragraph_open")
        return ("\n" if tight else "\n\n").join(items)

    def _blockquote(self, opening: Token, inside: Sequence[Token]) -> str:
        return quoted(self.blocks(inside))

    def _admonition(self, opening: Token, inside: Sequence[Token]) -> str:
        return quoted(self.blocks(inside))

    def _admonition_title(self, opening: Token, inside: Sequence[Token]) -> str:
        words = self.inline(inside[0].children or [])
        return f"**{words}**" if words else ""

    def _dl(self, opening: Token, inside: Sequence[Token]) -> str:
        return self.blocks(inside)

    def _dt(self, opening: Token, inside: Sequence[Token]) -> str:
        return self.inline(inside[0].children or []) if inside else ""

    def _dd(self, opening: Token, inside: Sequence[Token]) -> str:
        text = self.blocks(inside)
        return _hung(":   ", text) if text else ""

    def _hr(self, token: Token, inside: Sequence[Token]) -> str:
        return "___"

    def _fence(self, token: Token, inside: Sequence[Token]) -> str:
        longest = max(map(len, _TICKS.findall(token.content)), default=0)
        ticks = "`" * max(3, longest + 1)
        language = token.info.split()[0] if token.info.split() and "`" not in token.info else ""
        code = token.content.rstrip("\n")
        return f"{ticks}{language}\n{code}\n{ticks}"

    _code_block = _fence

    def _table(self, opening: Token, inside: Sequence[Token]) -> str:
        rows = [self._row(row) for section in _groups(inside) for row in _groups(section[1:-1])]
        head = [token for token in inside if token.type == "th_open"]
        rule = [_COLUMN.get(str(token.attrGet("class")), "---") for token in head]
        return "\n".join(f"| {' | '.join(cells)} |" for cells in [rows[0], rule, *rows[1:]])

    def _row(self, row: Sequence[Token]) -> list[str]:
        return [self.inline(cell[1].children or []).replace("\\\n", " ") for cell in _groups(row[1:-1])]

    def _footnote_block(self, opening: Token, inside: Sequence[Token]) -> str:
        notes = [note for note in _groups(inside) if note[0].type == "footnote_open"]
        return "\n\n".join(_hung(f"[^{self._footnote_name(note[0])}]: ", self.blocks(note[1:-1]), 4) for note in notes)

    def _footnote_ref(self, token: Token) -> str:
        return f"[^{self._footnote_name(token)}]"

    def _footnote_name(self, token: Token) -> str:
        return f"n{self.index + 1}-{token.meta['id'] + 1}"

    def _code_inline(self, token: Token) -> str:
        ticks = "`" * next(n for n in range(1, 1000) if n not in set(map(len, _TICKS.findall(token.content))))
        space = " " if token.content.startswith("`") or token.content.endswith("`") or _is_padded(token.content) else ""
        return f"{ticks}{space}{token.content}{space}{ticks}"

    def _link_open(self, token: Token) -> str:
        title = str(token.attrGet("title") or "").replace("\\", "\\\\").replace('"', '\\"')
        target = address(urljoin(self.base, str(token.attrGet("href") or "")))
        self.links.append(f'{target} "{" ".join(title.split())}"' if title.strip() else target)
        return "["

    def _link_close(self, token: Token) -> str:
        return f"]({self.links.pop()})"

    def _image(self, token: Token) -> str:
        if words := token.meta.get("instead"):
            return f"*{escaped(words)}*"
        return f"![{escaped(plain(token.children or []))}]({address(urljoin(self.base, str(token.attrGet('src'))))})"


def escaped(text: str) -> str:
    """Plain text within a line, as Markdown that reads the same."""
    return _MARKED.sub(r"\\\g<0>", text)


def paragraph(text: str) -> str:
    """Plain text as a paragraph of one line."""
    return _no_block(escaped(" ".join(text.split())))


def headed(level: int, words: str) -> str:
    """A heading of one line of Markdown, whose end is not taken for a closing sequence."""
    return f"{'#' * level} {_HASHES_AT_END.sub(_HASH, words)}"


def link(words: str, url: str) -> str:
    return f"[{escaped(words)}]({address(url)})"


def bare(url: str) -> str:
    """An address that is its own words."""
    safe = re.sub(r"[<>\s]", _percent, url)
    return f"<{safe}>"


def address(url: str) -> str:
    """The target of a link; in angle brackets where Markdown would take it apart."""
    safe = re.sub(r"&(?=#|\w+;)", "%26", url)
    return f"<{safe.replace('<', '%3C').replace('>', '%3E')}>" if _UNSAFE_IN_ADDRESS.search(safe) else safe


def _percent(found: re.Match[str]) -> str:
    return quote(found[0])


def _no_block(words: str) -> str:
    """Words that begin no block where they stand first in a line."""
    return _NUMBER_AT_START.sub(r"\1\\\2", _MARK_AT_START.sub(r"\\\g<0>", words))


def _groups(tokens: Sequence[Token]) -> list[list[Token]]:
    """The tokens of one level, each block with what it holds."""
    groups: list[list[Token]] = []
    depth = 0
    for token in tokens:
        if depth == 0:
            groups.append([])
        groups[-1].append(token)
        depth += token.nesting
    return groups


def _hung(sign: str, text: str, indent: int | None = None) -> str:
    """The text behind a sign, its other lines below its first."""
    space = " " * (len(sign) if indent is None else indent)
    first, *rest = text.split("\n")
    return "\n".join([f"{sign}{first}".rstrip(), *(f"{space}{line}" if line else "" for line in rest)])


def quoted(text: str) -> str:
    """Blocks as a quotation."""
    return "\n".join(f"> {line}".rstrip() for line in text.split("\n"))


def _is_padded(code: str) -> bool:
    return code.startswith(" ") and code.endswith(" ") and bool(code.strip())


@dataclass(frozen=True, slots=True)
class Part:
    """A section of the first text; the part before the first heading has no title."""

    anchor: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Portable:
    """The texts of a page as Markdown: the first one by its sections, each of the others as a whole."""

    parts: tuple[Part, ...]
    others: tuple[str, ...]
    notes: tuple[Note, ...]


def written(pieces: Sequence[Piece], count: int, reading: Reading, marks: Marks, base: str) -> Portable:
    """What the rules have made of the texts, as Markdown."""
    parts = tuple(_part(piece, Writer(marks, base)) for piece in pieces if piece.text == 0)
    writers = [Writer(marks, base, index) for index in range(count)]
    others = [
        "\n\n".join(writers[index].blocks(piece.tokens) for piece in pieces if piece.text == index)
        for index in range(1, count)
    ]
    return Portable(parts, tuple(others), tuple(reading.notes))


def _part(piece: Piece, writer: Writer) -> Part:
    if piece.title is None:
        return Part(piece.anchor, "", writer.blocks(piece.tokens))
    return Part(piece.anchor, writer.title(piece.title), writer.blocks(piece.tokens[3:]))
