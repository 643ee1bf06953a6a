"""search/reasons.py"""

import pytest

from .asking import whys


@pytest.mark.parametrize(
    ("query", "why"),
    [
        ("implicit memory", ""),
        ("implicit memories", ""),
        ("memory implicit", ""),
        ("implicit", ""),
        ("memor", ""),
        ("implicitmem", ""),
        ("nondeclarative memory", "also called nondeclarative memory"),
        ("non declarative memory", "also called non-declarative memory"),
        ("no ndeclarative memory", "also called non-declarative memory"),
        ("nondecl", "also called non-declarative memory"),
        ("nondeclarativemem", "also called non-declarative memory"),
        ("memories nondeclarative", "also called nondeclarative memory"),
        ("procedures", "also called procedural memory"),
        ("procedural", "also called procedural memory"),
        ("procedural memories", "also called procedural memory"),
        ("mem proced", "also called procedural memory"),
        ("emotional procedural", "in the text"),
        ("procedral memory", "also called procedural memory"),
        ("implict memory", ""),
        ("im", ""),
        ("imp", "also called IMP"),
        ("i", ""),
        ("hippocampus", "in the text"),
        ("hippocampus zebra", "some of the words"),
        ('"procedural memory"', "also called procedural memory"),
        ('"memory before"', "in the text"),
    ],
)
def test_a_hit_says_why_it_is_there_unless_the_title_shows_it(shelve, query, why):
    shelve(
        "Implicit memory",
        "implicit memories",
        "non-declarative memory",
        "nondeclarative memory",
        "procedural memory",
        "IMP",
        text="Emotional memory before the hippocampus.",
    )
    assert whys(query) == {"Implicit memory": why}


@pytest.mark.parametrize("kind", ["resource", "article", "step", "person"])
def test_only_terms_are_called_so(shelve, kind):
    shelve("The Developing Mind", "Daniel J. Siegel", kind=kind)
    assert whys("siegel") == whys("daniel siegel") == {"The Developing Mind": "listed under “Daniel J. Siegel”"}
    assert whys("daniel j siegle") == {"The Developing Mind": "listed under “Daniel J. Siegel”"}


def test_a_name_that_differs_from_the_title_in_spaces_or_endings_alone_is_not_told(shelve):
    shelve("Co-regulation", "coregulation", "co-regulating")
    for query in ("coregulation", "co regulating", "coregulated", "coregulatoin", "coreg"):
        assert whys(query) == {"Co-regulation": ""}, query


def test_the_first_of_the_names_that_fit_as_well_is_told(shelve):
    shelve("Vagal brake", "calming brake", "calming nerve")
    assert whys("calming") == {"Vagal brake": "also called calming brake"}
    assert whys("calming ner") == {"Vagal brake": "also called calming nerve"}
    assert whys("ner calm") == {"Vagal brake": "also called calming nerve"}
    assert whys("nerves that calm") == {"Vagal brake": "also called calming nerve"}


def test_the_title_is_told_before_another_name_that_fits_as_well(shelve):
    shelve("Vagal brake", "the vagal thing")
    assert whys("vagal") == {"Vagal brake": ""}
    assert whys("vagal thing") == {"Vagal brake": "also called the vagal thing"}


def test_a_word_that_was_read_as_another_is_told(shelve):
    shelve("Mirrors of elephants in zoos")
    assert set(whys("mirrow elefants")) == {"Mirrors of elephants in zoos"}
