"""Markdown, Word and plain text; and what is refused."""

from __future__ import annotations

import io
import time
import zipfile
from datetime import date

import pytest

from articles.importing import Given, Kind, Refused, read
from articles.importing.given import EMPTY, NOT_TEXT, OLD_WORD, TOO_BIG
from articles.importing.word import BOMB, NOT_WORD, STRANGE

pytestmark = pytest.mark.once

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
TYPES = """<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Default Extension="xml" ContentType="application/xml"/></Types>"""
RELS = """<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
 Target="word/document.xml"/></Relationships>"""
PART = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PARTS = f"""<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="s1" Type="{PART}/styles" Target="styles.xml"/>
<Relationship Id="n1" Type="{PART}/numbering" Target="numbering.xml"/>
<Relationship Id="f1" Type="{PART}/footnotes" Target="footnotes.xml"/>
<Relationship Id="h1" Type="{PART}/hyperlink" Target="https://link.example/" TargetMode="External"/></Relationships>"""
STYLES = f"""<w:styles xmlns:w="{W}">
<w:style w:type="paragraph" w:styleId="T"><w:name w:val="Title"/></w:style>
<w:style w:type="paragraph" w:styleId="H1"><w:name w:val="heading 1"/></w:style>
<w:style w:type="paragraph" w:styleId="H2"><w:name w:val="heading 2"/></w:style>
<w:style w:type="paragraph" w:styleId="Q"><w:name w:val="Quote"/></w:style></w:styles>"""
NUMBERING = f"""<w:numbering xmlns:w="{W}"><w:abstractNum w:abstractNumId="0">
<w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/></w:lvl>
<w:lvl w:ilvl="1"><w:numFmt w:val="decimal"/></w:lvl></w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>"""
FOOTNOTES = f"""<w:footnotes xmlns:w="{W}"><w:footnote w:id="2"><w:p><w:r><w:t>The note.</w:t></w:r></w:p></w:footnote>
</w:footnotes>"""


def paragraph(text: str, style: str = "", level: int | None = None) -> str:
    said = f'<w:pStyle w:val="{style}"/>' if style else ""
    said += f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="1"/></w:numPr>' if level is not None else ""
    runs = text if text.startswith("<w:") else f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'
    return f"<w:p><w:pPr>{said}</w:pPr>{runs}</w:p>"


def docx(body: str, prolog: str = "", packing: int = zipfile.ZIP_DEFLATED, **more: bytes) -> bytes:
    document = f"""<?xml version="1.0"?>{prolog}<w:document xmlns:w="{W}" xmlns:r="{PART}">
<w:body>{body}</w:body></w:document>"""
    files = {
        "[Content_Types].xml": TYPES,
        "_rels/.rels": RELS,
        "word/_rels/document.xml.rels": PARTS,
        "word/document.xml": document,
        "word/styles.xml": STYLES,
        "word/numbering.xml": NUMBERING,
        "word/footnotes.xml": FOOTNOTES,
    }
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", packing) as archive:
        for name, content in {**files, **more}.items():
            archive.writestr(name, content)
    return stream.getvalue()


