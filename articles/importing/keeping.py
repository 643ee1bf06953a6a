"""Puts back what was left out, where it stood."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Sequence

from .corrections import Slip
from .found import MOST_DROPPED, Dropped

BACK = "put back"
_BLOCK = re.compile(r"[^\n]+(?:\n[^\n]+)*")


def packed(dropped: Sequence[Dropped]) -> str:
    """The list as one field of a form holds it."""
    return json.dumps([[each.text, each.why, each.after] for each in dropped], ensure_ascii=False)


def unpacked(text: str) -> list[Dropped]:
    """The list from the field; nothing of it is trusted but its being words."""
    try:
        rows = json.loads(text or "[]")
    except (ValueError, RecursionError):
        return []
    if not isinstance(rows, list):
        return []
    fit = (
        row for row in rows if isinstance(row, list) and len(row) == 3 and all(isinstance(each, str) for each in row)
    )
    return [Dropped(*row) for row in fit][:MOST_DROPPED]


def returns(text: str, dropped: Sequence[Dropped], numbers: Collection[int]) -> list[Slip]:
    """What puts these pieces back into the text, each behind the block that it stood behind."""
    # Where the last block ends that begins with a line.
    ends = {found[0].partition("\n")[0]: found.end() for found in _BLOCK.finditer(text)}
    last = len(text.rstrip("\n"))
    pieces = [dropped[number] for number in sorted(numbers) if number < len(dropped)]
    return [_return(piece, ends.get(piece.after, last)) for piece in pieces]


def _return(piece: Dropped, place: int) -> Slip:
    if not piece.after:
        return Slip(0, 0, f"{piece.text}\n\n", BACK)
    return Slip(place, place, f"\n\n{piece.text}", BACK)
