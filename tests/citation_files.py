"""Reads citation files with parsers that are not ours, back into plain fields; and titles that try to break them."""

from __future__ import annotations

import json
from typing import Any

import bibtexparser
import rispy
from bibtexparser.middlewares import SeparateCoAuthors, SplitNameParts
from pylatexenc import latex2text

HOSTILE = (
    "A { brace, } two }} and {three{",
    "Back\\slash \\textbf{bold} \\",
    "100% of $5 & #7 under_score ~tilde^ caret",
    "“Curly” 'single' \"double\" ``ticks'' and -- dashes --- more",
    "@article{injected, title = {x}}",
    "A comma, a semicolon; and, another and one",
    "Tab\there, line\nthere, return\r\nand\vmore\fat\x85the\u2028end",
    "ER  - \r\nTY  - BOOK\r\nTI  - injected",
    "=1+1 @SUM(A1) +2 -3",
    "Ünïcödé naïve 😀 👩‍👩‍👧 𝔘",
    "עברית וערבית العربية \u202eright to left\u202c",
    "</script><b>&amp; [link](x) *bold* `code`",
    "Control \x01\x1b\x7f characters",
    "   spaces   around   ",
    "#",
)

# What LaTeX writes for characters of its own that the decoder leaves out or changes.
_NAMED = {"textbraceleft": "{", "textbraceright": "}", "textasciicircum": "^", "textasciitilde": "~"}
_CONTEXT = latex2text.get_default_latex_context_db()
_CONTEXT.add_context_category(
    "braces", macros=[latex2text.MacroTextSpec(name, value) for name, value in _NAMED.items()], prepend=True
)
_DECODER = latex2text.LatexNodes2Text(latex_context=_CONTEXT, keep_comments=True, strict_latex_spaces=True)


def one_line(text: str) -> str:
    """What a file may hold of a text: no line ends, no control characters."""
    return " ".join("".join(" " if ord(each) < 32 or 126 < ord(each) < 160 else each for each in text).split())


def latex(value: str) -> str:
    """The plain text of a value of a BibTeX field."""
    return one_line(_DECODER.latex_to_text(value))


def bibtex(text: str) -> list[dict[str, Any]]:
    """The entries: type, key, fields as written, names as lists of (given, family)."""
    library = bibtexparser.parse_string(text, append_middleware=[SeparateCoAuthors(), SplitNameParts()])
    assert library.failed_blocks == []
    assert [type(block).__name__ for block in library.blocks] == ["Entry"] * len(library.entries)
    return [
        {"type": entry.entry_type, "key": entry.key, **{field.key: field.value for field in entry.fields}}
        for entry in library.entries
    ]


def names(people: Any) -> list[tuple[str, str]]:
    """The names of a BibTeX field as (family, given)."""
    return [(latex(" ".join([*each.von, *each.last])), latex(" ".join(each.first))) for each in people or ()]


def ris(text: str) -> list[dict[str, Any]]:
    assert "\n" not in text.replace("\r\n", "")
    return rispy.loads(text)


def csl(text: str) -> list[dict[str, Any]]:
    return json.loads(text)
