"""search/finding.py"""

import pytest

from search import finding, matching
from search.engine import find
from search.matching import Tier

from .asking import found, tiers, titles, whys

# Names


def test_a_long_name_one_letter_off_stands_before_what_is_no_whole_word_of_a_name(shelve):
    shelve("Mindfulness")
    shelve("Talk", text="On mindfulness.")
    shelve("Text", text="Of mimdfulness.")
    shelve("Of mimdfulnessology")
    shelve("Other", "the mimdfulnesses")
    shelve("Two mimdfulnesses")
    expected = {
        "Mindfulness": Tier.ONE_LETTER_OFF,
        "Two mimdfulnesses": Tier.STEMS_IN_TITLE,
        "Other": Tier.STEMS_IN_NAMES,
        "Of mimdfulnessology": Tier.BEGINNINGS_IN_NAMES,
        "Text": Tier.ANYWHERE,
        "Talk": Tier.MEANT_ANYWHERE,
    }
    assert tiers("mimdfulness") == expected
    assert titles("mimdfulness") == list(expected)
    assert (found("mimdfulness").corrected, found("mimdfulness").as_typed) == ("mindfulness", 4)
    shelve("A mimdfulness")
    assert tiers("mimdfulness")["A mimdfulness"] == Tier.WORDS_IN_NAMES
    assert "Mindfulness" not in tiers("mimdfulness")
    assert (found("mimdfulness").corrected, found("mimdfulness").as_typed) == ("", 0)


def test_beside_texts_only_a_long_name_with_one_error_is_offered(shelve):
    shelve("Regulation")
    shelve("Affect")
    for number in range(finding.ENOUGH):
        shelve(f"Text {number}", text="Regulatoon, affecd and regxlatoon.")
    texts = {f"Text {number}": Tier.ANYWHERE for number in range(3)}
    assert tiers("regulatoon") == {"Regulation": Tier.ONE_LETTER_OFF, **texts}
    assert titles("regulatoon") == ["Regulation", "Text 0", "Text 1", "Text 2"]
    assert tiers("affecd") == texts
    assert tiers("regxlatoon") == texts
    assert (found("affecd").corrected, found("regulatoon").corrected) == ("", "regulation")


def test_beside_few_texts_a_short_name_follows_them(shelve):
    shelve("Affect")
    shelve("Text 1", text="Affecd.")
    shelve("Text 2", text="Affecd.")
    assert tiers("affecd") == {"Affect": Tier.NEARLY, "Text 1": Tier.ANYWHERE, "Text 2": Tier.ANYWHERE}
    assert titles("affecd") == ["Text 1", "Text 2", "Affect"]


def test_a_name_of_eight_letters_is_long(shelve):
    shelve("Consider")
    shelve("Foreign")
    assert finding.LONG_NAME == 8
    assert tiers("consiter") == {"Consider": Tier.ONE_LETTER_OFF}
    assert tiers("foreigm") == {"Foreign": Tier.NEARLY}


def test_two_errors_in_a_name_count_only_where_nothing_holds_the_words(shelve):
    shelve("Empathies", text="We empathize.")
    assert tiers("empahtyes") == {"Empathies": Tier.NEARLY}
    shelve("Text", text="The empahtyes.")
    assert tiers("empahtyes")["Text"] == Tier.ANYWHERE
    assert tiers("empahtyes").get("Empathies", Tier.MEANT) >= Tier.MEANT


def test_a_short_name_with_an_error_is_not_offered_beside_other_names(shelve):
    shelve("Two affecds")
    shelve("Affect")
    assert tiers("affecd") == {"Two affecds": Tier.STEMS_IN_TITLE}
    assert found("affecd").corrected == ""


def test_of_several_names_that_are_as_near_all_are_found_and_terms_stand_first(shelve):
    shelve("Attunemena", kind="resource")
    shelve("Attunemend")
    shelve("Attunemenz")
    assert titles("attunemenx") == ["Attunemend", "Attunemenz", "Attunemena"]
    assert set(tiers("attunemenx").values()) == {Tier.ONE_LETTER_OFF}
    assert found("attunemenx").names == {"attunemena", "attunemend", "attunemenz"}


def test_a_near_name_is_found_by_each_of_an_entrys_names_and_says_which(shelve):
    shelve("Implicit memory", "nondeclarative memory")
    results = find("nondeclaritive memory")
    assert results.corrected == "nondeclarative memory"
    assert whys("nondeclaritive memory") == {"Implicit memory": "also called nondeclarative memory"}
    assert whys("implicit memery") == {"Implicit memory": ""}


