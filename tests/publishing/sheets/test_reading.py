"""Files as spreadsheets write them, and files that are none."""

from __future__ import annotations

import io
import time
import zipfile
from datetime import date

import openpyxl
import pytest

from publishing.sheets import cells, reading
from publishing.sheets.columns import Moment, Refused, text_of
from publishing.sheets.reading import MOST_BYTES, OLDER, Unreadable, read

pytestmark = pytest.mark.once

KNOWN = ("slug", "title")


def texts(data: bytes) -> list[list[str]]:
    return [line for _, line in read(data, KNOWN).rows]


def workbook(*rows: list[object]) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def zipped(**files: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return file.getvalue()


@pytest.mark.parametrize(
    "data",
    [
        "slug,title\na,Café\n".encode(),
        "\ufeffslug,title\r\na,Café\r\n".encode(),
        "slug;title\na;Café\n".encode(),
        "slug\ttitle\r\na\tCafé\r\n".encode("utf-16"),
        "slug,title\ra,Café\r".encode(),
        "sep=;\nslug;title\na;Café".encode(),
        '"slug";"title"\n"a";"Café"\n'.encode(),
        "\n\n Slug , TITLE \n\n,\na,Café\n\n".encode(),
    ],
)
def test_csv_is_read_in_every_dialect_of_spreadsheets(data):
    table = read(data, KNOWN)

    assert (table.columns, [line for _, line in table.rows], table.told) == (["slug", "title"], [["a", "Café"]], [])


def test_an_older_encoding_is_read_and_told():
    table = read("slug,title\na,Café – “x”\n".encode("cp1252"), KNOWN)

    assert (table.rows, table.told) == ([(2, ["a", "Café – “x”"])], [OLDER])


def test_rows_keep_the_numbers_that_a_spreadsheet_shows():
    data = b'slug,title\n\na,"two\nlines"\n\n\nb,x\n'

    assert read(data, KNOWN).rows == [(3, ["a", "two\nlines"]), (6, ["b", "x"])]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "This file is empty."),
        (b"slug,title\n", "This file has headings and no rows below them."),
        (b"slug,slug\na,b\n", "The column “slug” stands twice in the first row; which one counts?"),
        (b"slug\n" + b"a\n" * 20_001, "This file has more than 20,000 rows. Split it into several files."),
        (b",".join(b"c%d" % each for each in range(61)) + b"\na", "This file has more than 60 columns."),
        (b"x" * (MOST_BYTES + 1), "This file is larger than 5 MB. Split it into several files."),
        (b"<html><table><tr><td>slug", "This is a web page or XML, not a table. Save the spreadsheet as .xlsx or CSV."),
        (b"%PDF-1.7", "This is a PDF, not a table. Save the spreadsheet as .xlsx or CSV."),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1",
            "This is a workbook in the old format of Excel (.xls). Save it as .xlsx or CSV first.",
        ),
        (
            b"\x89PNG\r\n\x1a\n\x00\x00",
            "This file holds data that are no text, so it is no CSV. Save the spreadsheet as .xlsx or CSV.",
        ),
        (
            b'slug,title\na,"open\nb,c\n',
            "Line 3 of the file: the quotation marks do not match, so it is not clear where a cell ends.",
        ),
        (
            b"slug,title\na," + b"x" * 100_001,
            "Line 2 of the file: one cell holds more than 100,000 characters. Is a quotation mark missing?",
        ),
        (
            b"PK\x03\x04 and no more",
            "This is no Excel workbook, or it is damaged. Save the spreadsheet anew as .xlsx or CSV.",
        ),
        (
            zipped(hello=b"world"),
            "This is no Excel workbook, or it is damaged. Save the spreadsheet anew as .xlsx or CSV.",
        ),
        (
            zipped(**{"xl/workbook.xml": b" " * 61 * 1024 * 1024}),
            "This workbook unpacks to more than 60 MB. Split it, or save it as CSV.",
        ),
    ],
)
def test_what_is_no_table_is_refused_in_words(data, words):
    with pytest.raises(Unreadable) as refused:
        read(data, KNOWN)

    assert str(refused.value) == words


