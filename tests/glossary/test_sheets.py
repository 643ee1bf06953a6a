"""Terms and their names as spreadsheets: what leaves comes back, and what is changed there arrives."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User

from glossary.models import Name, Term
from publishing.models import SheetFile, State, Version, latest_number
from tests.making import make_term, make_work
from tests.publishing.sheets.sending import (
    check,
    confirm,
    marked,
    refusal,
    shown,
    summary,
    wrong,
)

pytestmark = pytest.mark.django_db

TERMS = "/admin/glossary/term/sheets/"
HELD = "Upload the file again to see what it would change now."


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


def test_a_row_may_name_what_a_later_row_makes(ed):
    data = "slug,title,definition,successor\nold,Old,x,new\nnew,New,y,\n"

    page = check(ed, TERMS, "terms", data)

    assert (wrong(page), summary(page)) == ([], "Checked: 2 new, 0 changed, 0 as they are.")
    confirm(ed, page)
    assert Term.objects.get(slug="old").successor == Term.objects.get(slug="new")


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
