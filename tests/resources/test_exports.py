"""Citations of works as files."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from publishing.changes import gathered
from publishing.models import State
from tests import citation_files
from tests.making import make_work

pytestmark = [pytest.mark.django_db, pytest.mark.once]

ENDINGS = {
    "bib": "application/x-bibtex; charset=utf-8",
    "ris": "application/x-research-info-systems; charset=utf-8",
    "json": "application/vnd.citationstyles.csl+json; charset=utf-8",
}


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_recommended_work_has_a_file_in_each_format(client: Client, ending: str) -> None:
    make_work("siegel2010", slug="mindsight", title="Mindsight", recommended=True)
    response = client.get(f"/resources/mindsight.{ending}")
    assert response.status_code == 200
    assert response["Content-Type"] == ENDINGS[ending]
    assert response["Content-Disposition"] == f'attachment; filename="mindsight.{ending}"'
    assert "siegel2010" in response.content.decode()


@pytest.mark.parametrize("ending", ENDINGS)
def test_all_references_are_one_file_in_the_order_of_their_page(client: Client, ending: str) -> None:
    make_work("b", title="B").contributors.update(name="Schore, A. N.")
    make_work("a", title="A", recommended=True)
    response = client.get(f"/references.{ending}")
    assert response["Content-Type"] == ENDINGS[ending]
    assert response["Content-Disposition"] == f'attachment; filename="ipnb-hub-references.{ending}"'
    text = response.content.decode()
    assert text.index("Schore") < text.index("Siegel")


def test_no_reference_is_an_empty_file(client: Client) -> None:
    assert client.get("/references.bib").content == b""
    assert client.get("/references.ris").content == b""
    assert client.get("/references.json").json() == []


UNSEEN: list[dict[str, Any]] = [
    {"state": State.DRAFT},
    {"state": State.IN_REVIEW},
    {"state": State.RETIRED},
    {"publish_at": timezone.now() + timedelta(days=1)},
    {"expires_at": timezone.now() - timedelta(days=1)},
]


@pytest.mark.parametrize("ending", ENDINGS)
def test_what_the_public_may_not_see_has_no_file(client: Client, ending: str) -> None:
    with gathered():
        for number, fields in enumerate(UNSEEN):
            make_work(f"hidden{number}", recommended=True, **fields)
    assert [client.get(f"/resources/hidden{n}.{ending}").status_code for n in range(len(UNSEEN))] == [404] * len(UNSEEN)
    assert "hidden" not in client.get(f"/references.{ending}").content.decode()


def test_a_work_that_is_only_cited_has_no_file_of_its_own(client: Client) -> None:
    make_work("cited", slug="cited")
    assert client.get("/resources/cited.bib").status_code == 404
    assert citation_files.bibtex(client.get("/references.bib").content.decode())[0]["key"] == "cited"


@pytest.mark.parametrize("ending", ENDINGS)
def test_fields_that_nobody_has_checked_stay_here(client: Client, ending: str) -> None:
    make_work(
        "a",
        title="The checked title",
        year=1987,
        container="A hidden journal",
        publisher="A hidden press",
        doi="10.1234/hidden",
        isbn="978-0-306-40615-7",
        url="https://hidden.example.org",
        unverified_fields=["authors", "year", "container", "publisher", "doi", "isbn", "url", "title"],
    )
    text = client.get(f"/references.{ending}").content.decode()
    assert "The checked title" in text
    assert "Title not confirmed." in text
    for trace in ("hidden", "1987", "978", "Siegel"):
        assert trace not in text


def test_the_references_cost_two_queries(client: Client, django_assert_num_queries: Any) -> None:
    for new in ([0], [1, 2]):
        with gathered():
            for number in new:
                make_work(f"w{number}", recommended=True)
        for address in ("/references.bib", "/resources/w0.ris"):
            with django_assert_num_queries(2):
                client.get(address)


def test_a_file_is_read_and_never_written(client: Client) -> None:
    assert client.post("/references.bib").status_code == 405
