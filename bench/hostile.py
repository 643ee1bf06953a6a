"""What nobody types in earnest: each text is meant to take the search long."""

from __future__ import annotations

import string
from collections.abc import Sequence
from itertools import chain

from search.text import STOP_WORDS


def texts(frequent: Sequence[str], names: Sequence[str]) -> dict[str, str]:
    """The texts, each under a name; `frequent` are the most frequent words, `names` any names."""
    made = {
        "10 kB of one word": "memory" * 1_700,
        "10 kB of words": " ".join(frequent)[:10_000],
        "10 kB without a letter": "?!" * 5_000,
        "1,000 words": " ".join((list(frequent) * 6)[:1_000]),
        "1,000 names": " ".join(names[:1_000]),
        "200 words of one letter": " ".join((string.ascii_lowercase * 8)[:200]),
        "one word again and again": "a " * 100,
        "a frequent word again and again": f"{frequent[0]} " * 40,
        "all stop words": " ".join(sorted(STOP_WORDS)),
        "a dozen stop words": " ".join(sorted(STOP_WORDS)[:12]),
        "the most frequent words": " ".join(frequent[:12]),
        "the two most frequent words": " ".join(frequent[:2]),
        "the most frequent words, wrong": " ".join(f"{word}x" for word in frequent[:12]),
        "long words, wrong": " ".join(sorted(frequent, key=len)[-12:])[1:],
        "beginnings of many words": "s c p co re st in de un ma pa tr",
        "quotes": " ".join(f'"{letter}"' for letter in "abcdefgh"),
        "frequent words in quotes": " ".join(f'"{word}"' for word in frequent[:12]),
        "a frequent phrase": f'"{frequent[0]} {frequent[1]}"',
        "stop words in quotes": '"of the"',
        "many stop words in quotes": '"of a in the or to and with for of a"',
        "quotes that stay open": '"' * 150,
        "operators": "AND OR NOT NEAR(memory, 5) title_stems: -memory +memory memory* ^memory",
        "SQL": "'; DROP TABLE search_entry; -- %s %% :now ? $1",
        "NUL and surrogates": "mem\0ory \ud800 mirror\udfff",
        "emoji": "🧠" * 200,
        "accents upon accents": "e" + "\u0301" * 190,
        "letters that unfold": "\ufdfa" * 200,
        "right to left": "\u202ememory \u05d6\u05d9\u05db\u05e8\u05d5\u05df \u0630\u0627\u0643\u0631\u0629",
        "digits": "1234567890" * 20,
        "a word without spaces": "".join(frequent[:30]),
        "hyphens": "-".join(frequent[:12]),
    }
    letters = string.ascii_lowercase + string.digits
    beginnings = chain(letters, ("co", "un", "in", "re", "pro", "non", "sub", "inter"))
    return made | {f"beginning with {each}": each for each in beginnings}
