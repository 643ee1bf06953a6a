"""search/corrections.py"""

from datetime import UTC, datetime, timedelta

import pytest

from search.corrections import correct, near_beginnings, near_names
from search.matching import Window
from search.query import parse

from .asking import public

NAME = "window of tolerance"
NOW = datetime.now(UTC)


def near(typed, window=None):
    """The names that are nearly what was typed, with the number of errors."""
    return [(each.folded, each.distance) for each in near_names(parse(typed), window or public())]


def near_begun(typed, window=None):
    """The same of names that nearly begin so."""
    return [(each.folded, each.distance) for each in near_beginnings(parse(typed), window or public())]


def read(typed, window=None):
    """What was typed as it was probably meant; the same if nothing is to be corrected."""
    meant = correct(parse(typed), window or public())
    return meant.shown if meant else typed


def slips(text):
    """The text with one letter left out, doubled by another, replaced, or swapped with the next, at each place."""
    for place in range(len(text)):
        before, after = text[:place], text[place + 1 :]
        yield from (before + after, f"{before}x{text[place:]}", f"{before}x{after}")
        if after:
            yield before + after[0] + text[place] + after[1:]
    yield f"{text}x"


# Names


@pytest.mark.parametrize("name", [NAME, "attunement", "co regulation", "affect", "brain"])
def test_a_name_is_found_with_one_error_anywhere(shelve, name):
    shelve(name)
    folded = {" ".join(slip.split()) for slip in slips(name)}
    wrong = {slip for slip in folded if slip.replace(" ", "") != name.replace(" ", "") and len(slip) > 3}
    assert len(wrong) > 3 * len(name) - 6
    assert {slip: near(slip) for slip in wrong} == {slip: [(name, 1)] for slip in wrong}


@pytest.mark.parametrize(
    ("typed", "errors"),
    [
        ("windowo ftolerance", 0),
        ("windo wof tolerance", 0),
        ("wind ow oftolerence", 1),
        ("windowoftolrance", 1),
        ("windowf otolerance", 1),
        ("windoo wftolerance", 1),
        ("what is the windw of tolerance?", 1),
        ("define window of tolerence", 1),
        ("Window-of-tolernce", 1),
        ("window fo tolerence", 2),
    ],
)
def test_words_may_be_joined_and_split_and_asked_for_besides(shelve, typed, errors):
    shelve(NAME)
    assert near(typed) == [(NAME, errors)]


def test_names_with_fewer_than_four_letters_or_without_letters_have_no_errors(shelve):
    shelve("Ego")
    shelve("Self")
    assert near("egi") == near("sel") == near("") == near("🧠") == []
    assert near("egos") == [("ego", 1)]
    assert near("selfs") == near("sefl") == [("self", 1)]


def test_two_errors_are_forgiven_from_seven_letters_on(shelve):
    shelve("Memory")
    shelve("Empathy")
    shelve("Empathies")
    assert near("mxxory") == near("memoxx") == near("memryo") == []
    assert near("emxxthy") == near("xxpathy") == near("empatxx") == near("emphaty") == [("empathy", 2)]
    assert near("empathxxes") == [("empathies", 2)]
    assert near("xxpathies") == near("xmpxthies") == near("empathixx") == near("emxaxhies") == [("empathies", 2)]
    assert near("mepahties") == [("empathies", 2)]
    assert near("mpathie") == []
    assert near("empxxxies") == []


def test_two_errors_at_both_ends_are_too_far(shelve):
    shelve("Attunement")
    assert near("xttunemenx") == []
    assert near("tatunemenx") == near("xattunemenx") == near("axttunemenx") == [("attunement", 2)]
    assert near("xttunxment") == near("attxnemenx") == [("attunement", 2)]


