"""What holds for any input, any beginning of a title and any slip of a finger, over the delivered content.

HUB_EXAMPLES says how many examples each property gets. Unset, it is a few, and the same ones every time.
"""

import os
import string
from collections.abc import Callable
from itertools import cycle, islice
from typing import Any, NamedTuple
from urllib.parse import urlencode

import pytest
from django.apps import apps
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from search import registered
from search.documents import Document
from search.engine import PAGE, find, keys
from search.indexing import documents
from search.suggesting import MOST, suggest
from search.text import fold, squash

pytestmark = pytest.mark.usefixtures("seeded_hub")

EXAMPLES = int(os.environ.get("HUB_EXAMPLES", "200"))
FEW = 3  # letters of a beginning, and hits among which a slip is forgiven
LONG = 8  # letters of a title in which a slip is forgiven

OPERATORS = [
    '"',
    "“",
    "”",
    "'",
    "’",
    "*",
    "(",
    ")",
    ":",
    "^",
    "{",
    "}",
    "%",
    "%s",
    "_",
    "\\",
    "--",
    ";",
    "$$",
    "|",
    "-",
]
SNIPPETS = [
    "<blink>",
    "</mark>",
    "' OR 1=1 --",
    "; DROP TABLE search_entry",
    "NEAR(",
    "AND",
    "NOT",
    "title_stems:",
    "{{ q }}",
]
SIGNS = [
    "\0",
    "\ud800",
    "\udfff",
    "\u202e",
    "\u2066",
    "\u0301",
    "\ufdfa",
    "\ufeff",
    "🧠",
    "👩🏽‍⚕️",
    "מראה",
    "مرآة",
    "鏡",
    "\U0010ffff",
]
WORDS = ["mirror", "neurons", "memorys", "the", "what", "is", "a", "siegel’s", "co-regulation", "behaviour", "x" * 70]
ANY_SIGN = st.characters(exclude_categories=())  # of all planes, with the halves that stand for nothing
PIECES = st.lists(st.sampled_from([*OPERATORS, *SNIPPETS, *SIGNS, *WORDS]) | st.text(ANY_SIGN, max_size=8), max_size=30)


