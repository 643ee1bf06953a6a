"""Which addresses a text may lead to, and which pictures it may show."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from .rendered import Reading, reading
from .sentences import plain

SCHEMES = frozenset({"http", "https", "mailto"})
# No part begins with a dot, and nothing is encoded: browsers read "%2e%2e" as "..".
_PICTURE = re.compile(r"/(?:uploads|static)(?:/[A-Za-z0-9_-][A-Za-z0-9._-]*)+\Z")
_UNSEEN = re.compile(r"[\x00-\x20\x7f-\xa0\u00ad\u200b-\u200f\u2028-\u202f\u2060-\u206f\ufeff\\]")


def is_allowed(address: str) -> bool:
    """Whether a link may lead there: http, https, mailto, a path of this site or a place on the page."""
    if _UNSEEN.search(address):
        return False
    if address.startswith("#"):
        return True
    if address.startswith("/"):
        return not address.startswith("//")
    scheme, colon, rest = address.partition(":")
    if not colon or scheme.lower() not in SCHEMES:
        return False
    return scheme.lower() == "mailto" or _names_a_host(rest, address)


def _names_a_host(rest: str, address: str) -> bool:
    try:
        return rest.startswith("//") and bool(urlsplit(address).hostname)
    except ValueError:
        return False


def is_own_picture(address: str) -> bool:
    """Whether it is a picture of this site."""
    return bool(_PICTURE.match(address))


def check(state: StateCore) -> None:
    """Take links to forbidden places off their words; show pictures of other sites as links."""
    for token in state.tokens:
        if token.children:
            token.children = _checked(token.children, reading(state.env))


def _checked(children: list[Token], page: Reading) -> list[Token]:
    kept: list[Token] = []
    inside = ""  # the address of the link around, allowed or not
    for token in children:
        if token.type == "link_open":
            inside = str(token.attrGet("href") or "")
            kept += _link(token, inside, page)
        elif token.type == "link_close":
            kept += [token] if is_allowed(inside) else []
            inside = ""
        elif token.type == "image":
            kept += _picture(token, page, in_link=bool(inside))
        else:
            kept.append(token)
    return kept


def _link(token: Token, address: str, page: Reading) -> list[Token]:
    if not is_allowed(address):
        page.report("bad link", address, f"This address cannot be linked: “{address}”.")
        return []
    token.meta["mentions"] = _mentioned(address)
    return [token]


def _mentioned(address: str) -> list[tuple[str, str]]:
    """What a link counts as naming: a path of this site without query and place, or an outside address."""
    target = re.split(r"[?#]", address, maxsplit=1)[0] if address.startswith("/") else address
    return [("link", target)] if target.startswith(("/", "http:", "https:")) else []


def _picture(token: Token, page: Reading, *, in_link: bool) -> list[Token]:
    """The picture itself, or a link to it, or its description alone."""
    address = str(token.attrGet("src") or "")
    words = Token("text", "", 0, content=plain(token.children or []), level=token.level)
    if is_own_picture(address):
        token.children = [words]
        return [token]
    page.report("outside picture", address, f"Only pictures uploaded here are shown, not “{address}”.")
    words.content = words.content or address
    if in_link or not is_allowed(address):
        return [words]
    opening = Token("link_open", "a", 1, attrs={"href": address}, level=token.level)
    return [*_link(opening, address, page), words, Token("link_close", "a", -1, level=token.level)]
