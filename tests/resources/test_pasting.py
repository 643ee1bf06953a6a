"""Citations that an editor pastes: three formats, read into the same records."""

from __future__ import annotations

import json
import time
from contextlib import suppress
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from resources.bibliography import Day, Name, Record, name, names, one_line
from resources.formats import FORMATS
from resources.pasting.broken import Broken
from resources.pasting.reading import MOST, read
from tests.citation_files import HOSTILE

pytestmark = pytest.mark.once

CROSSREF = """@article{Heyes_2022, title={What Happened to Mirror Neurons?}, volume={17}, ISSN={1745-6924},
 url={http://dx.doi.org/10.1177/1745691621990638}, DOI={10.1177/1745691621990638}, number={1},
 journal={Perspectives on Psychological Science}, publisher={SAGE Publications},
 author={Heyes, Cecilia and Catmur, Caroline}, year={2021}, month=July, pages={153–168} }"""
HEYES = Record(
    key="Heyes_2022",
    type="article-journal",
    title="What Happened to Mirror Neurons?",
    authors=(Name("Heyes, Cecilia", "Heyes", "Cecilia"), Name("Catmur, Caroline", "Catmur", "Caroline")),
    issued=Day(2021),
    container="Perspectives on Psychological Science",
    publisher="SAGE Publications",
    volume="17",
    issue="1",
    pages="153–168",
    doi="10.1177/1745691621990638",
    url="http://dx.doi.org/10.1177/1745691621990638",
)
INSTEAD = (
    "On the publisher’s page or at doi.org choose “Cite” or “Export”, "
    "and paste the BibTeX, RIS or CSL-JSON that you get."
)
WORK = Record(
    key="siegel_2001",
    type="article-journal",
    title="Toward a mind",
    authors=names(["Siegel, Daniel J.", "AEDP Institute", "et al."]),
    editors=names(["Fosha, D."]),
    issued=Day(2010),
    container="Infant Mental Health Journal",
    publisher="Wiley",
    volume="22",
    issue="1–2",
    pages="67–94",
    edition="3rd",
    doi="10.1002/1097-0355(200101/04)22:1<67::AID_IMHJ3>3.0.CO;2-G",
    isbn="978-0-306-40615-7",
    url="https://example.org/~a_b?c=%20&d=1#e",
    note="Retracted.",
)


def one(text: str) -> Record:
    (record,) = read(text)
    return record


def as_printed(record: Record) -> Record:
    """With names as they are printed; in which parts they are written is a format's own matter."""
    return replace(record, authors=tuple(Name(each.printed) for each in record.authors), editors=record.editors)


def test_bibtex_as_crossref_gives_it():
    assert one(CROSSREF) == HEYES


def test_ris_with_windows_lines_and_a_mark_at_the_start():
    lines = [
        *("TY  - JOUR", "ID  - Heyes_2022", "TI  - What Happened to", "Mirror Neurons?", "AU  - Heyes, Cecilia"),
        *("AU  - Catmur, Caroline", "PY  - 2021/02/04/", "JO  - Perspectives on Psychological Science", "VL  - 17"),
        *("PB  - SAGE Publications", "IS  - 1", "SP  - 153", "EP  - 168", "DO  - 10.1177/1745691621990638"),
        *("UR  - http://dx.doi.org/10.1177/1745691621990638", "ER  - ", ""),
    ]

    assert one("\ufeff" + "\r\n".join(lines)) == HEYES


def test_csl_json_alone_or_in_a_list_as_crossref_gives_it():
    item = {
        "id": "Heyes_2022",
        "type": "journal-article",
        "title": ["What Happened to <i>Mirror Neurons</i>?"],
        "author": [{"given": "Cecilia", "family": "Heyes"}, {"given": "Caroline", "family": "Catmur"}],
        "issued": {"date-parts": [[2021, 2, 4]]},
        "container-title": "Perspectives on Psychological Science",
        "publisher": "SAGE Publications",
        "volume": 17,
        "issue": "1",
        "page": "153-168",
        "DOI": "10.1177/1745691621990638",
        "URL": "http://dx.doi.org/10.1177/1745691621990638",
    }

    assert one(json.dumps(item)) == HEYES
    assert one(json.dumps([item])) == HEYES
    assert one(json.dumps({"items": [item]})) == HEYES


@pytest.mark.parametrize(
    ("latex", "text"),
    [
        (r"{\"o}ffentlich", "öffentlich"),
        (r"Caf\'{e} {\'E}tude na\"{\i}ve fa{\c c}ade", "Café Étude naïve façade"),
        (r"\v{S}koda \r{a} {\aa}ngstr\"om \o re \L{}\'od\'z", "Škoda å ångström øre Łódź"),
        (r"stra{\ss}e \& 5\% of \$3 \#1 a\_b", "straße & 5% of $3 #1 a_b"),
        (r"\emph{Self} and {DNA}~methylation", "Self and DNA methylation"),
        ("``quoted'' -- and --- more", "“quoted” – and — more"),
        (r"a \textbackslash{} and \textbraceleft{}x\textbraceright{}", "a \\ and {x}"),
    ],
)
def test_letters_written_as_commands(latex, text):
    assert one(f"@book{{k, title = {{{latex}}}}}").title == text


