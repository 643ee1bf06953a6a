"""What somebody who mistyped a name may have meant."""

from __future__ import annotations

from collections.abc import Iterable

from rapidfuzz import fuzz, process

_NEAR = 75.0


def suggestion(typed: str, known: Iterable[str]) -> str:
    """ " Did you mean “…”?" with the nearest known name, or nothing."""
    found = process.extractOne(typed.lower(), sorted(known), scorer=fuzz.ratio, processor=str.lower, score_cutoff=_NEAR)
    return f" Did you mean “{found[0]}”?" if found else ""