def test_only_the_names_with_the_fewest_errors_are_near_all_of_them_in_order(shelve):
    for name in ("resonanze", "Resonance", "resonant", "Resonancy"):
        shelve(name)
    assert near("resonanc") == [("resonance", 1), ("resonancy", 1), ("resonant", 1)]
    assert near("rezonance") == [("resonance", 1)]
    assert near("resonanke") == [("resonance", 1), ("resonanze", 1)]


def test_the_core_of_a_question_is_near_before_the_question(shelve):
    shelve("The attunement", kind="resource")
    shelve("Attunement")
    assert near("the atunement") == [("attunement", 1)]
    assert near("teh attunement") == [("the attunement", 1)]


def test_other_names_are_near_too(shelve):
    shelve("Implicit memory", "nondeclarative memory")
    assert near("nondeclaritive memory") == [("nondeclarative memory", 1)]


def test_what_is_not_public_is_no_correction(shelve):
    hour = timedelta(hours=1)
    shelve("Attunement", visible_from=None)
    shelve("Resonance", visible_from=NOW + hour)
    shelve("Neuroception", visible_from=NOW - 2 * hour, visible_until=NOW - hour)
    for typed, right in (("atunement", "attunement"), ("rezonance", "resonance"), ("neurocepton", "neuroception")):
        assert near(typed) == []
        assert read(typed) == typed
        assert near(typed, Window(None)) == [(right, 1)]
        assert read(typed, Window(None)) == right
    assert near("rezonance", Window(NOW + hour)) == [("resonance", 1)]
    assert read("neurocepton", Window(NOW - hour - timedelta(seconds=1))) == "neuroception"
    assert read("neurocepton", Window(NOW - hour)) == "neurocepton"


# Words


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("mirrow nurons", "mirror neurons"),
        ("the mirorr and its nuerons", "the mirror and its neurons"),
        ("irror eurons", "mirror neurons"),
        ("mirro zebras neuronz", "mirro zebras neurons"),
        ("mirror neuron", "mirror neuron"),
        ("mirrored neuronal", "mirrored neuronal"),
        ("mir neu", "mir neu"),
        ("regulatoin", "regulation"),
        ("reglatoin", "regulation"),
        ("rexulxtion", "regulation"),
        ("mixxor", "mixxor"),
        ("what is mindsihgt", "what is mindsight"),
        ("whta is mindsight", "whta is mindsight"),
        ("🧠", "🧠"),
    ],
)
def test_each_word_is_read_as_the_nearest_one_of_a_name(shelve, typed, meant):
    shelve("Mirror neurons")
    shelve("Co-regulation")
    shelve("Mindsight")
    assert read(typed) == meant


def test_only_words_of_four_letters_are_corrected_and_corrected_to(shelve):
    shelve("Mind body ego")
    assert read("mnd bdy egoo") == "mnd bdy egoo"
    assert read("mimd bosy eggo") == "mind body eggo"


def test_the_six_longest_words_are_corrected(shelve):
    shelve("mind bodys hearts breaths relation resonance attunement")
    assert read("mimd bodyz heartz breathz relatoon rezonance atunement") == (
        "mimd bodys hearts breaths relation resonance attunement"
    )


def test_words_of_texts_are_no_correction(shelve):
    shelve("Anything", summary="Hippocampus.", text="Hippocampus.")
    assert read("hipocampus") == "hipocampus"


def test_a_word_that_begins_a_known_one_or_has_its_stem_is_right(shelve):
    shelve("Memory and memories")
    shelve("Memos")
    shelve("Attuned")
    assert read("memor attuning xxxx") == "memor attuning xxxx"
    assert read("memozy") == "memory"


def test_the_fewest_errors_count_first(shelve):
    for number in range(3):
        shelve(f"regulators {number}")
    shelve("regulation")
    assert read("regulatirs") == "regulators"
    assert read("regulatiin") == "regulation"


def test_errors_in_the_ending_count_less_than_others(shelve):
    shelve("Memory")
    for number in range(3):
        shelve(f"memmarus {number}")
    assert read("memmorys") == "memory"
    shelve("memmozys")
    assert read("memmorys") == "memmozys"


