"""Works and people as spreadsheets."""

from __future__ import annotations

import io

import openpyxl
import pytest

from publishing.changes import gathered
from publishing.models import State
from resources.models import Person, Resource
from tests.filling import editor
from tests.making import make_person, make_work
from tests.publishing.sheets.sending import as_csv, check, confirm, shown, summary, text_of, wrong

pytestmark = pytest.mark.django_db

WORKS = "/admin/resources/resource/sheets/"
PEOPLE = "/admin/resources/person/sheets/"


@pytest.fixture
def ed(client):
    client.force_login(editor())
    return client


def workbook(*rows: list[object]) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def test_a_work_with_its_contributors_is_made_and_changed(ed):
    make_person("Daniel Siegel", slug="daniel-siegel")
    lines = "Siegel, D. J. |  |  | daniel-siegel\nFosha, D. | editor | of the second part\nA \\| B"
    data = as_csv(
        [
            ["key", "slug", "kind", "title", "contributors", "year", "ISBN", "recommended"],
            ["siegel2012", "siegel2012", "book", "The mind", lines, "2012", "0-306-40615-2", "yes"],
        ]
    )

    confirm(ed, check(ed, WORKS, "resources", data))

    work = Resource.objects.get()
    assert (work.state, work.kind, work.year, work.isbn, work.recommended) == (
        *(State.DRAFT, "book", 2012, "0-306-40615-2", True),
    )
    assert [(each.name, each.role, each.note, str(each.person or "")) for each in work.contributors.all()] == [
        ("Siegel, D. J.", "author", "", "Daniel Siegel"),
        ("Fosha, D.", "editor", "of the second part", ""),
        ("A | B", "author", "", ""),
    ]
    confirm(ed, check(ed, WORKS, "resources", "key,contributors\nsiegel2012,Only One\n"))
    assert [each.name for each in work.contributors.all()] == ["Only One"]
    assert ed.get(f"{WORKS}resources.csv").content.decode().count("Only One") == 1


@pytest.mark.once
@pytest.mark.parametrize(
    ("column", "cell", "words"),
    [
        (
            "ISBN",
            "9.78031E+12",
            "A spreadsheet has turned this into a rounded number (9.78031E+12): format the column as text.",
        ),
        ("ISBN", "978-0-306-40615-8", "This is not a valid ISBN: please compare it with the printed number."),
        (
            "issue",
            "4-Mar",
            "A spreadsheet has turned this into a date (4-Mar): format the column as text and type it anew.",
        ),
        ("year", "about 1999", "“about 1999” is not a whole number."),
        ("DOI", "doi:10.1/x", "A DOI begins with 10. and has no spaces."),
        (
            "kind",
            "Song",
            "“Song” is none of: Book, Article, Chapter, Video, Organization, Website, Training, Journal, Report.",
        ),
        ("recommended", "maybe", "“maybe” is neither yes nor no."),
        (
            "contributors",
            "A | singer",
            "“singer” is none of: Author, Editor, Speaker, Founder, Series editor.",
        ),
        ("contributors", "A | editor | note | nobody", "There is no person “nobody” any more."),
        ("instead", "nothing2000", "There is no resource “nothing2000” any more."),
        ("not yet checked", "price", "Not a field of a work: price."),
        ("web address", "somewhere", "Enter a valid URL."),
        (
            "last reviewed",
            "3/4/2026",
            "“3/4/2026” is not clear. Write the date as year-month-day, for example 2026-03-31.",
        ),
    ],
)
def test_a_wrong_cell_is_named_in_plain_words(ed, column, cell, words):
    make_work("siegel1999", state=State.DRAFT)

    page = check(ed, WORKS, "resources", as_csv([["key", column], ["siegel1999", cell]]))

    assert wrong(page) == [("2", column, words)]


def test_what_a_workbook_made_of_numbers_and_dates(ed):
    work = make_work("siegel1999", year=1998)
    rows = ["key", "year", "ISBN", "volume", "pages"]

    fine = check(ed, WORKS, "resources", workbook(rows[:2], ["siegel1999", 1999.0]), "works.xlsx")
    broken = check(
        ed, WORKS, "resources", workbook(rows, ["siegel1999", 1999.5, 9780306406157, 12, work.created.date()])
    )

    assert summary(fine) == "Checked: 0 new, 1 changed, 0 as they are."
    assert wrong(broken) == [
        ("2", "year", "“1999.5” is not a whole number."),
        ("2", "pages", "A spreadsheet has turned this into a date: format the column as text and type it anew."),
        ("2", "ISBN", "A spreadsheet holds this as a number, which loses digits: format the column as text."),
    ]


def test_a_person_is_made_and_changed(ed):
    data = "slug,name,credentials as of,website\ndiana-fosha,Diana Fosha,2010/04/07,https://example.org\n"

    confirm(ed, check(ed, PEOPLE, "people", data))
    confirm(ed, check(ed, PEOPLE, "people", "slug,website\ndiana-fosha,\n"))

    person = Person.objects.get()
    assert (person.name, str(person.credentials_as_of), person.website) == ("Diana Fosha", "2010-04-07", "")


def test_a_hundred_rows_take_few_queries_each(ed, django_assert_max_num_queries):
    """What is as it is costs a row nothing; what is read, is read for many at once."""
    rows = [["slug", "name"], *([f"p{number}", f"Person {number}"] for number in range(30))]
    with gathered():
        for slug, name in rows[1:]:
            make_person(name, slug=slug)

    with django_assert_max_num_queries(25):
        page = check(ed, PEOPLE, "people", as_csv(rows))

    assert summary(page) == "Checked: 0 new, 0 changed, 30 as they are."


@pytest.mark.heavy
def test_a_long_file_says_how_far_it_is(ed, monkeypatch):
    monkeypatch.setattr("publishing.sheets.running.EVERY", -1.0)
    rows = [["slug", "name"], *([f"p{number}", f"Person {number}"] for number in range(250))]

    page = check(ed, PEOPLE, "people", as_csv(rows))

    lines = [text_of(each) for each in page.iter("p") if each.get("role") == "status"]
    assert lines == ["The file has 250 rows.", "Checked 200 of 250 rows.", "Checked 250 of 250 rows."]
    assert (len(shown(page)), summary(page)) == (100, "Checked: 250 new, 0 changed, 0 as they are.")
    assert Person.objects.count() == 0
