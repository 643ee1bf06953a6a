"""Slips of the pen that rules can find: misspelled words and names, doubled words, missing spaces, dashes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from publishing.markdown.arranging import LONGEST

from . import quotation_marks
from .corrections import Correction, Slip, Sure, masked, offered
from .known_words import Known
from .misspellings import PHRASES, WORDS

SPELLING, NAME, WRONG_WORD = "spelling", "name misspelled", "wrong word"
DOUBLED, ARTICLE, PLURAL = "word that stands twice", "a or an", "apostrophe in a plural"
SPACE, DASH, ABBREVIATION, CAPITAL = (
    "missing space",
    "double hyphen for a dash",
    "abbreviation without a period",
    "capital letter",
)

_WORD = re.compile(r"[^\W\d_]+(?:[’'][^\W\d_]+)*")
_TWICE = re.compile(r"\b([^\W\d_]+)([ \n]+)\1\b")
_MEANT_TWICE = {"had", "that", "is", "do", "very", "so", "no", "really", "bye", "ha"}
_BEFORE_LETTERS = re.compile(r"\b([Aa]) (?=(?:[AEFHILMNORSX][A-Z]{1,5})\b)")
_BEFORE_VOWEL = re.compile(r"\b([Aa]) (?=[aeio][a-z])(?!one\b|once\b|eu|one-)")
_BEFORE_CONSONANT = re.compile(r"\b([Aa])n (?=[bcdfgjklmnpqrstvwyz][a-z])")
_LETTERS_PLURAL = re.compile(r"\b([A-Z]{2,5})[’']s\b(?! [a-z]+(?:ity|ness|ment|tion|work|book|view|theory)\b)")
_DOTS = re.compile(r"(?<=[a-z]…)(?=[A-Z])|(?<=[a-z][.!?])(?=[A-Z][a-z])|(?<=[a-z],)(?=[a-z])")
_HYPHENS = re.compile(r"(?<=[^\W_])--(?=[^\W_])|(?<=[^\W_]) -- (?=[^\W_“])")
_DOCTOR = re.compile(r"\b(Dr|Mr|Mrs|Ms|Prof)(?= [A-Z])")
_BY = re.compile(r"\b(?:was|is|were|are) ([A-Z][a-z]+ed)(?= by\b)")

Finder = Callable[[str], Iterator[Slip]]


def corrections(text: str, known: Known | None = None) -> list[Correction]:
    """All that is offered for a text; `known` are the words and names of the hub."""
    if len(text) > LONGEST:
        return []
    known = known or Known()
    found = [*quotation_marks.slips(text)]
    seen = masked(text)
    for finder in (_phrases, _doubled, _articles, _plurals, _marks):
        found += finder(seen)
    return offered(text, [*found, *_words(seen, known)])


def _words(text: str, known: Known) -> Iterator[Slip]:
    for found in _WORD.finditer(text):
        word = found[0]
        bare = re.sub(r"[’']s\Z", "", word)
        end = found.start() + len(bare)
        if right := WORDS.get(bare.lower()):
            yield Slip(found.start(), end, _like(bare, right), SPELLING, Sure.CERTAIN)
        elif near := known.near(bare):
            why = NAME if near[:1].isupper() and bare[:1].isupper() else SPELLING
            yield Slip(found.start(), end, near, why)


def _like(word: str, right: str) -> str:
    if word.isupper() and len(word) > 1:
        return right.upper()
    return right[:1].upper() + right[1:] if word[:1].isupper() else right


def _phrases(text: str) -> Iterator[Slip]:
    for wrong, right in PHRASES.items():
        for found in re.finditer(rf"(?i)\b{re.escape(wrong)}\b", text):
            yield Slip(found.start(), found.end(), _like(found[0], right), WRONG_WORD)


def _doubled(text: str) -> Iterator[Slip]:
    for found in _TWICE.finditer(text):
        if found[1].lower() not in _MEANT_TWICE and (found[1].islower() or len(found[1]) < 4):
            yield Slip(found.start(), found.end(), found[1], DOUBLED)


def _articles(text: str) -> Iterator[Slip]:
    for pattern in (_BEFORE_LETTERS, _BEFORE_VOWEL):
        for found in pattern.finditer(text):
            yield Slip(found.start(1), found.end(1), f"{found[1]}n", ARTICLE)
    for found in _BEFORE_CONSONANT.finditer(text):
        yield Slip(found.start(), found.end() - 1, found[1], ARTICLE)


def _plurals(text: str) -> Iterator[Slip]:
    for found in _LETTERS_PLURAL.finditer(text):
        yield Slip(found.start(), found.end(), f"{found[1]}s", PLURAL)


def _marks(text: str) -> Iterator[Slip]:
    for found in _DOTS.finditer(text):
        if text[found.start() - 1] == "…" or not re.search(
            r"\b\w{1,2}\.\Z", text[max(0, found.start() - 4) : found.start()]
        ):
            yield Slip(found.start() - 1, found.start(), f"{text[found.start() - 1]} ", SPACE)
    for found in _HYPHENS.finditer(text):
        yield Slip(found.start(), found.end(), "—", DASH, Sure.STYLE)
    for found in _DOCTOR.finditer(text):
        yield Slip(found.start(), found.end(), f"{found[1]}.", ABBREVIATION, Sure.STYLE)
    for found in _BY.finditer(text):
        yield Slip(found.start(1), found.end(1), found[1].lower(), CAPITAL)
