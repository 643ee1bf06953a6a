"""Corrections that are offered for a text, one by one; none is made before somebody has chosen it."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

AROUND = 30  # characters of context
MOST_OFFERED = 3000


class Sure(StrEnum):
    CERTAIN = "certain"
    LIKELY = "likely"
    STYLE = "style"


_RANKS = {sure: rank for rank, sure in enumerate(Sure)}


@dataclass(frozen=True, slots=True)
class Slip:
    """A place in a text, what could stand there instead, and why."""

    start: int
    end: int
    offer: str
    why: str
    sure: Sure = Sure.LIKELY


@dataclass(frozen=True, slots=True)
class Correction:
    """A slip as it is offered: with a key that stays the same while its surroundings do, and its context."""

    slip: Slip
    key: str
    found: str
    before: str
    after: str

    @property
    def offer(self) -> str:
        return self.slip.offer

    @property
    def why(self) -> str:
        return self.slip.why


# Each part is bounded, so that a text of nothing but opening marks takes no longer than another.
_HIDDEN = re.compile(
    r"(?s)^(`{3,20}|~{3,20})(?![`~]).{0,20000}?^\1[^\n]{0,200}$|`[^`\n]{0,2000}`|\]\([^)\n]{0,600}\)|<https?:[^>\n]{0,600}>"
    r"|https?://[^\s)>\]]+|\[\[[^\[\]\n]{0,200}\]\]|\[@[^\[\]\n]{0,300}\]|\{#[^{}\n]{0,100}\}"
    r"|(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}\.[\w.-]{1,100}",
    re.MULTILINE,
)


def masked(text: str) -> str:
    """The text with code, addresses and forced links blotted out, each character by one."""
    return _HIDDEN.sub(lambda found: re.sub(r"[^\n]", "\0", found[0]), text)


def offered(text: str, slips: Iterable[Slip]) -> list[Correction]:
    """The slips in the order of the text, each with its context; of two at one place only the surer."""
    apart = _apart(sorted(set(slips), key=lambda slip: (slip.start, _RANKS[slip.sure], -slip.end)))
    seen: Counter[str] = Counter()
    return [_with_context(text, slip, seen) for slip in apart[:MOST_OFFERED]]


def _apart(slips: Sequence[Slip]) -> list[Slip]:
    kept: list[Slip] = []
    for slip in slips:
        if not kept or slip.start >= kept[-1].end:
            kept.append(slip)
    return kept


def _with_context(text: str, slip: Slip, seen: Counter[str]) -> Correction:
    before, after = text[max(0, slip.start - AROUND) : slip.start], text[slip.end : slip.end + AROUND]
    found = text[slip.start : slip.end]
    said = "\0".join((slip.why, found, slip.offer, before, after))
    seen[said] += 1
    key = hashlib.sha256(f"{said}\0{seen[said]}".encode("utf-8", "replace")).hexdigest()[:16]
    return Correction(slip, key, found, before, after)


def chosen(corrections: Iterable[Correction], keys: Collection[str]) -> tuple[list[Slip], int]:
    """The slips with these keys, and how many of the keys no longer fit the text."""
    found = [each for each in corrections if each.key in keys]
    return [each.slip for each in found], len(set(keys) - {each.key for each in found})


def changed(text: str, slips: Iterable[Slip]) -> str:
    """The text with what is offered in all these places."""
    in_order = sorted(slips, key=lambda slip: slip.start)
    for slip in reversed(in_order):  # of two at one place the first stays the first
        text = text[: slip.start] + slip.offer + text[slip.end :]
    return text