def test_of_equals_the_one_with_the_same_first_letter_is_meant_then_the_commonest_then_the_first(shelve):
    for name in ("mirth", "birth 1", "birth 2", "birth 3"):
        shelve(name)
    assert read("mirht") == "mirth"
    assert read("girth") == "birth"
    shelve("dirth 1")
    assert read("girth") == "birth"
    for name in ("dirth 2", "dirth 3"):
        shelve(name)
    assert read("girth") == "birth"
    shelve("dirth 4")
    assert read("girth") == "dirth"


def test_a_word_counts_once_for_each_entry_that_has_it(shelve):
    shelve("birth", "birth one", "birth two", "birth three")
    shelve("dirth 1")
    shelve("dirth 2")
    assert read("girth") == "dirth"


def test_a_word_of_a_draft_is_corrected_beside_a_right_one(shelve):
    shelve("Mirror neurons")
    shelve("Mirrow", visible_from=None)
    assert read("mirrow neurons") == "mirror neurons"
    assert read("mirrow neurons", Window(None)) == "mirrow neurons"


def test_a_correction_takes_few_statements_and_none_where_there_is_nothing_to_correct(
    shelve, django_assert_num_queries
):
    shelve("Mirror neurons")
    for typed, number in (
        ("mirrow nurons", 3),
        ("mirror nurons", 3),
        ("mirror neurons", 1),
        ("mirror", 2),
        ("xxxxxxxx", 2),
        ("mir", 0),
        ("what would they", 0),
        ("", 0),
    ):
        with django_assert_num_queries(number):
            correct(parse(typed), public())


# Beginnings


@pytest.mark.parametrize(
    ("typed", "errors"),
    [
        *(("mirorn", 1), ("mirrir ne", 1), ("mirrown", 1), ("mirrorm", 1), ("mirrow nur", 2), ("mirrowneru", 2)),
        *(("mirroxx ne", 2), ("what is mirrow nur", 2)),
    ],
)
def test_a_beginning_is_found_with_errors_after_its_third_letter(shelve, typed, errors):
    shelve("Mirror neurons")
    assert near_begun(typed) == [("mirror neurons", errors)]


def test_an_error_in_a_beginning_needs_four_right_letters(shelve):
    shelve("Mirrornauts")
    assert near_begun("mirx") == near_begun("") == []
    assert near_begun("mirxo") == [("mirrornauts", 1)]
    assert near_begun("mirxxrna") == []
    assert near_begun("mirxxrnau") == [("mirrornauts", 2)]
    assert near_begun("mirxxrnauxs") == []


def test_the_first_three_letters_of_a_beginning_are_taken_as_they_are(shelve):
    shelve("Mirrornauts")
    assert near_begun("mirxorn") == [("mirrornauts", 1)]
    assert near_begun("mixrorn") == near_begun("ximrorn") == near_begun("irrorna") == []


def test_all_names_that_begin_nearly_so_are_near_in_the_order_of_hits(shelve):
    shelve("Attachment theory", kind="resource")
    shelve("Attachment styles")
    shelve("Bonds", "attachments")
    shelve("Attachment")
    names = ["attachment", "attachment styles", "attachments", "attachment theory"]
    assert near_begun("atacm") == []
    assert near_begun("attacm") == [(name, 1) for name in names]


def test_only_the_beginnings_with_the_fewest_errors_are_near(shelve):
    shelve("Resonance")
    shelve("Resolution")
    assert near_begun("resomance") == [("resonance", 1)]


def test_words_without_meaning_and_drafts_are_no_beginnings(shelve):
    shelve("Thermal")
    shelve("Attunement", visible_from=None)
    assert near_begun("the of") == near_begun("attunx") == []
    assert near_begun("attunx", Window(None)) == [("attunement", 1)]
