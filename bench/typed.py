"""What readers could type for each name of each term, made by program, with every term that is a right answer.

Made from the names alone. Chance is seeded by query class and name, so that a new name changes no other query.
"""

from __future__ import annotations

import random
import re
import string
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from .names import Name, Names, folded

SEED = 20100407
SHORTEST_PREFIX = 3
PREFIXES_A_NAME = 3
SHORTEST_WITH_ERRORS = 5  # letters in a name that is mistyped
LONG_WORD = 12  # letters in a single word that is mistyped twice
SMALL_WORDS = {"a", "an", "and", "as", "at", "in", "into", "it", "of", "or", "the", "to"}
FRAMES = (
    "what is {}?",
    "what are {}",
    "{} meaning",
    "meaning of {}",
    "tell me about {}",
    "define {}",
    "what does {} mean?",
    "{} definition",
)
ACCENTED = {"a": "áäâ", "e": "éèë", "i": "íï", "o": "óöô", "u": "úü"}
QUOTES = ('"{}"', "“{}”", "„{}“", "‘{}’", "'{}'")
# What is written in one word, with a hyphen or in two words, where five letters or more follow.
DIVISIBLE = re.compile(r"\b(neuro|hyper|hypo)(?=[a-z]{5})", re.IGNORECASE)
SPELLINGS = (
    (r"\b(\w*behavi|col|fav|hon|lab|neighb|hum|rum|vig|endeav)or", r"\1our"),
    (r"\b(\w*behavi|col|fav|hon|lab|neighb|hum|rum|vig|endeav)our", r"\1or"),
    (r"(\w{3,})iz(e|es|ed|er|ers|ing|ation|ations)\b", r"\1is\2"),
    (r"(\w{3,})is(ing|ation|ations)\b", r"\1iz\2"),
    (r"(\w{3,})yz(e|es|ed|er|ing)\b", r"\1ys\2"),
    (r"(\w{3,})ys(e|es|ed|er|ing)\b", r"\1yz\2"),
    (r"\b(def|off|pret|lic)ense", r"\1ence"),
    (r"\b(def|off|pret|lic)ence", r"\1ense"),
    (r"\b(labe|trave|mode|counse|signa|cance|leve|channe)l(ing|ed|er|or)\b", r"\1ll\2"),
    (r"\b(labe|trave|mode|counse|signa|cance|leve|channe)ll(ing|ed|er|or)\b", r"\1l\2"),
    (r"\b(cent|fib|theat|lit|met)er(s?)\b", r"\1re\2"),
    (r"\bgray\b", "grey"),
    (r"\b(h|an|p|f|arch|encyclop|leuk)e(?=mo|mat|mia|sth|diat|cal|olog|dia)", r"\1ae"),
    (r"\b(f|diarrh|am|man)e(?=tal|tus|a\b|b|uv)", r"\1oe"),
)


class Typed(NamedTuple):
    """A query, the class it belongs to, and the addresses of its right answers."""

    group: str
    text: str
    wanted: frozenset[str]


def made(names: Names) -> list[Typed]:
    """All queries of all classes, each once a class, without those that are only the name itself again."""
    queries = {(group, text): name for name in names.names for group, text in _of(name)}
    return [Typed(group, text, names.wanted(group, text, name)) for (group, text), name in queries.items()]


def _of(name: Name) -> Iterator[tuple[str, str]]:
    for group, make in CLASSES.items():
        chance = random.Random(f"{SEED}:{group}:{name.text}")  # noqa: S311 - the same queries each time
        yield from ((group, text) for text in make(name, chance) if group == "exact" or text != name.text)


def exact(name: Name, chance: random.Random) -> Iterable[str]:
    return [name.text]


def case(name: Name, chance: random.Random) -> Iterable[str]:
    return [chance.choice([name.text.upper(), name.text.lower(), name.text.title(), name.text.swapcase()])]


def prefixes(name: Name, chance: random.Random) -> Iterable[str]:
    lengths = range(SHORTEST_PREFIX, len(name.text))
    chosen = chance.sample(lengths, min(PREFIXES_A_NAME, len(lengths)))
    return sorted({name.text[:length].rstrip(" -").lower() for length in chosen}, key=len)


def several_prefixes(name: Name, chance: random.Random) -> Iterable[str]:
    words = [word for word in folded(name.text).split() if word not in SMALL_WORDS]
    if len(words) > 1:
        yield " ".join(word[: chance.randint(min(SHORTEST_PREFIX, len(word)), len(word))] for word in words)


def plural(name: Name, chance: random.Random) -> Iterable[str]:
    """The other number of the last word, and a possessive; not of acronyms and of words that have neither."""
    if name.is_acronym or name.text.endswith(("ed", "ing", "ful")):
        return
    yield _other_number(name.text)
    mark = chance.choice("'’")
    yield name.text + (mark if name.text.endswith("s") else f"{mark}s")


