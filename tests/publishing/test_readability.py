"""How long a text is, and how hard it is to read."""

import pytest

from publishing.readability import Measured, in_words, measured

pytestmark = pytest.mark.once


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("", (0, 0, 0)),
        ("…", (0, 0, 0)),
        ("The cat sat on the mat.", (6, 1, 6)),
        ("It ended. And so on, e.g. with that.", (8, 2, 10)),
        ("One block\nand one of ten", (6, 2, 6)),
        ("Well-being, she said: “it’s 1999.”", (5, 1, 7)),
    ],
)
def test_words_sentences_and_syllables_are_counted(text, counts):
    found = measured(text)

    assert (found.words, found.sentences, found.syllables) == counts


def test_the_ease_follows_from_the_counts():
    """206.835 - 1.015 * 20 - 84.6 * 1.5, worked out by hand."""
    assert Measured(words=200, sentences=10, syllables=300).ease == pytest.approx(59.635)


def test_a_few_words_are_not_judged():
    assert measured("word " * 99).ease is None
    assert measured("word " * 100).ease is not None


def test_short_words_in_short_sentences_are_easier_than_long_ones_in_long_sentences():
    easy = measured("The cat sat on the mat. It was a fat cat. " * 12)
    hard = measured("Interpersonal neurobiology characterizes integrative communication extraordinarily. " * 20)

    assert (in_words(easy.ease), in_words(hard.ease)) == ("very easy", "very hard")


@pytest.mark.parametrize(
    ("ease", "words"),
    [
        (120, "very easy"),
        (90, "very easy"),
        (89.9, "easy"),
        (70, "fairly easy"),
        (60, "plain"),
        (59.9, "fairly hard"),
        (50, "fairly hard"),
        (30, "hard"),
        (29.9, "very hard"),
        (-40, "very hard"),
    ],
)
def test_the_score_has_a_name(ease, words):
    assert in_words(ease) == words


def test_the_time_to_read_is_whole_minutes():
    assert [Measured(words, 1, 1).minutes for words in (1, 109, 111, 330, 2200)] == [0, 0, 1, 2, 10]
