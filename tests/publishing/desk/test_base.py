"""What all forms of the desk share."""

import pytest
from django.test import Client

from glossary.models import Term
from publishing.models import Version
from tests.filling import editor, fields
from tests.making import make_term

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client: Client) -> Client:
    client.force_login(editor())
    return client


def as_browser(sent: dict[str, list[str]]) -> dict[str, list[str]]:
    return {name: [value.replace("\n", "\r\n") for value in values] for name, values in sent.items()}


def test_the_ends_of_lines_are_stored_as_one_character(desk: Client) -> None:
    term = make_term("Attunement")
    address = f"/admin/glossary/term/{term.pk}/change/"
    sent = fields(desk.get(address)) | {"body": ["One.\n\nTwo."]}

    assert desk.post(address, as_browser(sent)).status_code == 302

    assert Term.objects.get().body == "One.\n\nTwo."


def test_a_form_that_is_saved_untouched_makes_no_version(desk: Client) -> None:
    term = make_term("Attunement", body="One.\n\nTwo.")
    address = f"/admin/glossary/term/{term.pk}/change/"

    assert desk.post(address, as_browser(fields(desk.get(address)))).status_code == 302

    assert Version.objects.of(term).count() == 1
