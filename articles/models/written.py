"""What editors write in fields of a paragraph or of a list, as the texts of a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from publishing.markdown import Text


def lines(text: str) -> list[str]:
    """The entries of a list that editors write one a line."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def inline(*written: str, begins: bool = True) -> list[Text]:
    """Texts of one paragraph each; the first of them begins a part of the page, unless said otherwise."""
    from publishing.markdown import Text

    return [Text(text, inline=True, begins=begins and not place) for place, text in enumerate(written)]
