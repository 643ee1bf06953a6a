"""Differences between texts, and between records."""

import time
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from glossary.models import Term
from publishing.differences import MOST_COMPARED, Budget, Change, FieldDifference, of_records, words

TEXTS = st.lists(st.sampled_from(["one ", "two", " ", "\n", "three.", "é", "\r\n", "’s ", "\u2028"]), max_size=30).map(
    "".join
)


def test_a_changed_word_is_told_with_what_stands_around_it():
    assert words("The mind wanders.", "The brain wanders.") == [
        Change("same", "The "),
        Change("gone", "mind "),
        Change("new", "brain "),
        Change("same", "wanders."),
    ]


def test_equal_texts_do_not_differ():
    assert words("", "") == []
    assert words("As it was.\n", "As it was.\n") == [Change("same", "As it was.\n")]


@given(before=TEXTS, after=TEXTS)
@settings(max_examples=200, deadline=None)
def test_the_changes_make_both_texts_again(before, after):
    changes = words(before, after)
    assert "".join(each.text for each in changes if each.kind != "new") == before
    assert "".join(each.text for each in changes if each.kind != "gone") == after
    assert all(each.text for each in changes)
    kinds = [each.kind for each in changes]
    assert all(one != other for one, other in pairwise(kinds))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("\n" * 100_000, "\n \n" * 33_000),
        ("a " * 50_000, "a b " * 25_000),
        (" ".join(f"x{n} u{n}" for n in range(8_000)), " ".join(f"x{n} v{n}" for n in range(8_000))),
        ("\n".join(f"x{n} u{n}" for n in range(8_000)), "\n".join(f"y{n} u{n}" for n in range(8_000))),
        ("\n".join("word " * 1_900 for _ in range(10)), "\n".join("other word " * 900 for _ in range(10))),
    ],
)
def test_the_longest_texts_are_compared_in_seconds(before, after):
    start = time.process_time()
    changes = words(before, after)
    assert time.process_time() - start < 10
    assert "".join(each.text for each in changes if each.kind != "gone") == after


def test_a_long_stretch_that_stayed_is_shortened():
    found = FieldDifference("Body", words("a " * 500 + "end", "a " * 500 + "End")).shown()
    assert found == [Change("same", "… " + "a " * 80), Change("gone", "end"), Change("new", "End")]


def test_fields_and_rows_are_told_in_editors_words():
    before = {
        "slug": "memory",
        "state": "draft",
        "publish_at": None,
        "names": [{"text": "Memory", "kind": "title", "autolink": True}, {"text": "Memories", "kind": "plural"}],
        "recommended": ["siegel-2020"],
    }
    after = {
        "slug": "memory",
        "state": "published",
        "publish_at": "2026-11-03T10:05:00Z",
        "names": [{"text": "Memory", "kind": "title", "autolink": False}, {"text": "Recall", "kind": "alias"}],
        "recommended": ["schore-2003", "siegel-2020"],
    }
    assert of_records(before, after, Term) == [
        ("State", [Change("gone", "Draft"), Change("new", "Published")]),
        ("Publish from", [Change("new", "November 3, 2026, 10:05 UTC")]),
        ("Recommended works", [Change("new", "schore-2003\n"), Change("same", "siegel-2020")]),
        ("Names, row 1: Link by itself", [Change("gone", "Yes"), Change("new", "No")]),
        ("Names, row 2: Text", [Change("gone", "Memories"), Change("new", "Recall")]),
        ("Names, row 2: Kind", [Change("gone", "Plural"), Change("new", "Also called")]),
    ]


def test_added_and_removed_rows_and_another_order_are_told():
    rows = [{"text": "One"}, {"text": "Two"}, {"text": "Three"}]
    assert of_records({"names": rows[:1]}, {"names": rows[:2]}, Term) == [
        ("Names, row 2, added", [Change("new", "Text: Two")])
    ]
    assert of_records({"names": rows[:2]}, {"names": rows[1:2]}, Term) == [
        ("Names, row 1, removed", [Change("gone", "Text: One")])
    ]
    assert [each.label for each in of_records({"names": rows}, {"names": rows[::-1]}, Term)] == ["Names, order"]
    assert of_records({"names": rows}, {"names": rows}, Term) == []


def test_a_field_that_the_model_has_no_longer_is_told_by_its_name():
    assert of_records({"old_field": "1"}, {}, Term) == [("Old field", [Change("gone", "1")])]


def test_all_that_a_page_compares_has_one_budget():
    before, after = "one two three four", "one 2 three 4"
    cost = MOST_COMPARED - _left_after(before, after)
    budget = Budget(cost)

    assert [each.kind for each in words(before, after, budget)] == ["same", "gone", "new", "same", "gone", "new"]
    assert words(before, after, budget) == [
        Change("same", "one "),
        Change("gone", before[4:]),
        Change("new", after[4:]),
    ]


def _left_after(before: str, after: str) -> int:
    budget = Budget()
    words(before, after, budget)
    return budget.left


def test_the_fields_of_a_record_share_the_budget_and_so_do_the_rows_of_its_lists():
    def record(mark: str) -> Any:
        text = " ".join(f"a {mark}{n}" for n in range(200))
        return {"definition": text, "body": text, "names": [{"text": "Memory", "kind": f"{text}!"}]}

    cost = MOST_COMPARED - _left_after(record("u")["body"], record("v")["body"])
    found = of_records(record("u"), record("v"), Term, Budget(cost + 10))

    assert [(each.label, len(each.changes)) for each in found] == [
        ("Definition", 600),
        ("Body", 3),
        ("Names, row 1: Kind", 4),  # the ! stays
    ]


def test_a_page_of_the_worst_fields_takes_no_seconds():
    worst = [" ".join(f"a {mark}{n}" for n in range(180)) for mark in "uv"]
    before, after = ({"names": [{"text": f"{n}", "kind": text} for n in range(200)]} for text in worst)
    start = time.process_time()
    of_records(before, after, Term)
    assert time.process_time() - start < 4  # 60 s with a budget for each


def test_thousands_of_rows_are_paired_at_once():
    rows = [{"text": f"Name {n}", "kind": "alias"} for n in range(4_000)]
    other = [{**row, "kind": "plural"} for row in rows]
    start = time.process_time()
    found = of_records({"names": rows}, {"names": other[::-1]}, Term)
    assert time.process_time() - start < 6  # 40 s when each was sought among all
    assert [found[0].label, found[-1].label] == ["Names, row 1: Kind", "Names, order"]
    assert len(found) == 4_001