def test_names_in_bibtex_in_every_order():
    value = (
        "Daniel J. Siegel and van der Kolk, Bessel and Ludwig van Beethoven and King, Jr, Martin "
        "and {Health and Care Society} and others"
    )

    assert [(each.family, each.given) if each.family else each.printed for each in _authors(value)] == [
        ("Siegel", "Daniel J."),
        ("van der Kolk", "Bessel"),
        ("van Beethoven", "Ludwig"),
        ("King", "Martin, Jr"),
        "Health and Care Society",
        "et al.",
    ]


def _authors(value: str) -> tuple[Name, ...]:
    return one(f"@book{{k, author={{{value}}}}}").authors


def test_bibtex_with_macros_quotation_marks_pieces_and_comments():
    text = """
    % a remark
    @comment{ignored {well}}
    @string{jpsp = "Journal of Personality"}
    @ARTICLE("x:1",
      title = "A {"}quoted{"} word",
      journal = jpsp # { and Social Psychology},
      year = 1998
    )
    """.replace('("x:1"', "(x:1")

    record = one(text)

    assert (record.key, record.title, record.container, record.issued) == (
        *("x:1", 'A "quoted" word', "Journal of Personality and Social Psychology"),
        Day(1998),
    )


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("@article{a,\n title = {Open\n}", "Line 3: here should stand “name = value” or the “}” that ends the entry."),
        ("@article{a,\n title = {{Open}\n", "Line 2: the brace that opens here is never closed."),
        ('@article{a,\n title = "Open\n}', "Line 2: the quotation mark that opens here is never closed."),
        ("@article{a,\n title = ,\n}", "Line 2: the value of the field is missing."),
        ("\n@article{no key here}", "Line 2: the entry has no citation key with a comma behind it."),
        ("TY  - JOUR\nTI  - x\n", "Line 1: the record that begins here never ends with “ER  - ”."),
        ("AU  - x\nER  - \n", "Line 1: this stands outside a record; a record begins with “TY  - ”."),
        (
            "TY  - JOUR\nTY  - BOOK\nER  - \n",
            "Line 2: a record begins here, but the one of line 1 has not ended with “ER  - ”.",
        ),
        ('{"title": "x",\n "a" 1}', "Line 2: this is not valid JSON (Expecting ':' delimiter, character 6)."),
        ('["a"]', 'Item 1 of the list is no citation, but "a".'),
        ("[]", "There is no citation in this."),
        ("", "This is neither BibTeX (@article{…}), nor RIS (TY  - …), nor CSL-JSON ({…})."),
        (
            "https://doi.org/10.1177/1745691621990638",
            f"This is a DOI alone, and the hub asks no other site about it. {INSTEAD}",
        ),
        ("x" * (MOST + 1), "This is longer than 200,000 characters. Paste fewer citations at a time."),
        (f"[{'{},' * 200}{{}}]", "There are 201 citations in this. Paste at most 200 at a time."),
    ],
)
def test_what_cannot_be_read_is_said_in_words_with_its_line(text, words):
    with pytest.raises(Broken) as broken:
        read(text)

    assert str(broken.value) == words


@pytest.mark.parametrize("ending", ["bib", "ris", "json"])
def test_our_own_files_read_back_to_the_same_record(ending):
    assert as_printed(one(FORMATS[ending].write([WORK]))) == as_printed(WORK)


@pytest.mark.parametrize("ending", ["bib", "ris", "json"])
@pytest.mark.parametrize("title", HOSTILE)
def test_titles_that_try_to_break_our_own_files_read_back(ending, title):
    record = replace(WORK, title=one_line(title), note=one_line(title))

    found = one(FORMATS[ending].write([record]))

    assert found.title == record.title or (ending == "json" and "<b>" in title)  # there, it is markup
    assert as_printed(found).authors == as_printed(WORK).authors
    assert (found.doi, found.url) == (WORK.doi, WORK.url)


@pytest.mark.parametrize("ending", ["bib", "ris", "json"])
def test_several_records_keep_their_order(ending):
    works = [replace(WORK, key=f"k{number}", title=f"Title {number}") for number in range(3)]

    assert [each.key for each in read(FORMATS[ending].write(works))] == [each.key for each in works]


@pytest.mark.parametrize(
    "text",
    [
        "@article{a, title = " + "{" * 190_000,
        "@article{a, title = " + "{" * 90_000 + "}" * 90_000 + "}",
        "@article{a, author = {" + " " * 190_000 + "}}",
        "@article{a, author = {" + "x and " * 30_000 + "y}}",
        "@" * 199_000,
        "@article{a, title = {" + "\\'" * 90_000 + "}}",
        "\n" * 190_000 + "@book{a, title={x}}",
        "@a{b," * 39_000,
        "[" * 190_000,
        '{"id": ' * 28_000,
        '[{"volume": ' + "9" * 190_000 + "}]",
        " " * 190_000 + "TY  - ",
        "TY  - JOUR\n" + "x\n" * 90_000 + "ER  - ",
    ],
)
def test_hostile_text_is_answered_within_a_second(text):
    began = time.process_time()
    with suppress(Broken):
        read(text)

    assert time.process_time() - began < 3


@given(st.text(max_size=300), st.sampled_from(["@book{", "TY  - BOOK\n", "{", "[{", ""]))
def test_no_text_makes_anything_but_records_or_words(text, start):
    with suppress(Broken):
        assert all(isinstance(each, Record) for each in read(start + text))


def test_a_name_alone_stays_whole():
    assert name("GAINS") == Name("GAINS")
    assert _authors("GAINS") == (Name("GAINS"),)
