"""How many hits search/engine.py counts, and how many database queries it makes"""

import pytest

from search import indexing
from search.engine import find, keys
from search.suggesting import suggest

from .asking import titles
from .conftest import LONG_AGO, document

pytestmark = pytest.mark.usefixtures("shelf")


@pytest.fixture
def patterns(shelf):
    """More of one kind than are counted, and a work beside them."""
    indexing.put_all("shelf.many", {n: document(f"Pattern {n:04}", facet="debated") for n in range(1, 1102)})
    indexing.put("shelf.work", 1, document("Pattern work", kind="resource", facet="supported"))


@pytest.mark.usefixtures("patterns")
def test_counting_stops_at_a_thousand(django_assert_num_queries):
    with django_assert_num_queries(3):
        results = find("pattern", page=99)
    assert (results.total, results.total_shown, results.pages, results.page) == (1000, "1,000+", 50, 50)
    assert (results.kinds, results.facets) == (
        (("term", 1000), ("resource", 1)),
        (("debated", 1000), ("supported", 1)),
    )
    assert results.hits[-1].title == "Pattern 1000"
    with django_assert_num_queries(3):
        assert titles("pattern", kind="resource") == ["Pattern work"]
    narrowed = find("pattern", kind="resource")
    assert (narrowed.total_shown, narrowed.kinds) == ("1", results.kinds)


@pytest.mark.usefixtures("patterns")
def test_of_a_short_query_a_thousand_of_each_kind_are_counted_and_a_facet_is_sought_anew(django_assert_num_queries):
    indexing.put("shelf.term", 2000, document("Patterned, the last of all", facet="supported"))
    with django_assert_num_queries(2):
        results = find("pat")
    assert (results.total_shown, results.kinds) == ("1,000+", (("term", 1000), ("resource", 1)))
    assert results.facets == (("debated", 1000), ("supported", 1))
    with django_assert_num_queries(4):
        assert titles("pat", facet="supported") == ["Patterned, the last of all", "Pattern work"]
    assert titles("pat", facet="supported", kind="resource") == ["Pattern work"]


def test_of_what_holds_a_part_a_hundred_are_counted():
    indexing.put_all("shelf.many", {n: document(f"Pattern {n:04}") for n in range(1, 100)})
    indexing.put("shelf.work", 1, document("Pattern work", kind="resource", facet="supported"))
    indexing.put("shelf.work", 2, document("Zebra", kind="resource"))
    results = find("pattern zebra")
    assert (results.total_shown, results.total, results.pages, results.more) == ("100+", 100, 5, True)
    assert sum(dict(results.kinds).values()) == 100
    assert {hit.why for hit in results.hits} == {"some of the words"}


@pytest.mark.usefixtures("patterns")
def test_more_corrected_hits_than_are_counted_can_be_narrowed_too(django_assert_num_queries):
    everything = find("patern")
    assert (everything.total_shown, everything.kinds) == ("1,000+", (("term", 1000), ("resource", 1)))
    with django_assert_num_queries(6):
        narrowed = find("patern", kind="resource")
    assert narrowed.corrected == everything.corrected == "pattern"
    assert [(hit.title, hit.why) for hit in narrowed.hits] == [("Pattern work", "")]


def test_exactly_a_thousand_are_no_more_than_are_counted(monkeypatch, shelve):
    monkeypatch.setattr("search.engine.MOST_COUNTED", 3)
    for number in range(3):
        shelve(f"Pattern {number}")
    assert (find("pattern").total_shown, find("pattern").more) == ("3", False)
    shelve("Pattern 3")
    results = find("pattern")
    assert (results.total_shown, results.kinds, len(results.hits)) == ("3+", (("term", 3),), 3)


@pytest.mark.parametrize(
    ("query", "number"),
    [
        ("?", 0),
        ("memory", 2),
        ("me", 2),
        ("mem", 3),
        ("the of", 4),
        ("hippocampus", 3),
        ('"zebra zoo"', 3),
        ("mirrow nurons", 6),
        ("mirrow", 6),
        ("tolerance zebra", 9),
        ("zzzzzz", 6),
        ("zz", 4),
        ("zz zz", 4),
    ],
)
def test_a_search_takes_few_database_queries(query, number, django_assert_num_queries):
    with django_assert_num_queries(number):
        find(query)


@pytest.fixture
def many_texts(shelve):
    """Many that hold a word in their texts alone, beside a few names of it, in several kinds and facets."""
    for number in range(45):
        kind, facet = ("term", "article", "resource")[number % 3], ("", "debated", "supported", "debated")[number % 4]
        shelve(
            f"Text {number:02}", kind=kind, facet=facet, summary="A zebra. " * (1 + number % 2), text="Bird. " * number
        )
    shelve("Zebra", "striped zebra", facet="debated", text="A zebra is a zebra.")
    shelve("Zebras and zoos", kind="article", facet="supported")
    shelve("Zebrafish", facet="debated")
    shelve("Hidden zebra", visible_from=None, text="zebra")
    shelve("Gone", visible_until=LONG_AGO, text="zebra")


@pytest.mark.usefixtures("many_texts")
@pytest.mark.parametrize(
    "narrowed", [{}, {"kind": "article"}, {"facet": "debated"}, {"kind": "term", "facet": "debated"}]
)
@pytest.mark.parametrize("query", ["zebra", "the zebras", "zeb", '"zebra"', "bird zebra", "zebre"])
def test_what_is_only_counted_is_found_as_if_told_one_by_one(query, narrowed, monkeypatch):
    def told():
        pages = [find(query, page=number, **narrowed) for number in (1, 2, 3)]
        return pages, keys(query, "shelf.article"), suggest(query)

    one_by_one = told()
    monkeypatch.setattr("search.matching.FEW_TEXTS", 5)
    assert told() == one_by_one


@pytest.mark.usefixtures("many_texts")
def test_what_is_only_counted_stands_once_on_one_of_the_pages(monkeypatch, django_assert_num_queries):
    monkeypatch.setattr("search.matching.FEW_TEXTS", 5)
    with django_assert_num_queries(4):
        first = find("zebra")
    assert (first.total, first.kinds) == (48, (("term", 17), ("article", 16), ("resource", 15)))
    assert first.facets == (("debated", 24), ("supported", 12))
    shown = [hit.title for number in (1, 2, 3) for hit in find("zebra", page=number).hits]
    assert shown[:3] == ["Zebra", "Zebrafish", "Zebras and zoos"]
    assert sorted(shown[3:]) == [f"Text {number:02}" for number in range(45)]
