"""The HTML that texts may become, read by a parser that the pipeline does not use."""

import re
from xml.etree.ElementTree import Element

import html5lib

ANYWHERE = {
    "blockquote", "br", "code", "dd", "del", "dl", "dt", "em", "figcaption", "figure", "hr", "pre", "s",
    "strong", "table", "tbody", "thead", "tr", "ul",
}  # fmt: skip
ID = r"[A-Za-z][A-Za-z0-9:_-]*"
TEXT = r"(?s).*"
OWN_PATH = r"/(?![/\\])[!-\[\]-~]*"
ADDRESS = rf"https?://[!-\[\]-~]+|mailto:[!-\[\]-~]*|{OWN_PATH}|#[!-\[\]-~]*"
ALLOWED: dict[str, dict[str, str]] = {
    "a": {
        "href": ADDRESS,
        "class": "term|footnote-backref",
        "id": rf"fnref{ID}|fnref[\d:-]+",
        "role": "doc-backlink",
        "title": TEXT,
        "aria-label": "Back to the text",
    },
    "button": {
        "class": "define|note",
        "type": "button",
        "popovertarget": r"define-[a-z0-9-]+|note-\d+",
        "value": r"[a-z]+",
        "aria-label": TEXT,
    },
    "div": {"class": r"table|admonition( note| tip| important| caution| warning)*", "tabindex": "0"},
    "h2": {"id": ID},
    "h3": {"id": ID},
    "h4": {"id": ID},
    "h5": {"id": ID},
    "h6": {"id": ID},
    "img": {
        "src": r"/(?:uploads|static)/[!-\[\]-~]*",
        "srcset": r"/uploads/[0-9a-f]{32}\.webp \d+w, /uploads/[0-9a-f]{32}\.webp \d+w",
        "sizes": r"\(min-width: 72rem\) 564px, \(min-width: 40rem\) 75vw, 100vw",
        "width": r"\d+",
        "height": r"\d+",
        "loading": "lazy",
        "decoding": "async",
        "alt": TEXT,
        "title": TEXT,
    },
    "li": {"id": r"fn[\d-]+", "class": "footnote-item"},
    "ol": {"start": r"\d+", "class": "footnotes-list"},
    "p": {"class": "admonition-title|too-long"},
    "section": {"class": "footnotes", "role": "doc-endnotes", "aria-label": "Footnotes"},
    "span": {"class": "held|slip", "popover": "", "id": r"note-\d+"},
    "sup": {"class": "footnote-ref"},
    "td": {"class": "align-center|align-right"},
    "th": {"class": "align-center|align-right", "scope": "col"},
    **{tag: {} for tag in ANYWHERE},
}


def complaints(html: str) -> list[str]:
    """Whatever stands in the HTML that may not."""
    found = html5lib.parseFragment(html, namespaceHTMLElements=False)
    return [complaint for element in found.iter() for complaint in _of(element)]


def _of(element: Element) -> list[str]:
    if element.tag == "DOCUMENT_FRAGMENT":
        return []
    if element.tag not in ALLOWED:
        return [f"<{element.tag}>"]
    return [
        f"<{element.tag} {name}={value!r}>"
        for name, value in element.attrib.items()
        if not re.fullmatch(ALLOWED[element.tag].get(name, r"(?!)"), value)
    ]
