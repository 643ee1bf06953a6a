"""BibTeX, RIS and CSL-JSON, read back by parsers that are not ours."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from resources.bibliography import Day, Name, Record, name, names, one_line
from resources.formats import FORMATS, bibtex, csl, ris
from tests import citation_files
from tests.citation_files import HOSTILE, latex

pytestmark = pytest.mark.once

PAPER = Record(
    key="siegel_2001",
    type="article-journal",
    title="Toward a mind",
    authors=names(["Daniel J. Siegel", "AEDP Institute", "et al."]),
    editors=names(["Fosha, D."]),
    series_editors=names(["Allan N. Schore"]),
    issued=Day(2010, 4, 7),
    container="Infant Mental Health Journal",
    publisher="Wiley",
    volume="22",
    issue="1–2",
    pages="67–94",
    edition="3rd",
    doi="10.1002/1097-0355(200101/04)22:1<67::AID_IMHJ3>3.0.CO;2-G",
    isbn="978-0-306-40615-7",
    url="https://example.org/~a_b?c=%20&d=1#e",
    genre="Video",
    note="Retracted.",
)


def test_a_bibtex_entry_has_its_fields_in_order() -> None:
    assert bibtex.bibtex(PAPER) == (
        "@article{siegel_2001,\n"
        "  author = {Siegel, Daniel J. and {AEDP Institute} and others},\n"
        "  editor = {Fosha, D. and Schore, Allan N.},\n"
        "  title = {{Toward a mind}},\n"
        "  year = {2010},\n"
        "  month = apr,\n"
        "  day = {7},\n"
        "  journal = {Infant Mental Health Journal},\n"
        "  publisher = {Wiley},\n"
        "  volume = {22},\n"
        "  number = {1--2},\n"
        "  pages = {67--94},\n"
        "  edition = {3rd},\n"
        "  doi = {10.1002/1097-0355(200101/04)22:1<67::AID_IMHJ3>3.0.CO;2-G},\n"
        "  isbn = {978-0-306-40615-7},\n"
        "  url = {https://example.org/~a_b?c=%20&d=1#e},\n"
        "  note = {Retracted.},\n"
        "}\n"
    )


def test_a_ris_record_has_one_tag_a_line_and_ends() -> None:
    assert ris.ris(PAPER) == (
        "TY  - JOUR\r\nID  - siegel_2001\r\nAU  - Siegel, Daniel J.\r\nAU  - AEDP Institute\r\nAU  - et al.\r\n"
        "A2  - Fosha, D.\r\nA3  - Schore, Allan N.\r\nTI  - Toward a mind\r\nPY  - 2010\r\nDA  - 2010/04/07\r\n"
        "T2  - Infant Mental Health Journal\r\nPB  - Wiley\r\nVL  - 22\r\nIS  - 1–2\r\nSP  - 67\r\nEP  - 94\r\n"
        "ET  - 3rd\r\nDO  - 10.1002/1097-0355(200101/04)22:1<67::AID_IMHJ3>3.0.CO;2-G\r\nSN  - 978-0-306-40615-7\r\n"
        "UR  - https://example.org/~a_b?c=%20&d=1#e\r\nM3  - Video\r\nN1  - Retracted.\r\nER  - \r\n"
    )


def test_a_csl_item_has_names_in_two_parts_or_as_printed() -> None:
    assert csl.csl(PAPER) == {
        "id": "siegel_2001",
        "type": "article-journal",
        "title": "Toward a mind",
        "author": [{"family": "Siegel", "given": "Daniel J."}, {"literal": "AEDP Institute"}, {"literal": "et al."}],
        "editor": [{"family": "Fosha", "given": "D."}],
        "collection-editor": [{"family": "Schore", "given": "Allan N."}],
        "issued": {"date-parts": [[2010, 4, 7]]},
        "page": "67-94",
        "container-title": "Infant Mental Health Journal",
        "publisher": "Wiley",
        "volume": "22",
        "issue": "1–2",
        "edition": "3rd",
        "DOI": PAPER.doi,
        "ISBN": "978-0-306-40615-7",
        "URL": PAPER.url,
        "genre": "Video",
        "note": "Retracted.",
    }


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("book", ("book", "BOOK")),
        ("chapter", ("incollection", "CHAP")),
        ("report", ("techreport", "RPRT")),
        ("webpage", ("misc", "ELEC")),
        ("motion_picture", ("misc", "VIDEO")),
        ("periodical", ("misc", "JFULL")),
    ],
)
def test_every_type_has_its_word_in_each_format(kind: str, expected: tuple[str, str]) -> None:
    record = replace(PAPER, type=kind)
    [entry], [item] = citation_files.bibtex(bibtex.bibtex(record)), citation_files.ris(ris.ris(record))
    assert (entry["type"], item["type_of_reference"]) == expected
    assert ("institution" if kind == "report" else "publisher") in entry
    assert {"chapter": "booktitle"}.get(kind, "howpublished") in entry


def test_what_is_unknown_has_no_field() -> None:
    bare = Record(key="a", type="book", title="A")
    assert bibtex.bibtex(bare) == "@book{a,\n  title = {{A}},\n}\n"
    assert ris.ris(bare) == "TY  - BOOK\r\nID  - a\r\nTI  - A\r\nER  - \r\n"
    assert csl.csl(bare) == {"id": "a", "type": "book", "title": "A"}


def test_an_article_number_is_a_first_page_alone() -> None:
    assert "SP  - e1001767\r\nER" in ris.ris(Record(key="a", type="book", title="A", pages="e1001767"))


def hostile(text: str) -> list[Record]:
    """Two records, so that nothing of the first can swallow the second."""
    line = one_line(text)
    first = replace(
        PAPER,
        title=line,
        container=line,
        publisher=line,
        note=line,
        authors=(name("Siegel, D. J."), Name(line), Name(f"{line} x", line, "x")),
    )
    return [first, replace(PAPER, key="second")]


def judge(text: str) -> None:
    written, expected = hostile(text), citation_files.one_line(text)
    entries = citation_files.bibtex(bibtex.write(written))
    assert [entry["key"] for entry in entries] == ["siegel_2001", "second"]
    for field in ("title", "journal", "publisher", "note"):
        assert latex(entries[0][field]) == expected
    assert citation_files.names(entries[0]["author"])[:2] == [("Siegel", "D. J."), (expected, "")]
    items = citation_files.ris(ris.write(written))
    assert [item["id"] for item in items] == ["siegel_2001", "second"]
    assert [items[0][field] for field in ("title", "secondary_title", "publisher")] == [expected] * 3
    assert (items[0]["authors"][:2], items[0]["notes"]) == (["Siegel, D. J.", expected], [expected])
    data = citation_files.csl(csl.write(written))
    assert [data[0][field] for field in ("title", "container-title", "publisher", "note")] == [expected] * 4
    assert [item["id"] for item in data] == ["siegel_2001", "second"]


@pytest.mark.parametrize("text", HOSTILE)
def test_no_title_breaks_a_file_or_changes_on_its_way(text: str) -> None:
    judge(text)


@settings(deadline=None)
@given(st.text(st.characters(codec="utf-8"), min_size=1, max_size=30).filter(one_line))
def test_no_text_at_all_breaks_a_file(text: str) -> None:
    judge(text)


@settings(deadline=None)
@given(st.text(st.sampled_from("{}\\%$&#_~^-'`\"@,= \n"), min_size=1).filter(one_line))
def test_no_characters_that_mean_something_to_latex_break_a_file(text: str) -> None:
    judge(text)


def test_an_address_that_would_end_its_field_is_encoded() -> None:
    record = replace(PAPER, url="https://a.example/{x}\\", doi="10.1/a}b")
    [entry] = citation_files.bibtex(bibtex.bibtex(record))
    assert (entry["url"], entry["doi"]) == ("https://a.example/%7Bx%7D%5C", "10.1/a%7Db")


def test_a_name_that_would_be_taken_for_several_stays_one() -> None:
    people: Any = (Name("Bread and Roses", "and Roses", "Bread"), Name("A, B, C D", "A, B", "C D"))
    [entry] = citation_files.bibtex(bibtex.bibtex(replace(PAPER, authors=people)))
    assert citation_files.names(entry["author"]) == [("Bread and Roses", ""), ("A, B, C D", "")]


def test_each_format_has_its_media_type() -> None:
    assert {ending: each.media_type for ending, each in FORMATS.items()} == {
        "bib": "application/x-bibtex",
        "ris": "application/x-research-info-systems",
        "json": "application/vnd.citationstyles.csl+json",
    }
