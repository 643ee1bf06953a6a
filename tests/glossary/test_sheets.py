"""Terms and their names as spreadsheets: what leaves comes back, and what is changed there arrives."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User

from glossary.models import Name, Term
from publishing.models import SheetFile, State, Version, latest_number
from tests.filling import document, editor, inline_code
from tests.making import make_term, make_work
from tests.publishing.sheets.sending import (
    check,
    confirm,
    marked,
    may_confirm,
    page_of,
    refusal,
    shown,
    summary,
    text_of,
    told,
    wrong,
)

pytestmark = pytest.mark.django_db

TERMS = "/admin/glossary/term/sheets/"
CELL = "a cell of a workbook can hold (32,767 characters), and a spreadsheet would cut it off"
HELD = "Upload the file again to see what it would change now."


@pytest.fixture
def ed(client):
    client.force_login(editor())
    return client


@pytest.fixture
def writer(client):
    client.force_login(editor(may_publish=False))
    return client


def test_a_changed_cell_is_shown_word_by_word_and_written_after_the_word_of_the_editor(ed):
    term = make_term("Attunement", definition="Feeling with another person.")

    page = check(ed, TERMS, "terms", "slug,definition\nattunement,Feeling with somebody.\n", "ours.csv")

    assert summary(page) == "Checked: 0 new, 1 changed, 0 as they are."
    assert shown(page) == ["Row 2, changed: attunement"]
    assert (marked(page, "del"), marked(page, "ins")) == (["another person"], ["somebody"])
    assert Term.objects.get().definition == "Feeling with another person."
    assert summary(confirm(ed, page)) == "Imported: 0 new, 1 changed, 0 as they are."
    assert Term.objects.get().definition == "Feeling with somebody."
    last = Version.objects.of(term).first()
    assert (last.why, last.editor_name) == ("Imported from ours.csv", "ed")
    assert SheetFile.objects.count() == 0


def test_a_check_leaves_nothing_behind_but_the_waiting_file(ed):
    term = make_term("Attunement")
    versions = Version.objects.count()

    check(ed, TERMS, "terms", "slug,title,definition\nattunement,Tuning in,x\nnew-one,New one,y\n")

    assert (Term.objects.count(), Version.objects.count(), latest_number(term)) == (1, versions, 1)
    assert [each.text for each in Name.objects.all()] == ["Attunement"]
    assert SheetFile.objects.count() == 1


def test_a_new_row_becomes_a_draft_with_its_title(ed):
    page = check(ed, TERMS, "terms", "slug,title,definition,evidence\nnew-one,New one,What it is.,debated\n")
    confirm(ed, page)

    term = Term.objects.get()
    assert (term.state, term.title, term.definition, term.evidence_status) == (
        *(State.DRAFT, "New one", "What it is.", "debated"),
    )


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


def test_a_row_may_name_what_a_later_row_makes(ed):
    data = "slug,title,definition,successor\nold,Old,x,new\nnew,New,y,\n"

    page = check(ed, TERMS, "terms", data)

    assert (wrong(page), summary(page)) == ([], "Checked: 2 new, 0 changed, 0 as they are.")
    confirm(ed, page)
    assert Term.objects.get(slug="old").successor == Term.objects.get(slug="new")


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


def test_whoever_may_not_publish_may_import_drafts(writer):
    page = check(writer, TERMS, "terms", "slug,title,definition,state\nnew-one,New one,x,In review\n")
    confirm(writer, page)

    assert Term.objects.get().state == State.IN_REVIEW


def test_a_change_by_a_colleague_between_check_and_import_stops_everything(ed):
    make_term("Attunement")
    make_term("Resonance")
    data = "slug,definition\nresonance,Mine\nattunement,Mine\n"
    page = check(ed, TERMS, "terms", data)
    colleague = Term.objects.get(slug="attunement")
    colleague.definition = "Theirs"
    colleague.save()

    after = confirm(ed, page)

    assert refusal(after) == (
        f"Row 3: “attunement” was changed by somebody else after the check. Nothing was imported. {HELD}"
    )
    assert [each.definition for each in Term.objects.order_by("slug")] == ["Theirs", "What Resonance means."]


def test_what_a_colleague_undid_is_not_done_again_unseen(ed):
    """The file says what the hub said at the check; a colleague changed it since."""
    make_term("Attunement", definition="First")
    make_term("Resonance")
    page = check(ed, TERMS, "terms", "slug,definition\nattunement,First\nresonance,Mine\n")
    Term.objects.filter(slug="attunement").update(definition="Theirs")

    after = confirm(ed, page)

    assert refusal(after).startswith("Row 2: “attunement” was changed by somebody else")
    assert Term.objects.get(slug="resonance").definition == "What Resonance means."


def test_what_a_colleague_made_meanwhile_stops_it_too(ed):
    page = check(ed, TERMS, "terms", "slug,title,definition\nnew-one,New one,Mine\n")
    make_term("New one", definition="Theirs")

    after = confirm(ed, page)

    assert refusal(after).startswith("Row 2: “new-one” was made by somebody else after the check.")
    assert Term.objects.get().definition == "Theirs"


def test_an_import_happens_once_and_only_for_the_editor_who_checked_it(ed):
    make_term("Attunement")
    page = check(ed, TERMS, "terms", "slug,definition\nattunement,Mine\n")
    waiting = SheetFile.objects.get()
    other = User.objects.create_superuser("other")
    ed.force_login(other)
    assert ed.post(f"{TERMS}{waiting.pk}/").status_code == 302
    assert Term.objects.get().definition == "What Attunement means."

    ed.force_login(User.objects.get(username="ed"))
    confirm(ed, page)
    assert ed.post(f"{TERMS}{waiting.pk}/").status_code == 302
    assert (Term.objects.get().definition, SheetFile.objects.count()) == ("Mine", 0)


def test_only_the_last_file_of_an_editor_waits(ed):
    make_term("Attunement")
    check(ed, TERMS, "terms", "slug,definition\nattunement,First\n")
    check(ed, TERMS, "terms", "slug,definition\nattunement,Second\n", "second.csv")

    assert [each.name for each in SheetFile.objects.all()] == ["second.csv"]


def test_names_are_added_and_changed_and_keep_to_the_rules_of_names(ed):
    make_term("Attunement", "tuning in")
    make_term("Resonance")
    data = (
        "term,name,kind,link by itself\n"
        "attunement,Tuning In,Other spelling,no\n"
        "attunement,being in tune,,\n"
        "resonance,ATT,Acronym,yes\n"
    )

    page = check(ed, TERMS, "names", data)

    assert summary(page) == "Checked: 2 new, 1 changed, 0 as they are."
    confirm(ed, page)
    assert list(Name.objects.exclude(kind="title").order_by("folded").values_list("text", "kind", "autolink")) == [
        ("ATT", "acronym", True),
        ("being in tune", "alias", True),
        ("Tuning In", "variant", False),
    ]


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


def test_a_name_of_another_term_is_refused_at_its_row(ed):
    make_term("Attunement", "tuning in")
    make_term("Resonance")

    page = check(ed, TERMS, "names", "term,name\nresonance,fine\nresonance,Tuning-In\n")

    assert wrong(page) == [("3", "name", "“tuning in” is already a name of the term “Attunement”.")]


def test_the_list_is_downloaded_as_it_is_narrowed_drafts_with_their_state(ed):
    make_work("gross1998")
    term = make_term("Attunement", "=1+1", definition="-x", evidence_status="debated")
    term.recommended.add(*type(make_work("siegel1999")).objects.all())
    make_term("Resonance", state=State.DRAFT)

    response = ed.get(f"{TERMS}terms.csv")
    narrowed = ed.get(f"{TERMS}names.csv", {"evidence_status__exact": "debated"})

    lines = response.content.decode("utf-8-sig").splitlines()
    assert lines[0].startswith(
        "slug,title,definition,region,body,evidence,evidence note,recommended works,content note"
    )
    assert lines[1] == "attunement,Attunement,'-x,,,Debated,,\"gross1998"
    assert lines[3].startswith("resonance,Resonance,What Resonance means.,,,Not yet assessed,,,,Draft")
    assert response["Content-Disposition"].startswith('attachment; filename="ipnb-hub-terms-20')
    assert narrowed.content.decode("utf-8-sig").splitlines() == [
        "term,name,kind,link by itself,title of the term",
        "attunement,'=1+1,Also called,yes,Attunement",
    ]


def test_what_is_selected_in_the_list_can_be_downloaded(ed):
    make_term("Attunement")
    term = make_term("Resonance")

    response = ed.post("/admin/glossary/term/", {"action": "download_terms_csv", "_selected_action": [term.pk]})

    assert [line.split(",")[0] for line in response.content.decode("utf-8-sig").splitlines()] == ["slug", "resonance"]


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
