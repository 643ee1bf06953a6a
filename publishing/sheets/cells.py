"""Text in cells: safe against calculation on the way out, the same text again on the way in."""

from __future__ import annotations

import re

# What a cell may not begin with, even behind space: a spreadsheet would take it for a formula. The wide forms too.
FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
SPACE = ("\t", "\r", "\n")
LONGEST = 32_767  # characters; spreadsheets cut off what is longer

_UNSTORABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_CALCULATED = re.compile(r"#(?:NAME\?|REF!|VALUE!|DIV/0!|N/A|NUM!|NULL!)")
_SCIENTIFIC = re.compile(r"\d(?:[.,]\d+)?E[+-]?\d+", re.IGNORECASE)
_MONTH = "Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec"
_AS_DATE = re.compile(rf"\d{{1,2}}-(?:{_MONTH})|(?:{_MONTH})-\d{{2}}")


def escaped(text: str) -> str:
    """The text behind an apostrophe where a spreadsheet would calculate it, or where it looks as if this were done."""
    return f"'{text}" if _calculates(text.lstrip("'")) else text


def unescaped(text: str) -> str:
    """What `escaped` was given."""
    return text[1:] if text.startswith("'") and _calculates(text.lstrip("'")) else text


def plain(text: str) -> str:
    """The text as every kind of file can hold it: one kind of line end, no control characters."""
    return _UNSTORABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def damage(text: str) -> str:
    """What a spreadsheet seems to have done to a cell, as a sentence; empty where nothing shows."""
    if len(text) == LONGEST:
        return "This text ends where a spreadsheet cuts long texts off; import long texts as CSV, or edit them here."
    if _CALCULATED.fullmatch(text):
        return f"The spreadsheet shows an error here ({text}), not a text."
    return ""


def mistaken(text: str) -> str:
    """What a spreadsheet makes of numbers of volumes, pages and books, as a sentence; empty where nothing shows."""
    if _SCIENTIFIC.fullmatch(text):
        return f"A spreadsheet has turned this into a rounded number ({text}): format the column as text."
    if _AS_DATE.fullmatch(text):
        return f"A spreadsheet has turned this into a date ({text}): format the column as text and type it anew."
    return ""


def _calculates(text: str) -> bool:
    return text.startswith(SPACE) or text.lstrip().startswith(FORMULA)
