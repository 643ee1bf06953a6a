"""search/query.py"""

import pytest

from search.query import LONGEST_QUERY, MOST_WORDS, parse
from search.text import fold

pytestmark = pytest.mark.once


def of(*words):
    """Words that stand for themselves, as a query groups them."""
    return tuple((word,) for word in words)


def test_only_folded_words_are_left_of_a_query():
    query = parse("  \"Mirror* NEAR(Neurons)' OR 1=1;-- ")
    assert query.words == ("mirror", "near", "neurons", "or", "1", "1")
    assert query.content == of("mirror", "near", "neurons", "1")
    assert query.meaningful == ("mirror", "near", "neurons", "1")
    assert query.shown == "\"Mirror* NEAR(Neurons)' OR 1=1;--"
    assert not query.quoted


QUESTION_WORDS = ["are", "can", "could", "do", "does", "how", "is", "please", "tell", "what", "when", "where", "why"]


@pytest.mark.parametrize("first", QUESTION_WORDS)
@pytest.mark.parametrize("last", ["happens", "know", "learn", "works"])
def test_the_words_around_what_is_asked_for_carry_no_meaning(first, last):
    assert parse(f"{first} the attunement {last}").meaningful == ("attunement",)
    assert parse(f"the good attunement {last}").meaningful == ("good", "attunement", last)


def test_what_is_shown_has_single_spaces_and_nothing_that_a_database_refuses():
    assert parse(" a\0  b\ud800\n c ").shown == "a b c"


def test_a_long_query_is_cut_to_two_hundred_characters_and_twelve_words():
    assert (LONGEST_QUERY, MOST_WORDS) == (200, 12)
    assert parse("a" * 10_000).shown == "a" * 200
    assert parse("one two " * 1_000).words == ("one", "two") * 6
    assert parse('one "two three" ' * 1_000).groups == (("one",), ("two", "three")) * 4
    assert parse('1 2 3 4 5 6 7 8 9 10 11 "a b" c').groups[-2:] == (("11",), ("a",))
    assert parse("b" * 100).words == ("b" * 60,)


def test_a_character_that_folds_to_many_does_not_outgrow_the_limit():
    assert len(" ".join(parse("\ufdfa" * 200).words)) <= 200


def test_words_without_meaning_of_their_own_are_not_asked_of_texts():
    assert parse("What is the window of tolerance?").content == of("window", "tolerance")
    assert parse("what is the").content == ()


def test_a_lone_letter_only_begins_names():
    assert parse("m").content == parse("“m”").content == ()
    assert parse("m").phrases == ("m",)
    assert parse("mn").content == of("mn")
    assert parse("m n").content == of("m", "n")


@pytest.mark.parametrize(
    ("typed", "short"),
    [("m", True), ("mem", True), ("memo", False), ("me m", True), ('"mem"', False), ("", False), ("the", True)],
)
def test_one_word_of_three_letters_is_short(typed, short):
    assert parse(typed).is_short is short


@pytest.mark.parametrize(
    ("typed", "core"),
    [
        ("What is the window of tolerance?", "window of tolerance"),
        ("the window of tolerance", "window of tolerance"),
        ("define attunement", "attunement"),
        ("define: attunement", "attunement"),
        ("attunement meaning", "attunement"),
        ("meaning of attunement", "attunement"),
        ("the meaning of attunement", "attunement"),
        ("what does attunement mean", "attunement"),
        ("what does AEDP stand for", "aedp"),
        ("what is meant by the mind", "meant by the mind"),
        ("can you explain the window of tolerance to me", "window of tolerance"),
        ("attunement definition", "attunement"),
        ("tell me about mirror neurons", "mirror neurons"),
        ("how is attunement defined?", "attunement"),
        ("meaning", "meaning"),
        ("the meaning", "meaning"),
        ("explain the meaning of the definition", "explain the meaning of the definition"),
        ("the meaning of it", "meaning"),
        ("what is the", ""),
        ("window of the", "window"),
    ],
)
def test_a_question_asks_for_the_name_in_it(typed, core):
    assert " ".join(parse(typed).core) == core


def test_a_question_may_itself_be_a_name_or_its_beginning():
    query = parse("What is the window of tolerance?")
    assert query.phrases == ("what is the window of tolerance", "window of tolerance")
    assert query.squashed == ("whatisthewindowoftolerance", "windowoftolerance")
    assert query.bag == parse("tolerance of windows").bag == "of toler window"
    assert parse("what is the").phrases == ("what is the",)
    assert parse("co regulation").squashed == ("coregulation",)
    assert parse("?").phrases == parse("?").squashed == ()


def test_each_stem_is_asked_for_once():
    query = parse("memory memories memory")
    assert query.content == of("memory", "memories")
    assert (query.stems, query.stemmed) == (("memori",), of("memori"))


@pytest.mark.parametrize("typed", ['"{}"', "“{}”", "„{}“", "”{}”", "«{}»", '"{}”', "‟{}”"])
def test_words_in_double_quotes_are_one_phrase(typed):
    query = parse(typed.format("Mirror Neurons"))
    assert query.groups == query.content == (("mirror", "neurons"),)
    assert query.stemmed == (("mirror", "neuron"),)
    assert (query.stems, query.meaningful) == (("mirror", "neuron"), ("mirror", "neurons"))
    assert query.quoted


@pytest.mark.parametrize(
    "typed", ['"mirror neurons', "mirror neurons”", "'mirror neurons'", "‘mirror neurons’", "mirror' neurons"]
)
def test_a_quote_that_does_not_end_and_single_quotes_are_nothing(typed):
    query = parse(typed)
    assert (query.groups, query.quoted) == (of("mirror", "neurons"), False)


def test_phrases_stand_among_words_in_their_order():
    query = parse('early "mirror neurons" of "the mind" again "')
    assert query.groups == (("early",), ("mirror", "neurons"), ("of",), ("the", "mind"), ("again",))
    assert query.content == (("early",), ("mirror", "neurons"), ("the", "mind"), ("again",))
    assert query.words == ("early", "mirror", "neurons", "of", "the", "mind", "again")
    assert parse('x y "a b" c d').groups == (("x",), ("y",), ("a", "b"), ("c",), ("d",))
    assert parse('"a b" "a b"').content == (("a", "b"),)


def test_a_phrase_of_words_without_meaning_is_asked_for_and_a_lone_one_is_not():
    assert parse('"the of"').content == (("the", "of"),)
    assert parse('"the"').content == ()
    assert parse('"the" mind').content == of("mind")


def test_empty_quotes_hold_no_phrase():
    assert parse('""').groups == parse('"?!"').groups == ()
    assert parse('"" mind').groups == of("mind")


def test_corrected_words_replace_the_typed_ones():
    query = parse("mirrow the nurons").corrected({"mirrow": "mirror", "nurons": "neurons"})
    assert (query.shown, query.words) == ("mirror the neurons", ("mirror", "the", "neurons"))
    assert (query.groups, query.quoted) == (of("mirror", "the", "neurons"), False)


@pytest.mark.parametrize("word", ["happen", "happens", "know", "learn", "work", "works"])
def test_what_a_question_says_of_a_name_is_no_part_of_the_name(word):
    assert parse(f"how does attunement {word}").core == ("attunement",)
    assert parse(f"attunement {word}").core == ("attunement", word)


@pytest.mark.parametrize("phrase", ["the X chromosome", "XX and XY", "a (b) [c] ^d*"])
def test_any_letters_and_signs_may_stand_in_quotes(phrase):
    assert parse(f'"{phrase}"').groups == (tuple(fold(phrase).split()),)
