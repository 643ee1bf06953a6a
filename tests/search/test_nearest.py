"""search/nearest.py"""

from datetime import UTC, datetime, timedelta

import pytest

from search.engine import find
from search.nearest import MOST

NOON = datetime(2030, 1, 1, 12, tzinfo=UTC)


def nearest(query, **options):
    results = find(query, **options)
    assert results.hits == ()
    return [hit.title for hit in results.nearest]


def test_an_empty_result_offers_the_terms_spelled_most_alike(shelve):
    for title in ("Attachment", "Attunement", "Attention", "Affect", "Zebra", "Containment", "Brain", "Memory"):
        shelve(title)
    assert MOST == 6
    assert nearest("attainmunt") == ["Attachment", "Attunement", "Containment", "Attention", "Brain", "Affect"]


def test_the_most_alike_stands_first_and_equals_stand_by_their_names(shelve):
    for title in ("Abcdefgh", "Abcdexxx", "Abxxxxxx", "Bzzzzzzz", "Azzzzzzz"):
        shelve(title)
    assert nearest("abcdqqqqqq") == ["Abcdefgh", "Abcdexxx", "Abxxxxxx", "Azzzzzzz", "Bzzzzzzz"]


def test_an_entry_is_offered_once_by_the_best_of_its_names(shelve):
    shelve("Zoo", "abcdefff", "abcdeggg")
    shelve("Abxxxxxx")
    assert nearest("abcdqqqqqq") == ["Zoo", "Abxxxxxx"]


def test_names_with_the_same_ending_are_near_from_anywhere_in_the_alphabet(shelve):
    for letter in "bcdefghijklmnopqrstuvwxyz":
        shelve(f"m{letter}")
        shelve(f"q{letter}")
    shelve("Abcdefgation")
    assert nearest("qamqqqqqation")[0] == "Abcdefgation"


def test_names_with_the_same_beginning_are_near_however_many_stand_between(shelve):
    for letter in "abcdefghijklmnopqrstuvwxyz":
        shelve(f"mo{letter}xxxxxxxxxxxxxx")
    shelve("Mozqqqqqqq")
    assert nearest("moaqqqqqqwwwww")[0] == "Mozqqqqqqq"


def test_without_anything_alike_the_neighbours_in_the_alphabet_are_offered(shelve):
    for letter in "abcdefgh":
        shelve(letter * 9)
    assert nearest("zzzzzz") == [letter * 9 for letter in "abcdef"]
    assert nearest("1111") == [letter * 9 for letter in "abcdef"]


def test_twelve_neighbours_on_either_side_are_looked_at(shelve):
    for number in range(13):
        shelve(f"aa{number:02}")
        shelve(f"zz{number:02}")
    assert nearest("mmmmmmmm") == [f"aa{number:02}" for number in range(1, 7)]
    assert nearest("mmmmmm00")[:2] == ["zz00", "aa01"]
    assert nearest("mmmmmm12")[:2] == ["aa12", "aa01"]


@pytest.mark.parametrize("kind", ["resource", "article", "person", "step"])
def test_only_terms_are_offered(shelve, kind):
    shelve("Attachment theory", kind=kind)
    assert nearest("attqqqqqq") == []
    shelve("Attunement")
    assert nearest("attqqqqqq") == ["Attunement"]


def test_what_is_not_public_is_not_offered(shelve):
    hour = timedelta(hours=1)
    shelve("Attachment", visible_from=None)
    shelve("Attunement", visible_from=NOON, visible_until=NOON + hour)
    assert [nearest("attqqqqqq", at=at) for at in (NOON - hour, NOON, NOON + hour)] == [[], ["Attunement"], []]


def test_a_question_is_compared_by_what_it_asks_for(shelve):
    for title in ("Wzzzzzzzz", "Abcdefgh"):
        shelve(title)
    assert nearest("what is abcdqqqq") == ["Abcdefgh", "Wzzzzzzzz"]


@pytest.mark.parametrize("query", ["", "🧠", "…?!", "\0", "\ud800", '""', "''"])
def test_nothing_is_near_to_what_cannot_be_read(shelve, query):
    shelve("Attunement")
    assert nearest(query) == []


def test_something_is_near_to_whatever_can_be_read(shelve):
    shelve("Attunement")
    for query in (
        "z",
        "zzz",
        "of the",
        '"zebra zoo"',
        "שלום",
        "日本語",
        "x" * 10_000,
        "a'; DROP TABLE search_entry; --",
    ):
        assert nearest(query) == ["Attunement"], query


def test_a_search_that_finds_something_offers_nothing_else(shelve):
    shelve("Attunement")
    shelve("Attachment")
    assert find("attunement").nearest == find("atunement").nearest == ()
    assert find("attunement", kind="resource").nearest == ()


def test_a_near_term_is_shown_like_a_hit_without_a_reason(shelve):
    shelve("Attunement", summary="Feeling <felt>.", facet="supported", label="Supported")
    hit = find("attqqqqqq").nearest[0]
    assert (hit.kind, hit.url, hit.facet, hit.label, hit.why) == (
        *("term", "/glossary/Attunement/", "supported", "Supported", ""),
    )
    assert (hit.title_html, hit.summary_html) == ("Attunement", "Feeling &lt;felt&gt;.")
