"""Terms in any number, for measuring: the synsets of WordNet, each with its lemmas as names and its gloss as text."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import NamedTuple

FOLDER = Path("/usr/share/wordnet")
FILES = ("data.noun", "data.verb", "data.adj", "data.adv")
MISSING = "WordNet is not here: install Debian's package wordnet-base, which puts it into /usr/share/wordnet."
FIRST_ID = 1_000_000
LONGEST_DEFINITION = 240  # as the editors' form has it
PUBLISHED = datetime(2020, 1, 1, tzinfo=UTC)
_MARKER = re.compile(r"\((?:a|p|ip)\)$")  # where an adjective may stand
_EXAMPLE = re.compile(r'"([^"]*)"?')


class Synset(NamedTuple):
    """One line of WordNet; the pointer is the key of the first synset that it names."""

    lemmas: tuple[str, ...]
    gloss: str
    pointer: str


class Term(NamedTuple):
    """What WordNet says of one synset; the first of the names is its title."""

    key: int
    names: tuple[str, ...]
    definition: str
    text: str


def missing() -> bool:
    return not all((FOLDER / name).is_file() for name in FILES)


def terms(number: int, taken: Collection[str]) -> list[Term]:
    """So many terms without these (folded) names, spread evenly over WordNet: any number has the same mix."""
    every = [term for term in _every() if not any(_fold(name) in taken for name in term.names)]
    if number > len(every):
        raise ValueError(f"WordNet gives {len(every):,} terms with names of their own, not {number:,}.")
    return [every[place * len(every) // number] for place in range(number)]


@cache
def _every() -> list[Term]:
    """All synsets that get a title of their own; the names that are left over are further names."""
    synsets = {key: synset for name in FILES for key, synset in _synsets(FOLDER / name)}
    titles = _titles(synsets)
    taken = set(map(_fold, titles.values()))
    every: list[Term] = []
    for key, title in titles.items():
        synset = synsets[key]
        definition, examples = _parted(synset.gloss)
        names = (title, *_free(synset.lemmas, taken))
        every.append(Term(FIRST_ID + len(every), names, definition, examples or synset.gloss))
    return every


def _titles(synsets: Mapping[str, Synset]) -> dict[str, str]:
    """A title for each synset: its first lemma that is free, or "bank (incline)" as encyclopedias do it."""
    titles: dict[str, str] = {}
    taken: set[str] = set()
    for key, synset in synsets.items():
        title = next(_free((*synset.lemmas, _apart(synset, synsets)), taken), "")
        if title:
            titles[key] = title
    return titles


def _apart(synset: Synset, synsets: Mapping[str, Synset]) -> str:
    """The first lemma with that of the nearest synset, a broader one for most."""
    near = synsets.get(synset.pointer)
    return f"{synset.lemmas[0]} ({near.lemmas[0]})" if near else ""


def _free(names: Iterable[str], taken: set[str]) -> Iterator[str]:
    """Those of the names that are not taken, each taken as it is given."""
    for name in names:
        folded = _fold(name)
        if folded and folded not in taken:
            taken.add(folded)
            yield name


@cache
def _fold(text: str) -> str:
    from search.text import fold

    return fold(text)


def _synsets(path: Path) -> Iterator[tuple[str, Synset]]:
    """The synset of each line under its part of speech and offset; the format is that of wndb(5WN)."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            if line.startswith("  "):  # the license
                continue
            data, _, gloss = line.partition(" | ")
            fields = data.split(" ")
            end = 4 + 2 * int(fields[3], 16)
            lemmas = tuple(_MARKER.sub("", lemma).replace("_", " ") for lemma in fields[4:end:2])
            pointer = f"{fields[end + 3]}{fields[end + 2]}" if int(fields[end]) else ""
            yield f"{path.suffix[1]}{fields[0]}", Synset(lemmas, gloss.strip(), pointer)


def _parted(gloss: str) -> tuple[str, str]:
    """The definition, and the examples in one text."""
    definition = gloss.partition('"')[0].strip(" ;")
    return (definition or gloss)[:LONGEST_DEFINITION], ". ".join(_EXAMPLE.findall(gloss))
