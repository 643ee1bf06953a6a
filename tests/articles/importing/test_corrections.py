"""What is offered to be corrected: each slip singly, none made by itself."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
import yaml

from articles.importing.corrections import Correction, changed, chosen, masked
from articles.importing.found import Dropped
from articles.importing.keeping import packed, returns, unpacked
from articles.importing.known_words import Known, is_slip_of, known
from articles.importing.misspellings import PHRASES, WORDS
from articles.importing.quotation_marks import STRAIGHT
from articles.importing.slips import corrections

pytestmark = pytest.mark.once

FACTS = Path(__file__).parents[2] / "facts" / "article.yaml"
NAMES = known(["The family of a therapist."], ["Siegel, D. J.", "Daniel J. Siegel", "Fosha, D."])
# These need somebody who knows what the author meant, or are right words.
BEYOND_RULES = {
    "clients’ story",
    "patient therapist relationship",
    "then why not “positive” experiences can restore",
    "our neurons in brains and bodies",
    "re-traumatizes",
}


def made(text: str, offered: list[Correction], keys: set[str]) -> tuple[str, int]:
    slips, missed = chosen(offered, keys)
    return changed(text, slips), missed


def listed() -> list[dict[str, str]]:
    items: list[dict[str, str]] = yaml.safe_load(FACTS.read_text(encoding="utf-8"))["source_post_corrections"]["items"]
    return items


def offers(text: str, words: Known = NAMES) -> list[tuple[str, str, str]]:
    return [(each.found, each.offer, each.why) for each in corrections(text, words)]


@pytest.mark.parametrize("slip", [each["found"] for each in listed() if each["found"] not in BEYOND_RULES])
def test_each_known_slip_of_the_article_that_a_rule_can_find_is_offered(slip):
    right = next(each["correct"] for each in listed() if each["found"] == slip)
    text = slip if slip.endswith((".", "?", ":")) or slip[0] == "”" else f"It is {slip} that we mean"
    text = f"“{text}" if slip.endswith(("”.", "”?")) else text
    offered = corrections(text, NAMES)

    corrected, missed = made(text, offered, {each.key for each in offered if each.why != STRAIGHT})

    assert right in corrected
    assert missed == 0


def test_nothing_is_corrected_that_was_not_chosen():
    text = "Teh familiy came.\n"
    first, second = corrections(text, NAMES)

    assert made(text, [first, second], set()) == (text, 0)
    assert made(text, [first, second], {second.key}) == ("Teh family came.\n", 0)


def test_a_correction_whose_place_was_changed_is_not_made():
    (offered,) = corrections("We saw teh sea.", NAMES)

    text = "We never saw any sea."

    assert made(text, corrections(text, NAMES), {offered.key}) == (text, 1)


def test_two_equal_slips_are_two_choices():
    text = "teh " * 3
    keys = [each.key for each in corrections(text, NAMES)]

    assert len(set(keys)) == 3
    assert made(text, corrections(text, NAMES), {keys[1]})[0] == "teh the teh "


@pytest.mark.parametrize(
    ("text", "offer"),
    [
        ("It was the the end", ("the the", "the", "word that stands twice")),
        ("That is a apple", ("a", "an", "a or an")),
        ("It is an tree", ("an", "a", "a or an")),
        ("an IPNB view, a IPNB view", ("a", "an", "a or an")),
        ("Two MRI's were made", ("MRI's", "MRIs", "apostrophe in a plural")),
        ("It ended.Then it began", (".", ". ", "missing space")),
        ("so it goes--on", ("--", "—", "double hyphen for a dash")),
        ("I met Dr Fosha", ("Dr", "Dr.", "abbreviation without a period")),
        ("I could of known", ("could of", "could have", "wrong word")),
        ("as Sigiel’s book", ("Sigiel", "Siegel", "name misspelled")),
        ("Recieve it", ("Recieve", "Receive", "spelling")),
    ],
)
def test_a_slip_is_offered_with_its_reason(text, offer):
    assert offer in offers(text)


@pytest.mark.parametrize(
    "text",
    [
        "She had had enough; it is what it is.",
        "A user of a unit once had an hour, an MRI and a one-way street.",
        "See https://example.org/teh--x and `teh` and [teh](https://teh.example/) and a@teh.example.",
        "At 3:30 p.m. we met e.g. the U.S. team.",
        "Daniel Siegel and Diana Fosha wrote of families and the family.",
        "MRI’s strength lies elsewhere".replace("’s strength", " strength"),
    ],
)
def test_what_is_right_is_left_alone(text):
    wrong = [each for each in offers(text) if each[0] != "teh" or "[teh]" not in text]

    assert wrong == []


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ('"It is so," he said.', "“It is so,” he said."),
        ("'Tis the dog's 'bone' from the '90s", "’Tis the dog’s ‘bone’ from the ’90s"),
        ('**"Bold"** (and "so")', "**“Bold”** (and “so”)"),
        ("” When I sit, I rest.”", "“When I sit, I rest.”"),
        ("He said “no“ and left.", "He said “no” and left."),
        ("It is “so”. And so”?", "It is “so.” And so?”"),
        ("One ”two” three", "One “two” three"),
    ],
)
def test_quotation_marks_are_offered_the_right_way(text, right):
    offered = corrections(text, Known())

    assert made(text, offered, {each.key for each in offered})[0] == right


def test_marks_that_stand_well_are_left_alone():
    text = "He said “no,” and she’d said “yes ‘no’ maybe” in the ’90s.\n\n“One.”\n\n“Two.”\n"

    assert offers(text, Known()) == []


def test_code_and_addresses_are_blotted_out_without_moving_anything():
    text = "a `b` [c](d) <https://e.example> [[f]] [@g]\n\n```\nh\n```\n"

    assert len(masked(text)) == len(text)
    assert masked(text).replace("\0", "").split() == ["a", "[c"]


@pytest.mark.parametrize(
    ("word", "right", "is_slip"),
    [
        ("attunemnet", "attunement", True),
        ("resonnance", "resonance", True),
        ("resanance", "resonance", True),
        ("planted", "planned", False),
        ("walking", "walkin", False),
        ("therapist", "therapists", False),
    ],
)
def test_a_word_is_a_slip_of_another_only_by_what_fingers_do(word, right, is_slip):
    assert is_slip_of(word, right) is is_slip


def test_a_word_that_the_hub_uses_is_known():
    words = known(["attunement and resonance"])

    assert offers("attunement resonanse attunemnet", words) == [
        ("attunemnet", "attunement", "spelling"),
    ]


def test_no_listed_misspelling_is_a_right_word_of_the_list():
    assert set(WORDS) & set(WORDS.values()) == set()
    assert len(WORDS) > 200
    assert all(wrong != right for wrong, right in PHRASES.items())


@pytest.mark.parametrize(
    "text", ["[[" * 40_000, "w" * 90_000, "a@" * 40_000, '"' * 90_000, "](" * 40_000, "`" * 90_000]
)
def test_texts_of_nothing_but_marks_take_little_time(text):
    begun = time.process_time()
    corrections(text, NAMES)
    assert time.process_time() - begun < 15


def test_what_was_left_out_returns_to_where_it_stood():
    dropped = [Dropped("First", "why"), Dropped("Between\n\nTwo", "why", "One"), Dropped("Last", "why", "Gone")]

    text = "One\n\nEnd\n"

    assert changed(text, returns(text, dropped, {0, 1, 2, 9})) == "First\n\nOne\n\nBetween\n\nTwo\n\nEnd\n\nLast\n"
    assert changed(text, returns(text, [Dropped("a", "", "End"), Dropped("b", "", "End")], {1, 0})) == (
        "One\n\nEnd\n\na\n\nb\n"
    )
    assert returns(text, dropped, set()) == []


def test_the_field_that_holds_what_was_left_out_is_not_trusted():
    dropped = [Dropped("A “b”", "why", "c")]

    assert unpacked(packed(dropped)) == dropped
    assert unpacked("[[1, 2, 3], {}, 4, [[]]]") == []
    assert unpacked("{") == unpacked('"x"') == unpacked("[" * 5000) == []
