"""What is gone elsewhere: a link to it leads to its archived copy, and says so.

Only the HTML for readers differs. What a text counts as naming, and the files that are taken away, keep the address.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, MutableMapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple, TypeAlias

from django.db import transaction
from django.db.models import OuterRef, QuerySet, Subquery
from django.db.models.expressions import Combinable
from django.utils.html import escape
from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from . import changes, stamp
from .markdown.outward import is_allowed
from .markdown.rendered import reading
from .models import OutsideLink
from .stamp import Stamp

WORDS = " (archived copy)"
Source: TypeAlias = Callable[[Iterable[str]], Mapping[str, str]]
_sources: list[Source] = []


class Copies(NamedTuple):
    """The archived copy of each address that is gone and has one."""

    of: Mapping[str, str]
    version: str


def register(source: Source) -> None:
    """Ask `source(addresses)` for archived copies too, where an editor has entered none in the register."""
    if source not in _sources:
        _sources.append(source)


@lru_cache(maxsize=2)
def copies(now: Stamp) -> Copies:
    """The archived copies as of that stamp of the content."""
    gone = dict(OutsideLink.objects.filter(state=OutsideLink.State.GONE).values_list("address", "archived"))
    without = [address for address, copy in gone.items() if not copy]
    if without:
        for source in reversed(_sources):
            gone |= source(without)
    found = {address: copy for address, copy in sorted(gone.items()) if copy and is_allowed(copy)}
    return Copies(found, hashlib.sha256(repr(found).encode()).hexdigest()[:32])


def install(md: MarkdownIt) -> None:
    md.core.ruler.push("archived", lead)
    md.add_render_rule("link_open", _opened)
    md.add_render_rule("link_close", _closed)


def version(now: Stamp | None = None) -> str:
    return copies(now or stamp.current()).version


def otherwise(before: str) -> Callable[[str], bool]:
    """No text names anything else because of an archived copy."""
    return lambda _: False


def lead(state: StateCore) -> None:
    """Note on each link to something gone where its archived copy is."""
    now = reading(state.env).stamp
    found = copies(now).of if now is not None else {}
    for token in state.tokens if found else ():
        for opening, closing in _links(token.children or []):
            if copy := found.get(str(opening.attrGet("href"))):
                opening.meta["archived"] = closing.meta["archived"] = copy


def _links(children: Sequence[Token]) -> Iterator[tuple[Token, Token]]:
    """Where each link begins and ends; links hold no links."""
    opening: Token | None = None
    for token in children:
        if token.type == "link_open":
            opening = token
        elif token.type == "link_close" and opening is not None:
            yield opening, token
            opening = None


Env: TypeAlias = MutableMapping[str, Any]


def _opened(self: Any, tokens: Sequence[Token], place: int, options: Any, env: Env) -> str:
    token = tokens[place]
    if copy := token.meta.get("archived"):
        return f'<a href="{escape(copy)}">'
    return str(self.renderToken(tokens, place, options, env))


def _closed(self: Any, tokens: Sequence[Token], place: int, options: Any, env: Env) -> str:
    words = WORDS if tokens[place].meta.get("archived") else ""
    return words + str(self.renderToken(tokens, place, options, env))


def entered_for(address: str | Combinable) -> Subquery:
    """For a query: what the register holds as the archived copy of this field's address; null unless it is gone."""
    rows = OutsideLink.objects.filter(address=OuterRef(address) if isinstance(address, str) else address)
    return Subquery(rows.filter(state=OutsideLink.State.GONE).values("archived")[:1])


def change(links: QuerySet[OutsideLink], **values: Any) -> None:
    """Write these values; readers' pages follow where something has gone, come back, or has another copy now."""
    shown = ("state", "archived")
    with transaction.atomic():
        if any(_concerns_readers(link, values) for link in links.only(*shown)):
            changes.raise_version()
        links.update(**values)


def _concerns_readers(link: OutsideLink, values: Mapping[str, Any]) -> bool:
    gone = OutsideLink.State.GONE
    before, after = link.state == gone, values.get("state", link.state) == gone
    return bool(before != after or (after and values.get("archived", link.archived) != link.archived))
