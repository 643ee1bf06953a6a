"""Two editors save at once, and one of them takes long: the other one is told, and loses nothing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import OperationalError, connection
from django.test import Client

from glossary.models import Term
from ipnb_hub.busy import is_busy
from publishing import changes
from tests.filling import document, editor, fields, inline_code
from tests.making import make_term
from tests.shown import Shown

pytestmark = pytest.mark.django_db(transaction=True)


@contextmanager
def somebody_else_writing() -> Iterator[None]:
    """Another connection holds the writer's place, and this one does not wait long for it."""
    impatient = "PRAGMA busy_timeout = 50" if connection.vendor == "sqlite" else "SET lock_timeout = '50ms'"
    patient = "PRAGMA busy_timeout = 20000" if connection.vendor == "sqlite" else "RESET lock_timeout"
    with connection.cursor() as cursor:
        cursor.execute(impatient)
    other = connection.copy()
    try:
        other.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)
        with other.cursor() as cursor:
            cursor.execute("UPDATE publishing_siteversion SET number = number + 1")
        yield
        other.rollback()
    finally:
        other.close()
        with connection.cursor() as cursor:
            cursor.execute(patient)


@pytest.fixture
def ed(client: Client) -> Client:
    client.force_login(editor())
    return client


def test_who_saves_during_a_long_import_is_told_to_send_again_and_can(ed: Client) -> None:
    term = make_term("Attunement")
    address = f"/admin/glossary/term/{term.pk}/change/"
    sent = {**fields(ed.get(address)), "definition": "Mine."}

    with somebody_else_writing():
        answer = ed.post(address, sent)

    page = Shown(answer)
    assert (page.status, page.heading) == (503, "The hub is busy")
    assert "Nothing that you typed is lost." in page.text
    assert (answer["Retry-After"], answer["Cache-Control"], inline_code(answer)) == ("30", "no-store", [])
    assert Term.objects.get().definition == "What Attunement means."
    assert ed.post(address, sent).status_code == 302
    assert Term.objects.get().definition == "Mine."


def test_a_spreadsheet_that_waits_in_vain_says_so_on_its_own_page(ed: Client) -> None:
    from tests.publishing.sheets.sending import check, refusal

    make_term("Attunement")

    with somebody_else_writing():
        page = check(ed, "/admin/glossary/term/sheets/", "terms", "slug,definition\nattunement,Mine.\n")

    assert refusal(page) == "The hub was busy just now. Nothing was imported; try again in a minute."


def test_pages_are_read_while_somebody_writes(ed: Client) -> None:
    make_term("Attunement")

    with somebody_else_writing():
        page = ed.get("/admin/glossary/term/")

    assert "Attunement" in "".join(document(page).itertext())


def test_another_fault_of_the_database_is_not_called_busy() -> None:
    make_term()  # what is first written makes the row for which writers wait

    with pytest.raises(OperationalError) as busy, somebody_else_writing(), changes.gathered():
        pass

    assert is_busy(busy.value)
    assert not is_busy(OperationalError("disk I/O error"))
    assert not is_busy(ValueError("database is locked"))
