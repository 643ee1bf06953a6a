"""The HTML of tables, admonitions and footnotes where the parser's own does not suit this site."""

from __future__ import annotations

from collections.abc import MutableMapping, Sequence
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

_ALIGNED = {"text-align:right": "align-right", "text-align:center": "align-center"}


def install(md: MarkdownIt) -> None:
    md.core.ruler.push("tables", tables)
    md.add_render_rule("table_open", _table_open)
    md.add_render_rule("table_close", _table_close)
    md.add_render_rule("footnote_block_open", _footnotes_open)
    md.add_render_rule("footnote_anchor", _footnote_back)


def tables(state: StateCore) -> None:
    """Alignment as a class: the content security policy knows no inline style."""
    for token in state.tokens:
        if token.type in ("th_open", "td_open"):
            style = str(token.attrs.pop("style", ""))
            if style in _ALIGNED:
                token.attrs["class"] = _ALIGNED[style]
        if token.type == "th_open":
            token.attrs["scope"] = "col"


Env = MutableMapping[str, Any]


def _table_open(self: Any, tokens: Sequence[Token], place: int, options: Any, env: Env) -> str:
    return '<div class="table" tabindex="0"><table>\n'


def _table_close(self: Any, tokens: Sequence[Token], place: int, options: Any, env: Env) -> str:
    return "</table></div>\n"


def _footnotes_open(self: Any, tokens: Sequence[Token], place: int, options: Any, env: Env) -> str:
    return '<section class="footnotes" role="doc-endnotes" aria-label="Footnotes">\n<ol class="footnotes-list">\n'


def _footnote_back(self: Any, tokens: Sequence[Token], place: int, options: Any, env: Env) -> str:
    name = self.rules["footnote_anchor_name"](tokens, place, options, env)
    again = tokens[place].meta["subId"]
    name = f"{name}:{again}" if again else name
    return f' <a href="#fnref{name}" class="footnote-backref" role="doc-backlink" aria-label="Back to the text">↩︎</a>'
