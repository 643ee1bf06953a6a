"""Web pages: the words stay, whatever the mark-up; what is hostile is refused in plain words or harmless."""

from __future__ import annotations

from contextlib import suppress
from html import escape

import html5lib
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.importing import Given, Kind, Refused, read
from articles.importing.writing import words
from publishing.markdown import Text, plain, render

pytestmark = pytest.mark.once

# Letters that Markdown takes for marks, beside letters that it does not.
LETTERS = st.text("ab Z09*_`[]()#>+-=|~!&;:.{}\\\"'/<@^“”’é\u00a0\n", min_size=1, max_size=12)
PHRASES = st.recursive(
    LETTERS.map(escape),
    lambda inner: st.builds(
        lambda tag, parts: f"<{tag}>{''.join(parts)}</{tag.split()[0]}>",
        st.sampled_from(["em", "strong", "i", "b", "code", "span", 'a href="https://e.example/(x"', "s", "u"]),
        st.lists(inner, min_size=1, max_size=3),
    ),
    max_leaves=6,
)
BLOCKS = st.recursive(
    st.builds(
        lambda tag, parts: f"<{tag}>word {''.join(parts)}</{tag}>",
        st.sampled_from(["p", "h2", "h3", "div", "pre"]),
        st.lists(PHRASES, min_size=1, max_size=3),
    ),
    lambda inner: st.builds(
        lambda tag, parts: (
            f"<{tag}>{''.join(f'<li>{part}</li>' if tag in ('ul', 'ol') else part for part in parts)}</{tag}>"
        ),
        st.sampled_from(["ul", "ol", "blockquote", "div"]),
        st.lists(inner, min_size=1, max_size=3),
    ),
    max_leaves=8,
)

NOTED = (
    '<p>Said<sup id="r1"><a href="#n1">1</a></sup> so.</p>'
    '<ol><li id="n1">The <i>note</i>. <a href="#r1">↑</a></li></ol>'
)


def imported(body: str, **head: str) -> str:
    page = f"<html><head><title>A title</title></head><body>{body}</body></html>"
    return read(Given("page.html", page.encode())).markdown


def fragment(body: str) -> str:
    """The Markdown of a text that nothing is taken out of."""
    from articles.importing.html_blocks import read as blocks
    from articles.importing.html_tree import parse
    from articles.importing.writing import markdown

    return markdown(blocks(parse(f"<html><body>{body}</body></html>"))[0])


@pytest.mark.django_db
@given(st.lists(BLOCKS, min_size=1, max_size=4))
@settings(max_examples=40, deadline=None)
def test_readers_see_the_words_of_the_page_in_their_order(blocks):
    expect_same_words(blocks)


@pytest.mark.soak
@pytest.mark.django_db
@given(st.lists(BLOCKS, min_size=1, max_size=4))
@settings(max_examples=1500, deadline=None)
def test_readers_see_the_words_of_many_pages_in_their_order(blocks):
    expect_same_words(blocks)


def expect_same_words(blocks: list[str]) -> None:
    body = "".join(blocks)
    page = html5lib.parse(f"<html><body>{body}</body></html>", namespaceHTMLElements=False)

    shown = render(Text(fragment(body)), keep=False).html[0]
    seen = html5lib.parse(f"<html><body>{shown}</body></html>", namespaceHTMLElements=False)

    assert words(spoken(seen)) == words(spoken(page))


def spoken(element) -> str:
    """The text of a page; blocks and breaks end a word."""
    apart = {"p", "h2", "h3", "div", "pre", "li", "ul", "ol", "blockquote", "br"}
    space = " " if element.tag in apart else ""
    inside = "".join(spoken(child) + (child.tail or "") for child in element if isinstance(child.tag, str))
    return f"{space}{element.text or ''}{inside}{space}"


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ("<p>one <em>two</em> <strong>three</strong></p>", "one *two* **three**"),
        ("<p>un<em>believ</em>able</p>", "un*believ*able"),
        ("<p><em>one </em><em>two</em></p>", "*one two*"),
        ("<p>a<b> bold </b>end</p>", "a **bold** end"),
        ("<p>first<br>second<br><br>third</p>", "first\\\nsecond\n\nthird"),
        ("<p>1. not a list</p><p># not a heading</p>", "1\\. not a list\n\n\\# not a heading"),
        ("<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>", "- a\n  - b\n- c"),
        ("<ol start='3'><li>a</li><li>b</li></ol>", "3. a\n4. b"),
        ("<ul><li>a</li></ul><ul><li>b</li></ul>", "- a\n\n* b"),
        ("<ul><li><p>a</p><p>b</p></li><li>c</li></ul>", "- a\n\n  b\n\n- c"),
        ("<blockquote><p>a</p><ul><li>b</li></ul></blockquote>", "> a\n>\n> - b"),
        ("<pre><code>if *x*:\n    pass</code></pre>", "```\nif *x*:\n    pass\n```"),
        ("<p>before</p><hr><p>after</p>", "before\n\n___\n\nafter"),
        ("<p><q>said</q></p>", "“said”"),
        ("<p>[[term]] and [@key] and {#x}</p>", "\\[\\[term\\]\\] and \\[@key\\] and \\{#x}"),
        ("<h2>Name {#anchor}</h2>", "## Name \\{#anchor}"),
        ("<h2><b>Bold</b></h2>", "## **Bold**"),
        (
            "<table><tr><th>a</th><th>b</th></tr><tr><td>c</td><td>d|e</td></tr></table>",
            "| a | b |\n| --- | --- |\n| c | d\\|e |",
        ),
        ("<table><tr><td><p>one</p></td></tr><tr><td><p>two</p></td></tr></table>", "one\n\ntwo"),
        ("text<p>a</p>tail", "text\n\na\n\ntail"),
        (
            "<a href='https://x.example/'><p>one</p><p>two</p></a>",
            "[one](https://x.example/)\n\n[two](https://x.example/)",
        ),
        ("<p hidden>gone</p><p style='display: none'>gone</p><p>here</p>", "here"),
        (
            NOTED,
            "Said[^1] so.\n\n[^1]: The *note*.",
        ),
    ],
)
def test_mark_up_becomes_markdown(html, markdown):
    assert fragment(html) == f"{markdown}\n"


