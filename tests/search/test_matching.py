"""search/matching.py: in which tier an entry is, and in what order entries stand"""

import pytest

from search import engine, finding, indexing, matching
from search.documents import place
from search.matching import Row, Tier, best
from search.ordering import ordered

from .asking import found, public, tiers, titles
from .conftest import document

# An entry for each tier of "mirror neuron", the worst first, so that their numbers give no order.
IN_TIERS = (
    (Tier.ANYWHERE, "Watching", {"text": "A mirror, a neuron."}),
    (Tier.BEGINNINGS_IN_NAMES, "Neuronlike mirrorings", {}),
    (Tier.STEMS_IN_NAMES, "Cells", {"names": ("theory of mirroring neurons",)}),
    (Tier.STEMS_IN_TITLE, "All mirrors and neurons", {}),
    (Tier.WORDS_IN_NAMES, "A neuron as a mirror", {}),
    (Tier.SPACELESS_BEGINS, "Mirrorneuronal", {}),
    (Tier.ALIAS_BEGINS, "Loop", {"names": ("mirror neuron loop",)}),
    (Tier.TITLE_BEGINS, "Mirror neuron system", {}),
    (Tier.ALIAS_STEMS, "Simulation", {"names": ("neurons, mirroring",)}),
    (Tier.TITLE_STEMS, "Mirrors’ neurons", {}),
    (Tier.SPACELESS, "Mirrorneuron", {}),
    (Tier.ALIAS, "Monkey see", {"names": ("mirror-neuron",)}),
    (Tier.TITLE, "Mirror Neuron", {}),
)


def shelve_all(shelve, told):
    for title, others in told:
        shelve(title, *others.pop("names", ()), **others)


@pytest.fixture
def in_tiers(shelve):
    shelve_all(shelve, [(title, dict(others)) for _, title, others in IN_TIERS])


def test_every_way_to_hold_a_query_has_its_tier(in_tiers):
    assert tiers("mirror neuron") == {title: tier for tier, title, _ in IN_TIERS}


def test_a_lower_tier_stands_before_a_higher_one(in_tiers):
    together = {"Mirror neuron system": "Loop"}  # a title and an alias that begin so are equally good
    expected = [title for _, title, _ in reversed(IN_TIERS)]
    assert titles("mirror neuron") == expected
    assert titles("MIRROR  neuron?") == expected
    assert expected.index("Loop") == expected.index(*together) + 1


def test_the_order_of_the_tiers_is_fixed():
    names = [tier.name for tier, *_ in reversed(IN_TIERS)]
    names.insert(names.index("WORDS_IN_NAMES"), "ONE_LETTER_OFF")
    assert [tier.name for tier in sorted(Tier)][:20] == [
        *("AS_TYPED", *names, "NEARLY", "MEANT", "MEANT_ANYWHERE", "MOST_WORDS", "SOME_WORD"),
    ]
    assert Tier.MEANT + Tier.ANYWHERE == Tier.MEANT_ANYWHERE


def test_a_whole_name_as_typed_stands_before_the_name_in_a_question(shelve):
    shelve("Mirror")
    shelve("Looking-glass", "the mirror", kind="article")
    shelve("The Mirror", kind="resource")
    assert tiers("the mirror") == {"Mirror": Tier.TITLE, "Looking-glass": Tier.AS_TYPED, "The Mirror": Tier.AS_TYPED}
    assert titles("the mirror") == titles("THE mirror!") == ["Looking-glass", "The Mirror", "Mirror"]
    assert titles("what is the mirror") == ["Mirror", "Looking-glass", "The Mirror"]
    assert tiers("mirror")["Mirror"] == Tier.TITLE


def test_a_whole_name_is_as_typed_only_with_the_same_spaces(shelve):
    shelve("To be")
    shelve("Tobe mind")
    shelve("Mind", "tobemind")
    assert tiers("to be mind") == {"Mind": Tier.TITLE, "Tobe mind": Tier.SPACELESS}


def test_a_question_also_begins_names(shelve):
    shelve("What is mindsight for", kind="article")
    shelve("Mindsight")
    assert tiers("what is mindsight") == {"Mindsight": Tier.TITLE, "What is mindsight for": Tier.TITLE_BEGINS}


