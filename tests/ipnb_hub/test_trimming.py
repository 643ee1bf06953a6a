"""Templates as they are read."""

from __future__ import annotations

import re

import pytest
from django.conf import settings
from django.template.loader import get_template

from ipnb_hub.trimming import trimmed


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("<ul>\n  <li>a</li>\n\n  <li>b</li>\n</ul>\n", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n"),
        ("<p>\n  {% if a %}\n    {{ a }}\n  {% endif %}\n</p>", "<p>\n{% if a %}{{ a }}\n{% endif %}</p>"),
        ("a\n{% include 'b' %}\nc", "a\n{% include 'b' %}\nc"),
        ("{% if a %}b{% endif %}\nc", "{% if a %}b{% endif %}\nc"),
        ("{% if a %}{% for b in c %}\nd", "{% if a %}{% for b in c %}d"),
        ("a  b\tc", "a  b\tc"),
    ],
)
def test_indentation_and_lines_of_logic_are_left_out_and_words_stay_apart(written: str, read: str) -> None:
    assert trimmed(written) == read


def test_where_white_space_shows_no_page_writes_any_itself() -> None:
    pages = sorted((settings.BASE_DIR / "templates").rglob("*.html"))
    assert pages
    written = r"<(pre|textarea)[^>]*>(?!\s*(<code>)?\{\{ [\w.]+ \}\}(</code>)?</\1>)"
    assert [page.name for page in pages if re.search(written, page.read_text(encoding="utf-8"))] == []


def test_pages_are_read_so_and_other_files_as_they_are() -> None:
    assert "\n  " not in get_template("base.html").template.source
    assert "\n  " in get_template("opensearch.xml").template.source
