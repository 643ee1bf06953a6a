"""Places in finished HTML that are filled from current data, so that the rendered text depends on none of it.

A slot is the empty popover of a source note: `<span class="slip" popover id="note-3"></span>`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

# As the allow-list writes it.
_SLOT = re.compile(r'<span class="slip" popover="" id="note-(\d+)"></span>')


def slot(number: int) -> SafeString:
    return format_html('<span class="slip" popover id="note-{}"></span>', number)


def numbers(html: str) -> list[int]:
    """The numbers of the slots in it, in their order."""
    return [int(number) for number in _SLOT.findall(html)]


def filled(html: SafeString, contents: Mapping[int, SafeString]) -> SafeString:
    """The HTML with its slots filled; one that nothing is known for goes away."""

    def fill(found: re.Match[str]) -> str:
        content = contents.get(int(found[1]), "")
        return f'<span class="slip" popover id="note-{found[1]}">{content}</span>' if content else ""

    return mark_safe(_SLOT.sub(fill, html))  # noqa: S308 - safe text with safe text in it
