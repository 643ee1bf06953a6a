"""Typing errors: names that are nearly what was typed, and words read as the nearest word of a name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from rapidfuzz import process
from rapidfuzz.distance import OSA

from .fulltext import FullText
from .matching import KEYS, LAST, NAME_ROW, Row, Tier, Window
from .query import Query
from .text import STOP_WORDS, stem

SHORTEST = 4  # letters; shorter texts are not corrected
ENDING = 3  # letters that an inflection may add
MOST_WORDS = 6  # of a query are corrected, the longest
LONG = 7  # from here on two errors are forgiven
FIRST = 3  # letters of what is half typed must be right
LETTERS_AN_ERROR = 4  # right ones, of what is half typed: beginnings are sooner alike than whole names


class Near(NamedTuple):
    """A name that is nearly the query: its folded text, how many letters differ, and the entry that has it."""

    folded: str
    distance: int
    row: Row


def near_names(query: Query, window: Window, most: int = 2) -> list[Near]:
    """The names with the fewest errors between them and the query, in the order of hits; none if there are too many."""
    for squashed in reversed(query.squashed):
        for errors in range(1, min(most, _allowed(squashed)) + 1):
            if found := _near_names(squashed, errors, window):
                return found
    return []


def _near_names(squashed: str, errors: int, window: Window) -> list[Near]:
    about = _candidates("search_key", "squashed", [squashed], errors, window)
    found = process.extract(squashed, about, scorer=OSA.distance, score_cutoff=errors, limit=None)
    return _nearest_names({text: int(distance) for text, distance, _ in found}, window)


def near_beginnings(query: Query, window: Window) -> list[Near]:
    """The names that nearly begin so, with the fewest errors: what is half typed. Its first letters must be right."""
    for squashed in reversed(query.squashed if query.content else ()):
        errors = min(2, (len(squashed) - 1) // LETTERS_AN_ERROR)
        if errors and (found := _near_beginnings(squashed, errors, window)):
            return found
    return []


def _near_beginnings(squashed: str, errors: int, window: Window) -> list[Near]:
    first = max(FIRST, (len(squashed) - 1) // (errors + 1))
    key = f"squashed COLLATE {window.engine.collation}"
    sql = f"SELECT squashed FROM search_key WHERE {key} >= %s AND {key} < %s"  # noqa: S608
    names = [name for (name,) in window.engine.execute(sql, range_of(squashed[:first]))]
    near: dict[str, int] = {}
    for length in range(len(squashed) - errors, len(squashed) + errors + 1):
        begun = [name[:length] for name in names]
        found = process.extract(squashed, begun, scorer=OSA.distance, score_cutoff=errors, limit=None)
        near |= {names[number]: min(near.get(names[number], errors), int(off)) for _, off, number in found}
    return _nearest_names(near, window)


def _nearest_names(distances: Mapping[str, int], window: Window) -> list[Near]:
    """Of these names without spaces those that have the fewest errors, in the order of hits."""
    if not distances:
        return []
    marks = ", ".join(["%s"] * len(distances))
    columns = f"held.place, held.is_title, held.folded, held.id, held.squashed, {NAME_ROW.format(tier=Tier.NEARLY)}"
    sql = f"SELECT {columns} FROM {KEYS} WHERE held.squashed IN ({marks}) {window.of_names}"  # noqa: S608
    rows = window.engine.execute(sql, [*distances, *window.values])
    least = min((distances[row[4]] for row in rows), default=0)
    nearest = sorted((row for row in rows if distances[row[4]] == least), key=_place)
    return [Near(row[2], least, Row(*row[5:])) for row in nearest]


def _place(row: tuple[Any, ...]) -> tuple[int, bool, str, int]:
    place, is_title, folded, key, *_ = row
    return place, not is_title, folded, key


def correct(query: Query, window: Window) -> Query | None:
    """The query as it was probably meant, word by word; None if nothing is to be corrected. At most five statements."""
    words = dict.fromkeys(word for word in query.core if len(word) >= SHORTEST and word not in STOP_WORDS)
    doubtful = sorted(words, key=len, reverse=True)[:MOST_WORDS]
    read = _right(doubtful, window)
    for errors in (1, 2):
        unread = [word for word in doubtful if word not in read and _allowed(word) >= errors]
        known = _known(unread, errors, window) if unread else Counter()
        read.update((word, near) for word in unread if (near := _nearest(word, errors, known)))
    return query.corrected(read) if any(word != near for word, near in read.items()) else None


def _right(words: Sequence[str], window: Window) -> dict[str, str]:
    """Those that names hold, each read as it is; a single one would have been found, and is not looked for."""
    if len(words) < 2:
        return {}
    source = f"search_word held JOIN {window.engine.slim} ON entry.id = held.entry_id"
    arm = f"SELECT {{}} WHERE EXISTS (SELECT 1 FROM {source} WHERE held.text = %s {window.sql})"  # noqa: S608
    sql = " UNION ALL ".join(arm.format(number) for number in range(len(words)))
    rows = window.engine.execute(sql, [value for word in words for value in (word, *window.values)])
    return {words[number]: words[number] for (number,) in rows}


def _known(words: Sequence[str], errors: int, window: Window) -> Counter[str]:
    """The words of names that are nearly like these, with the number of the entries that have them."""
    about = _candidates("search_word", "text", words, errors, window)
    near = {text for word in words for text, _, _ in _near_words(word, about, errors)}
    if not near:
        return Counter()
    source = f"search_word held JOIN {window.engine.slim} ON entry.id = held.entry_id"
    marks = ", ".join(["%s"] * len(near))
    sql = f"SELECT held.text, count(*) FROM {source} WHERE held.text IN ({marks}) {window.sql} GROUP BY held.text"  # noqa: S608
    return Counter(dict(window.engine.execute(sql, [*sorted(near), *window.values])))


def _candidates(table: str, column: str, texts: Sequence[str], errors: int, window: Window) -> list[str]:
    """All texts of a column that share a part with one of these; the ranges are read from the indexes alone."""
    arms: list[str] = []
    values: list[Any] = []
    for text in texts:
        for place, part, given in _about(column, text, errors, window.engine):
            arms.append(f"SELECT {int(place == 'reversed')}, {place} FROM {table} WHERE {part}")  # noqa: S608
            values += given
    rows = window.engine.execute(" UNION ALL ".join(arms), values)
    return list(dict.fromkeys(text[::-1] if backwards else text for backwards, text in rows))


def _near_words(word: str, known: Sequence[str], errors: int) -> list[tuple[str, float, int]]:
    """Those that differ by no more, endings aside."""
    about = process.extract(word, known, scorer=OSA.distance, score_cutoff=errors + ENDING, limit=None)
    stems = [stem(text) for text, _, _ in about]
    alike = process.extract(stem(word), stems, scorer=OSA.distance, score_cutoff=errors, limit=None)
    of_stems = {place for _, _, place in alike}
    return [each for place, each in enumerate(about) if each[1] <= errors or place in of_stems]


def _nearest(word: str, errors: int, known: Counter[str]) -> str:
    """The known word with the fewest errors, the commonest of equals; the word itself if it is known; or nothing."""
    near = _near_words(word, list(known), errors)
    if any(text.startswith(word) or stem(text) == stem(word) for text, _, _ in near):
        return word
    ranked = ((min(off, _of_stems(word, text)), off, text[0] != word[0], -known[text], text) for text, off, _ in near)
    return min(ranked, default=("",))[-1]


def _of_stems(word: str, other: str) -> int:
    """Letters added, left out, replaced or swapped with their neighbour, but for the endings."""
    return OSA.distance(stem(word), stem(other))


def _allowed(text: str) -> int:
    """How many errors are forgiven in a text of this length."""
    return 0 if len(text) < SHORTEST else 1 if len(text) < LONG else 2


def _about(column: str, text: str, errors: int, engine: FullText) -> Iterator[tuple[str, str, tuple[Any, ...]]]:
    """A column or its reverse, a condition on it that is a range of its index, and the values of that.

    An error leaves a part of a text as it is. With one error either half is right (a letter stands between them, so
    that no swap reaches into both); with two, the first or the last third is, or the first third but for a letter
    swapped or added at its beginning.
    """
    begin = max(2, (len(text) - 1) // (errors + 1))
    end = max(2, (len(text) - 1 - begin) // errors)
    parts = {(column, text[:begin]), ("reversed", text[::-1][:end])}
    if errors > 1:
        parts |= {(column, each[:begin]) for each in (text[1] + text[0] + text[2:], text[1:], text[0] + text[2:])}
    for place, part in sorted(parts):
        key = f"{place} COLLATE {engine.collation}"
        condition = f"{key} >= %s AND {key} < %s AND length({place}) BETWEEN %s AND %s"
        yield place, condition, (*range_of(part), len(text) - errors, len(text) + errors)


def range_of(beginning: str) -> tuple[str, str]:
    """The bounds of all texts that begin so."""
    return beginning, beginning + LAST
