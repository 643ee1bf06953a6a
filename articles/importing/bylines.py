"""Lines that say who wrote an article and when: as printed, and as a date."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from .debris import is_debris, without_counts

_MONTHS = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    r"sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_DATES = [
    re.compile(rf"(?i)\b{pattern}(?!\d)")
    for pattern in (
        rf"{_MONTH} {_DAY},? (?P<year>\d{{4}})",
        rf"{_DAY}\.? {_MONTH},? (?P<year>\d{{4}})",
        r"(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})(?:T[\d:.+Z-]*)?",
    )
]
_AROUND_DATE = re.compile(
    r"(?i)\b(?:(?:first |originally )?(?:posted|published|written|updated|last updated|created|date)(?: on)?:?|"
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day,?|(?:mon|tue|wed|thu|fri|sat|sun),|"
    r"(?:at |@ )?\d{1,2}:\d\d(?::\d\d)? ?(?:[ap]\.?m\.?)?(?: [A-Z]{2,4}\b)?|on\s*\Z)\s*"
)
_BY = re.compile(
    r"(?i)^(?:(?:posted|submitted|written|published|article|text|story|words|essay|created|an essay|"
    r"a guest post)?\s*by\b:?|author:)\s*(?=\S)"
)
_CREDENTIAL = re.compile(
    r"(?:,\s*|\b)(?:Ph\.?D|Psy\.?D|M\.?D|M\.?A|M\.?S|M\.?Ed|LMHC|LMFT|LCSW|LPC|RN|MSW|MFA|BSc|MSc)\b\.?"
)
_NAME = re.compile(
    r"^(?:(?:Dr|Prof|Mr|Mrs|Ms)\.? )?[^\W\d_a-z][\w.’'-]*(?: (?:[^\W\d_a-z][\w.’'-]*|de|van|von|der|la|and|&))*"
)
# Blogger prints it below the text, with words of its buttons behind it.
_SIGNED = re.compile(r"(?i:posted by) (?P<name>[^\d|·•]{3,80}?) at \d{1,2}:\d\d(?: ?[AaPp]\.?[Mm]\b)?")
_SEPARATOR = re.compile(r"\s*(?:[|·•—–/]|\s-\s)\s*|\s{2,}|\t")
MOST_WORDS = 16
LONGEST = 300  # characters


@dataclass(frozen=True, slots=True)
class Said:
    """What such a line says; a line may say only one of the two."""

    byline: str = ""
    day: date | None = None


def find_date(text: str) -> tuple[date | None, str]:
    """The date in a text that gives day, month and year beyond doubt, and the text without it."""
    for pattern in _DATES:
        found = pattern.search(text)
        day = _date(found) if found else None
        if found and day:
            return day, f"{text[: found.start()]} {text[found.end() :]}"
    return None, text


def _date(found: re.Match[str]) -> date | None:
    month = found["month"].lower()
    number = int(month) if month.isdecimal() else 1 + next(n for n, name in enumerate(_MONTHS) if name[:3] == month[:3])
    try:
        return date(int(found["year"]), number, int(found["day"]))
    except ValueError:
        return None


def read_line(line: str) -> Said | None:
    """What a line of byline and date says; None where it is another kind of line."""
    if len(line) > LONGEST:
        return None
    line = without_counts(" ".join(line.split()))
    if (signed := _SIGNED.match(line)) and as_name(signed["name"]):
        return Said(signed["name"])
    if not line or len(line.split()) > MOST_WORDS:
        return None
    day, rest = find_date(line)
    names = list[str]()
    for part in _SEPARATOR.split(_AROUND_DATE.sub(" ", rest) if day else rest):
        name = re.sub(r"\s+on\Z", "", part.strip(" ,;:"))
        if name and is_debris(name) is None:
            names.append(name)
    if not names:
        return Said(day=day) if day else None
    byline = as_byline(names[0], is_labelled=bool(day)) if len(names) == 1 else ""
    return Said(byline, day) if byline else None


def as_byline(text: str, *, is_labelled: bool = False) -> str:
    """The byline that a text is, without "by"; "" where it is none."""
    text = " ".join(text.split()).strip(" ,;:")
    bare = _BY.sub("", text)
    named = _NAME.match(bare)
    if not named or (bare.endswith((".", "!", "?")) and not _CREDENTIAL.search(bare[-8:])):
        return ""
    is_name_alone = is_labelled and named.end() == len(bare) and len(bare.split()) in (2, 3)
    return bare if bare != text or _CREDENTIAL.search(bare) or is_name_alone else ""


def as_name(text: str) -> str:
    """The name of a person that a text is; "" where it is something else."""
    text = text.strip(" ·•|,")
    return text if len(text.split()) in (2, 3) and _NAME.fullmatch(text) else ""


def author(byline: str) -> str:
    """The name at the beginning of a byline of one author; "" where there may be several."""
    name = byline.partition(",")[0].strip()
    is_one = _NAME.fullmatch(name) and not re.search(r" (?:and|&) ", byline)
    return name[:120] if is_one else ""
