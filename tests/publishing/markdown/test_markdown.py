"""Markdown to safe HTML."""

import re
import time
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.utils.module_loading import import_string
from django.utils.safestring import SafeString
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from publishing.markdown import Mention, Problem, Section, Text, arranging, markdownify, outward, render, sanitizing
from tests.making import make_term, make_work

from .allowed_html import complaints
from .hostile_inputs import LARGE, SMALL, large

pytestmark = [pytest.mark.django_db, pytest.mark.once]

# Seconds of the processor that a text of so many characters may take. Its page takes milliseconds; this only has to
# tell a slow machine from an input that hangs a worker. What takes as long as the square of its length has the same
# time at either size.
PATIENCE = {5_000: 1.25, 20_000: 20}
INPUTS = {5_000: large(5_000), 20_000: LARGE}
SIZES = [5_000, pytest.param(20_000, marks=pytest.mark.soak)]


@pytest.mark.parametrize(
    ("source", "html"),
    [
        ("one *two* **three** `four`", "<p>one <em>two</em> <strong>three</strong> <code>four</code></p>\n"),
        ("~~gone~~", "<p><s>gone</s></p>\n"),
        ("a  \nb", "<p>a<br>\nb</p>\n"),
        ("# One", '<h2 id="one">One</h2>\n'),
        ("### Three", '<h3 id="three">Three</h3>\n'),
        ("## One {#first}", '<h2 id="first">One</h2>\n'),
        ("One {#first}\n===", '<h2 id="first">One</h2>\n'),
        ("## One {#first two}", '<h2 id="one-first-two">One {#first two}</h2>\n'),
        ("## 日本", '<h2 id="section">日本</h2>\n'),
        ("## Same\n\n## Same", '<h2 id="same">Same</h2>\n<h2 id="same-2">Same</h2>\n'),
        ("## Note 1", '<h2 id="section-note-1">Note 1</h2>\n'),
        ("## x {#source-3}", '<h2 id="section-source-3">x</h2>\n'),
        ("3. a", '<ol start="3">\n<li>a</li>\n</ol>\n'),
        ("term\n: meaning", "<dl>\n<dt>term</dt>\n<dd>meaning</dd>\n</dl>\n"),
        ("> said", "<blockquote>\n<p>said</p>\n</blockquote>\n"),
        ("```js\nx < 1\n```", "<pre><code>x &lt; 1\n</code></pre>\n"),
        ('[a](/b/ "c")', '<p><a href="/b/" title="c">a</a></p>\n'),
        ("[a](https://example.org)", '<p><a href="https://example.org">a</a></p>\n'),
        ("[a](#b)", '<p><a href="#b">a</a></p>\n'),
        ("<a@example.org>", '<p><a href="mailto:a@example.org">a@example.org</a></p>\n'),
        ("[a](javascript:b)", "<p>a</p>\n"),
        ("[a *b*](b)", "<p>a <em>b</em></p>\n"),
        ("![a *b*](/uploads/c.png)", '<p><img src="/uploads/c.png" alt="a b"></p>\n'),
        ("![a](https://example.org/c.png)", '<p><a href="https://example.org/c.png">a</a></p>\n'),
        ("![a](data:image/png;base64,x)", "<p>a</p>\n"),
        ("<b>a</b>", "<p>&lt;b&gt;a&lt;/b&gt;</p>\n"),
        (
            '!!! warning "Take care"\n    a',
            '<div class="admonition warning">\n<p class="admonition-title">Take care</p>\n<p>a</p>\n</div>\n',
        ),
    ],
)
def test_markdown_becomes_this_html(source, html):
    assert markdownify(source) == html


def test_a_table_scrolls_by_itself_and_is_aligned_by_classes():
    assert markdownify("| a | b |\n|---|--:|\n| c | d |") == (
        '<div class="table" tabindex="0"><table>\n<thead>\n<tr>\n<th scope="col">a</th>\n'
        '<th class="align-right" scope="col">b</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n<td>c</td>\n'
        '<td class="align-right">d</td>\n</tr>\n</tbody>\n</table></div>\n'
    )


