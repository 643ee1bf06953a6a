"""Citations in texts: `[@key]`, `[@key, p. 13]`, `[@one; @other, p. 2]` become numbered notes."""

from __future__ import annotations

import hashlib
import re
from collections import OrderedDict
from collections.abc import Callable, MutableMapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from django.utils.html import format_html, format_html_join
from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from publishing import stamp
from publishing.markdown import slots
from publishing.markdown.rendered import Note, Page, Reading, reading
from publishing.nearest import suggestion
from publishing.stamp import Stamp

_CITATION = re.compile(r"\[(@[^\[\]]{1,300})\]")
_PART = re.compile(r"\s*@([A-Za-z0-9][A-Za-z0-9_-]{0,59})\s*(?:,\s*(\S[^;]*?))?\s*\Z")
_SIGNIFICANT = re.compile(r"[!-/:-@\[-`{-~]")  # what Markdown lets a backslash escape
_REMEMBERED = 4
_STOP = re.compile('[.,;:]+[”’"]*')


class Cited(NamedTuple):
    """One work in a citation, as typed."""

    key: str
    locator: str


class Works(NamedTuple):
    """The keys of all works that the public may see."""

    keys: frozenset[str]
    version: str


def install(md: MarkdownIt) -> None:
    md.inline.ruler.before("link", "citation", _read)
    md.core.ruler.push("citations", number)
    md.add_render_rule("notes", _notes)


def version(now: Stamp | None = None) -> str:
    return works(now or stamp.current()).version


@lru_cache(maxsize=2)
def works(now: Stamp) -> Works:
    """The works that texts may cite as of that stamp of the content."""
    from .models import Resource

    keys = frozenset(Resource.objects.published().values_list("key", flat=True))
    found = Works(keys, hashlib.sha256("\0".join(sorted(keys)).encode()).hexdigest()[:32])
    _recent[found.version] = keys
    while len(_recent) > _REMEMBERED:
        _recent.popitem(last=False)
    return found


_recent: OrderedDict[str, frozenset[str]] = OrderedDict()


def otherwise(before: str) -> Callable[[str], bool] | None:
    """Tells of a text whether it may cite other works now than when keys were those of that version."""
    if before not in _recent:
        return None
    changed = _recent[before] ^ works(stamp.current()).keys
    return lambda source: any(f"@{key}" in source for key in changed)


def parsed(content: str) -> list[Cited]:
    """The works of a citation without its brackets; none when it is not written as one."""
    parts = [_PART.match(part) for part in content.split(";")]
    return [Cited(part[1], " ".join((part[2] or "").split())) for part in parts if part] if all(parts) else []


def _read(state: StateInline, silent: bool) -> bool:
    found = _CITATION.match(state.src, state.pos, state.posMax) if state.src[state.pos] == "[" else None
    if not found:
        return False
    if not silent:
        token = state.push("citation", "", 0)
        token.content = found[0]
        token.meta = {"cited": parsed(found[1]), "words": found[0]}
    state.pos = found.end()
    return True


def number(state: StateCore) -> None:
    """Give the citations of the page their numbers, in reading order."""
    page = reading(state.env)
    seen: set[int] = set()
    before = ""
    for token in state.tokens:
        if token.children:
            heading = before == "heading_open"
            resolved = [_resolved(each, page, seen, heading=heading) for each in token.children]
            token.children = _joined(resolved)
        before = token.type


def _resolved(token: Token, page: Reading, seen: set[int], *, heading: bool) -> Token:
    """The notes of a citation; or the citation as typed, and a problem for the editor. Other tokens stay."""
    if token.type != "citation":
        return token
    cited: list[Cited] = token.meta["cited"]
    if heading:
        page.report("misplaced citation", token.content, f"A source note cannot stand in a heading: “{token.content}”.")
        return _plain(token)
    if not cited or not _all_known(cited, page):
        if not cited:
            page.report(
                "unknown citation",
                token.content,
                f"“{token.content}” is not a citation: write [@key, p. 13].",
            )
        return _plain(token)
    return _noted(token, cited, page, seen)


