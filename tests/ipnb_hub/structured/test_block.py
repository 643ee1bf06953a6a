"""The data block in a page."""

from __future__ import annotations

import json

import html5lib
import pytest

from ipnb_hub.structured import block

HOSTILE = (
    "</script><script>alert(1)</script>",
    "<!-- <script>",
    "]]> & &amp; &lt;",
    "\u2028\u2029\x00\x1f",
    "\"quotes\" \\u003c \\ 'x'",
    "“é” \ufeff 😀",
)


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_can_end_the_block_and_every_text_reads_back_as_it_was(text: str) -> None:
    html = block([{"@type": "Thing", "name": text, text: "x"}])
    root = html5lib.parse(f"<title>t</title>{html}<p>after", namespaceHTMLElements=False)
    (script,) = root.iter("script")
    assert script.attrib == {"type": "application/ld+json"}
    graph = json.loads(script.text or "")["@graph"]
    # A NUL stands as an escape, so that it comes through any parser.
    assert graph == [{"@type": "Thing", "name": text, text: "x"}]
    assert [each.text for each in root.iter("p")] == ["after"]


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_in_the_block_means_anything_to_html(text: str) -> None:
    inner = block([{"name": text}]).removeprefix('<script type="application/ld+json">').removesuffix("</script>")
    assert not set("<>&\u2028\u2029") & set(inner)


def test_a_page_of_which_there_is_nothing_to_say_has_no_block() -> None:
    assert block([]) == ""
