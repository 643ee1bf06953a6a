"""What a whole file does to the hub: all of it or nothing, and only what its editor has looked at."""

from __future__ import annotations

import pytest
from django.test import Client

from glossary.models import Term
from publishing.models import SheetFile
from tests.filling import editor
from tests.making import make_term
from tests.publishing.sheets.sending import check, confirm, may_confirm, refusal, summary, wrong

pytestmark = pytest.mark.django_db

TERMS = "/admin/glossary/term/sheets/"
MEANWHILE = (
    "was deleted or renamed by somebody else after the check. "
    "Nothing was imported. Upload the file again to see what it would change now."
)


@pytest.fixture
def ed(client: Client) -> Client:
    client.force_login(editor())
    return client


def test_what_a_colleague_deleted_after_the_check_is_not_made_anew(ed: Client) -> None:
    term = make_term("Attunement")
    make_term("Resonance")
    data = "slug,title,definition\nattunement,Attunement,Mine\nresonance,Resonance,Mine\n"
    page = check(ed, TERMS, "terms", data)
    term.delete()

    after = confirm(ed, page)

    assert refusal(after) == f"“attunement” {MEANWHILE}"
    assert [each.definition for each in Term.objects.all()] == ["What Resonance means."]


def test_what_a_colleague_renamed_after_the_check_is_not_made_a_second_time(ed: Client) -> None:
    term = make_term("Attunement")
    page = check(ed, TERMS, "terms", "slug,title,definition\nattunement,Being in tune,Mine\n")
    term.slug = "tuning-in"
    term.save()

    after = confirm(ed, page)

    assert refusal(after) == f"“attunement” {MEANWHILE}"
    assert [each.slug for each in Term.objects.all()] == ["tuning-in"]


@pytest.mark.parametrize("order", ["abcd", "dcba", "bdac"])
def test_rows_may_name_each_other_in_a_chain_in_any_order(ed: Client, order: str) -> None:
    leads = {"a": "b", "b": "c", "c": "d", "d": ""}
    rows = [f"{slug},Title {slug},What it is.,{leads[slug]}\n" for slug in order]

    page = check(ed, TERMS, "terms", f"slug,title,definition,successor\n{''.join(rows)}")

    assert (wrong(page), summary(page)) == ([], "Checked: 4 new, 0 changed, 0 as they are.")
    confirm(ed, page)
    assert {each.slug: each.successor.slug if each.successor else "" for each in Term.objects.all()} == leads


@pytest.mark.parametrize("definition", ["What it is.", "too long " * 30])
def test_a_file_that_would_keep_other_editors_waiting_for_long_is_refused_early(
    ed: Client, monkeypatch: pytest.MonkeyPatch, definition: str
) -> None:
    monkeypatch.setattr("publishing.sheets.importing.MOST_CHANGED", 2)
    rows = [f"t{number},Title {number},{definition}\n" for number in range(3)]

    page = check(ed, TERMS, "terms", f"slug,title,definition\n{''.join(rows)}")

    assert refusal(page) == (
        "This file changes more than 500 entries, and nobody else could save while they are written. "
        "Split it into several files."
    )
    assert (may_confirm(page), SheetFile.objects.count(), Term.objects.count()) == (False, 0, 0)


def test_rows_that_are_as_they_are_do_not_count_as_changes(ed: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("publishing.sheets.importing.MOST_CHANGED", 1)
    for title in ("Attunement", "Resonance", "Coherence"):
        make_term(title)

    page = check(ed, TERMS, "terms", "slug,title\nattunement,Attunement\nresonance,Resonance\ncoherence,Cohering\n")

    assert summary(page) == "Checked: 0 new, 1 changed, 2 as they are."