def _plain(token: Token) -> Token:
    return Token("text", "", 0, content=token.content, level=token.level)


def _all_known(cited: list[Cited], page: Reading) -> bool:
    if page.stamp is None:
        return True
    known = works(page.stamp).keys
    unknown = [each.key for each in cited if each.key not in known]
    for key in unknown:
        near = suggestion(key, known) if page.wants_suggestions else ""
        page.report("unknown citation", key, f"No work has the key “{key}”.{near}")
    return not unknown


def _noted(token: Token, cited: list[Cited], page: Reading, seen: set[int]) -> Token:
    numbers = [_number(each, page) for each in cited]
    first = [number for number in dict.fromkeys(numbers) if number not in seen]
    seen.update(numbers)
    meta = {
        "numbers": numbers,
        "slots": first,
        "mentions": [("citation", f"resources.resource:{each.key}") for each in cited],
        "holds": True,
    }
    return Token("notes", "", 0, level=token.level, meta=meta)


def _number(cited: Cited, page: Reading) -> int:
    """The number of its note; one that the page has not had before is added."""
    if cited not in page.numbers:
        page.numbers[cited] = len(page.notes) + 1
        page.notes.append(Note(page.numbers[cited], *cited))
    return page.numbers[cited]


def _joined(children: list[Token]) -> list[Token]:
    """Neighbouring notes as one group, close to the word before them and behind the stop after it."""
    joined: list[Token] = []
    for token in children:
        if token.type == "notes":
            _take_space_away(joined)
            if joined and joined[-1].type == "notes":
                _take_in(joined[-1], token)
                continue
        elif token.type == "text" and len(joined) > 1 and joined[-1].type == "notes":
            _move_stop(joined, token)
        joined.append(token)
    return joined


def _move_stop(before: list[Token], after: Token) -> None:
    """Put the stop behind a note before it: "so¹." becomes "so.¹"."""
    if found := _STOP.match(after.content):
        after.content = after.content[found.end() :]
        if before[-2].type == "text":
            before[-2].content += found[0]
        else:
            before.insert(-1, Token("text", "", 0, content=found[0], level=after.level))


def _take_space_away(tokens: list[Token]) -> None:
    while tokens and (tokens[-1].type == "softbreak" or (tokens[-1].type == "text" and not tokens[-1].content.strip())):
        tokens.pop()
    if tokens and tokens[-1].type == "text":
        tokens[-1].content = tokens[-1].content.rstrip()


def _take_in(group: Token, other: Token) -> None:
    for name in ("numbers", "slots", "mentions"):
        group.meta[name].extend(other.meta[name])


def _notes(self: Any, tokens: Sequence[Token], place: int, options: Any, env: MutableMapping[str, Any]) -> str:
    """The numbers as buttons; behind them the slots of those that the page has not had before."""
    button = '<button class="note" popovertarget="note-{0}" aria-label="Source {0}">{0}</button>'
    numbers = format_html_join("", button, ((number,) for number in tokens[place].meta["numbers"]))
    return format_html(
        "{}{}", numbers, format_html_join("", "{}", ((slots.slot(n),) for n in tokens[place].meta["slots"]))
    )


def fill(page: Page) -> Page:
    """The page with the works in its notes."""
    from . import sources

    return sources.filled(page, sources.numbered(page))


def cite(words: str, key: str, locator: str) -> str:
    """The Markdown for these plain words with a citation behind them; a locator that none can hold is left out."""
    placed = f"@{key}, {locator}"
    return f"{_SIGNIFICANT.sub(_escaped, words)}[{placed if locator and _is_one(placed) else f'@{key}'}]"


def _is_one(content: str) -> bool:
    return len(parsed(content)) == 1 and bool(_CITATION.fullmatch(f"[{content}]"))


def _escaped(found: re.Match[str]) -> str:
    return f"\\{found[0]}"
