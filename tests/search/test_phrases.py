"""Phrases in double quotes, over search/matching.py"""

from django.db import connection

from search.fulltext import full_text
from search.matching import Tier

from .asking import tiers, titles


def test_a_phrase_is_found_where_its_words_follow_one_another(shelve):
    shelve("Memory of the body")
    shelve("The body’s memory")
    shelve("Bodily things", text="There is a body of memory. And memory: of the body.")
    shelve("Other things", text="The body has memory; a memory, the body’s own.")
    shelve("Felt", "memory of the body, felt")
    assert tiers('"memory of the body"') == {
        "Memory of the body": Tier.TITLE,
        "Felt": Tier.WORDS_IN_NAMES,
        "Bodily things": Tier.ANYWHERE,
    }
    assert titles("“Memory of the Body”") == ["Memory of the body", "Felt", "Bodily things"]
    assert len(titles("memory of the body")) == 5


def test_a_phrase_may_be_inflected(shelve):
    shelve("A system of mirror neurons")
    shelve("Other", "mirroring neurons in it")
    shelve("Text", text="It mirrored neurons.")
    shelve("Not this", text="Neurons mirror, mirror other neurons.")
    assert tiers('"mirror neuron"') == {
        "A system of mirror neurons": Tier.STEMS_IN_TITLE,
        "Other": Tier.STEMS_IN_NAMES,
        "Text": Tier.ANYWHERE,
    }


def test_a_phrase_of_one_word_is_the_whole_word(shelve):
    shelve("Mirror")
    shelve("Mirror 2")
    shelve("Mirrorlike")
    shelve("Two mirrors")
    assert tiers('"mirror"') == {
        "Mirror": Tier.TITLE,
        "Mirror 2": Tier.WORDS_IN_NAMES,
        "Two mirrors": Tier.STEMS_IN_TITLE,
    }
    assert tiers('"mir"') == {}


def test_several_phrases_and_words_are_all_asked_for(shelve):
    shelve("One", text="Mirror neurons and the theory of mind.")
    shelve("Two", text="Mirror neurons and the mind of theory.")
    shelve("Three", text="Theory of mind alone, with neurons and a mirror.")
    assert titles('"theory of mind" "mirror neurons"') == ["One"]
    assert sorted(titles('"theory of mind" mirror')) == ["One", "Three"]
    assert titles('"theory of mind" zebra') == []


def test_a_phrase_of_words_without_meaning_is_found_in_texts(shelve):
    shelve("One", text="Some of the time.")
    shelve("Two", text="The time of some.")
    shelve("Of the mind")
    assert tiers('"of the"') == {"One": Tier.ANYWHERE, "Of the mind": Tier.WORDS_IN_NAMES}
    assert tiers("of the") == {"Of the mind": Tier.TITLE_BEGINS}
    assert tiers('"the"') == {}


def test_a_name_without_its_spaces_is_the_quoted_phrase(shelve):
    shelve("Co-regulation")
    assert tiers('"coregulation"') == {"Co-regulation": Tier.SPACELESS}
    assert tiers('"co regulation"') == tiers('"co-regulation"') == {"Co-regulation": Tier.TITLE}


def test_a_phrase_is_never_corrected_nor_sought_in_part(shelve):
    shelve("Mirror neurons", text="Cells.")
    for query in (
        '"mirror nuerons"',
        '"mirrorneuronss"',
        '"mirror neurons" zebra',
        '"cells mirror"',
    ):
        assert tiers(query) == {}, query
    assert tiers("mirror nuerons") == {"Mirror neurons": Tier.ONE_LETTER_OFF}


def test_a_name_that_is_only_partly_in_quotes_is_forgiven_its_typing_error(shelve):
    shelve("Toward a “neurobiology” of the mind")
    shelve("The mind", text="Neurobiology.")
    assert tiers("Towrd a “neurobiology” of the mind") == {"Toward a “neurobiology” of the mind": Tier.ONE_LETTER_OFF}
    assert tiers("“neurobiology” mind zebra") == {}


def test_a_phrase_never_runs_from_one_text_into_the_next(shelve):
    shelve("Alpha beta", "gamma delta", summary="Epsilon zeta", text="Eta theta")
    for query in (
        "beta gamma",
        "delta alpha",
        "beta epsilon",
        "delta epsilon",
        "zeta eta",
        "beta alpha",
        "theta alpha",
    ):
        assert tiers(f'"{query}"') == {}, query
    assert tiers('"epsilon zeta"') == tiers('"eta theta"') == {"Alpha beta": Tier.ANYWHERE}


def test_a_text_that_is_longer_than_postgresql_counts_is_found_by_its_last_word(shelve):
    many = " ".join(f"word{number}" for number in range(17_000))
    shelve("Alpha", text=f"{'vagus ' * 300} {many} of a nerve")
    assert tiers("nerve") == tiers("vagus nerve word16999") == {"Alpha": Tier.ANYWHERE}
    assert tiers('"vagus word0"') == ({"Alpha": Tier.ANYWHERE} if connection.vendor == "sqlite" else {})
    assert full_text().differing() == 0
