"""What the three formats have in common: names, years, pages, and letters written as commands."""

from __future__ import annotations

import re

from resources.bibliography import ET_AL, Day, Name, one_line

_YEAR = re.compile(r"(?<!\d)(\d{4})(?!\d)")
_BETWEEN = re.compile(r"(?<=\w)\s*(?:--?|[‐-—])\s*(?=\w)")
_PARTICLE = re.compile(r"[a-zà-ÿ’'-]+\.?")


def year(text: str) -> Day | None:
    found = _YEAR.search(text)
    return Day(int(found[1])) if found else None


def pages(text: str) -> str:
    """“67--94” and “67-94” as the hub writes a range: “67–94”."""
    return _BETWEEN.sub("–", one_line(text))


def person(text: str) -> Name | None:
    """A name as “Family, Given”, “Family, Jr, Given” or “Given Family”; None for an empty one."""
    text = one_line(text).strip(" ,;")
    if not text or text.casefold() in ("others", ET_AL, "et al"):
        return Name(ET_AL) if text else None
    parts = [each.strip() for each in text.split(",")]
    if len(parts) > 2:
        return two_parts(parts[0], ", ".join([*parts[2:], parts[1]]))
    return two_parts(parts[0], parts[1]) if len(parts) == 2 else _split(text)


def two_parts(family: str, given: str) -> Name:
    family, given = one_line(family), one_line(given)
    if not family or not given:
        return Name(family or given)
    return Name(f"{family}, {given}", family, given)


def _split(text: str) -> Name:
    """Given names first: the family name begins with the first small word, else it is the last word."""
    words = text.split()
    if len(words) == 1:
        return Name(text)
    small = [place for place, word in enumerate(words[:-1]) if place and _PARTICLE.fullmatch(word)]
    start = small[0] if small else len(words) - 1
    return two_parts(" ".join(words[start:]), " ".join(words[:start]))