def spoilt(data: bytes) -> bytes:
    """A zip in which nothing that is packed can be unpacked."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        starts = [each.header_offset + 30 + len(each.filename) for each in archive.infolist()]
    changed = bytearray(data)
    for start in starts:
        changed[start + 9 : start + 25] = b"\xff" * 16
    return bytes(changed)


def row(*cells: str) -> str:
    return f"<w:tr>{''.join(f'<w:tc>{paragraph(cell)}</w:tc>' for cell in cells)}</w:tr>"


RUNS = (
    '<w:r><w:t xml:space="preserve">They </w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>sing</w:t></w:r>'
    '<w:r><w:t xml:space="preserve"> and </w:t></w:r><w:r><w:rPr><w:i/></w:rPr><w:t>sleep</w:t></w:r>'
    '<w:r><w:footnoteReference w:id="2"/></w:r>'
)
LONG = "These are words enough to be a paragraph of a sentence or two, as people write them."
BODY = "".join(
    (
        paragraph("A Day at the Pond", "T"),
        paragraph("By Nora Fields, MA"),
        paragraph(LONG),
        paragraph("The Frogs", "H1"),
        paragraph(RUNS),
        paragraph("one", level=0),
        paragraph("two", level=0),
        paragraph("below", level=1),
        paragraph("A frog says little.", "Q"),
        paragraph('<w:hyperlink r:id="h1"><w:r><w:t>A link</w:t></w:r></w:hyperlink>'),
        f"<w:tbl>{row('a', 'b')}{row('c', 'd')}</w:tbl>",
    )
)


def test_a_word_file_keeps_headings_lists_quotations_emphasis_notes_links_and_tables():
    found = read(Given("pond.docx", docx(BODY)))

    assert (found.hints.title, found.hints.byline, found.hints.authors) == (
        "A Day at the Pond",
        "Nora Fields, MA",
        ("Nora Fields",),
    )
    assert found.markdown == (
        f"{LONG}\n\n## The Frogs\n\nThey **sing** and *sleep*[^1]\n\n"
        "- one\n- two\n  1. below\n\n"
        "> A frog says little.\n\n[A link](https://link.example/)\n\n"
        "| a | b |\n| --- | --- |\n| c | d |\n\n[^1]: The note.\n"
    )


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"PK\x03\x04 and nothing more", NOT_WORD),
        (docx(BODY)[:-40], NOT_WORD),
        (docx("<w:p><w:open></w:p>"), NOT_WORD),
        (docx(BODY, **{"../outside.xml": b"<a/>"}), STRANGE),
        (docx(BODY, **{"/etc/x.xml": b"<a/>"}), STRANGE),
        (docx(BODY, '<!DOCTYPE x [<!ENTITY a "aaaa">]>'), STRANGE),
        (docx(BODY, '<!DOCTYPE x SYSTEM "file:///etc/passwd">'), STRANGE),
        (docx("<w:p>" * 200 + "</w:p>" * 200), STRANGE),
        (docx(BODY, **{"word/media/a.bin": b"\0" * (51 * 1024 * 1024)}), BOMB),
        (docx(f"<w:p><w:r><w:t>{'x' * (21 * 1024 * 1024)}</w:t></w:r></w:p>"), BOMB),
        (docx("<other:p/>"), NOT_WORD),
        (spoilt(docx(BODY, packing=zipfile.ZIP_LZMA)), NOT_WORD),
        (docx(""), EMPTY),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 an old file", OLD_WORD),
    ],
    ids=[
        "no zip",
        "cut",
        "broken",
        "path",
        "root",
        "entity",
        "outside",
        "deep",
        "bomb",
        "long",
        "name",
        "spoilt",
        "empty",
        "old",
    ],
)
def test_a_hostile_word_file_is_refused_in_plain_words(data, words):
    with pytest.raises(Refused) as refusal:
        read(Given("a.docx", data))
    assert str(refusal.value) == words


def test_a_zip_of_something_else_is_no_word_file():
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("a.txt", "words")
    with pytest.raises(Refused, match="not a Word file"):
        read(Given("a.docx", stream.getvalue()))


BROKEN = """This line was broken by a program at the width of its window, as
mail programs do, and goes on in the next line until at last the
paragraph ends."""
FRONT = """---
title: A Day at the Pond
author: [Nora Fields, Sam Ortega]
date: 2011-05-04
publication: The Pond Papers
canonical_url: https://pond.example/day/
description: A short look at a pond.
tags: [frogs, water]
---

# A Day at the Pond

By Nora Fields and Sam Ortega

Frogs *sing* here, and [[resonance]] stays as it is.

