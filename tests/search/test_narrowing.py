"""What narrows a search: a filter, quotation marks, a word of a letter or two."""

from search import indexing
from search.engine import find
from search.matching import MOST, by_names
from search.query import parse
from tests.search.asking import public, titles
from tests.search.conftest import document


def test_hits_of_one_kind_stand_by_rank_however_many_others_are_better(shelve):
    for number in range(70):
        shelve(f"Term {number}", text="Pattern. " * 6)
    shelve("A says it once", kind="article", text="Pattern, and much else.")
    shelve("B says it twice", kind="article", text="Pattern, and pattern too.")
    assert titles("pattern", kind="article") == ["B says it twice", "A says it once"]


def test_hits_of_one_facet_stand_by_rank_however_many_others_are_better(shelve):
    for number in range(70):
        shelve(f"Term {number}", text="Pattern. " * 6, facet="supported")
    shelve("A says it once", text="Pattern, and much else.", facet="debated")
    shelve("B says it twice", text="Pattern, and pattern too.", facet="debated")
    assert titles("pattern", facet="debated") == ["B says it twice", "A says it once"]


def test_words_in_quotes_are_no_other_name_without_their_small_words(shelve):
    shelve("Mirror neurons")
    shelve("A book", text="About the mirror neurons.")
    assert titles('"the mirror neurons"') == ["A book"]
    assert titles('"mirror neurons"') == ["Mirror neurons", "A book"]
    assert titles("the mirror neurons") == ["Mirror neurons", "A book"]


def test_empty_quotes_forbid_nothing(shelve):
    shelve("Mirror neurons")
    assert [parse(typed).quoted for typed in ('"" mirror', '"?" mirror', '"mirror"')] == [False, False, True]
    assert find('"" mirrow neurons').corrected == "mirror neurons"


def test_a_letter_or_two_within_a_question_read_no_more_names_than_alone(db):
    made = {number: document(f"Sense {number:04}") for number in range(MOST + 20)}
    indexing.put_all("shelf.term", made)
    for query in ("s", "se", "the s", "what is se", "define s", "s e"):
        assert len(by_names(parse(query), public())) == MOST, query
        assert find(query).total_shown == "1,000+"
