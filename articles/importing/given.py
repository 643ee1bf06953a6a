"""What somebody gives to be imported: a file or a pasted text, and of what kind it is."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from publishing.markdown.arranging import LONGEST

MOST_BYTES = 5 * 1024 * 1024
MOST_BARE = 3 * LONGEST  # characters of a text without mark-up, which is an article and little around it
MOST_LINES = 10_000
EMPTY = "There is no text in it."
TOO_BIG = "It is larger than 5 MB. Save the page without its pictures, or give only the text."
TOO_LONG = (
    f"This text has {{:,}} characters, and {LONGEST:,} is the most that an article of the hub can have. "
    "Give the article alone, or a part of it."
)
TOO_MANY = "This text has {:,} lines. Give the article alone, without what stands around it."
NOT_TEXT = (
    "This is neither a web page, Markdown, a Word file (.docx) nor plain text. "
    "Save it as one of these, or copy its text and paste that."
)
OLD_WORD = "This is a Word file of the old kind (.doc). Open it in Word and save it as .docx."

_ENDINGS = {
    "html": "html", "htm": "html", "xhtml": "html", "md": "markdown", "markdown": "markdown", "docx": "word",
    "txt": "text",
}  # fmt: skip
_MARKUP = re.compile(
    r"(?i)<(?:!doctype html|html|head|body|article|main|div|p|h[1-6]|ul|ol|table|blockquote|meta)[\s>]"
)
_MARKDOWN = re.compile(r"(?m)^(?:#{1,6} \S|>\s\S|```|\[\^?[\w-]+\]: )|\]\((?:https?:|/|#)[^)\s]*\)|\*\*\S[^*\n]*\S\*\*")
_CHARSET = re.compile(rb"(?i)<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w.:-]{1,40})")
_XML_CHARSET = re.compile(rb"(?i)\A\s*<\?xml[^>]{0,100}encoding\s*=\s*[\"']([\w.:-]{1,40})")
# What browsers know besides UTF; Python knows more, of which some take hours for a few megabytes.
_ENCODINGS = re.compile(
    r"(?:windows|cp)-?(?:125\d|866|874|932|936|949|950)|iso-?8859-?\d{1,2}|koi8-[ru]|macintosh|x-mac-cyrillic|mac-roman"
    r"|shift[_-]?jis|x-sjis|euc-(?:jp|kr)|iso-2022-jp|gb2312|gbk|gb18030|big5(?:-hkscs)?|ks_c_5601-1987|tis-620"
)
_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
# What browsers read these as.
_AS_WINDOWS = {"iso-8859-1", "latin-1", "latin1", "ascii", "us-ascii", "iso8859-1", "l1"}
_CONTROLS = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff]")
_UNSEEN = re.compile("[\u00ad\u200b\u2060\ufeff]")


class Refused(Exception):
    """A text that cannot be imported; its words are for an editor."""


class Kind(StrEnum):
    HTML = "html"
    MARKDOWN = "markdown"
    WORD = "word"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Given:
    """A file (bytes) or a pasted text; `kind` and `address` where somebody said them."""

    name: str
    data: bytes | str
    kind: Kind | None = None
    address: str = ""

    def checked(self) -> Given:
        size = len(self.data) if isinstance(self.data, bytes) else len(self.data.encode("utf-8", "replace"))
        if size > MOST_BYTES:
            raise Refused(TOO_BIG)
        if not self.data.strip():
            raise Refused(EMPTY)
        return self

    def text(self) -> str:
        """Its characters, without those that nobody sees."""
        text = decoded(self.data) if isinstance(self.data, bytes) else self.data
        text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x0c", "\n")
        return _UNSEEN.sub("", _CONTROLS.sub("", text))

    def bare_text(self) -> str:
        """The same of a text without mark-up; Refused where it is far longer than an article."""
        text = self.text()
        if len(text) > MOST_BARE:
            raise Refused(TOO_LONG.format(len(text)))
        if (lines := text.count("\n")) > MOST_LINES:
            raise Refused(TOO_MANY.format(lines))
        return text

    def known_kind(self) -> Kind:
        """The kind that was said; else what its first bytes and the end of its name say; else what it looks like."""
        if isinstance(self.data, bytes):
            if self.data.startswith(b"\xd0\xcf\x11\xe0"):
                raise Refused(OLD_WORD)
            if self.data.startswith(b"PK\x03\x04"):
                return Kind.WORD
        ending = _ENDINGS.get(self.name.rpartition(".")[2].lower())
        return self.kind or (Kind(ending) if ending else looks_like(self.text()))


def looks_like(text: str) -> Kind:
    start = text[:20_000]
    if len(_MARKUP.findall(start)) > 1:
        return Kind.HTML
    if start.startswith("---\n") or _MARKDOWN.search(start):
        return Kind.MARKDOWN
    return Kind.TEXT


def decoded(data: bytes) -> str:
    """The characters of a file: by its mark, by what it declares, as UTF-8, or as Windows wrote it."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data.decode(encoding, "replace")
    if b"\x00" in data[:4096]:
        raise Refused(NOT_TEXT)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _decoded_as(data, _declared(data))


def _declared(data: bytes) -> str:
    found = _XML_CHARSET.search(data[:200]) or _CHARSET.search(data[:4096])
    name = found[1].decode("ascii").lower() if found else "cp1252"
    return "cp1252" if name in _AS_WINDOWS or not _ENCODINGS.fullmatch(name) else name


def _decoded_as(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding, "replace")
    except (LookupError, ValueError):
        return data.decode("cp1252", "replace")
