"""Ten saved pages, in the mark-up of the common blog engines, and their texts as a browser's select-all copies them."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from articles.importing import Found, Given, read
from articles.importing.tokens import blocks_of
from articles.importing.writing import words
from tests.articles.importing.debris_of_pages import DEBRIS, SAID

pytestmark = pytest.mark.once

PAGES = Path(__file__).parent / "pages"
NAMES = sorted(SAID)


def found(name: str, ending: str) -> Found:
    return read(Given(f"{name}.{ending}", (PAGES / f"{name}.{ending}").read_bytes()))


def parts(markdown: str) -> list[tuple[str, str]]:
    """The blocks of a text: what each is (a heading of any level, a list of any sign), and its words, line by line."""
    kinds = {"bullet_list": "list", "ordered_list": "list"}
    blocks = blocks_of(MarkdownIt("commonmark").parse(markdown))
    return [(kinds.get(block.kind, block.kind), block.text) for block in blocks]


def test_every_page_has_its_markdown_and_its_copy():
    assert len(NAMES) == 10
    assert sorted({each.stem for each in PAGES.iterdir()}) == NAMES
    assert sorted({each.suffix for each in PAGES.iterdir()}) == [".html", ".md", ".txt"]


@pytest.mark.parametrize("name", NAMES)
def test_a_saved_page_becomes_exactly_its_article(name):
    assert found(name, "html").markdown == (PAGES / f"{name}.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", NAMES)
def test_a_copied_text_keeps_every_paragraph_list_and_quotation(name):
    assert parts(found(name, "txt").markdown) == parts((PAGES / f"{name}.md").read_text(encoding="utf-8"))


@pytest.mark.parametrize("ending", ["html", "txt"])
@pytest.mark.parametrize("name", NAMES)
def test_no_line_of_debris_stays_and_each_is_shown_as_left_out(name, ending):
    result = found(name, ending)
    left_out = words(" ".join(piece.text for piece in result.dropped))

    for line in DEBRIS[name]:
        assert line not in re.sub(r"\\(?=\W)", "", result.markdown)
        assert set(words(line)) <= set(left_out)


@pytest.mark.parametrize("name", NAMES)
def test_a_page_says_its_title_byline_date_outlet_and_address(name):
    hints = found(name, "html").hints

    assert (hints.title, hints.byline, str(hints.date), hints.outlet, hints.address) == SAID[name]


@pytest.mark.parametrize("name", NAMES)
def test_a_copied_text_says_its_title_and_date(name):
    hints = found(name, "txt").hints

    assert (hints.title, str(hints.date)) == (SAID[name][0], SAID[name][2])


@pytest.mark.parametrize("name", NAMES)
def test_a_copied_text_says_its_byline(name):
    assert found(name, "txt").hints.byline == SAID[name][1]


def test_pictures_and_what_else_cannot_stay_are_named():
    noticed = found("wordpress-blocks", "html").noticed

    assert "Left out: a picture “A bench mended with blue rope” (bench.jpg)." in noticed
    assert "The text has 6 paragraphs, 3 headings, 1 list, 1 block quotation." in noticed


@pytest.mark.parametrize("ending", ["html", "txt"])
@pytest.mark.parametrize("name", NAMES)
def test_nothing_without_words_is_offered_to_be_put_back(name, ending):
    assert [piece for piece in found(name, ending).dropped if not piece.words.strip()] == []


def test_an_editor_is_told_what_is_still_missing():
    said = found("squarespace", "txt").noticed

    assert said[3:5] == ("No outlet was found.", "No address was found.")


def test_what_is_guessed_from_lines_is_said_to_be():
    noticed = found("medium-like", "txt").noticed

    assert noticed[-1] == (
        "Guessed from how the lines stand: 2 headings, 1 list, 1 block quotation. Look whether that is right. A copied "
        "text says neither which headings stand below others nor, without its numbers, which lists were numbered."
    )
    assert found("medium-like", "txt").hints.date == date(2019, 11, 5)
