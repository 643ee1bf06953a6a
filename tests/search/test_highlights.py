"""search/highlights.py"""

import pytest

from search.highlights import snippet_html, summary_html, title_html
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
