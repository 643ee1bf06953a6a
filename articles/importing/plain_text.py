"""Text as a browser copies it from a page: paragraphs, headings, lists and quotations are told by how they stand."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from .bylines import read_line
from .debris import ends_article, is_debris
from .found import Found, Hints
from .given import Given
from .levels import leveled
from .plain_title import title_of
from .result import found
from .tokens import Block, Builder
from .trimming import Piece, trim

_BULLET = re.compile(r"^(?P<indent>\s*)(?P<sign>[•◦▪▫‣⁃∙·●○*–-]|\(?\d{1,3}[.)]|\(?[a-z][.)])(?:\s+)(?P<text>\S.*)")
_QUOTED = re.compile(r"^\s*>\s?")
_WHOLE_QUOTATION = re.compile(r"^[“\"][^“”\"]+[”\"](?:\s*[—–-]{1,2}\s*[^.]{3,80})?$")
_INDENTED = re.compile(r"^(?:\t| {3,})\s*\S")
_SENTENCE_END = (".", "!", "?", "…", ":", ";", ",", "”", '"')
_SMALL = {
    "a", "an", "and", "as", "at", "but", "by", "for", "from", "in", "into", "is", "it", "of", "on", "or", "the",
    "to", "with",
}  # fmt: skip
MOST_HEADING = 12  # words
GUESSED = (
    "Guessed from how the lines stand: {}. Look whether that is right. A copied text says neither which headings "
    "stand below others nor, without its numbers, which lists were numbered."
)
FEWEST_QUOTED = 8


@dataclass(frozen=True, slots=True)
class Group:
    """Lines without an empty line between them."""

    lines: tuple[str, ...]

    @property
    def bullets(self) -> list[re.Match[str] | None]:
        return [_BULLET.match(line) for line in self.lines]


@dataclass(slots=True)
class Guesses:
    """The words of lists and quotations that no sign showed to be such."""

    lists: set[str] = field(default_factory=set)
    quotations: set[str] = field(default_factory=set)

    def said(self, blocks: Sequence[Block]) -> list[str]:
        """What of it is in the article; all its headings are guessed."""
        counts = {
            "heading": sum(block.kind == "heading" for block in blocks),
            "list": sum(block.text in self.lists for block in blocks),
            "block quotation": sum(block.text in self.quotations for block in blocks),
        }
        parts = [f"{number} {name}{'s' if number > 1 else ''}" for name, number in counts.items() if number]
        return [GUESSED.format(", ".join(parts))] if parts else []


def read(given: Given) -> Found:
    guesses = Guesses()
    pieces = [Piece(block) for block in Lines(given.bare_text(), guesses).blocks()]
    title = title_of(pieces)
    trimmed = leveled(trim(pieces, Hints(title=title, address=given.address)))
    return found(given.name, trimmed, None, *guesses.said(trimmed.blocks))


class Lines:
    """Groups of lines to blocks."""

    def __init__(self, text: str, guesses: Guesses) -> None:
        self.groups = _groups(text)
        self.guesses = guesses
        self.has_begun = False
        long = [(group, line) for group in self.groups for line in group.lines if len(line.split()) > MOST_HEADING]
        self.is_spaced = sum(group.lines[-1] == line for group, line in long) > 0.6 * len(long)

    def blocks(self) -> list[Block]:
        made: list[Block] = []
        for run in _runs(self.groups):
            made += self._run(run, made[-1].text if made else "")
        return self._with_headings(made)

    def _run(self, run: Sequence[Group], before: str) -> list[Block]:
        """Groups of one make that follow each other."""
        first = run[0]
        if all(first.bullets):
            return listed([line for group in run for line in group.lines])
        if _is_indented(first):
            return self._indented(run, before)
        if all(_QUOTED.match(line) for line in first.lines):
            return quoted([_joined([_QUOTED.sub("", line) for line in group.lines]) for group in run])
        return [block for group in run for block in self._loose(group.lines, before)]

    def _indented(self, run: Sequence[Group], before: str) -> list[Block]:
        """Indented lines close to each other are a list; those with room between them are a quotation."""
        if any(len(group.lines) > 1 for group in run) and not any(map(_is_wrapped, run)):
            made = listed([f"- {line.strip()}" for group in run for line in group.lines])
            self.guesses.lists |= {block.text for block in made}
        else:
            made = quoted([_joined(group.lines) for group in run])
            self.guesses.quotations |= {block.text for block in made}
        return made

    def _loose(self, lines: Sequence[str], before: str) -> Iterator[Block]:
        """Lines that bear no sign: one paragraph that was wrapped, or a block a line, with lists among them."""
        if _is_wrapped(Group(tuple(lines))):
            self.has_begun = True
            yield paragraph(_joined(lines))
            return
        place = 0
        while place < len(lines):
            may_guess = self.is_spaced and self.has_begun
            end = _end_of_list(lines, place, lines[place - 1] if place else before, may_guess=may_guess)
            if end > place:
                items = [line if _BULLET.match(line) else f"- {line.strip()}" for line in lines[place:end]]
                made = listed(items)
                self.guesses.lists |= {block.text for block in made if items != [*lines[place:end]]}
                yield from made
            else:
                yield self._line(lines[place])
                end = place + 1
            place = end

    def _line(self, line: str) -> Block:
        text = line.strip()
        self.has_begun = self.has_begun or len(text.split()) > MOST_HEADING
        if len(text.split()) >= FEWEST_QUOTED and _WHOLE_QUOTATION.match(text):
            self.guesses.quotations.add(text)
            return quoted([text])[0]
        return paragraph(text)

    def _with_headings(self, blocks: list[Block]) -> list[Block]:
        """Short lines without an end, above a paragraph, a list or a quotation, are headings."""
        for place in reversed(range(len(blocks) - 1)):
            below = blocks[place + 1]
            is_text = below.kind != "paragraph" or len(below.text.split()) > 9 or below.text.endswith(":")
            if is_text and blocks[place].kind == "paragraph" and is_heading(blocks[place].text):
                blocks[place] = heading(blocks[place].text)
        return blocks


def _groups(text: str) -> list[Group]:
    lines = [line.rstrip() for line in text.replace("\u00a0", " ").split("\n")]
    return [Group(tuple(group)) for filled, group in groupby(lines, key=bool) if filled]


def _runs(groups: Sequence[Group]) -> Iterator[list[Group]]:
    """Groups that are parts of one list or one quotation stand together."""
    for kind, run in groupby(groups, key=_make):
        members = list(run)
        if kind in ("bulleted", "indented", "quoted"):
            yield members
        else:
            yield from ([group] for group in members)


def _make(group: Group) -> str:
    if all(group.bullets):
        return "bulleted"
    if _is_indented(group):
        return "indented"
    return "quoted" if all(_QUOTED.match(line) for line in group.lines) else "loose"


def _is_indented(group: Group) -> bool:
    return all(_INDENTED.match(line) for line in group.lines)


def _is_wrapped(group: Group) -> bool:
    """Whether the lines are one paragraph that a program has broken at one width."""
    widths = [len(line.strip()) for line in group.lines]
    widest = max(widths)
    ends = sum(line.rstrip().endswith(_SENTENCE_END) for line in group.lines[:-1])
    return (
        len(widths) > 1
        and ends <= (len(widths) - 1) / 2
        and 50 <= widest <= 100
        and all(width > 0.7 * widest for width in widths[:-1])
    )


def _end_of_list(lines: Sequence[str], place: int, before: str, *, may_guess: bool) -> int:
    """Where the list that begins at this line ends; `place` itself when none begins.

    Some browsers copy a list without signs: its items stand close to each other and to what follows, behind a colon,
    or where paragraphs have room between them.
    """
    end = place
    while end < len(lines) and _BULLET.match(lines[end]):
        end += 1
    if end - place > 1:
        return end
    is_led = before.rstrip().endswith(":")
    if not (is_led or may_guess):
        return place
    end = place
    while end < len(lines) and len(lines[end]) < (200 if is_led else 100) and not _is_other(lines, end):
        end += 1
    end -= place < end == len(lines) and is_paragraph(lines[-1])
    return end if end - place > 1 else place


def is_paragraph(line: str) -> bool:
    return len(line) > 59 and line.rstrip().endswith((".", "!", "?", "…", "”", '"', ":"))


def _is_other(lines: Sequence[str], place: int) -> bool:
    """Whether a line is no item: it is debris, leads to something, or is a heading above a paragraph."""
    line = lines[place]
    below = lines[place + 1] if place + 1 < len(lines) else ""
    is_above = is_heading(line) and is_paragraph(below) and (_is_title_case(line.split()) or len(below) > 3 * len(line))
    return bool(is_above or is_debris(line) or ends_article(line) or read_line(line) or line.rstrip().endswith(":"))


def is_heading(line: str) -> bool:
    """A short line that begins like a title and ends like none of a text."""
    words = line.split()
    if not 0 < len(words) <= MOST_HEADING or len(line) > 90 or line.endswith(_SENTENCE_END[:1] + _SENTENCE_END[3:]):
        return False
    is_other = "\n" in line or is_debris(line) or ends_article(line) or read_line(line)
    begins = line.lstrip("“\"‘'(")[:1]
    return not is_other and (begins.isupper() or begins.isdigit()) and (_is_title_case(words) or len(words) < 9)


def _is_title_case(words: Sequence[str]) -> bool:
    return all(word[:1].isupper() or not word[:1].isalpha() or word in _SMALL for word in words)


def paragraph(text: str) -> Block:
    builder = Builder()
    builder.text(text)
    return builder.blocks()[0]


def heading(text: str) -> Block:
    builder = Builder()
    builder.begin_heading(2)
    builder.text(text)
    builder.end_heading()
    return builder.blocks()[0]


def quoted(paragraphs: Sequence[str]) -> list[Block]:
    builder = Builder()
    builder.begin("blockquote")
    for text in paragraphs:
        builder.text(text)
        builder.flush()
    return builder.blocks()


def listed(lines: Sequence[str]) -> list[Block]:
    """Lines with signs as lists; a line that is indented further belongs below the one before it."""
    builder = Builder()
    open_at: list[tuple[int, bool]] = []
    for line in lines:
        found = _BULLET.match(line)
        if not found:
            continue
        indent, numbered = len(found["indent"].expandtabs(4)), found["sign"].strip("(.)").isalnum()
        while open_at and (
            open_at[-1][0] > indent + 1 or (open_at[-1][0] >= indent - 1 and open_at[-1][1] != numbered)
        ):
            open_at.pop()
            builder.end()
            builder.end()
        if open_at and open_at[-1][0] >= indent - 1:
            builder.end()
        else:
            number = found["sign"].strip("(.)")
            builder.begin("ordered_list" if numbered else "bullet_list", int(number) if number.isdecimal() else 1)
            open_at.append((indent, numbered))
        builder.begin("list_item")
        builder.text(found["text"])
    return builder.blocks()


def _joined(lines: Sequence[str]) -> str:
    return " ".join(line.strip() for line in lines)
