"""search/text.py"""

import pytest

from search.text import LONGEST_WORD, STOP_WORDS, bag, clean, fold, squash, stem, stems, words

pytestmark = pytest.mark.once


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Mirror  Neurons", "mirror neurons"),
        ("Co-regulation", "co regulation"),
        ("Siegel’s", "siegels"),
        ("Siegel's Siegel‘s Siegelʼs Siegel`s Siegel´s", "siegels siegels siegels siegels siegels"),
        ("naïve café", "naive cafe"),
        ("Ångström", "angstrom"),
        ("Straße", "strasse"),
        ("Mindsight™", "mindsighttm"),
        ("ﬁeld", "field"),
        ("under_score", "under score"),
        ("—!?", ""),
        ("  a\t\nb ", "a b"),
        ("Ελλάς", "ελλασ"),
        ("p38 10.5", "p38 10 5"),
    ],
)
def test_folding_leaves_lower_case_words_with_single_spaces(text, folded):
    assert fold(text) == folded


def test_squashing_makes_spellings_with_and_without_space_one():
    assert squash(fold("Co-regulation")) == squash(fold("co regulation")) == squash(fold("coregulation"))
    assert squash("a b c") == "abc"


def test_a_word_without_end_is_cut():
    assert LONGEST_WORD == 60
    assert words("a" * 60 + " " + "b" * 61) == ["a" * 60, "b" * 60]


@pytest.mark.parametrize("word", ["regulate", "regulated", "regulating", "regulation"])
def test_inflected_forms_have_one_stem(word):
    assert stem(word) == "regul"


def test_both_spellings_of_a_word_have_one_stem():
    assert stem("behaviours") == stem("behaviors") == "behavior"
    assert stem("organising") == stem("organizing") == "organis"


def test_stems_keep_the_order_of_the_text():
    assert stems("Mirror neurons' memories") == ["mirror", "neuron", "memori"]


def test_a_bag_holds_each_stem_once_in_one_order():
    assert bag(["neurons", "mirror", "neuron"]) == bag(["mirrors", "neuron"]) == "mirror neuron"
    assert bag([]) == ""


def test_what_postgresql_refuses_is_left_out():
    assert clean("a\0b\ud800c") == "abc"
    assert clean("naïve 🧠 日本") == "naïve 🧠 日本"


def test_words_of_questions_are_known_to_carry_no_meaning():
    asked = ["what", "is", "the", "how", "does", "an", "of", "are", "they", "dont", "whats"]
    assert [word for word in asked if word not in STOP_WORDS] == []
    assert not STOP_WORDS & {"mind", "memory", "self", "not", "no", "mean", "define", ""}
    assert len(STOP_WORDS) == 71
