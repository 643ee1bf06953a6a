"""Blocks of a page to the article alone: title, byline and date are taken, what stands around it is left out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice

from .bylines import Said, as_name, read_line
from .debris import Why, ends_article, is_debris
from .found import MOST_DROPPED, Dropped, Hints
from .tokens import Block
from .writing import one

_LETTERS = re.compile(r"\w+")
_FEW = 4
NEAR = 20  # blocks: farther away, a date says nothing of a name, and long pages would take hours
_ENDS_SENTENCE = (".", "!", "?", "…", "”", '"', ":", ")")
_SURE_END = re.compile(
    r"(?i)(?:post a comment|add (?:a|your) comment|\S+ (?:comments?|responses?|thoughts?)(?: (?:to|on)\b|$)|"
    r"related (?:posts?|articles?)|you (?:may|might) also|about the author|post navigation|blog archive)"
)

_INVITES = re.compile(r"(?i)(?:sign up|subscribe|join|newsletter|get )")


@dataclass(frozen=True, slots=True)
class Piece:
    """A block, and why it is left out if it is known to stand outside of the article."""

    block: Block
    why: Why | None = None

    @property
    def text(self) -> str:
        return self.block.text

    @property
    def is_link(self) -> bool:
        """Whether all its words are those of links."""
        depth, found = 0, False
        for token in (child for each in self.block.tokens for child in each.children or ()):
            depth += token.nesting if token.type.startswith("link_") else 0
            found = found or depth > 0
            if depth == 0 and _LETTERS.search(token.content):
                return False
        return found

    @property
    def is_prose(self) -> bool:
        """A paragraph or quotation of a sentence or two."""
        number = len(self.text.split())
        is_sentence = number > 11 or (number > 7 and self.text.endswith((".", "!", "?", "…", "”")))
        kinds = ("paragraph", "blockquote")
        return (
            self.block.kind in kinds
            and is_sentence
            and self.why is None
            and not is_debris(self.text)
            and not read_line(self.text)
        )


@dataclass(slots=True)
class Trimmed:
    hints: Hints
    blocks: list[Block] = field(default_factory=list)
    dropped: list[Dropped] = field(default_factory=list)
    took: list[str] = field(default_factory=list)
    left_out: Counter[str] = field(default_factory=Counter)
    behind: tuple[int, str] = (0, "")  # how many blocks there were, and the first line of the last of them

    def keep(self, block: Block) -> None:
        self.blocks.append(block)

    def drop(self, piece: Piece, why: Why) -> None:
        # What is beyond the most is only counted, so that its words will do.
        text = one(piece.block) if len(self.dropped) < MOST_DROPPED else piece.text
        if not piece.text or not text:
            return
        if self.behind[0] != len(self.blocks):
            self.behind = len(self.blocks), one(self.blocks[-1]).partition("\n")[0]
        after = self.behind[1]
        last = self.dropped[-1] if self.dropped else None
        if last and (last.why, last.after) == (why, after) and len(last.text) + len(text) < 600:
            self.dropped[-1] = replace(last, text=f"{last.text}\n\n{text}")
        else:
            self.dropped.append(Dropped(text, why, after))

    def take(self, line: str, said: Said) -> None:
        """Byline and date, unless the page says them better."""
        has_words = said.byline and (not self.hints.byline or self.hints.byline in said.byline)
        self.hints = replace(
            self.hints,
            byline=said.byline if has_words else self.hints.byline,
            date=self.hints.date or said.day,
        )
        self.took.append(line)


def first_prose(pieces: Sequence[Piece]) -> int:
    """Where the text begins: its first paragraph or quotation of a sentence or two."""
    return next((place for place, piece in enumerate(pieces) if piece.is_prose), 0)


def same(one: str, other: str) -> bool:
    """Whether two lines have the same letters, whatever stands between them."""
    return bool(one) and _LETTERS.findall(one.casefold()) == _LETTERS.findall(other.casefold())


def trim(pieces: Sequence[Piece], hints: Hints) -> Trimmed:
    """The article among the pieces of a page."""
    trimmed = Trimmed(hints)
    begin = first_prose(pieces)
    title = next((n for n in reversed(range(len(pieces[:begin]))) if same(pieces[n].text, hints.title)), None)
    first = title + 1 if title is not None else 0
    above = {piece.text for piece in pieces[:first]}
    for place, piece in enumerate(pieces[:first]):
        near = pieces[place + 1 : place + 2] if place > first - 5 else []
        _before_title(trimmed, piece, near, is_title=place == title)
    for place in range(first, begin):
        piece, before, behind = pieces[place], pieces[max(first, place - NEAR) : place], pieces[place + 1 : begin]
        near = [*_lines(reversed(before)), *_lines(behind)]
        known = replace(piece, why=Why.NAVIGATION) if piece.text in above else piece
        _below_title(trimmed, known, has_title=title is not None, near=near)
    _body(trimmed, pieces[begin:])
    return trimmed


def headed(pieces: Sequence[Piece], hints: Hints) -> Trimmed:
    """A text that nothing stands around: its first heading is the title, where none is known, and a byline follows."""
    first = pieces[0] if pieces else None
    title = first.text if first and first.block.kind == "heading" and first.block.level == 1 else ""
    trimmed = Trimmed(hints if hints.title or not title else replace(hints, title=title))
    begin = first_prose(pieces)
    for place, piece in enumerate(pieces):
        said = read_line(piece.text) if place < begin and piece.block.kind in ("paragraph", "heading") else None
        if said:
            trimmed.take(piece.text, said)
        elif place or not same(piece.text, trimmed.hints.title):
            trimmed.keep(piece.block)
    return trimmed


def _before_title(trimmed: Trimmed, piece: Piece, near: Sequence[Piece], *, is_title: bool) -> None:
    """A date and a name close above the title are taken, too."""
    said = read_line(piece.text) or (None if piece.is_link else _name(piece, near)) if near else None
    if said and not is_title:
        trimmed.take(piece.text, said)
    elif not is_title:
        trimmed.drop(piece, piece.why or is_debris(piece.text) or Why.BEFORE)


def _below_title(trimmed: Trimmed, piece: Piece, *, has_title: bool, near: Sequence[Piece]) -> None:
    may_say = piece.why in (None, Why.BESIDE) and piece.block.kind != "blockquote"
    said = (read_line(piece.text) or _name(piece, near)) if may_say and (has_title or piece.why is None) else None
    why = (piece.why if piece.why is not Why.BESIDE or not has_title else None) or _debris(piece)
    if said:
        trimmed.take(piece.text, said)
    elif why or piece.is_link:
        trimmed.drop(piece, why or Why.NAVIGATION)
    else:
        trimmed.keep(piece.block)


def _lines(pieces: Iterable[Piece]) -> list[Piece]:
    """The next line that is no debris, if it is near."""
    found = (piece for piece in islice(pieces, NEAR) if piece.text and not is_debris(piece.text))
    return list(islice(found, 1))


def _name(piece: Piece, near: Sequence[Piece]) -> Said | None:
    """A name alone, that leads to its author's page or stands beside a date."""
    is_by_date = any((said := read_line(other.text)) and said.day for other in near)
    return Said(as_name(piece.text)) if as_name(piece.text) and (piece.is_link or is_by_date) else None


