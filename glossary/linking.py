"""Links from texts to the glossary: the first occurrence of a term in each section, and what editors force or forbid.

`[[term]]` and `[[term|label]]` link a term by any of its names or by its address; `[[!words]]` keeps words unlinked.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, MutableMapping, Sequence
from dataclasses import dataclass, field
from string import ascii_lowercase
from typing import Any, NamedTuple

from django.urls import reverse
from django.utils.html import format_html
from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from publishing import stamp
from publishing.markdown.arranging import Piece
from publishing.markdown.rendered import Reading, reading
from publishing.nearest import suggestion
from publishing.stamp import Stamp

from . import dictionary as words
from .dictionary import Dictionary, dictionary
from .matching import Hit, Line, cut, hits, line

_TYPED = re.compile(r"\[\[(!?)([^\[\]|]{1,120})(?:\|([^\[\]]{1,200}))?\]\]")
# Whose words are somebody else's, or a label: only forced links there.
_QUIET = ("blockquote", "dt", "th", "admonition_title")


@dataclass(slots=True)
class Linking:
    """What one page has linked so far: in its section, and since the last heading of any kind."""

    page: Reading
    dictionary: Dictionary
    section: set[str] = field(default_factory=set)
    stretch: set[str] = field(default_factory=set)
    quiet: bool = False

    def begin(self, piece: Piece) -> None:
        """A new section; a text that joins the section before it links nothing twice."""
        if not piece.joins:
            self.section = set()
        self.stretch = self.section
        self.quiet = piece.quiet

    def is_own(self, slug: str) -> bool:
        return self.page.about == f"glossary.term:{slug}"

    def link(self, slug: str) -> None:
        self.section.add(slug)
        self.stretch.add(slug)
        self.page.terms.setdefault(slug)

    def opening(self, slug: str) -> Token:
        mention = ("term", f"glossary.term:{slug}")
        return Token("term_open", "a", 1, meta={"slug": slug, "mentions": [mention]})

    def closing(self, slug: str) -> Token:
        """The end of a link; what a quiet text links has no definition on its page, and no title here."""
        title = "" if self.quiet else self.dictionary.titles[slug]
        letter = "" if self.quiet else _letter(list(self.page.terms).index(slug))
        return Token("term_close", "a", -1, meta={"slug": slug, "title": title, "letter": letter})

    def report_unknown(self, token: Token) -> None:
        name = token.meta["name"]
        near = suggestion(name, self.dictionary.names) if self.page.wants_suggestions else ""
        self.page.report("unknown term", name, f"No term is called “{name}”.{near}")


def _letter(place: int) -> str:
    """What paper calls the definition: a to z, aa, ab …; the list of terms counts alike."""
    before, last = divmod(place, 26)
    return (_letter(before - 1) if before else "") + ascii_lowercase[last]


class Typed(NamedTuple):
    """A link that an editor wrote, and where it stands in its line."""

    start: int
    token: Token


def install(md: MarkdownIt) -> None:
    md.inline.ruler.before("link", "term", _read)
    md.core.ruler.push("glossary", link)
    md.add_render_rule("term_open", _open)
    md.add_render_rule("term_close", _close)


def version(now: Stamp | None = None) -> str:
    return dictionary(now or stamp.current()).version


def otherwise(before: str) -> Callable[[str], bool] | None:
    return words.otherwise(before, dictionary(stamp.current()))


def _read(state: StateInline, silent: bool) -> bool:
    found = _TYPED.match(state.src, state.pos, state.posMax) if state.src.startswith("[[", state.pos) else None
    if not found or not found[2].strip():
        return False
    if not silent:
        token = state.push("term", "", 0)
        token.content = found[0]
        words = " ".join((found[3] or found[2]).split())
        token.meta = {"forbids": bool(found[1]), "name": " ".join(found[2].split()), "words": words}
    state.pos = found.end()
    return True


def link(state: StateCore) -> None:
    """Wrap the words that mean a term, in reading order."""
    page = reading(state.env)
    if page.stamp is None:  # a link that was typed holds its words
        return
    work = Linking(page, dictionary(page.stamp))
    quiet, before = 0, ""
    for token in state.tokens:
        name = token.type.rpartition("_")[0]
        quiet += token.nesting if name in _QUIET else 0
        if token.type == "piece":
            work.begin(token.meta["piece"])
        elif token.type == "heading_open":
            work.stretch = set()
        elif token.children:
            _link_line(token, work, heading=before == "heading_open", quiet=work.quiet or quiet > 0)
        before = token.type


def _link_line(inline: Token, work: Linking, *, heading: bool, quiet: bool) -> None:
    children = inline.children or []
    text = line(children)
    found = [] if heading or quiet else list(hits(text, work.dictionary))
    typed = [Typed(text.starts[place], token) for place, token in enumerate(children) if token.type == "term"]
    if not found and not typed:
        return
    kept, forced = _chosen(sorted([*found, *typed], key=lambda each: each.start), work, heading=heading)
    inline.children = list(_wrapped(children, text, kept, forced, work))


def _chosen(
    occurrences: Sequence[Hit | Typed], work: Linking, *, heading: bool
) -> tuple[list[Hit], dict[int, list[Token]]]:
    """The hits that become links, and what stands in the place of each typed link."""
    kept: list[Hit] = []
    typed: dict[int, list[Token]] = {}
    for each in occurrences:
        if isinstance(each, Typed):
            typed[id(each.token)] = _typed(each.token, work, heading=heading)
        elif each.slug not in work.stretch and not work.is_own(each.slug):
            work.link(each.slug)
            kept.append(each)
    return kept, typed


def _typed(token: Token, work: Linking, *, heading: bool) -> list[Token]:
    """The link that an editor asked for, or only its words."""
    meaning = work.dictionary.named(token.meta["name"])
    if token.meta["forbids"]:
        return [_words(token, token.meta["words"])]
    if meaning is None:
        work.report_unknown(token)
        return [_words(token, token.content)]
    if heading or work.is_own(meaning.slug):
        return [_words(token, token.meta["words"])]
    if not work.quiet:
        work.link(meaning.slug)
    return [work.opening(meaning.slug), _words(token, token.meta["words"]), work.closing(meaning.slug)]


def _words(token: Token, content: str) -> Token:
    return Token("text", "", 0, content=content, level=token.level)


def _wrapped(
    children: Sequence[Token], text: Line, kept: Sequence[Hit], typed: dict[int, list[Token]], work: Linking
) -> Iterator[Token]:
    begins, ends = {hit.start: hit.slug for hit in kept}, {hit.end: hit.slug for hit in kept}
    edges = sorted({*begins, *ends})
    for start, token in zip(text.starts, children, strict=True):
        if token.type == "text" and edges:
            for left, right, part in cut(token, start, edges):
                yield from [work.opening(begins[left])] if left in begins else []
                yield part
                yield from [work.closing(ends[right])] if right in ends else []
        else:
            yield from typed.get(id(token), [token])


Env = MutableMapping[str, Any]


def _open(self: Any, tokens: Sequence[Token], place: int, options: Any, env: Env) -> str:
    return format_html('<a class="term" href="{}">', reverse("glossary:term", args=[tokens[place].meta["slug"]]))


def _close(self: Any, tokens: Sequence[Token], place: int, options: Any, env: Env) -> str:
    if not tokens[place].meta["title"]:
        return "</a>"
    button = '</a><button class="define" value="{}" popovertarget="define-{}" aria-label="Definition of {}"></button>'
    return format_html(button, *(tokens[place].meta[name] for name in ("letter", "slug", "title")))