def test_all_that_a_near_name_is_near_to_is_marked_in_the_title(shelve):
    shelve("Mirror neurons")
    assert find("mirrow nurons").hits[0].title_html == "<mark>Mirror neurons</mark>"


# Words


def test_what_holds_the_corrected_words_keeps_its_order(shelve):
    shelve("Fathoming", text="The mirror of its zebra.")
    shelve("Zebralike mirrorings and such")
    shelve("Two zebras in mirrors")
    shelve("My zebra, a mirror")
    expected = {
        "My zebra, a mirror": Tier.WORDS_IN_NAMES,
        "Two zebras in mirrors": Tier.STEMS_IN_TITLE,
        "Zebralike mirrorings and such": Tier.BEGINNINGS_IN_NAMES,
        "Fathoming": Tier.ANYWHERE,
    }
    assert tiers("mirror zebra") == expected
    assert tiers("mirrow zebar") == {title: Tier.MEANT + tier for title, tier in expected.items()}
    assert titles("mirrow zebar") == titles("mirror zebra") == list(expected)
    assert found("mirrow zebar").corrected == "mirror zebra"


def test_words_are_read_otherwise_only_where_nothing_holds_them_as_typed(shelve):
    shelve("A mirror and a cup")
    assert tiers("mirrow cups") == {"A mirror and a cup": Tier.MEANT + Tier.STEMS_IN_TITLE}
    assert (find("mirrow cups").corrected, find("mirrow cups").as_typed) == ("mirror cups", 0)
    shelve("Fairy tales", text="A mirrow speaks to a cup.")
    assert tiers("mirrow cups") == {"Fairy tales": Tier.ANYWHERE, "A mirror and a cup": Tier.SOME_WORD}
    assert titles("mirrow cups") == ["Fairy tales", "A mirror and a cup"]
    assert (find("mirrow cups").corrected, find("mirrow cups").as_typed) == ("", 0)


def test_nothing_is_called_corrected_if_the_correction_finds_nothing(shelve):
    shelve("Mirror")
    shelve("Neurons")
    results = find("mirrow nurons")
    assert results.corrected == ""
    assert sorted(hit.title for hit in results.hits) == ["Mirror", "Neurons"]
    assert {hit.why for hit in results.hits} == {"some of the words"}


# Parts


def test_all_words_but_one_come_before_any_word(shelve):
    shelve("Polyvagal safety", text="Cues.")
    shelve("Safety")
    shelve("Cues of danger")
    shelve("Nothing")
    assert tiers("polyvagal safety zebra") == {
        "Polyvagal safety": Tier.MOST_WORDS,
        "Safety": Tier.SOME_WORD,
    }
    assert titles("polyvagal safety zebra") == ["Polyvagal safety", "Safety"]
    assert tiers("polyvagal safety cues zebra") == {
        "Polyvagal safety": Tier.MOST_WORDS,
        "Safety": Tier.SOME_WORD,
        "Cues of danger": Tier.SOME_WORD,
    }


def test_any_word_is_not_sought_where_three_entries_hold_all_but_one(shelve):
    for letter in "abc":
        shelve(f"Polyvagal safety {letter}")
    shelve("Safety zebras")
    assert tiers("polyvagal safety zebra") == {f"Polyvagal safety {letter}": Tier.MOST_WORDS for letter in "abc"} | {
        "Safety zebras": Tier.MOST_WORDS
    }
    shelve("Safety")
    assert "Safety" not in tiers("polyvagal safety zebra")


def test_parts_are_not_sought_where_three_texts_hold_all_words(shelve):
    shelve("Safety")
    for letter in "ab":
        shelve(f"Text {letter}", text="Safety of zebras.")
    assert tiers("safety zebra") == {"Safety": Tier.SOME_WORD, "Text a": Tier.ANYWHERE, "Text b": Tier.ANYWHERE}
    shelve("Text c", text="Safety of zebras.")
    assert set(tiers("safety zebra")) == {"Text a", "Text b", "Text c"}


def test_texts_that_hold_the_corrected_words_stand_by_how_much_they_say(shelve):
    shelve("A text", text="A mirror and cups.")
    shelve("Z mirror", text="It is of cups.")
    assert set(tiers("mirrow cups").values()) == {Tier.MEANT_ANYWHERE}
    assert titles("mirrow cups") == ["Z mirror", "A text"]


def test_of_two_words_one_is_any(shelve):
    shelve("Safety")
    assert tiers("safety zebra") == {"Safety": Tier.SOME_WORD}
    assert whys("safety zebra") == {"Safety": "some of the words"}
    assert tiers("zebras zebra") == {}