def _debris(piece: Piece) -> Why | None:
    """Why a block is left out: each of its lines says so."""
    if piece.block.kind == "hr" or not piece.text:
        return None
    found = [is_debris(line) for line in piece.text.splitlines()]
    return found[0] if None not in found else None


def _body(trimmed: Trimmed, pieces: Sequence[Piece]) -> None:
    end, why = _end(pieces)
    for place, piece in enumerate(pieces[:end]):
        is_invited = _INVITES.match("".join(other.text for other in pieces[max(0, place - 1) : place]))
        is_between = is_invited and _debris(pieces[place + 1]) is Why.SHARING if place + 1 < end else False
        alone = piece.why or _debris(piece) or _ending_alone(piece) or (Why.SHARING if is_between else None)
        trimmed.drop(piece, alone) if alone else trimmed.keep(piece.block)
    behind = pieces[end:]
    for piece in behind:
        said = read_line(piece.text) if piece is behind[0] and piece.block.kind == "paragraph" else None
        if piece.block.kind == "footnote_block":
            trimmed.keep(piece.block)
            continue
        if said and said.byline:
            trimmed.take(piece.text, said)
        if not said or not piece.text.endswith(said.byline):
            trimmed.drop(piece, piece.why or _debris(piece) or why)


def _ending_alone(piece: Piece) -> Why | None:
    """A line that would end the article, were there not so much behind it."""
    return Why.SHARING if piece.block.kind != "blockquote" and _ends(piece) else None


def _ends(piece: Piece) -> Why | None:
    return ends_article(piece.text) if "\n" not in piece.text and piece.block.kind not in ("hr", "fence") else None


def _end(pieces: Sequence[Piece]) -> tuple[int, Why]:
    """Where the article ends, and why what follows is left out."""
    total = sum(len(piece.text.split()) for piece in pieces if piece.is_prose)
    left = total
    for place, piece in enumerate(pieces):
        left -= len(piece.text.split()) if piece.is_prose else 0
        why = _ends(piece) if place else None
        if why and (left <= 0.4 * total or _SURE_END.match(piece.text)):
            return _without_rules(pieces, place), why
    return _menu(pieces), Why.MENU


def _without_rules(pieces: Sequence[Piece], end: int) -> int:
    """A line drawn between the article and what follows, and a word or two above it, belong to what follows."""
    while end and _is_between(pieces[end - 1]):
        end -= 1
    return end


def _is_between(piece: Piece) -> bool:
    is_line = piece.block.kind in ("paragraph", "heading") and _is_few(piece.text)
    return piece.block.kind == "hr" or bool(piece.text and (is_line or _debris(piece)))


def _menu(pieces: Sequence[Piece]) -> int:
    """Where a run of three or more words without sentences begins, at the very end."""
    end = len(pieces)
    while end and pieces[end - 1].block.kind in ("paragraph", "heading") and _is_few(pieces[end - 1].text):
        end -= 1
    return end if len(pieces) - end > 2 else len(pieces)


def _is_few(line: str) -> bool:
    return len(line.split()) <= _FEW and not line.endswith(_ENDS_SENTENCE)
