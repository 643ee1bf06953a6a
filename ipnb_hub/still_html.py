"""HTML of pages for where nothing opens in place: without drawings, buttons and what they open."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from html.parser import HTMLParser
from typing import TypeAlias

# The elements of HTML that hold nothing and have no end.
VOID = frozenset({"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"})

Attributes: TypeAlias = Mapping[str, str | None]


class Still(HTMLParser, ABC):
    """Reads HTML and tells what stays of it; the button of a note becomes a link to its source."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=False)
        self._left_out: list[str] = []  # the elements that are open within one that is left out
        self._in_note = False
        self.feed(html)
        self.close()

    @abstractmethod
    def opened(self, tag: str, found: Attributes) -> None:
        """An element that stays."""

    @abstractmethod
    def closed(self, tag: str) -> None:
        """The end of one that stays."""

    @abstractmethod
    def said(self, text: str) -> None:
        """Words that stay, as HTML."""

    @abstractmethod
    def led_to_source(self, number: str) -> None:
        """The beginning of a link to the source with this number."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        if self._left_out:
            self._leave_out(tag)
        elif tag == "button" and found.get("class") == "note":
            self.said("<sup>")
            self.led_to_source((found.get("popovertarget") or "").removeprefix("note-"))
            self.said("[")
            self._in_note = True
        elif tag in ("button", "svg") or "popover" in found:
            self._leave_out(tag)
        else:
            self.opened(tag, found)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """What a drawing holds ends so; of HTML, only what has no end."""
        if tag in VOID:
            self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if self._left_out:
            self._left_out.pop()
        elif tag == "button" and self._in_note:
            self.said("]</a></sup>")
            self._in_note = False
        elif tag not in VOID:
            self.closed(tag)

    def handle_data(self, data: str) -> None:
        self._say(data)

    def handle_entityref(self, name: str) -> None:
        self._say(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self._say(f"&#{name};")

    def _leave_out(self, tag: str) -> None:
        self._left_out += [] if tag in VOID else [tag]

    def _say(self, text: str) -> None:
        if not self._left_out:
            self.said(text)
