"""The words by which texts may mean a term: every name, its regular plurals and its possessives."""

from __future__ import annotations

import hashlib
import html
import re
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from publishing.models import FormerAddress
from publishing.stamp import Stamp
from search.text import fold

from .models import Name, Term

# A combining accent or a soft hyphen does not end a word, nor does an apostrophe or an underscore within it.
WORD = re.compile(r"[\w\u0300-\u036f\u00ad]+(?:['’‘ʼ][\w\u0300-\u036f\u00ad]+)*")
_PLURAL = re.compile(r"[^siu]s\Z")
_HISSING = re.compile(r"(?:s|x|z|ch|sh)\Z", re.IGNORECASE)
_CONSONANT_Y = re.compile(r"[^aeiou]y\Z", re.IGNORECASE)

_MARKS = str.maketrans("", "", "*_~`\\\u00ad")
_REMEMBERED = 4

Words = tuple[str, ...]


class Meaning(NamedTuple):
    """The term that some words mean; `exact` holds, for each word of an acronym, the spelling it must have."""

    slug: str
    exact: Words
    links_itself: bool

    def spells(self, words: Iterable[str]) -> bool:
        return all(not exact or exact == bare(word) for exact, word in zip(self.exact, words, strict=False))


@dataclass(slots=True)
class Dictionary:
    """All names of the published terms, by their folded words."""

    meanings: dict[Words, Meaning] = field(default_factory=dict)
    longest: dict[str, int] = field(default_factory=dict)
    titles: dict[str, str] = field(default_factory=dict)
    names: list[str] = field(default_factory=list)
    version: str = ""

    def add(self, words: Words, meaning: Meaning) -> None:
        """The first meaning of the same words stays."""
        key = tuple(map(folded, words))
        if key and self.meanings.setdefault(key, meaning) is meaning and meaning.links_itself:
            self.longest[key[0]] = max(self.longest.get(key[0], 0), len(key))

    def named(self, name: str) -> Meaning | None:
        """The term with that name, whatever its case, or with that address."""
        return self.meanings.get(tuple(fold(name).split()))


@lru_cache(maxsize=16_384)
def folded(word: str) -> str:
    """A word as the dictionary knows it; texts have few different words."""
    return fold(word.replace("\u00ad", ""))


def bare(word: str) -> str:
    return re.sub("['’‘ʼ\u00ad]", "", word)


@lru_cache(maxsize=2)
def dictionary(now: Stamp) -> Dictionary:
    """The dictionary as of that stamp of the content: two queries, once a process."""
    rows, former = _rows(), _former()
    made = Dictionary(names=[row[1] for row in rows])
    spoken = [(tuple(WORD.findall(text)), slug, kind, links) for slug, text, kind, links in rows]
    for words, slug, kind, links in spoken:
        made.add(words, Meaning(slug, exact(words, kind), links))
    for words, slug, kind, links in spoken:
        for form in forms(words):
            made.add(form, Meaning(slug, exact(form, kind), links))
    for slug, text, kind, _ in rows:
        made.add(tuple(slug.split("-")), Meaning(slug, (), links_itself=False))
        if kind == Name.Kind.TITLE or slug not in made.titles:
            made.titles[slug] = text
    for slug, before in former:
        made.add(tuple(before.split("-")), Meaning(slug, (), links_itself=False))
    made.version = hashlib.sha256(repr([*rows, *former]).encode()).hexdigest()[:32]
    _remember(made)
    return made


_recent: OrderedDict[str, Dictionary] = OrderedDict()


def _remember(made: Dictionary) -> None:
    _recent[made.version] = made
    while len(_recent) > _REMEMBERED:
        _recent.popitem(last=False)


def otherwise(before: str, now: Dictionary) -> Callable[[str], bool] | None:
    """Tells of a text whether it may name other terms now than by the dictionary of that version.

    Nothing, where this process does not remember that version.
    """
    earlier = _recent.get(before)
    if earlier is None:
        return None
    keys = earlier.meanings.keys() | now.meanings.keys()
    changed = [set(" ".join(key).split()) for key in keys if earlier.meanings.get(key) != now.meanings.get(key)]

    def test(source: str) -> bool:
        held = _held(source) if changed else set()
        return any(held.issuperset(words) for words in changed)

    return test


def _held(source: str) -> set[str]:
    """Every word that a text may hold, and then some: with what marks it up read as a gap, and as nothing."""
    text = html.unescape(source)
    return {*fold(text).split(), *fold(text.translate(_MARKS)).split()}


def _rows() -> list[tuple[str, str, str, bool]]:
    """Slug, text, kind and "links by itself" of all names of the published terms."""
    names = Term.objects.published().exclude(names=None).order_by("slug", "names__order", "names__pk")
    return list(names.values_list("slug", "names__text", "names__kind", "names__autolink"))


def _former() -> list[tuple[str, str]]:
    """Slug and earlier slug of the published terms that stood elsewhere once: `[[earlier-slug]]` still means them."""
    left = FormerAddress.objects.left_by(Term)
    now = dict(Term.objects.published().filter(pk__in={key for key, _ in left}).values_list("pk", "slug"))
    return [(now[key], path.strip("/").rpartition("/")[2]) for key, path in left if key in now]


def exact(words: Words, kind: str) -> Words:
    """The words of a name whose case matters: those with two capitals, or any capital in an acronym; else empty."""
    least = 1 if kind == Name.Kind.ACRONYM else 2
    return tuple(bare(word) if sum(map(str.isupper, word)) >= least else "" for word in words)


def forms(words: Words) -> Iterator[Words]:
    """Regular plurals and possessives of a name; the singular too, where several words make it plain."""
    if not words:
        return
    *before, last = words
    endings = [*plurals(last), *([singular(last)] if before and singular(last) else [])]
    yield from ((*before, ending) for ending in endings)
    yield from heads(words)


def plurals(word: str) -> list[str]:
    """The plural of a word and, as folding takes the apostrophe away, its possessive."""
    if is_plural(word):
        return []
    if _CONSONANT_Y.search(word):
        return [f"{word[:-1]}ies", f"{word}s"]
    return [f"{word}es", f"{word}s"] if _HISSING.search(word) else [f"{word}s"]


def is_plural(word: str) -> bool:
    return bool(_PLURAL.search(word)) and len(word) > 3


def singular(word: str) -> str:
    """The singular of a regular plural; empty where there is none ("epigenetics")."""
    if not is_plural(word) or word.endswith("ics"):
        return ""
    if word.endswith("ies"):
        return f"{word[:-3]}y"
    return word[:-2] if re.search(r"(?:x|ch|sh|ss)es\Z", word) else word[:-1]


def heads(words: Words) -> Iterator[Words]:
    """Plurals inside a name: "windows of tolerance", "ruptures and repairs"."""
    for joint in ("of", "and"):
        place = words.index(joint) if joint in words[1:-1] else 0
        if place and not is_plural(words[place - 1]):
            head = (*words[: place - 1], plurals(words[place - 1])[0])
            rest = words[place + 1 :]
            if joint == "and" and plurals(rest[-1]):
                rest = (*rest[:-1], plurals(rest[-1])[0])
            yield (*head, joint, *rest)
