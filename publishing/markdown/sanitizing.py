"""The allow-list that all HTML of texts passes last."""

from __future__ import annotations

import re

import nh3
from django.utils.safestring import SafeString, mark_safe

from ..models.picture import FILE_NAME
from .outward import SCHEMES, is_allowed, is_own_picture
from .picturing import SIZES

TAGS = {
    "a", "blockquote", "br", "button", "code", "dd", "del", "div", "dl", "dt", "em", "figcaption", "figure", "h2", "h3",
    "h4", "h5", "h6", "hr", "img", "li", "ol", "p", "pre", "s", "section", "span", "strong", "sup", "table", "tbody",
    "td", "th", "thead", "tr", "ul",
}  # fmt: skip
ATTRIBUTES = {
    "a": {"href", "title", "id", "aria-label"},
    "button": {"popovertarget", "value", "aria-label"},
    "h2": {"id"},
    "h3": {"id"},
    "h4": {"id"},
    "h5": {"id"},
    "h6": {"id"},
    "img": {"src", "srcset", "alt", "title", "width", "height"},
    "li": {"id"},
    "ol": {"start"},
    "span": {"id"},
}
VALUES = {
    "a": {"role": {"doc-backlink"}},
    "button": {"type": {"button"}},
    "div": {"tabindex": {"0"}},
    "img": {"sizes": {SIZES}, "loading": {"lazy"}, "decoding": {"async"}},
    "section": {"role": {"doc-endnotes"}, "aria-label": {"Footnotes"}},
    "span": {"popover": {""}},
    "th": {"scope": {"col"}},
}
ADMONITIONS = {"note", "tip", "important", "caution", "warning"}
CLASSES = {
    "a": {"term", "footnote-backref"},
    "button": {"define", "note"},
    "div": {"admonition", "table", *ADMONITIONS},
    "li": {"footnote-item"},
    "ol": {"footnotes-list"},
    "p": {"admonition-title", "too-long"},
    "section": {"footnotes"},
    "span": {"held", "slip"},
    "sup": {"footnote-ref"},
    "td": {"align-center", "align-right"},
    "th": {"align-center", "align-right"},
}
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9:_-]*\Z")
_UPLOAD = rf"/uploads/{FILE_NAME} \d{{1,5}}w"
_SOURCES = re.compile(rf"{_UPLOAD}, {_UPLOAD}\Z")
_MEASURE = re.compile(r"\d{1,5}\Z")
_PATTERNS = {"id": _NAME, "popovertarget": _NAME, "srcset": _SOURCES, "width": _MEASURE, "height": _MEASURE}


def _attribute(tag: str, attribute: str, value: str) -> str | None:
    """The value as it may stand; None takes the attribute away."""
    if attribute == "href":
        return value if is_allowed(value) else None
    if attribute == "src":
        return value if is_own_picture(value) else None
    pattern = _PATTERNS.get(attribute)
    return value if pattern is None or pattern.match(value) else None


_cleaner = nh3.Cleaner(
    tags=TAGS,
    attributes=ATTRIBUTES,
    tag_attribute_values=VALUES,
    allowed_classes=CLASSES,
    attribute_filter=_attribute,
    url_schemes=set(SCHEMES),
    link_rel=None,  # nothing opens a new window, and the referrer policy holds for the whole site
)


def clean(html: str) -> SafeString:
    """HTML that holds nothing but what the lists above name; the only HTML of texts that is marked as safe."""
    return mark_safe(_cleaner.clean(html))  # noqa: S308 - the allow-list has just been applied