def altered(data: bytes, name: str, change) -> bytes:
    """A workbook with one of its files changed."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as after:
        for each in before.namelist():
            content = before.read(each)
            after.writestr(each, change(content) if each == name else content)
    return file.getvalue()


def test_xml_that_grows_without_end_is_refused():
    bomb = (
        b'<!DOCTYPE x [<!ENTITY a "'
        + b"x" * 1000
        + b'">'
        + b"".join(b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 100) for n in range(6))
    )
    data = workbook(["slug"], ["a"])
    for name in ("xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/styles.xml"):
        hostile = altered(data, name, lambda _: bomb + b"]><x>&g;</x>")
        began = time.process_time()
        with pytest.raises(Unreadable):
            read(hostile, KNOWN)
        assert time.process_time() - began < 2


def test_a_row_far_below_all_others_does_not_keep_the_hub_busy():
    far = altered(
        workbook(["slug"], ["a"]),
        "xl/worksheets/sheet1.xml",
        lambda text: text.replace(b'<row r="2"', b'<row r="999999999"'),
    )

    with pytest.raises(Unreadable, match="More than 20,000 empty rows"):
        read(far, KNOWN)


def test_a_workbook_is_read_whatever_its_name_with_what_a_spreadsheet_made_of_values():
    data = workbook(["slug", "title", "n"], ["a", None, 1999.0], [], ["b", date(2026, 3, 31), True])

    table = read(data, KNOWN)

    assert [(number, [text_of(cell) for cell in line]) for number, line in table.rows] == [
        (2, ["a", "", "1999"]),
        (4, ["b", "2026-03-31 00:00:00", "True"]),
    ]


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("=1+1", "This cell is a formula (=1+1): copy the column and paste it as values."),
        (9.7803064061577e18, "This number is too long for a spreadsheet: format the column as text and type it anew."),
        ("#NAME?", "The spreadsheet shows an error here (#NAME?), not a text."),
        (
            "x" * cells.LONGEST,
            "This text ends where a spreadsheet cuts long texts off; import long texts as CSV, or edit them here.",
        ),
    ],
)
def test_a_cell_of_which_no_text_can_be_made_says_so(value, words):
    ((_, (_, cell)),) = read(workbook(["slug", "title"], ["a", value]), KNOWN).rows

    with pytest.raises(Refused) as refused:
        text_of(cell)
    assert str(refused.value) == words


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+1", "-x", "@x", "\tx", "\rx", "\nx", " =x", "＝x", "'=x", "''-x", "'x", "'", "", "x", "a=b", "' =1"],
)
def test_a_text_comes_back_as_it_was_and_is_never_a_formula(text):
    out = cells.escaped(text)

    assert cells.unescaped(out) == text
    assert not out.lstrip().startswith(cells.FORMULA)


def test_headings_are_compared_as_people_read_them():
    assert reading.heading(" Link_by  ITSELF ") == "link by itself"


def test_a_heading_that_is_a_number_is_named_by_its_number():
    assert read(workbook(["slug", 2026, date(2026, 3, 31)], ["a", "x", "y"]), KNOWN).columns == [
        *("slug", "2026", "2026-03-31 00:00:00"),
    ]


def test_of_several_sheets_it_is_told_that_the_first_one_counts():
    book = openpyxl.Workbook()
    book.active.title = "Terms"
    for row in (["slug"], ["a"]):
        book.active.append(row)
    book.create_sheet("Other").append(["slug", "b"])
    file = io.BytesIO()
    book.save(file)

    table = read(file.getvalue(), KNOWN)

    assert (table.rows, table.told) == (
        [(2, ["a"])],
        ["Only the first sheet, “Terms”, was read; this workbook has 2."],
    )


def packed(data: bytes, packing: int) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(file, "w", packing) as after:
        for name in before.namelist():
            after.writestr(name, before.read(name))
    return file.getvalue()


@pytest.mark.filterwarnings("ignore:File contains an invalid specification")
@pytest.mark.parametrize("packing", [zipfile.ZIP_DEFLATED, zipfile.ZIP_LZMA, zipfile.ZIP_BZIP2])
def test_a_workbook_with_a_spoilt_byte_is_read_or_refused_in_words(packing):
    whole = packed(workbook(["slug", "title"], ["a", "b"]), packing)
    refused = 0
    for place in range(0, len(whole), 97):
        spoilt = whole[:place] + bytes([whole[place] ^ 0x55]) + whole[place + 1 :]
        try:
            assert read(spoilt, KNOWN).rows
        except Unreadable:
            refused += 1
    assert refused > 5


@pytest.mark.parametrize("text", ["0001-01-01 00:00+05:00", "9999-12-31 23:59-05:00"])
def test_a_moment_before_or_behind_all_time_is_refused_in_words(text):
    with pytest.raises(Refused, match="is not clear"):
        Moment(heading="publish from", field="publish_at").value(text)
