"""Word files (.docx): checked as what they are, a zip of XML, then read by mammoth as simple HTML."""

from __future__ import annotations

import io
import lzma
import re
import xml.sax
import zipfile
import zlib
from typing import Any
from xml.parsers.expat import ExpatError

import mammoth
from lxml import etree

from .found import Found, Hints
from .given import Given, Refused
from .html_page import read_fragment

MOST_UNZIPPED = 50 * 1024 * 1024
MOST_XML = 20 * 1024 * 1024
MOST_PARTS = 2000
DEEPEST = 150
DOCUMENT = "word/document.xml"
NOT_WORD = "This is not a Word file, or it is damaged. Open it in Word and save it as .docx once more."
BOMB = "This Word file holds more than 50 MB of data. Take its pictures out, or copy its text and paste that."
STRANGE = "This file is not built as Word builds files, so it was not opened. Copy its text and paste that."

_BROKEN_ZIP = (
    *(zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError),
    *(NotImplementedError, RuntimeError, OSError, ValueError),
)
# Its XML is sound, but may say what no Word file says, in which mammoth trips.
_BROKEN_WORD = (
    *(LookupError, ValueError, AttributeError, TypeError, RecursionError, OSError),
    *(xml.sax.SAXException, ExpatError),
)
_STYLES = """
p[style-name='Title'] => h1:fresh
p[style-name='Subtitle'] => p:fresh
p[style-name='Quote'] => blockquote > p:fresh
p[style-name='Intense Quote'] => blockquote > p:fresh
p[style-name='Quotations'] => blockquote > p:fresh
p[style-name='Block Text'] => blockquote > p:fresh
p[style-name='Body Text'] => p:fresh
r[style-name='Strong'] => strong
r[style-name='Emphasis'] => em
u => span
strike => s
comment-reference =>
"""
_CORE = {"title": "{http://purl.org/dc/elements/1.1/}title", "creator": "{http://purl.org/dc/elements/1.1/}creator"}


def read(given: Given) -> Found:
    data = given.data if isinstance(given.data, bytes) else given.data.encode("utf-8", "replace")
    parts = _checked(data)
    html = _html(parts)
    title = _core(parts).get("title", "")
    return read_fragment(given.name, f"<html><body>{html}</body></html>", Hints(address=given.address, title=title))


def _checked(data: bytes) -> dict[str, bytes]:
    """The XML parts of the file, each of them without a document type and not too deep."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _parts(archive)
    except _BROKEN_ZIP as error:
        raise Refused(NOT_WORD) from error


def _parts(archive: zipfile.ZipFile) -> dict[str, bytes]:
    members = archive.infolist()
    if sum(each.file_size for each in members) > MOST_UNZIPPED or len(members) > MOST_PARTS:
        raise Refused(BOMB)
    if any(_leads_out(each.filename) for each in members) or len({each.filename for each in members}) < len(members):
        raise Refused(STRANGE)
    if DOCUMENT not in archive.namelist():
        raise Refused(NOT_WORD)
    parts = {each.filename: _unpacked(archive, each) for each in members if each.filename.endswith((".xml", ".rels"))}
    for content in parts.values():
        _check_xml(content)
    return parts


def _leads_out(name: str) -> bool:
    return name.startswith(("/", "\\")) or ".." in re.split(r"[/\\]", name) or ":" in name


def _unpacked(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes:
    """What the member holds, whatever size it claims."""
    with archive.open(member) as stream:
        content = stream.read(MOST_XML + 1)
    if len(content) > MOST_XML:
        raise Refused(BOMB)
    return content


def _check_xml(content: bytes) -> None:
    reader = etree.XMLPullParser(("start", "end"), resolve_entities=False, no_network=True, load_dtd=False)
    depth = 0
    try:
        for place in range(0, len(content), 65536):
            reader.feed(content[place : place + 65536])
            for event, element in reader.read_events():
                depth += 1 if event == "start" else -1
                if depth > DEEPEST or element.getroottree().docinfo.doctype:
                    raise Refused(STRANGE)
                if event == "end":
                    element.clear()
        reader.close()
    except etree.XMLSyntaxError as error:
        raise Refused(NOT_WORD) from error


def _html(parts: dict[str, bytes]) -> str:
    """The text as HTML: headings, lists, quotations, emphasis, tables, notes; pictures by their description."""
    slim = io.BytesIO()
    with zipfile.ZipFile(slim, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    try:
        result = mammoth.convert_to_html(
            slim, style_map=_STYLES, include_embedded_style_map=False, convert_image=_picture, id_prefix="note-"
        )
    except _BROKEN_WORD as error:
        raise Refused(NOT_WORD) from error
    return str(result.value)


def _picture(image: Any) -> list[Any]:
    return [mammoth.html.element("img", {"alt": image.alt_text or "", "src": ""})]


def _core(parts: dict[str, bytes]) -> dict[str, str]:
    """What the file says of itself; who made the file need not be who wrote the text."""
    content = parts.get("docProps/core.xml")
    if not content:
        return {}
    root = etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False))
    return {name: " ".join((root.findtext(tag) or "").split()) for name, tag in _CORE.items()}