def test_an_entry_is_in_the_best_of_its_tiers(shelve):
    shelve("Mirror neuron", "mirror neurons", "mirror neuron system", text="A mirror neuron.")
    assert tiers("mirror neurons") == {"Mirror neuron": Tier.ALIAS}
    assert tiers("mirror neuron") == {"Mirror neuron": Tier.TITLE}
    assert titles("mirror neuron") == ["Mirror neuron"]


def test_of_an_entrys_rows_the_one_in_the_best_tier_counts():
    rows = [Row(0, tier, "", 1, 1, "term", "") for tier in (3, 2, 5)] + [Row(0, 9, "first", 1, 2, "term", "")]
    assert best([*rows, Row(0, 9, "second", 1, 2, "term", "")]) == {1: rows[1], 2: rows[3]}


def test_a_term_that_is_called_so_stands_before_a_work_whose_title_begins_so(shelve):
    shelve("Mindful Brain", kind="resource")
    shelve("Mindful Therapist", kind="article")
    shelve("Attention", "mindful attention")
    shelve("Awareness", "mindful awareness", kind="resource")
    shelve("Mindful practice")
    assert titles("mindful") == [
        *("Mindful practice", "Attention", "Mindful Therapist", "Mindful Brain", "Awareness"),
    ]
    assert titles("the mindfull") == titles("mindful")
    assert found("mindfull").best == Tier.MEANT + Tier.TITLE_BEGINS


def test_terms_stand_before_others_only_where_they_are_equally_good(shelve):
    shelve("Resonance", kind="resource")
    shelve("Echo", "resonance")
    shelve("Resonance circuits")
    assert titles("resonance") == ["Resonance", "Echo", "Resonance circuits"]


def test_equals_stand_by_kind_then_title_then_number(shelve):
    kinds = ("unheard-of", "resource", "person", "step", "article", "term")
    for kind in kinds:
        shelve("Polyvagal z", kind=kind)
        shelve("Polyvagal Á", kind=kind)
    expected = [(kind, title) for kind in reversed(kinds) for title in ("Polyvagal Á", "Polyvagal z")]
    for query in ("polyvagal", "pol", "vagal poly"):
        hits = engine.find(query).hits
        assert [(hit.kind, hit.title) for hit in hits] == (expected if query != "vagal poly" else [])


def test_rows_are_put_in_order_as_far_as_they_are_shown():
    told = [
        (1, "term", "b", 2),
        (1, "term", "b", 1),
        (1, "article", "a", 3),
        (0, "unheard-of", "z", 4),
        (6, "step", "a", 5),
    ]
    rows = [Row(place(kind), tier, folded, entry, entry, kind, "") for tier, kind, folded, entry in told]
    rows.append(Row(0, 7, "z", 6, 6, "term", ""))
    assert [row.entry for row in ordered(rows, 9, {}, public())] == [4, 1, 2, 3, 6, 5]
    assert [row.entry for row in ordered(rows, 3, {}, public())] == [4, 1, 2]
    assert ordered([], 9, {}, public()) == []


# Hits "in the text"


def test_a_title_counts_more_than_another_name_and_a_name_more_than_a_text(shelve):
    shelve("A text", text="The vagus: a nerve of the heart.")
    shelve("B also", "vagus thing", text="It is: a nerve of the heart.")
    shelve("C vagus", "other thing", text="It is: a nerve of the heart.")
    shelve("D text", text="The vagus, the vagus again, vagus: a nerve of the heart.", summary="A vagus.")
    assert set(tiers("nerve vagus").values()) == {Tier.ANYWHERE}
    order = titles("nerve vagus")
    assert order.index("C vagus") < order.index("B also") < order.index("A text")
    assert order.index("D text") < order.index("A text")


def test_a_title_counts_more_than_words_that_stand_together_in_a_text(shelve):
    shelve("A text", text="A nerve, the vagus nerve, is the vagus.")
    shelve("Vagus", text="It is also a thing of the heart, of the gut and more: a nerve.")
    assert titles("nerve of the vagus") == titles("vagus nerve") == ["Vagus", "A text"]