def test_single_words_are_not_sought_where_a_name_is_meant(shelve):
    shelve("Zebra crossing")
    shelve("Zebras")
    shelve("Crossing")
    assert tiers("zebra crossing road") == {
        "Zebra crossing": Tier.MOST_WORDS,
        "Zebras": Tier.SOME_WORD,
        "Crossing": Tier.SOME_WORD,
    }
    assert tiers("zebra crosing") == {"Zebra crossing": Tier.ONE_LETTER_OFF}


def test_parts_of_the_corrected_words_are_sought(shelve):
    shelve("Mirror neurons")
    assert tiers("mirrow elephants") == {"Mirror neurons": Tier.SOME_WORD}
    assert find("mirrow elephants").corrected == ""


def test_words_without_meaning_are_no_part(shelve):
    shelve("The elephant")
    shelve("Other", text="The of the.")
    assert tiers("the zebra and the elephant") == {"The elephant": Tier.SOME_WORD}


def test_the_hundred_best_that_hold_a_part_are_found_and_more_are_told_of(shelve, monkeypatch):
    assert matching.PART == 100
    for module in (matching, finding):
        monkeypatch.setattr(module, "PART", 4)
    for number in range(3):
        shelve(f"Pattern {number}")
    assert (find("pattern zebra").total_shown, find("pattern zebra").more) == ("3", False)
    shelve("Pattern 3")
    shelve("Pattern 4", kind="article")
    results = find("pattern zebra")
    assert (results.total_shown, results.total, results.more) == ("4+", 4, True)
    assert [hit.title for hit in results.hits] == [f"Pattern {number}" for number in range(4)]
    assert find("pattern zebra", kind="term").total_shown == "4"
    assert find("pattern zebra", facet="debated").more is False


def test_a_common_word_alone_is_no_part_if_another_is_rarer(shelve, monkeypatch):
    assert matching.COMMON == 1000
    monkeypatch.setattr(matching, "COMMON", 2)
    for letter in "abc":
        shelve(f"Safety {letter}")
    shelve("Polyvagal")
    shelve("Vagal")
    assert tiers("safety polyvagal vagal") == {"Polyvagal": Tier.SOME_WORD, "Vagal": Tier.SOME_WORD}
    shelve("Polyvagal two")
    shelve("Polyvagal three")
    shelve("Polyvagal four")
    assert sorted(tiers("safety polyvagal")) == ["Safety a", "Safety b", "Safety c"]
    monkeypatch.setattr(matching, "COMMON", 3)
    assert sorted(tiers("safety polyvagal")) == ["Safety a", "Safety b", "Safety c"]
    monkeypatch.setattr(matching, "COMMON", 4)
    assert len(tiers("safety polyvagal")) == 7


def test_the_six_longest_words_may_be_parts(shelve):
    for word in ("eight888", "seven77", "nine99999", "six666", "five5", "four", "ten0000000"):
        shelve(word)
    typed = "four five5 six666 seven77 eight888 nine99999 ten0000000"
    assert sorted(tiers(typed)) == ["eight888", "five5", "nine99999", "seven77", "six666", "ten0000000"]


def test_those_that_hold_a_part_stay_in_their_order_on_every_page(shelve, monkeypatch):
    monkeypatch.setattr("search.engine.PAGE", 2)
    for number in range(5):
        shelve(f"Pattern {number}", text="pattern " * number)
    everything = [title for page in (1, 2, 3) for title in titles("pattern zebra", page=page)]
    assert sorted(everything) == [f"Pattern {number}" for number in range(5)]


# Short words and none


def test_a_word_of_three_letters_is_not_corrected(shelve):
    shelve("Ego")
    shelve("Egon")
    assert tiers("egi") == {}
    assert tiers("egonn") == {"Egon": Tier.NEARLY}


def test_a_name_one_letter_off_is_found_beside_a_title_that_begins_so_without_its_spaces(shelve):
    shelve("A Secure Base: Essays", kind="resource")
    shelve("Secure base")
    assert tiers("aSecure base") == {
        "A Secure Base: Essays": Tier.SPACELESS_BEGINS,
        "Secure base": Tier.ONE_LETTER_OFF,
    }


@pytest.mark.parametrize("query", ["the of", "what is", "🧠", "''", ""])
def test_nothing_is_made_of_words_that_say_nothing(shelve, query):
    shelve("Other", text="The of what is.")
    assert tiers(query) == {}
    assert find(query).corrected == ""