def ten_kilobytes(pieces: list[str]) -> str:
    text = "".join(pieces) or "a"
    return (text * (10_000 // len(text) + 1))[:10_000]


def a_thousand_words(pieces: list[str]) -> str:
    return " ".join(islice(cycle(pieces or ["a"]), 1_000))


TYPED = st.one_of(
    st.text(ANY_SIGN, max_size=400),
    PIECES.map(" ".join),
    PIECES.map("".join),
    PIECES.map(lambda pieces: f'"{" ".join(pieces)}"'),
    PIECES.map(ten_kilobytes),
    PIECES.map(a_thousand_words),
)


def holds(check: Callable[..., None], *fixed: Any, **inputs: st.SearchStrategy[Any]) -> None:
    """Try the check with as many inputs as were asked for; the one it fails with is told."""
    options: dict[str, Any] = {"database": None, "deadline": None, "report_multiple_bugs": False}
    options |= {"max_examples": EXAMPLES, "derandomize": "HUB_EXAMPLES" not in os.environ}

    @settings(**options, suppress_health_check=list(HealthCheck))
    @given(**inputs)
    def tried(**given_inputs: Any) -> None:
        check(*fixed, **given_inputs)

    tried()


def rows() -> dict[str, int]:
    """How many rows each table of the search has."""
    return {each.__name__: each._default_manager.count() for each in apps.get_app_config("search").get_models()}


# Random input


def is_answered(typed: str, kind: str, page: int | str) -> None:
    results = find(typed, kind=kind, facet=kind, page=page)
    assert len(results.hits) <= PAGE
    for hit in (*results.hits, *results.nearest):
        for html in (hit.title_html, hit.summary_html):
            assert "<" not in html.replace("<mark>", "").replace("</mark>", "")
    assert len(suggest(typed)) <= MOST
    assert len(keys(typed, "glossary.term")) <= 1_000


def test_any_input_is_answered_and_changes_nothing() -> None:
    before = rows()
    kinds, pages = st.sampled_from(["", "", "term"]) | st.text(ANY_SIGN), st.just(1) | st.integers() | st.text(ANY_SIGN)
    holds(is_answered, typed=TYPED, kind=kinds, page=pages)
    assert rows() == before


def has_a_page(client: Client, address: str, typed: str) -> None:
    # A NUL is refused before any page sees it; half a surrogate pair comes as the bytes that some browsers send.
    sent = typed.replace("\0", "").encode("utf-8", "surrogatepass")
    response = client.get(f"{address}?{urlencode({'q': sent})}")
    assert response.status_code == 200
    assert b"<blink" not in response.content or "json" in response["Content-Type"]


@pytest.mark.parametrize("address", ["/search/", "/search/suggest/"])
def test_any_input_has_a_page_and_changes_nothing(client: Client, address: str) -> None:
    before = rows()
    holds(has_a_page, client, address, typed=TYPED)
    assert rows() == before


# Beginnings of titles


class Known(NamedTuple):
    """Something that can be found."""

    label: str
    key: int
    title: str


def all_documents() -> dict[tuple[str, int], Document]:
    return {
        (label, key): document
        for label, model in registered().items()
        for key, document in documents(model, list(model._default_manager.values_list("pk", flat=True))).items()
        if document.visible_from and not document.visible_until
    }


def finds_its_own(known: Known, typed: str) -> None:
    results = find(typed)
    first = [(hit.model, hit.object_id) for hit in results.hits]
    assert (known.label, known.key) in first or (results.total > PAGE and known.key in keys(typed, known.label))
    assert results.corrected == ""


def beginnings(known: Known) -> st.SearchStrategy[str]:
    """Each part of a title from its first sign on that has a few letters."""
    lengths = [end for end in range(len(known.title) + 1) if len(squash(fold(known.title[:end]))) >= FEW]
    return st.sampled_from(lengths or [len(known.title)]).map(lambda end: known.title[:end])


def test_any_beginning_of_a_title_finds_it() -> None:
    every = [Known(*identity, document.title) for identity, document in all_documents().items()]
    assert {known.label for known in every} == set(registered())
    pairs = st.sampled_from(every).flatmap(lambda known: st.tuples(st.just(known), beginnings(known)))
    holds(lambda pair: finds_its_own(*pair), pair=pairs)


# Slips of a finger


class Named(NamedTuple):
    """A term of the hub, by its names and those of all others, folded."""

    title: str
    key: int
    own: frozenset[str]
    others: frozenset[str]


def long_terms() -> list[Named]:
    terms = {
        key: (document.title, frozenset(map(fold, (document.title, *document.names))))
        for (label, key), document in all_documents().items()
        if label == "glossary.term"
    }
    return [
        Named(title, key, own, frozenset().union(*(names for other, (_, names) in terms.items() if other != key)))
        for key, (title, own) in terms.items()
        if sum(map(str.isalpha, title)) >= LONG
    ]


def inserted(title: str, place: int, letter: str) -> str:
    return title[:place] + letter + title[place:]


def deleted(title: str, place: int, letter: str) -> str:
    return title[:place] + title[place + 1 :]


def replaced(title: str, place: int, letter: str) -> str:
    return title[:place] + letter + title[place + 1 :]


def swapped(title: str, place: int, letter: str) -> str:
    """With its next neighbour; a letter that has none there stays."""
    both = title[place : place + 2]
    return title[:place] + both[::-1] + title[place + 2 :] if both.isalpha() else title


def is_another_name(typed: str, term: Named) -> bool:
    """Whether what came out is a name of another term, or as near to one as to the term's own."""

    def nearest(names: frozenset[str]) -> int:
        return min(OSA.distance(squash(fold(typed)), squash(name)) for name in names)

    return nearest(term.others) <= nearest(term.own)


def is_forgiven(slip: Callable[[str, int, str], str], term: Named, place: int, letter: str) -> None:
    letters = [number for number, sign in enumerate(term.title) if sign.isalpha()]
    typed = slip(term.title, letters[place % len(letters)], letter)
    if not is_another_name(typed, term):
        first = [hit.object_id for hit in find(typed, kind="term").hits[:FEW]]
        assert term.key in first, f"{typed!r} does not find {term.title!r}"


@pytest.mark.parametrize("slip", [inserted, deleted, replaced, swapped])
def test_any_slip_in_a_long_title_is_forgiven(slip: Callable[[str, int, str], str]) -> None:
    terms = long_terms()
    assert len(terms) > 40
    places, letters = st.integers(0, 100), st.sampled_from(string.ascii_lowercase)
    holds(is_forgiven, slip, term=st.sampled_from(terms), place=places, letter=letters)


def test_what_a_slip_leaves_is_what_it_says() -> None:
    left = [slip("Mirror neurons", 1, "x") for slip in (inserted, deleted, replaced, swapped)]
    assert left == ["Mxirror neurons", "Mrror neurons", "Mxrror neurons", "Mriror neurons"]
    assert swapped("Mirror neurons", 5, "x") == "Mirror neurons"
    own, others = frozenset({"effect"}), frozenset({"affect"})
    assert is_another_name("Affect", Named("Effect", 1, own, others))
    assert not is_another_name("Effecd", Named("Effect", 1, own, others))
