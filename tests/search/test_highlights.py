"""search/highlights.py"""

import pytest

from search import highlights
from search.highlights import SNIPPET, snippet_html, summary_html, title_html
from search.query import parse

pytestmark = pytest.mark.once


@pytest.mark.parametrize(
    ("title", "query", "html"),
    [
        ("Attunement", "attun", "<mark>Attun</mark>ement"),
        ("Co-regulation", "coreg", "<mark>Co-reg</mark>ulation"),
        ("Mirror neurons", "neuron", "Mirror <mark>neurons</mark>"),
        ("Mirror neurons", "neu", "Mirror <mark>neurons</mark>"),
        ("Siegel’s view", "siegel", "<mark>Siegel</mark>’s view"),
        ("A siegel’s view", "siegel", "A <mark>siegel’s</mark> view"),
        ("Naïveté", "naiv", "<mark>Naïv</mark>eté"),
        ("Implicit memory", "nothing", "Implicit memory"),
        ('"><script>', "script", "&quot;&gt;&lt;<mark>script</mark>&gt;"),
        ("Mirror", "mirror", "<mark>Mirror</mark>"),
        ("Mirror neurons", "mirror ne", "<mark>Mirror ne</mark>urons"),
        ("Mirror neurons", "mirrorne", "<mark>Mirror ne</mark>urons"),
        ("Mirror neurons", "neurons, mirrored", "<mark>Mirror</mark> <mark>neurons</mark>"),
        ("The window of tolerance", "the window", "<mark>The window</mark> of tolerance"),
        ("Window of tolerance", "what is the window?", "<mark>Window</mark> of tolerance"),
        ("Window of tolerance", "the tolerance of", "Window of <mark>tolerance</mark>"),
        ("Behavior therapy", "behaviour", "<mark>Behavior</mark> therapy"),
        ("“Mirror” neurons", "mirror", "“<mark>Mirror</mark>” neurons"),
        ("ﬁeld", "f", "ﬁeld"),
        ("A ﬁeld", "fi", "A <mark>ﬁeld</mark>"),
        ("Mirror neurons", "", "Mirror neurons"),
        ("Mirror of the", "of", "Mirror of the"),
        ("…", "mirror", "…"),
        ("", "mirror", ""),
        ("Mir", "mirror", "Mir"),
    ],
)
def test_a_title_is_marked_where_it_matches(title, query, html):
    assert title_html(title, parse(query)) == html


def test_a_summary_is_marked_by_whole_words_of_the_same_stem():
    assert summary_html("Memory, memories & memorable", parse("memory")) == (
        "<mark>Memory</mark>, <mark>memories</mark> &amp; memorable"
    )


def test_a_snippet_stands_around_the_words_that_stand_together():
    text = "Once memory. " + "Filler words here. " * 30 + "Then <memory> of neurons & more. " + "After that. " * 30
    html = snippet_html(text, parse("neuron memory"))
    assert html.startswith("… ")
    assert html.endswith(" …")
    assert "Then &lt;<mark>memory</mark>&gt; of <mark>neurons</mark> &amp; more." in html
    assert len(html) < 340


def test_a_text_without_the_words_has_no_snippet():
    assert snippet_html("Nothing here.", parse("memory")) is None


def test_a_snippet_of_one_endless_word_is_still_short():
    html = snippet_html("memory " + "x" * 5000, parse("memory"))
    assert html == "<mark>memory</mark> …"


def test_a_snippet_has_eighty_characters_before_the_word_and_is_cut_between_words():
    assert (SNIPPET, highlights._BEFORE) == (240, 80)
    html = snippet_html("aa " * 100 + "memory" + " bb" * 100, parse("memory"))
    assert html == "… " + "aa " * 26 + "<mark>memory</mark>" + " bb" * 51 + " …"
    assert snippet_html("x" * 100 + "-memory", parse("memory")) == "… " + "x" * 79 + "-<mark>memory</mark>"


def test_a_snippet_that_is_the_whole_text_has_no_dots():
    text = "aa " * 26 + "memory" + " bb" * 52
    assert len(text) == SNIPPET
    assert snippet_html(text, parse("memory")) == "aa " * 26 + "<mark>memory</mark>" + " bb" * 52
    assert snippet_html(f"{text}b", parse("memory")) == "aa " * 26 + "<mark>memory</mark>" + " bb" * 51 + " …"
    assert snippet_html(f"aa {text}", parse("memory")).startswith("… aa ")


def test_a_snippet_stands_where_most_different_words_are_and_first_of_equals():
    filler = "aa " * 100
    text = f"memory one memory {filler}memory two neuron {filler}neuron three memory {filler}"
    assert "<mark>memory</mark> two <mark>neuron</mark>" in snippet_html(text, parse("memory neurons"))
    assert snippet_html(text, parse("memory")).startswith("<mark>memory</mark> one <mark>memory</mark>")


@pytest.mark.parametrize(("between", "together"), [(153, True), (154, False)])
def test_words_so_far_apart_are_not_together(between, together):
    text = f"memory {'x' * 300} memory {'y' * (between - 2)} neuron"
    html = snippet_html(text, parse("memory neuron"))
    assert ("neuron" in html) is together
    assert html.count("<mark>") == (2 if together else 1)


def test_a_word_that_the_snippet_cuts_is_not_marked_outside_of_it():
    html = snippet_html("aa " * 100 + "memory " + "bb " * 100 + "memory", parse("memory"))
    assert html.count("<mark>memory</mark>") == 1
