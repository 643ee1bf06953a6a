"""Pictures in texts: their sizes, so that nothing jumps while a page loads, and their credit beneath them.

A paragraph of nothing but pictures becomes a figure. A text is read with the pictures that its page names, and with
those alone, so that another one that is added changes no page.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, MutableMapping, Sequence
from html import unescape
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString
from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from ..models import Picture
from ..models.picture import FILE_NAME
from .rendered import Reading, reading
from .sentences import plain

UPLOADS = "/uploads/"
# How wide a picture is shown: the text column of a wide page, of a page of eight columns, of a phone.
SIZES = "(min-width: 72rem) 564px, (min-width: 40rem) 75vw, 100vw"
_AROUND = {"link_open", "link_close", "softbreak"}  # what may stand beside the pictures of a figure

# An image as the allow-list writes it, with the name of its file and what it shows.
_IMAGE = re.compile(r'<img(?: [a-z]+="[^"]*")*>')
_FILE = re.compile(rf' src="{UPLOADS}({FILE_NAME})"')
_ALT = re.compile(r' alt="([^"]*)"')

STOOD_HERE = "A picture that was taken down stood here."
SHOWED = "It showed: {}"
DOWN = "The picture “{}” was taken down: readers meet its description. Take it out, or put another in its place."
UNDESCRIBED = "The picture “{}” has no description: write between the brackets what it shows."
UNKNOWN = "There is no picture “{}”: it was never uploaded, or is gone."
AMONG_WORDS = "The credit of a picture is shown only where it stands in a paragraph of its own: “{}”."

Known = Mapping[str, Picture]


def install(md: MarkdownIt) -> None:
    md.core.ruler.push("pictures", show)
    md.add_render_rule("image", _drawn)
    md.add_render_rule("figure_close", _closed)


def show(state: StateCore) -> None:
    """Give each picture its sizes and its description, and make figures."""
    page = reading(state.env)
    if page.stamp is None:
        return
    found = [child for token in state.tokens for child in token.children or () if child.type == "image"]
    known = _known(found)
    for token in found:
        _shown(token, known, page)
    for opening, words, closing in zip(state.tokens, state.tokens[1:], state.tokens[2:], strict=False):
        if opening.type == "paragraph_open" and _is_all_pictures(words.children or []):
            _framed(opening, words, closing)
    _tell_of_hidden_credits(state.tokens, page)


def _known(images: Iterable[Token]) -> Known:
    """The pictures that these are, by the names of their files."""
    names = {_address(token).removeprefix(UPLOADS) for token in images if _address(token).startswith(UPLOADS)}
    rows = Picture.objects.with_files(names) if names else ()
    return {name: each for each in rows for name in (each.name, each.small_name) if name}


def _address(token: Token) -> str:
    return str(token.attrGet("src") or "")


def _shown(token: Token, known: Known, page: Reading) -> None:
    address = _address(token)
    picture = known.get(address.removeprefix(UPLOADS))
    described = bool(plain(token.children or []).strip())
    if picture is not None and picture.taken_down:
        token.meta["instead"] = words_for(plain(token.children or []).strip() or picture.description)
        page.report("picture", address, DOWN.format(address))
        return
    if picture is not None:
        token.attrs |= attributes(picture)
        token.meta["credit"] = picture.credit
        if not described:
            token.children = [Token("text", "", 0, content=picture.description)]
        return
    if address.startswith(UPLOADS):
        page.report("picture", address, UNKNOWN.format(address))
    if not described:
        page.report("picture", address, UNDESCRIBED.format(address))


def attributes(picture: Picture) -> dict[str, str | int | float]:
    """What stands in the `<img>` of a picture besides its description."""
    sizes: dict[str, str | int | float] = {}
    if picture.small_name:
        both = f"{picture.small_url} {picture.small_width}w, {picture.get_absolute_url()} {picture.width}w"
        sizes = {"srcset": both, "sizes": SIZES}
    measures = {"width": str(picture.width), "height": str(picture.height)}
    return {"src": picture.get_absolute_url(), **sizes, **measures, "loading": "lazy", "decoding": "async"}


def words_for(description: str) -> str:
    """What readers meet in the place of a picture that was taken down."""
    return f"{STOOD_HERE} {SHOWED.format(description)}" if description else STOOD_HERE


def taken_down(texts: Iterable[str]) -> frozenset[str]:
    """The files of pictures that were taken down, among those that this HTML shows."""
    names = {name for text in texts for name in _FILE.findall(text)}
    return frozenset(Picture.objects.taken_down().with_files(names).file_names()) if names else frozenset()


def without(files: frozenset[str], html: str) -> str:
    """HTML that was kept, with words in the place of these files; it has still to pass the allow-list."""

    def replaced(found: re.Match[str]) -> str:
        file, alt = _FILE.search(found[0]), _ALT.search(found[0])
        if file is None or file[1] not in files:
            return found[0]
        return _instead(words_for(unescape(alt[1]).strip() if alt else ""))

    return _IMAGE.sub(replaced, html) if files else html


def _instead(words: str) -> SafeString:
    return format_html("<em>{}</em>", words)


def _drawn(self: Any, tokens: Sequence[Token], place: int, options: Any, env: MutableMapping[str, Any]) -> str:
    if words := tokens[place].meta.get("instead"):
        return _instead(words)
    return str(self.image(tokens, place, options, env))


def _is_all_pictures(children: Sequence[Token]) -> bool:
    """Pictures that are here, and nothing but pictures and the links around them."""
    others = [token for token in children if token.type not in {"image", *_AROUND} and token.content.strip()]
    return not others and any("credit" in token.meta for token in children)


def _framed(opening: Token, words: Token, closing: Token) -> None:
    """The paragraph as a figure; in a list, too, where a paragraph may go without its own element."""
    given = dict.fromkeys(each.meta.pop("credit", "") for each in words.children or ())
    opening.type, closing.type = "figure_open", "figure_close"
    opening.tag = closing.tag = "figure"
    opening.hidden = closing.hidden = False
    opening.meta["credits"] = closing.meta["credits"] = [credit for credit in given if credit]


def _tell_of_hidden_credits(tokens: Iterable[Token], page: Reading) -> None:
    for child in (child for token in tokens for child in token.children or ()):
        if child.meta.get("credit"):
            page.report("picture", _address(child), AMONG_WORDS.format(_address(child)))


def _closed(self: Any, tokens: Sequence[Token], place: int, options: Any, env: MutableMapping[str, Any]) -> str:
    given = tokens[place].meta["credits"]
    caption = format_html("<figcaption>{}</figcaption>\n", " · ".join(given)) if given else ""
    return f"\n{caption}</figure>\n"
