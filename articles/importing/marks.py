"""Text with its marks (links, emphasis, code, notes) to the tokens of one paragraph."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from markdown_it.token import Token

BREAK = "\n"
_ORDER = ("href", "strong", "em", "struck", "code")
_TAGS = {"strong": ("strong", "strong", "**"), "em": ("em", "em", "*"), "struck": ("s", "s", "~~")}


@dataclass(frozen=True, slots=True)
class Marks:
    href: str = ""
    strong: bool = False
    em: bool = False
    struck: bool = False
    code: bool = False
    note: int = 0


UNMARKED = Marks()
Run = tuple[str, Marks]


def inline(runs: Sequence[Run]) -> list[Token]:
    """The tokens of a paragraph's text."""
    return list(_nested(_tidy(runs), _ORDER))


def _tidy(runs: Iterable[Run]) -> list[Run]:
    """The runs without doubled spaces, and without breaks at the ends."""
    tidy: list[Run] = []
    last = BREAK
    for said, marks in runs:
        is_behind_space = last[-1:] in (" ", BREAK) and not marks.note and said != BREAK
        text = said.lstrip(" ") if is_behind_space else said
        if text == BREAK:
            _cut(tidy)
        if (text or marks.note) and not (text == BREAK and not tidy):
            tidy.append((text, marks))
            last = text
    while tidy and tidy[-1][0].strip(" ") in ("", BREAK) and not tidy[-1][1].note:
        tidy.pop()
    _cut(tidy)
    return tidy


def _cut(runs: list[Run]) -> None:
    """Take the spaces off the end."""
    while runs and not runs[-1][0].strip(" ") and not runs[-1][1].note:
        runs.pop()
    if runs:
        runs[-1] = (runs[-1][0].rstrip(" "), runs[-1][1])


def _nested(runs: Iterable[Run], order: tuple[str, ...]) -> Iterator[Token]:
    if not order:
        yield from _letters(runs)
        return
    mark, *inner = order
    for value, group in groupby(runs, key=lambda run: getattr(run[1], mark)):
        inside = list(group)
        yield from _marked(mark, value, inside, tuple(inner)) if value else _nested(inside, tuple(inner))


def _marked(mark: str, value: object, runs: list[Run], inner: tuple[str, ...]) -> Iterator[Token]:
    """Runs that bear one mark; the spaces at their ends stand outside of it."""
    text = "".join(text for text, _ in runs)
    if not text.strip() or all(marks.note for _, marks in runs):
        yield from _nested(runs, inner)
        return
    yield from _space(text[: len(text) - len(text.lstrip())])
    yield from _wrapped(mark, value, _stripped(runs), inner)
    yield from _space(text[len(text.rstrip()) :])


def _space(text: str) -> Iterator[Token]:
    if text:
        yield Token("hardbreak", "br", 0) if BREAK in text else Token("text", "", 0, content=" ")


def _stripped(runs: list[Run]) -> list[Run]:
    """Without the spaces at both ends; there is a word between them."""
    filled = [place for place, (text, _) in enumerate(runs) if text.strip()]
    runs = runs[filled[0] : filled[-1] + 1]
    runs = [(runs[0][0].lstrip(), runs[0][1]), *runs[1:]]
    return [*runs[:-1], (runs[-1][0].rstrip(), runs[-1][1])]


def _wrapped(mark: str, value: object, runs: list[Run], inner: tuple[str, ...]) -> Iterator[Token]:
    if mark == "code":
        yield Token("code_inline", "code", 0, content="".join(text for text, _ in runs).replace(BREAK, " "))
    elif mark == "href":
        yield Token("link_open", "a", 1, attrs={"href": str(value)})
        yield from _nested(runs, inner)
        yield Token("link_close", "a", -1)
    else:
        name, tag, sign = _TAGS[mark]
        yield Token(f"{name}_open", tag, 1, markup=sign)
        yield from _nested(runs, inner)
        yield Token(f"{name}_close", tag, -1, markup=sign)


def _letters(runs: Iterable[Run]) -> Iterator[Token]:
    for text, marks in runs:
        if marks.note:
            yield Token("footnote_ref", "", 0, meta={"id": marks.note - 1})
        elif text == BREAK:
            yield Token("hardbreak", "br", 0)
        else:
            yield Token("text", "", 0, content=text)