def test_of_two_texts_that_hold_a_word_the_short_one_stands_first(shelve):
    shelve("A long one", text=f"The vagus. {' '.join(f'word{number}' for number in range(300))}")
    shelve("B short one", text="The vagus.")
    assert titles("vagus") == ["B short one", "A long one"]


def test_texts_that_say_the_same_stand_by_kind_and_title(shelve):
    for kind, title in (("resource", "A"), ("term", "B"), ("article", "A"), ("term", "A")):
        shelve(title, kind=kind, text="The vagus.")
    assert [(hit.kind, hit.title) for hit in engine.find("vagus").hits] == [
        *(("term", "A"), ("term", "B"), ("article", "A"), ("resource", "A")),
    ]


def test_what_holds_the_words_in_a_text_or_partly_in_a_name_is_found(shelve):
    shelve("Polyvagal theory", text="About safety.", summary="About cues.")
    assert tiers("safety polyvagal cue") == {"Polyvagal theory": Tier.ANYWHERE}
    assert tiers("safety polyvagal zebra") == {"Polyvagal theory": Tier.MOST_WORDS}


# One to three letters


def test_of_a_lone_letter_only_whole_names_and_their_beginnings_are_found(shelve):
    shelve("Explicit memory", text="M is a letter.")
    shelve("Attachment")
    shelve("Loop", "mirror loop")
    assert tiers("m") == {"Loop": Tier.ALIAS_BEGINS}
    assert tiers("mem") == {"Explicit memory": Tier.BEGINNINGS_IN_NAMES}


def test_short_queries_reach_all_tiers_of_whole_names(shelve):
    shelve_all(
        shelve,
        [
            ("ABC model", {}),
            ("ABC", {}),
            ("A-B-C", {}),
            ("Letters", {"names": ("abc",)}),
            ("Alphabet", {"names": ("abcs",)}),
            ("A bcd", {}),
            ("Of the abc", {}),
            ("Reading", {"text": "The abc of it."}),
        ],
    )
    assert tiers("abc") == {
        "ABC": Tier.TITLE,
        "Letters": Tier.ALIAS,
        "A-B-C": Tier.SPACELESS,
        "Alphabet": Tier.ALIAS_STEMS,
        "ABC model": Tier.TITLE_BEGINS,
        "A bcd": Tier.SPACELESS_BEGINS,
        "Of the abc": Tier.WORDS_IN_NAMES,
        "Reading": Tier.ANYWHERE,
    }


@pytest.mark.parametrize("query", ["mi", "min", "the"])
def test_beginnings_of_inner_words_are_sought_only_where_few_names_begin_so(shelve, query):
    few = {number: document(f"{query} {number}") for number in range(1, finding.FEW)}
    indexing.put_all("shelf.many", few)
    shelve("Whole mindtheory", "other theist")
    beginning = {"Whole mindtheory"} if query != "the" else set()  # a word without meaning is not sought in names
    assert finding.FEW == 20
    assert set(tiers(query)) - {each.title for each in few.values()} == beginning
    shelve(f"{query} 20")
    assert "Whole mindtheory" not in tiers(query)


def test_of_a_short_query_so_many_names_of_each_kind_are_found(shelve, monkeypatch):
    monkeypatch.setattr(matching, "MOST", 3)
    for kind in ("resource", "unheard-of", "term", "step"):
        for letter in "edcba":
            shelve(f"mm{letter}", kind=kind)
            shelve(f"x{letter}", f"mm{letter}{letter}", kind=kind)
    first = [f"mm{letter}" for letter in "abc"] + [f"x{letter}" for letter in "abc"]
    assert sorted(tiers("mm")) == sorted(set(first))
    assert titles("m", kind="term") == titles("m", kind="resource") == titles("m", kind="unheard-of") == first
    assert len(titles("mmx", kind="term")) == 0


def test_a_thousand_and_one_of_each_kind_are_enough():
    assert (matching.MOST, engine.MOST_COUNTED) == (1001, 1000)


def test_words_that_many_names_share_are_counted_once_an_entry(shelve):
    shelve("Mirror neuron", "mirror neurons", "mirror cells", "mirror things")
    assert len(found("mirror").rows) == len(titles("mirror")) == 1