def _other_number(text: str) -> str:
    if re.search(r"[^aeiou]ies$", text):
        return text[:-3] + "y"
    if re.search(r"[^sui]s$", text) and not text.endswith(("ics", "ses")):
        return text[:-1]
    if re.search(r"(s|x|z|ch|sh)$", text):
        return text if text.endswith("ses") else f"{text}es"
    return re.sub(r"y$", "ies", text) if re.search(r"[^aeiou]y$", text) else f"{text}s"


def order(name: Name, chance: random.Random) -> Iterable[str]:
    words = folded(name.text).split()
    if len(words) > 1:
        yield " ".join(reversed(words))
    if len(words) > 2:
        yield " ".join(chance.sample(words, len(words)))


def joints(name: Name, chance: random.Random) -> Iterable[str]:
    """Hyphen, dash, space or none, where the name has a hyphen or a space or could have one."""
    for joint in ("-", "–", " ", ""):
        if "-" in name.text:
            yield name.text.replace("-", joint)
        elif joint != "–":
            yield DIVISIBLE.sub(rf"\g<1>{joint}", name.text)
    if " " in name.text:
        yield name.text.replace(" ", "-")


def missing_space(name: Name, chance: random.Random) -> Iterable[str]:
    spaces = [place for place, letter in enumerate(name.text) if letter == " "]
    if spaces:
        place = chance.choice(spaces)
        yield name.text[:place].lower() + name.text[place + 1 :].lower()


def accents(name: Name, chance: random.Random) -> Iterable[str]:
    places = [place for place, letter in enumerate(name.text.lower()) if letter in ACCENTED]
    if places:
        place = chance.choice(places)
        letter = chance.choice(ACCENTED[name.text[place].lower()])
        yield unicodedata.normalize(chance.choice(["NFC", "NFD"]), name.text[:place] + letter + name.text[place + 1 :])


def quotes(name: Name, chance: random.Random) -> Iterable[str]:
    return [chance.choice(QUOTES).format(name.text)]


def spellings(name: Name, chance: random.Random) -> Iterable[str]:
    return [re.sub(american, british, name.text, flags=re.IGNORECASE) for american, british in SPELLINGS]


def questions(name: Name, chance: random.Random) -> Iterable[str]:
    return [frame.format(name.text) for frame in chance.sample(FRAMES, 2 if name.is_title else 1)]


def one_error(change: Callable[[str, int, random.Random], str], *, at_first: bool = False) -> Callable[..., list[str]]:
    def make(name: Name, chance: random.Random) -> list[str]:
        places = _letters(name.text)
        if len(places) < SHORTEST_WITH_ERRORS:
            return []
        return [change(name.text.lower(), 0 if at_first else chance.choice(places), chance)]

    return make


def two_errors(name: Name, chance: random.Random) -> Iterable[str]:
    """One error in each of two longer words, or two in a long single word."""
    words = [match.span() for match in re.finditer(r"[A-Za-z]{5,}", name.text)]
    if len(words) > 1:
        spans = sorted(chance.sample(words, 2))
    elif words and words[0][1] - words[0][0] >= LONG_WORD:
        begin, end = words[0]
        spans = [(begin, begin + LONG_WORD // 2), (begin + LONG_WORD // 2, end)]
    else:
        return
    text = name.text.lower()
    for begin, end in reversed(spans):
        text = chance.choice(CHANGES)(text, chance.randrange(begin, end - 1), chance)
    yield text


def _letters(text: str) -> list[int]:
    return [place for place, letter in enumerate(text) if letter.isalpha()]


def inserted(text: str, place: int, chance: random.Random) -> str:
    return text[:place] + chance.choice(string.ascii_lowercase) + text[place:]


def deleted(text: str, place: int, chance: random.Random) -> str:
    return text[:place] + text[place + 1 :]


def replaced(text: str, place: int, chance: random.Random) -> str:
    others = string.ascii_lowercase.replace(text[place].lower(), "")
    return text[:place] + chance.choice(others) + text[place + 1 :]


def swapped(text: str, place: int, chance: random.Random) -> str:
    """The letter and the next one of its word; at a word's end, and before the same letter, one before or after."""
    pairs = [at for at in range(len(text) - 1) if text[at : at + 2].isalpha() and text[at] != text[at + 1]]
    at = min(pairs, key=lambda pair: abs(pair - place))
    return text[:at] + text[at + 1] + text[at] + text[at + 2 :]


def any_change(text: str, place: int, chance: random.Random) -> str:
    return chance.choice(CHANGES)(text, place, chance)


CHANGES = (inserted, deleted, replaced, swapped)
CLASSES: dict[str, Callable[[Name, random.Random], Iterable[str]]] = {
    "exact": exact,
    "case": case,
    "prefix": prefixes,
    "several prefixes": several_prefixes,
    "plural": plural,
    "order": order,
    "hyphen or space": joints,
    "missing space": missing_space,
    "accents": accents,
    "quotes": quotes,
    "spelling variants": spellings,
    "question": questions,
    "typing error: letter inserted": one_error(inserted),
    "typing error: letter deleted": one_error(deleted),
    "typing error: letter replaced": one_error(replaced),
    "typing error: neighbours swapped": one_error(swapped),
    "typing error: first letter": one_error(any_change, at_first=True),
    "typing error: two": two_errors,
}
