"""Texts as they can stand elsewhere: nothing opens in place, and every address is in full."""

from __future__ import annotations

from functools import partial
from html.parser import HTMLParser
from urllib.parse import urljoin

import nh3

from publishing.outward import SCHEMES
from publishing.sanitizing import TAGS

KEPT = (TAGS | {"b", "cite", "i"}) - {"button", "section", "span"}
ATTRIBUTES = {
    "a": {"href", "title"},
    "img": {"src", "alt", "title", "width", "height"},
    "ol": {"start"},
    "th": {"scope"},
}
VOID = {"br", "hr", "img", "use", "path"}


def portable(html: str, address: str) -> str:
    """The HTML of the page at `address`, for readers elsewhere: the number of a note leads to its source there."""
    reader = _Still()
    reader.feed(html)
    reader.close()
    return nh3.clean(
        "".join(reader.kept),
        tags=KEPT,
        attributes=ATTRIBUTES,
        attribute_filter=partial(_in_full, address),
        url_schemes=set(SCHEMES),
        link_rel=None,
    )


def _in_full(page: str, tag: str, attribute: str, value: str) -> str:
    return urljoin(page, value) if attribute in ("href", "src") else value


class _Still(HTMLParser):
    """Writes HTML again without drawings, buttons and what they open; the button of a note becomes a link."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.kept: list[str] = []
        self.inside: list[str] = []  # the elements that are open within one that is left out
        self.in_note = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        if tag == "button" and found.get("class") == "note" and not self.inside:
            number = (found.get("popovertarget") or "").removeprefix("note-")
            self.kept.append(f'<sup><a href="#source-{number}">[')
            self.in_note = True
        elif self.inside or tag in ("button", "svg") or "popover" in found:
            self.inside += [] if tag in VOID else [tag]
        else:
            self.kept.append(self.get_starttag_text() or "")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._keep(self.get_starttag_text() or "")

    def handle_endtag(self, tag: str) -> None:
        if self.inside:
            self.inside.pop()
        elif tag == "button" and self.in_note:
            self.kept.append("]</a></sup>")
            self.in_note = False
        else:
            self.kept.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        self._keep(data)

    def handle_entityref(self, name: str) -> None:
        self._keep(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self._keep(f"&#{name};")

    def _keep(self, text: str) -> None:
        if not self.inside:
            self.kept.append(text)