def test_a_footnote_leads_there_and_back():
    assert markdownify("a[^x]\n\n[^x]: b") == (
        '<p>a<sup class="footnote-ref"><a href="#fn1" id="fnref1">[1]</a></sup></p>\n'
        '<section class="footnotes" role="doc-endnotes" aria-label="Footnotes">\n<ol class="footnotes-list">\n'
        '<li id="fn1" class="footnote-item"><p>b <a href="#fnref1" class="footnote-backref" '
        'role="doc-backlink" aria-label="Back to the text">↩︎</a></p>\n</li>\n</ol>\n</section>\n'
    )


def test_html_is_marked_as_safe():
    page = render(Text("## *One*\n\ntwo"))

    assert {type(html) for html in (page.html[0], page.sections[0].title, page.sections[0].html)} == {SafeString}


def test_the_first_text_is_cut_at_its_top_level_headings():
    page = render(Text("Before.\n\n## *One*\n\na\n\n### Deeper\n\nb\n\n> ## Quoted\n\n## Two"))

    assert page.sections == (
        Section("", SafeString(""), SafeString("<p>Before.</p>\n")),
        Section(
            "one",
            SafeString("<em>One</em>"),
            SafeString(
                '<p>a</p>\n<h3 id="deeper">Deeper</h3>\n<p>b</p>\n<blockquote>\n<h2 id="quoted">Quoted</h2>\n'
                "</blockquote>\n"
            ),
        ),
        Section("two", SafeString("Two"), SafeString("")),
    )
    assert page.html[0].startswith('<p>Before.</p>\n<h2 id="one"><em>One</em></h2>\n<p>a</p>\n')


def test_no_text_has_no_sections_and_no_html():
    assert (render(Text("")).sections, render(Text("")).html, render().html) == ((), ("",), ())


def test_an_inline_text_has_no_block_elements():
    page = render(Text(""), Text("# one\n\n- *two* [^1]\n", inline=True))

    assert page.html[1] == "# one\n\n- <em>two</em> [^1]"


def test_texts_keep_their_order_and_their_anchors_apart():
    page = render(Text("## A\n\n## B"), Text("## A"), Text("x", after="a"), Text("y"))

    assert page.html[1:] == ('<h2 id="a-2">A</h2>\n', "<p>x</p>\n", "<p>y</p>\n")


def test_footnotes_of_two_texts_have_ids_of_their_own():
    page = render(Text("a[^1]\n\n[^1]: b"), Text("a[^1]\n\n[^1]: b"))

    assert ('id="fn1"' in page.html[0], 'id="fn-1-1"' in page.html[1], 'href="#fn-1-1"' in page.html[1]) == (
        True,
        True,
        True,
    )


def test_references_of_one_text_do_not_reach_into_another():
    assert render(Text("[a]: /b/"), Text("[a]")).html == ("", "<p>[a]</p>\n")


def test_a_section_that_is_not_there_is_told_and_its_text_stands_at_the_end():
    page = render(Text("## A"), Text("x", after="zzz"))

    assert page.html[1] == "<p>x</p>\n"
    assert page.problems == (Problem("unknown section", "zzz", "The text has no section “zzz”."),)


def test_links_and_pictures_that_are_not_shown_are_told():
    assert render(Text("[a](javascript:b) ![c](https://example.org/d.png)")).problems == (
        Problem("bad link", "javascript:b", "This address cannot be linked: “javascript:b”."),
        Problem(
            "outside picture",
            "https://example.org/d.png",
            "Only pictures uploaded here are shown, not “https://example.org/d.png”.",
        ),
    )


def test_links_are_mentioned_with_their_sentence():
    page = render(
        Text("## A\n\nOne. See [this](/b/?c#d), by Dr. Who et al. (2004). Three [that](https://example.org).")
    )

    assert page.mentions == (
        Mention("link", "/b/", "a", "See this, by Dr. Who et al. (2004)."),
        Mention("link", "https://example.org", "a", "Three that."),
    )


def test_links_within_the_page_and_to_mail_are_no_mentions():
    assert render(Text("[a](#b) <c@example.org>")).mentions == ()


def test_the_plain_text_holds_what_a_reader_reads():
    source = "## One *two*\n\na\nb [c](/d/) `e`\n\n- f\n- ![g](/uploads/h.png)\n\n```\ni  j\n```"

    assert render(Text(source)).plain == ("One two\na b c e\nf\ni j",)


def test_a_text_that_is_too_long_is_told_and_not_read():
    page = render(Text("a" * 100_001), Text("b" * 100_001, inline=True), Text("c"))
    message = "This text is too long to show: it has 100,001 characters, and 100,000 is the most."

    assert page.html == (f'<p class="too-long">{message}</p>', message, "<p>c</p>\n")
    assert [(problem.kind, problem.message) for problem in page.problems] == [("too long", message)] * 2


