"""What an editor is told of a spreadsheet of terms or names that cannot be imported, and who may see its pages."""

from __future__ import annotations

import pytest

from glossary.models import Term
from publishing.models import State
from tests.filling import document, editor, inline_code
from tests.making import make_term
from tests.publishing.sheets.sending import (
    check,
    confirm,
    may_confirm,
    page_of,
    refusal,
    text_of,
    told,
    wrong,
)

pytestmark = [pytest.mark.django_db, pytest.mark.once]

TERMS = "/admin/glossary/term/sheets/"
CELL = "a cell of a workbook can hold (32,767 characters), and a spreadsheet would cut it off"


def test_wrong_cells_are_named_by_row_and_column_and_nothing_can_be_imported(ed):
    make_term("Attunement", "tuning in")
    data = (
        "slug,title,definition,evidence,publish from,recommended works,successor\n"
        "attunement,,,strong,tomorrow,nobody2020,nowhere\n"
        "other,Tuning-In,x,,,,\n"
        ",No slug,x,,,,\n"
        f"long,Long,{'x' * 241},,,,\n"
        "long,Twice,x,,,,\n"
    )

    page = check(ed, TERMS, "terms", data)

    assert not may_confirm(page)
    assert wrong(page) == [
        ("2", "evidence", wrong(page)[0][2]),
        ("2", "publish from", "“tomorrow” is not clear. Write date and time as 2026-03-31 09:00."),
        ("3", "title", "“tuning in” is already a name of the term “Attunement”."),
        ("4", "slug", "This cell is empty, so it is not clear what the row is about."),
        ("5", "definition", "Ensure this value has at most 240 characters (it has 241)."),
        ("6", "slug", "Rows 5 and 6 are about the same; which one counts?"),
    ]
    assert wrong(page)[0][2].startswith("“strong” is none of: Well established, Supported, Debated")
    assert Term.objects.count() == 1


def test_references_that_lead_nowhere_are_named(ed):
    make_term("Attunement")

    page = check(ed, TERMS, "terms", "slug,recommended works,successor\nattunement,nobody2020,nowhere\n")

    assert sorted(row[:2] for row in wrong(page)) == [("2", "recommended works"), ("2", "successor")]


def test_unknown_and_missing_columns_are_told(ed):
    make_term("Attunement")

    page = check(ed, TERMS, "terms", "slug,definition,mood\nattunement,New words.,good\n")

    assert told(page)[0] == "Not known here and left out: “mood”."
    assert told(page)[1].startswith("Not in the file, so they stay as they are: “title”, “region”, “body”")


def test_a_file_without_the_column_that_says_what_a_row_is_about_is_refused(ed):
    page = check(ed, TERMS, "terms", "title,definition\nx,y\n")

    assert refusal(page) == "The first row has no column “slug”; it says what each row is about."


def test_whoever_may_not_publish_may_neither_change_nor_make_what_readers_see(writer):
    make_term("Attunement")
    make_term("Draft", state=State.DRAFT)
    data = (
        "slug,title,definition,state,publish from\n"
        "attunement,Attunement,Changed,Published,\n"
        "new-one,New one,x,Published,\n"
        "draft,Draft,x,,2030-01-01 10:00\n"
    )

    page = check(writer, TERMS, "terms", data)

    assert wrong(page) == [
        (
            "2",
            "state",
            "You may not change what readers see. Propose it in its form, or ask an editor who may publish.",
        ),
        ("3", "state", "You may not publish this. Save it as “In review” and ask an editor who may."),
        ("4", "state", "You may not set when readers see this. Ask an editor who may publish."),
    ]


def test_what_a_colleague_undid_is_not_done_again_unseen(ed):
    """The file says what the hub said at the check; a colleague changed it since."""
    make_term("Attunement", definition="First")
    make_term("Resonance")
    page = check(ed, TERMS, "terms", "slug,definition\nattunement,First\nresonance,Mine\n")
    Term.objects.filter(slug="attunement").update(definition="Theirs")

    after = confirm(ed, page)

    assert refusal(after).startswith("Row 2: “attunement” was changed by somebody else")
    assert Term.objects.get(slug="resonance").definition == "What Resonance means."


def test_wrong_names_are_named_by_their_rows(ed):
    make_term("Attunement", "tuning in")
    make_term("Resonance")
    data = (
        "term,name,kind,link by itself,title of the term\n"
        "resonance,echo,nickname,perhaps,Resonance\n"
        "resonance,Tuning-In,,,Resonance\n"
        "nowhere,x,,,\n"
        "attunement,Attunement,Title,,Attunement\n"
        "attunement,Fit,,,Fitting\n"
        "attunement,fit,,,Attunement\n"
    )

    page = check(ed, TERMS, "names", data)

    assert [row[:2] for row in wrong(page)] == [
        ("2", "kind"),
        ("2", "link by itself"),
        ("4", "term"),
        ("5", "kind"),
        ("6", "title of the term"),
        ("7", "name"),
    ]


def test_a_text_too_long_for_a_workbook_is_told_instead_of_cut(ed):
    make_term("Attunement", body="x" * 40_000)

    assert ed.get(f"{TERMS}terms.xlsx").status_code == 302
    page = document(ed.get(TERMS))
    notes = [text_of(each) for each in page.iter("li") if each.get("class") == "warning"]
    assert notes == [f"The body of “attunement” is longer than {CELL}. Take CSV."]


def test_whoever_may_only_look_downloads_and_uploads_nothing(client):
    user = editor(may_publish=False)
    user.user_permissions.set(user.user_permissions.filter(codename="view_term"))
    client.force_login(user)

    assert client.get(f"{TERMS}terms.csv").status_code == 200
    assert b'type="file"' not in client.get(TERMS).content
    assert client.post(TERMS, {"sheet": "terms"}).status_code == 403
    assert client.post(f"{TERMS}1/").status_code == 403


def test_a_stranger_is_sent_to_sign_in(client):
    for address in (TERMS, f"{TERMS}terms.csv", f"{TERMS}1/"):
        assert client.get(address)["Location"].startswith("/admin/login/")


def test_the_pages_have_no_code_of_their_own_and_the_list_leads_there(ed):
    make_term("Attunement")
    page = ed.get(TERMS)

    assert inline_code(page) == []
    links = [each.get("href") for each in document(ed.get("/admin/glossary/term/?q=att")).iter("a")]
    assert f"{TERMS}?q=att" in links
    assert page_of(ed.post(TERMS, {"sheet": "terms"})) is not None


def test_unknown_files_are_not_there(ed):
    assert ed.get(f"{TERMS}people.csv").status_code == 404
    assert ed.get(f"{TERMS}terms.exe").status_code == 404
