"""Texts as CommonMark to take away: another parser reads the same words in the same blocks."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin

from publishing.markdown import Text, arranging, assembling, commonmark
from publishing.markdown.commonmark import Portable, bare, headed, link, paragraph
from publishing.markdown.rendered import Reading
from publishing.markdown.sentences import plain_blocks

pytestmark = pytest.mark.once

PAGE = "https://hub.example/articles/one/"


def written(*sources: str) -> Portable:
    """What is written of texts, without the rules that other apps register."""
    md, rules = assembling.parser(())
    reading = Reading()
    texts = [Text(source) for source in sources]
    pieces = assembling.ruled(md, arranging.read(md, texts, rules, reading), reading)
    return commonmark.written(pieces, len(texts), reading, {}, PAGE)


def whole(source: str) -> str:
    parts = (f"{headed(2, part.title)}\n\n{part.text}" if part.title else part.text for part in written(source).parts)
    return "\n\n".join(parts).strip()


def words(source: str) -> str:
    """The plain words that a parser without this site's rules reads, without footnotes."""
    md = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])
    tokens = md.use(footnote_plugin, inline=False).use(deflist_plugin).parse(source)
    notes = next((place for place, token in enumerate(tokens) if token.type == "footnote_block_open"), len(tokens))
    return plain_blocks(tokens[:notes])


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("One *two* **three** ~~four~~ `five`", "One *two* **three** ~~four~~ `five`"),
        ("One\ntwo", "One two"),
        ("One\\\ntwo", "One\\\ntwo"),
        ("## A {#here}\n\nText\n\n### B #\\#", "## A\n\nText\n\n### B \\#\\#"),
        ("- a\n- b\n  - c", "- a\n- b\n\n  - c"),
        ("3. a\n4. b", "3. a\n4. b"),
        ("0) a", "0) a"),
        ("> a\n>\n> b", "> a\n>\n> b"),
        ("    code *x*", "```\ncode *x*\n```"),
        ("~~~ python extra\na ``` b\n~~~", "````python\na ``` b\n````"),
        ("***", "___"),
        ("|a|b|\n|:-:|-:|\n|1|x \\| y|", "| a | b |\n| :---: | ---: |\n| 1 | x \\| y |"),
        ("Word\n: What it means", "Word\n\n:   What it means"),
        ('!!! note "Mind"\n    the gap', "> **Mind**\n>\n> the gap"),
        ("a[^x]\n\n[^x]: The note", "a[^n1-1]\n\n[^n1-1]: The note"),
        ("[in](/glossary/a/?b=1#c)", "[in](https://hub.example/glossary/a/?b=1#c)"),
        ("[here](#c)", f"[here]({PAGE}#c)"),
        ('[out](https://a.example/(x) "A \\"title\\"")', '[out](<https://a.example/(x)> "A \\"title\\"")'),
        ("![a *b*](/uploads/c.png)", "![a b](https://hub.example/uploads/c.png)"),
        ("`` a`b ``", "``a`b``"),
        ("`` ` ``", "`` ` ``"),
        ("\\# no \\* mark \\_ at \\[all\\] \\<b\\>", "\\# no \\* mark \\_ at \\[all\\] \\<b\\>"),
        ("1\\. no list", "1\\. no list"),
        ("a &amp;lt; b & c", "a \\&lt; b & c"),
        ("Look\\![a](/b/)", "Look\\![a](https://hub.example/b/)"),
    ],
)
def test_a_text_is_written_as_plain_commonmark(source: str, expected: str) -> None:
    assert whole(source) == expected


def test_the_first_text_comes_by_its_sections_and_the_others_as_wholes() -> None:
    found = written("Before\n\n## A {#one}\n\nText\n\n## B #\n\nMore", "Other\n\n- text", "")
    assert [(part.anchor, part.title, part.text) for part in found.parts] == [
        ("", "", "Before"),
        ("one", "A", "Text"),
        ("b", "B", "More"),
    ]
    assert found.others == ("Other\n\n- text", "")


def test_footnotes_of_two_texts_keep_apart() -> None:
    found = written("a[^1]\n\n[^1]: x", "b[^1]\n\n[^1]: y")
    assert found.parts[0].text == "a[^n1-1]\n\n[^n1-1]: x"
    assert found.others == ("b[^n2-1]\n\n[^n2-1]: y",)


PIECES = st.sampled_from(
    [
        *(
            "a",
            "word ",
            "\n",
            "\n\n",
            "*",
            "**",
            "_",
            "`",
            "```\n",
            "[",
            "](",
            ")",
            "<",
            ">",
            "&amp;",
            "#",
            "\n# ",
            "\n- ",
        ),
        *("\n1. ", "\n> ", "\n    ", "\\", "\\\n", "!", "|", "~~", "\n: ", "\n---\n", "é", "😀", "[a](http://x.y/(z))"),
        *("\n|a|b|\n|-|-|\n|1|2|\n", "{#x}", "^", "=", "+", "0)", "\t", "\n!!! note\n    b\n", "&#42;", "&lt;", "מילה"),
    ]
)


@settings(max_examples=300, deadline=None)
@given(st.lists(PIECES, min_size=1, max_size=14).map("".join))
def test_another_parser_reads_the_same_words(source: str) -> None:
    md, rules = assembling.parser(())
    reading = Reading()
    expected = assembling.plain(assembling.ruled(md, arranging.read(md, [Text(source)], rules, reading), reading), 1)
    assert words(whole(source)) == expected[0]


@settings(deadline=None)
@given(st.text(max_size=40))
def test_plain_words_stay_plain_words(text: str) -> None:
    said = " ".join(text.replace("\0", "\ufffd").split())
    assert words(paragraph(said)) == said


def test_a_link_holds_any_words_and_any_address() -> None:
    md = MarkdownIt("commonmark")
    [_, inline, _] = md.parse(link("a](b) *c*", "https://a.example/(x)?y=<z>&lt;"))
    assert [token.content for token in inline.children or []] == ["", "a](b) *c*", ""]
    assert (inline.children or [])[0].attrGet("href") == "https://a.example/(x)?y=%3Cz%3E%26lt;"
    [_, inline, _] = md.parse(bare("https://a.example/a_b c"))
    assert (inline.children or [])[0].attrGet("href") == "https://a.example/a_b%20c"