- one
- two
"""


def test_markdown_stays_as_it_is_and_its_front_matter_is_read():
    found = read(Given("pond.md", FRONT.encode()))

    assert found.markdown == "Frogs *sing* here, and [[resonance]] stays as it is.\n\n- one\n- two\n"
    hints = found.hints
    assert (hints.title, hints.byline, hints.authors) == (
        "A Day at the Pond",
        "Nora Fields and Sam Ortega",
        ("Nora Fields", "Sam Ortega"),
    )
    assert (hints.outlet, hints.address, hints.date) == (
        "The Pond Papers",
        "https://pond.example/day/",
        date(2011, 5, 4),
    )
    assert hints.standfirst == "A short look at a pond."
    assert "Not used of what stands at the top: tags: frogs and water." in found.noticed


@pytest.mark.parametrize(
    "matter",
    [
        *("a: [", "&a [*a, *a]", "!!python/object/apply:os.system [x]", "- a\n- b", "title: 1970-99-99"),
        *("title: !!bool words", "date: !!timestamp words", "a: !!int ''", "a: !!float ''", "a: !!float ."),
        *("title: !!binary words", "date: 0001-01-01 00:00:00 +12:00", "[" * 900),
    ],
)
def test_front_matter_that_cannot_be_read_takes_no_words_of_the_text(matter):
    assert read(Given("a.md", f"---\n{matter}\n---\n\nWords.\n".encode())).markdown == "Words.\n"


def test_html_and_pictures_in_markdown_are_pointed_out():
    found = read(Given("a.md", b"Words <b>bold</b> ![x](https://x.example/a.png)\n"))

    assert found.noticed[-2:] == (
        "There is HTML in the text; readers would see it as it is written. Take it out, or write Markdown.",
        "1 picture is in the text; those of other sites are shown as links.",
    )


@pytest.mark.parametrize(
    ("text", "markdown"),
    [
        ("One line of some words.\n\nAnother one.", "One line of some words.\n\nAnother one.\n"),
        ("• one\n• two\n    • below\n• three", "- one\n- two\n  - below\n- three\n"),
        ("\t1.\tone\n\t2.\ttwo", "1. one\n2. two\n"),
        ("3) one\n4) two", "3. one\n4. two\n"),
        ("> said by one\n> and more", "> said by one and more\n"),
        ("words *not* em_phasis_ [x](y)", "words \\*not\\* em\\_phasis\\_ \\[x\\](y)\n"),
        (BROKEN, BROKEN.replace("\n", " ") + "\n"),
    ],
)
def test_lines_become_blocks(text, markdown):
    assert read(Given("a.txt", text, Kind.TEXT)).markdown == markdown


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (Given("a.txt", b""), EMPTY),
        (Given("a.txt", b" \n\t "), EMPTY),
        (Given("a.txt", b"x" * (5 * 1024 * 1024 + 1)), TOO_BIG),
        (Given("a.html", "é" * (3 * 1024 * 1024)), TOO_BIG),
        (Given("a.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"), NOT_TEXT),
        (Given("a.md", b"---\ntitle: x\n---\n"), EMPTY),
    ],
)
def test_what_holds_no_text_is_refused(given, words):
    with pytest.raises(Refused) as refusal:
        read(given)
    assert str(refusal.value) == words


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("<p>a</p><p>b</p>", Kind.HTML),
        ("---\ntitle: x\n---\ntext", Kind.MARKDOWN),
        ("# Title\n\ntext", Kind.MARKDOWN),
        ("Just 1 < 2 lines.\n\nOf text.", Kind.TEXT),
    ],
)
def test_the_kind_of_a_pasted_text_is_found_out(text, kind):
    assert Given("a pasted text", text).known_kind() == kind


def test_a_text_beyond_what_a_page_can_hold_is_pointed_out():
    assert read(Given("a.txt", "word " * 30_000)).noticed[-1] == (
        "This text is too long to show: it has 150,000 characters, and 100,000 is the most. Shorten it."
    )


@pytest.mark.parametrize("number", [f"0x{'f' * 5000}", f"1{':10' * 3000}"])
def test_a_number_too_long_to_be_written_is_left_out(number):
    found = read(Given("x.md", f"---\ntitle: {number}\n---\nThe text."))

    assert (found.hints.title, found.markdown) == ("", "The text.\n")


@pytest.mark.parametrize("first", ["# a" + " " * 100_000 + "x", "*" * 100_000 + "x", "![" * 3_000, "<a " * 30_000])
def test_a_hostile_first_line_takes_no_longer_than_another(first):
    begun = time.process_time()

    read(Given("x.md", f"{first}\n\nThe text."))

    assert time.process_time() - begun < 5