@pytest.mark.parametrize(
    ("href", "kept"),
    [
        ("/other", "https://site.example/other"),
        ("next.html", "https://site.example/a/next.html"),
        ("javascript:alert(1)", ""),
        ("JaVa\nScript:alert(1)", ""),
        ("data:text/html,x", ""),
        ("#there", ""),
        ("mailto:a@b.example", "mailto:a@b.example"),
        ("//other.example/x", "https://other.example/x"),
        ("http://[", ""),
    ],
)
def test_links_are_completed_and_what_runs_is_dropped(href, kept):
    body = f'<p>{"word " * 20}<a href="{escape(href)}">link</a></p>'
    given_ = Given("a.html", f"<title>T</title><body>{body}".encode(), address="https://site.example/a/b.html")

    markdown = read(given_).markdown

    assert f"[link]({kept})" in markdown if kept else "](" not in markdown and "link" in markdown


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ("<meta charset=utf-8><p>caf\u00e9 “so”</p>".encode(), "caf\u00e9 “so”"),
        (b"<meta charset=iso-8859-1><p>\x93caf\xe9\x94</p>", "“caf\u00e9”"),
        ("<p>caf\u00e9</p>".encode("utf-16"), "caf\u00e9"),
        (b"\xef\xbb\xbf<p>caf\xc3\xa9</p>", "caf\u00e9"),
        (b"<meta charset=koi8-r><p>\xe4\xe1</p>", "\u0434\u0430".upper()),
        (b"<meta charset=no-such-thing><p>caf\xe9</p>", "caf\u00e9"),
        (b"<meta charset=punycode><p>caf\xe9-</p>", "caf\u00e9-"),
        ("<meta charset=Shift_JIS><p>\u65e5\u672c</p>".encode("shift_jis"), "\u65e5\u672c"),
        ("<meta charset=windows-1250><p>\u017elu\u0165</p>".encode("cp1250"), "\u017elu\u0165"),
    ],
)
def test_letters_are_read_as_they_were_written(data, text):
    assert read(Given("a.html", data, Kind.HTML)).markdown == f"{text}\n"


@pytest.mark.parametrize(
    "html",
    [
        "<a>" * 200_000 + "x",
        "<p>" * 150_000 + "x",
        "<b><i>" * 400 + "x",
        "<!--" * 500_000 + "<p>x",
        "<p>x" + "&" * 1_000_000,
        "<p>" + "*" * 100_000 + "x",
        "<p>x <" + "a=b " * 300_000 + ">",
        "<li><ul>" * 400 + "x",
        "<blockquote>" * 400 + "x",
        "<p>" + "x <em>y</em> " * 3_000,
        "<p>" + "[" * 20_000,
        "<table>" * 300 + "<tr><td>x",
    ],
)
def test_hostile_pages_are_read_or_refused(html):
    with suppress(Refused):
        assert read(Given("a.html", html.encode())).markdown


def test_a_page_nested_too_deeply_is_refused():
    with pytest.raises(Refused, match="nested too deeply"):
        read(Given("a.html", ("<div>" * 3000 + "<p>x").encode()))


def test_deep_lists_keep_their_words():
    depth = 40
    markdown = fragment("".join(f"<ul><li>word{n}" for n in range(depth)))

    assert words(plain(Text(markdown))[0]) == [f"word{n}" for n in range(depth)]


def test_scripts_and_handlers_leave_nothing():
    body = f"<p onclick=x()>{'word ' * 20}<script>evil()</script><img src=x onerror=evil()></p><style>evil</style>"

    assert "evil" not in imported(body)


def test_nothing_is_fetched_for_an_entity_of_a_document_type():
    page = '<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd">]><html><body><p>word &x; end</p></body></html>'

    assert "root:" not in read(Given("a.html", page.encode())).markdown


def test_a_page_without_words_is_refused():
    with pytest.raises(Refused, match="There is no text in it."):
        imported("<div><img src=x></div>")


def test_the_first_of_two_articles_with_more_text_is_taken():
    teaser = "<article><h2>Other</h2><p>A teaser of another text that is short.</p></article>"
    text = f"<article><h1>A title</h1><p>{'These are words of the text. ' * 20}</p></article>"

    assert imported(f"{teaser}{text}{teaser}") == f"{('These are words of the text. ' * 20).strip()}\n"


def test_headings_move_to_the_second_level():
    body = f"<h1>A title</h1><p>{'words ' * 15}</p><h4>Four</h4><p>Text.</p><h6>Six</h6><p>Text.</p>"

    assert "## Four" in imported(body)
    assert "### Six" in imported(body)


def test_data_for_machines_that_cannot_be_read_is_passed_over():
    body = f'<script type="application/ld+json">{{"@type": "Article", {"[" * 5000}</script><p>{"words " * 15}</p>'

    assert imported(body).startswith("words")
