"""search/query.py"""

import pytest

from search.query import parse

pytestmark = pytest.mark.once


def test_only_folded_words_are_left_of_a_query():
    query = parse("  \"Mirror* NEAR(Neurons)' OR 1=1;-- ")
    assert query.words == ("mirror", "near", "neurons", "or", "1", "1")
    assert query.content == ("mirror", "near", "neurons", "1")
    assert query.shown == "\"Mirror* NEAR(Neurons)' OR 1=1;--"


def test_a_long_query_is_cut_to_two_hundred_characters_and_twelve_words():
    assert len(parse("a" * 10_000).shown) == 200
    assert parse("one two " * 1_000).words == ("one", "two") * 6


def test_a_character_that_folds_to_many_does_not_outgrow_the_limit():
    assert len(" ".join(parse("\ufdfa" * 200).words)) <= 200


def test_words_without_meaning_of_their_own_are_not_asked_of_texts():
    assert parse("What is the window of tolerance?").content == ("window", "tolerance")
    assert parse("what is the").content == ()


def test_a_lone_letter_only_begins_names():
    assert parse("m").content == ()
    assert parse("m").phrases == ("m",)


def test_a_question_asks_for_the_name_in_it():
    query = parse("What is the window of tolerance?")
    assert query.phrases == ("what is the window of tolerance", "window of tolerance")
    assert query.bag == parse("tolerance of windows").bag == "of toler window"
    assert parse("what is the").phrases == ("what is the",)


def test_each_stem_is_asked_for_once():
    assert parse("memory memories memory").content == ("memory", "memories")
    assert parse("memory memories memory").stems == ("memori",)


def test_corrected_words_replace_the_typed_ones():
    query = parse("mirrow nurons").corrected({"mirrow": "mirror", "nurons": "neurons"})
    assert (query.shown, query.words) == ("mirror neurons", ("mirror", "neurons"))
