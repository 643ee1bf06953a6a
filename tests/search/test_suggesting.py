"""search/suggesting.py"""

from datetime import UTC, datetime, timedelta

import pytest

from search.engine import find
from search.suggesting import MOST, Suggestion, suggest

from .conftest import document

NOON = datetime(2030, 1, 1, 12, tzinfo=UTC)


def offered(typed, **options):
    return [suggestion.title for suggestion in suggest(typed, **options)]


@pytest.mark.parametrize(
    "typed",
    [
        *(
            "m",
            "me",
            "mem",
            "memo",
            "memor",
            "memory",
            "memory i",
            "mir",
            "mirror",
            "mirror n",
            "a",
            "co",
            "co-",
            "the",
        ),
        *("attun", "attuned c", "nondecl", "aedp", "AED", "sieg", "siegel", "memories", "neurons mirror", "i mem"),
        *("mirrow nurons", "atunement", "siegl", "hippocampus", "the mirror", "what is a window", "window tolerance"),
        *("tolerance zebra", '"implicit memory"', '"memory"', "zzzzzz", "", "🧠", "of the", "d", "the developing"),
        *("mirrow", "memory mirror people", "people", "sensations zebra memory"),
    ],
)
@pytest.mark.usefixtures("shelf")
def test_the_first_hits_by_name_are_suggested_or_else_what_holds_the_words(typed):
    hits = [hit for hit in find(typed).hits if hit.why != "some of the words"]
    by_name = [hit for hit in hits if hit.why != "in the text"]
    assert suggest(typed) == tuple(
        Suggestion(hit.title, hit.url, hit.kind, hit.label, hit.why) for hit in (by_name or hits)[:MOST]
    )


def test_eight_are_suggested_in_the_order_of_the_search(shelve, django_assert_num_queries):
    assert MOST == 8
    for number in range(7):
        shelve(f"Pattern {number}", kind="resource" if number % 2 else "term")
    shelve("Whole", "pattern of it")
    shelve("Text of patterns")
    first = ["Pattern 0", "Pattern 2", "Pattern 4", "Pattern 6", "Whole", "Pattern 1", "Pattern 3", "Pattern 5"]
    assert offered("patt") == offered("pattern") == first
    with django_assert_num_queries(2):
        suggest("patter")
    shelve("Pattern 7")
    assert offered("pattern") == ["Pattern 0", "Pattern 2", "Pattern 4", "Pattern 6", "Pattern 7", *first[4:7]]
    assert [hit.title for hit in find("pattern").hits][:8] == offered("pattern")


def test_fewer_beginnings_than_eight_are_followed_by_words_within_names(shelve, django_assert_num_queries):
    for number in range(7):
        shelve(f"Pattern {number}")
    shelve("Text", text="Of patterns.")
    shelve("Our patterns")
    shelve("A pattern")
    with django_assert_num_queries(3):
        assert offered("pattern") == [*(f"Pattern {number}" for number in range(7)), "A pattern"]
    assert offered("patterns") == ["Our patterns", "A pattern", *(f"Pattern {number}" for number in range(6))]


def test_texts_are_suggested_only_where_no_name_is(shelve):
    shelve("Text", text="Of patterns.")
    assert suggest("patterns")[0].why == "in the text"
    shelve("Pattern")
    assert offered("patterns") == ["Pattern"]


def test_nothing_that_holds_a_part_is_suggested(shelve):
    shelve("Pattern")
    assert offered("pattern zebra of mirrors") == []
    assert len(find("pattern zebra of mirrors").hits) == 1


def test_what_is_suggested_says_what_it_is(shelve):
    shelve("Implicit memory", "nondeclarative memory", label="Well established", summary="What shapes us.")
    assert suggest("nondecl") == (
        Suggestion(
            "Implicit memory",
            "/glossary/Implicit memory/",
            "term",
            "Well established",
            "also called nondeclarative memory",
        ),
    )
    assert suggest("impl")[0].why == ""


def test_a_name_with_an_error_is_suggested(shelve):
    shelve("Attunement")
    assert offered("atunement") == offered("attunemnt") == ["Attunement"]


def test_a_beginning_with_errors_is_suggested_after_corrected_words_and_before_parts(shelve):
    shelve("Mirror neurons")
    assert offered("mirrow nur") == offered("mirrow ner") == ["Mirror neurons"]
    assert find("mirrow nur").corrected == "mirror neurons"
    shelve("Reflection", text="A mirror in Nur.")
    assert offered("mirrow nur") == ["Reflection"]
    assert find("mirrow nur").corrected == "mirror nur"


def test_only_what_is_public_is_suggested_and_only_while_it_is(shelve):
    hour = timedelta(hours=1)
    shelve("Neuroception", visible_from=NOON, visible_until=NOON + hour)
    shelve("Neurotic", visible_from=None)
    moments = (NOON - timedelta(microseconds=1), NOON, NOON + hour - timedelta(seconds=1), NOON + hour)
    for typed in ("n", "neuro", "neurocepton"):
        assert [offered(typed, at=at) for at in moments] == [[], ["Neuroception"], ["Neuroception"], []], typed
    assert offered("neuro") == []


@pytest.mark.parametrize(
    "typed",
    [
        *("", " ", "\0", "\ud800", "🧠", "'", '"', "%", "_", "*", "\\", "x" * 10_000, "memory " * 1_000, "שלום " * 50),
        *("(" * 500, "\ufdfa" * 300, "'; DROP TABLE search_entry; --", "{a} : b ^ c", "NEAR(a b)", "$$", "\u202e"),
    ],
)
def test_any_input_is_answered_with_a_few_or_none(shelve, typed):
    shelve("Attunement")
    assert offered(typed) == []


def test_nothing_is_asked_of_the_database_for_what_cannot_be_read(db, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert suggest("?!") == ()


def test_a_document_without_a_name_is_no_suggestion(shelve):
    assert document("x").title == "x"
    shelve("…", text="Some words.")
    assert offered("…") == []
    assert offered("words") == ["…"]
