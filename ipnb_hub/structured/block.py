"""The data block that carries structured data in a page."""

from __future__ import annotations

import json
from collections.abc import Sequence

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from .nodes import Node

# As JSON escapes, so that no text can end the block, begin another element or a comment.
ESCAPES = {ord(each): f"\\u{ord(each):04x}" for each in "<>&\u2028\u2029"}


def block(nodes: Sequence[Node]) -> SafeString:
    """The <script> element of type application/ld+json; nothing where there is nothing to say."""
    if not nodes:
        return SafeString()
    data = {"@context": "https://schema.org", "@graph": nodes}
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":")).translate(ESCAPES)
    escaped = mark_safe(text)  # noqa: S308 - nothing is left in it that HTML reads
    return format_html('<script type="application/ld+json">{}</script>', escaped)
