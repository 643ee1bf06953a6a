"""search/text.py"""

import pytest

from search.text import clean, fold, squash, stem, stems, words

pytestmark = pytest.mark.once


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Mirror  Neurons", "mirror neurons"),
        ("Co-regulation", "co regulation"),
        ("Siegel’s", "siegels"),
        ("naïve café", "naive cafe"),
        ("Straße", "strasse"),
        ("Mindsight™", "mindsighttm"),
        ("under_score", "under score"),
        ("—!?", ""),
        ("Ελλάς", "ελλασ"),
    ],
)
def test_folding_leaves_lower_case_words_with_single_spaces(text, folded):
    assert fold(text) == folded


def test_squashing_makes_spellings_with_and_without_space_one():
    assert squash(fold("Co-regulation")) == squash(fold("co regulation")) == squash(fold("coregulation"))


def test_a_word_without_end_is_cut():
    assert words("a" * 100) == ["a" * 60]


@pytest.mark.parametrize("word", ["regulate", "regulated", "regulating", "regulation"])
def test_inflected_forms_have_one_stem(word):
    assert stem(word) == "regul"


def test_stems_keep_the_order_of_the_text():
    assert stems("Mirror neurons' memories") == ["mirror", "neuron", "memori"]


def test_what_postgresql_refuses_is_left_out():
    assert clean("a\0b\ud800c") == "abc"