def test_the_longest_text_is_read():
    assert len(render(Text("a" * arranging.LONGEST)).plain[0]) == 100_000


def test_the_editor_widget_renders_by_this_pipeline_alone():
    assert import_string(django_settings.MARKDOWNX_MARKDOWNIFY_FUNCTION) is markdownify


def test_there_are_enough_hostile_inputs():
    assert len(SMALL) >= 80
    assert len(set(SMALL)) == len(SMALL)


@pytest.mark.parametrize("inline", [False, True])
def test_no_hostile_input_becomes_html_that_is_not_allowed(inline):
    make_term("Empathy")
    make_work("siegel2020")
    found = {source: complaints(render(Text(source, inline=inline)).html[0]) for source in SMALL}

    assert {source: each for source, each in found.items() if each} == {}


@pytest.mark.no_cover  # measuring would cost more than reading
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", LARGE)
def test_a_large_hostile_input_is_read_in_time(name, size):
    began = time.process_time()
    html = markdownify(INPUTS[size][name])

    assert time.process_time() - began < PATIENCE[size]
    assert complaints(html) == []


def test_the_judge_itself_finds_what_is_not_allowed():
    html = '<script>1</script><a href="javascript:1" onclick="1">x</a><img src="https://example.org/a.png">'

    assert complaints(html) == [
        "<script>",
        "<a href='javascript:1'>",
        "<a onclick='1'>",
        "<img src='https://example.org/a.png'>",
    ]


def test_the_allow_list_holds_by_itself():
    html = (
        '<p onclick="1">a<script>1</script><a href="javascript:1" class="term x">b</a><img src="//c/d.png" alt=""></p>'
    )

    assert sanitizing.clean(html) == '<p>a<a class="term">b</a><img alt=""></p>'


@pytest.mark.parametrize(
    "address",
    [
        "",
        "a",
        "//a",
        "/\\a",
        "http:a",
        "http://",
        "http://[a",
        "javascript:a",
        " javascript:a",
        "ftp://a",
        "/a b",
        "?a",
    ],
)
def test_these_addresses_are_not_linked(address):
    assert not outward.is_allowed(address)


BRACKETS = ["[", "]", "(", ")", "[[", "]]", "{", "}", "<", ">", "<script>"]
SIGNS = ["|", "!", "@", "^", ":", "#", "*", "_", "~~", "`", "```", "&", '"', "'", "\\", "=", ";"]
WORDS = ["empathy", "javascript:", "data:", "https://a.example", "/a/", "|---|", "&#x6A;", "[^1]", "[@a", "onload=x"]
SPACED = ["- ", "1. ", "\n", "\n\n", "    ", "\t", "!!! note", "[^1]: ", "\u202e", "\x00", "\ud800"]
PARTS = st.sampled_from([*BRACKETS, *SIGNS, *WORDS, *SPACED])


@pytest.mark.parametrize(
    "address",
    [
        "",
        "/uploads/",
        "/uploads/../a",
        "/uploads/%2e%2e/a",
        "/uploads/.a",
        "/a/b.png",
        "//uploads/a",
        "https://a/uploads/b",
    ],
)
def test_these_pictures_are_not_shown(address):
    assert not outward.is_own_picture(address)


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], derandomize=True
)
@given(st.lists(PARTS | st.text(max_size=5), max_size=40).map("".join), st.booleans())
def test_no_text_fails_or_becomes_html_that_is_not_allowed(source, inline):
    page = render(Text(source, inline=inline))

    assert [complaints(html) for html in page.html] == [[]]


def test_no_heading_takes_an_id_of_the_page_around_it() -> None:
    around = ["base.html", "articles/article.html", "articles/page.html", "glossary/term.html", "resources/person.html"]
    folder = Path(__file__).parents[3] / "templates"
    files = [*(folder / name for name in around), *(folder / "parts").glob("*.html")]
    ids = {name for file in files for name in re.findall(r' id="([a-z-]+)"', file.read_text())}
    assert {"terms", "about-this", "help-now", "contents-title"} <= ids
    taken = {name for name in ids if render(Text(f"## {name}")).sections[0].anchor == name}
    assert taken == set()
