"""Pasted text as records of works."""

from __future__ import annotations

import re
from collections.abc import Callable

from resources.bibliography import Record

from . import bibtex, csl, ris
from .broken import Broken

MOST = 200_000  # characters
MOST_RECORDS = 200  # one of them is chosen from a list
_DOI = re.compile(r"(?:https?://(?:dx\.)?doi\.org/|doi:\s*)?10\.\d{4,9}/\S+", re.IGNORECASE)


def read(text: str) -> list[Record]:
    """The records in a text, whatever its format; raises Broken, which says in words what is wrong, and where."""
    text = text.lstrip("\ufeff")
    if len(text) > MOST:
        raise Broken("This is longer than 200,000 characters. Paste fewer citations at a time.")
    records = _reader(text)(text)
    if not records:
        raise Broken("There is no citation in this.")
    if len(records) > MOST_RECORDS:
        raise Broken(f"There are {len(records):,} citations in this. Paste at most {MOST_RECORDS} at a time.")
    return records


def _reader(text: str) -> Callable[[str], list[Record]]:
    start = text.strip()
    if start.startswith(("{", "[")):
        return csl.read
    if re.search(r"^[ \t]*@[ \t]*\w+[ \t]*[{(]", text, re.MULTILINE):
        return bibtex.read
    if ris.LINE.search(text):
        return ris.read
    if _DOI.fullmatch(start):
        raise Broken(
            "This is a DOI alone, and the hub asks no other site about it. On the publisher’s page or at doi.org "
            "choose “Cite” or “Export”, and paste the BibTeX, RIS or CSL-JSON that you get."
        )
    raise Broken("This is neither BibTeX (@article{…}), nor RIS (TY  - …), nor CSL-JSON ({…}).")
