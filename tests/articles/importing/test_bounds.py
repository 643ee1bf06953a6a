"""Twice the text takes twice the work, and what is far longer than an article is refused before anybody waits."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from articles.importing import Given, Kind, Refused, read
from articles.importing.bylines import Said, read_line
from articles.importing.front_matter import read as read_markdown
from articles.importing.given import MOST_BARE, MOST_LINES
from articles.importing.html_blocks import read as blocks
from articles.importing.html_tree import parse
from articles.importing.metadata import said_by
from tests.articles.importing.steps import steps

pytestmark = pytest.mark.once

PROSE = "This is a sentence of some length, and it has the dozen words that make it prose."


def times(work: Callable[[int], object], few: int, many: int) -> float:
    """How many times the work for few is that for many."""
    work(few)  # what is made once is made now
    return steps(lambda: work(many)) / steps(lambda: work(few))


@pytest.mark.parametrize(
    "part",
    ["x<br>", " <br> ", "<b> </b>", "<a href=https://x.example/><b> </b>x</a>", "<i>x</i>", "<br><br>x", "<li>x"],
)
def test_a_paragraph_of_twice_as_many_parts_takes_twice_the_work(part: str) -> None:
    assert times(lambda number: blocks(parse(f"<p>word {part * number}")), 200, 800) < 6


@pytest.mark.parametrize(
    "parts",
    [
        ("<h1>A title</h1>", "<p>short line</p>", f"<p>{PROSE}</p>"),
        ("<p>short line</p>", "<h1>A title</h1><p>other line</p>", f"<p>{PROSE}</p>"),
        (f"<p>{PROSE}</p><ol><li id='x'>", "<a href=x>b</a>", "</li></ol>"),
        (f"<p>{PROSE}</p><ol><li id='x'><a href=#r>b</a></li></ol>", "<p><a id=r href=#x>1</a></p>", ""),
        (f"<p>{PROSE}</p>", "<aside>Beside the text.</aside>", ""),
    ],
)
def test_a_page_of_twice_as_many_lines_takes_twice_the_work(parts: tuple[str, str, str]) -> None:
    def page(number: int) -> object:
        first, often, last = parts
        return read(Given("x.html", f"<title>A title</title>{first}{often * number}{last}"))

    assert times(page, 50, 150) < 5


def test_elements_that_each_name_an_author_are_not_all_read() -> None:
    def page(depth: int) -> object:
        return said_by(parse(f"{'<div class=byline>' * depth}{'<b>x</b>' * 300}"))

    assert times(page, 20, 120) < 3


def test_tables_in_tables_are_read_once() -> None:
    def page(depth: int) -> object:
        return blocks(parse(f"{'<table><tr><td>' * depth}<table>{'<tr><td>x<td>y' * 100}"))

    assert times(page, 10, 60) < 3


def test_rows_of_a_table_inside_a_table_are_not_its_own() -> None:
    inner = "<table><tr><td>a<td>b<tr><td>c<td>d</table>"

    found, _ = blocks(parse(f"<table><tr><td>one<td>two<tr><td>three<td>{inner}</table>"))

    assert [block.kind for block in found] == ["paragraph", "paragraph", "paragraph", "table"]


@pytest.mark.parametrize("kind", [Kind.MARKDOWN, Kind.TEXT])
def test_a_text_without_mark_up_that_is_far_longer_than_an_article_is_refused(kind: Kind) -> None:
    with pytest.raises(Refused) as refused:
        read(Given("a", "![" * (MOST_BARE // 2 + 1), kind))

    assert str(refused.value) == (
        "This text has 300,002 characters, and 100,000 is the most that an article of the hub can have. "
        "Give the article alone, or a part of it."
    )


def test_a_text_of_very_many_lines_is_refused() -> None:
    with pytest.raises(Refused) as refused:
        read(Given("a", "a\n" * (MOST_LINES + 1), Kind.TEXT))

    assert str(refused.value) == "This text has 10,001 lines. Give the article alone, without what stands around it."


def test_markdown_of_nothing_but_opening_marks_is_not_read_word_by_word() -> None:
    assert times(lambda number: read_markdown(Given("a.md", "![" * number)), 1_000, 50_000) < 2


def test_the_blocks_of_markdown_are_counted_all_the_same() -> None:
    text = "Words.\n\n## H\n\n- a\n  - b\n\n> c\n\n| a | b |\n| - | - |\n| c | d |\n"

    assert read(Given("a.md", text)).noticed[5] == (
        "The text has 1 paragraph, 1 heading, 2 lists, 1 block quotation, 1 table."
    )


def test_few_lines_are_taken_off_the_top_of_markdown() -> None:
    text = "By Nora Fields\n\n" * 6 + "The text.\n"

    assert read(Given("a.md", text)).markdown == "By Nora Fields\n\nBy Nora Fields\n\nThe text.\n"


def test_a_line_longer_than_any_byline_is_none() -> None:
    assert read_line(f"By Nora {'F' * 90}") == Said(f"Nora {'F' * 90}")
    assert read_line(f"By Nora {'F' * 300}") is None


def test_of_very_many_pieces_around_an_article_the_rest_is_counted() -> None:
    aside = f"<aside>{'beside ' * 90}</aside>"

    found = read(Given("a.html", f"<title>T</title><article><p>{PROSE * 3}</p></article>{aside * 310}"))

    assert len(found.dropped) == 300
    assert found.noticed[-1] == "10 more pieces around the article were left out and are not listed."
