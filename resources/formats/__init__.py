"""The formats of citations, by the ending of their addresses."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from resources.bibliography import Record

from . import bibtex, csl, ris


class Format(NamedTuple):
    label: str
    media_type: str
    write: Callable[[Iterable[Record]], str]


FORMATS = {
    "bib": Format("BibTeX", "application/x-bibtex", bibtex.write),
    "ris": Format("RIS", "application/x-research-info-systems", ris.write),
    "json": Format("CSL-JSON", "application/vnd.citationstyles.csl+json", csl.write),
}
