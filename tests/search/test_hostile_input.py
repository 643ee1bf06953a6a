"""Random input of every kind is answered, changes nothing and never comes back unescaped."""

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from search.engine import find
from search.models import Entry
from search.suggesting import MOST, suggest

SIGNS = ['"', "'", "*", ")", ":", "^", "{", "{}", "%", "%s", "_", "\\", "--", ";", "$$", "<b>", "' OR 1=1"]
LETTERS = ["\0", "\ud800", "\u202e", "\u0301", "🧠", "\ufdfa"]
WORDS = ["mirror", "memory", "the", "a", "neurons", "AND", "NOT", "NEAR(", "title_stems"]
PIECES = st.sampled_from(SIGNS + LETTERS + WORDS)
TYPED = st.one_of(st.text(max_size=400), st.lists(PIECES, max_size=30).map(" ".join), st.lists(PIECES).map("".join))


@pytest.mark.usefixtures("shelf")
@settings(max_examples=200, deadline=None, database=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(typed=TYPED, kind=st.sampled_from(["", "term", "\0"]) | st.text(), page=st.integers() | st.text())
def test_any_input_is_harmless(typed, kind, page):
    results = find(typed, kind=kind, page=page)
    assert 0 <= len(results.hits) <= 20
    for hit in (*results.hits, *results.nearest):
        for html in (hit.title_html, hit.summary_html):
            assert "<" not in re.sub("</?mark>", "", html)
    assert len(suggest(typed)) <= MOST
    assert Entry.objects.count() == 9
