"""The sheet that shows editors how to write."""

import html

import pytest

from publishing.desk.cheat_sheet import examples, sheet
from publishing.markdown import Text, render
from publishing.written import alone
from tests.filling import document, editor
from tests.making import make_term, make_work

pytestmark = [pytest.mark.django_db, pytest.mark.once]

ADDRESS = "/admin/markdown/sheet/"
ALWAYS = [
    "Paragraphs",
    "Emphasis",
    "Links",
    "Headings",
    "A heading with an address of its own",
    "Lists",
    "Quotations",
    "Pictures",
    "Tables",
    "Footnotes",
    "Definition lists",
    "Boxes",
    "Marks as they are",
]


def test_there_is_an_example_of_everything():
    make_term("Attunement"), make_work("siegel1999")

    assert [each.title for each in examples()] == [*ALWAYS[:3], "Sources", "Links to the glossary", *ALWAYS[3:]]


def test_a_hub_without_terms_and_works_shows_no_names_that_mean_nothing():
    assert [each.title for each in examples()] == ALWAYS


def test_no_example_has_anything_to_mend():
    make_term("Attunement"), make_work("siegel1999")

    problems = render(*(Text(each.source, begins=True) for each in examples())).problems

    assert problems == ()


@pytest.mark.parametrize(
    ("title", "parts"),
    [
        ("Emphasis", ["<em>Italic</em>", "<strong>bold</strong>", "<s>struck out</s>"]),
        ("Links", ['<a href="/about/">', '<a href="https://www.example.org/">']),
        ("Headings", ['<h2 id="a-section">', '<h3 id="a-part-of-it">']),
        ("A heading with an address of its own", ['<h2 id="limits">', '<a href="#limits">']),
        ("Lists", ["<ul>", "<ol>"]),
        ("Quotations", ["<blockquote>"]),
        ("Pictures", ['<img src="/static/img/hub.svg" alt="The sign']),
        ("Tables", ["<table>", 'class="align-right"']),
        ("Footnotes", ['class="footnote-ref"', 'role="doc-endnotes"']),
        ("Definition lists", ["<dl>", "<dt>Word</dt>"]),
        ("Boxes", ['class="admonition note"', 'class="admonition caution"', ">Take care<"]),
        ("Marks as they are", ["*no italic*", "[[no term]]"]),
        ("Sources", ['popovertarget="note-1"', 'popovertarget="note-2"', "Here: p. 13."]),
        ("Links to the glossary", ['attunement/">Attunement</a>', 'attunement/">these words</a>', "not: Attunement."]),
    ],
)
def test_an_example_shows_what_it_is_for(title, parts):
    make_term("Attunement"), make_work("siegel1999")
    shown = next(each for each in sheet().examples if each.title == title)

    assert [part for part in parts if part not in shown.html] == []


def test_each_example_is_shown_as_the_preview_shows_it():
    """Alone as well, but for what is numbered through the whole sheet."""
    for each in sheet().examples:
        assert each.html.replace("-9", "") == alone(each.source).html.replace("-9", "") or "footnote" in each.html


def test_the_page_holds_each_example_as_it_is_written(client):
    make_term("Attunement"), make_work("siegel1999")
    client.force_login(editor())

    answer = client.get(ADDRESS)

    sources = [code.text for code in document(answer).iter("code") if code.text]
    assert sources == [each.source for each in examples()]
    assert answer.content.decode().count('id="define-attunement"') == 1
    assert html.escape("Links to the glossary") in answer.content.decode()


def test_the_page_is_for_editors(client):
    assert client.get(ADDRESS).status_code == 403
