"""What a citation says, before it has a format."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.test import override_settings

from resources import bibliography
from resources.bibliography import Day, Name, Record, name, of_page, of_work, plain, warnings
from resources.models import Resource
from tests.making import make_term, make_work

pytestmark = [pytest.mark.django_db, pytest.mark.once]

EVERYTHING = {
    "title": "The mind",
    "year": 1987,
    "container": "Nature",
    "publisher": "A press",
    "volume": "4",
    "issue": "1–2",
    "pages": "9–23",
    "edition": "7th",
    "doi": "10.1234/a",
    "isbn": "978-0-306-40615-7",
    "url": "https://example.org/work",
}


@pytest.mark.parametrize(
    ("printed", "parts"),
    [
        ("Siegel, D. J.", ("Siegel", "D. J.")),
        ("Daniel J. Siegel", ("Siegel", "Daniel J.")),
        ("Bessel van der Kolk", ("van der Kolk", "Bessel")),
        ("AEDP Institute", ("", "")),
        ("et al.", ("", "")),
        ("Plato", ("", "")),
    ],
)
def test_a_name_is_taken_apart_only_where_its_parts_are_sure(printed: str, parts: tuple[str, str]) -> None:
    assert name(printed) == (printed, *parts)


def test_a_record_holds_what_readers_may_see_of_a_work() -> None:
    record = of_work(make_work("siegel1987", **EVERYTHING))
    assert record == Record(
        key="siegel1987",
        type="book",
        title="The mind",
        authors=(Name("Siegel, D. J.", "Siegel", "D. J."),),
        issued=Day(1987),
        container="Nature",
        publisher="A press",
        volume="4",
        issue="1–2",
        pages="9–23",
        edition="7th",
        doi="10.1234/a",
        isbn="978-0-306-40615-7",
    )


def test_what_nobody_has_checked_is_in_no_record_and_a_title_says_so() -> None:
    fields = ["authors", *EVERYTHING]
    record = of_work(make_work("siegel1987", **EVERYTHING, unverified_fields=fields))
    assert record == Record(key="siegel1987", type="book", title="The mind", note="Title not confirmed.")


def test_an_address_made_from_an_unchecked_doi_is_in_no_record() -> None:
    work = make_work("a", doi="10.1/a", url="https://doi.org/10.1/a", unverified_fields=["doi"])
    assert (of_work(work).doi, of_work(work).url) == ("", "")


def test_editors_founders_and_series_editors_are_no_authors() -> None:
    work = make_work("a")
    for order, role in enumerate(("editor", "founder", "series-editor", "speaker"), start=1):
        work.contributors.create(name=f"The {role}", role=role, order=order)
    record = of_work(work)
    assert [each.printed for each in record.authors] == ["Siegel, D. J.", "The speaker"]
    assert [each.printed for each in record.editors] == ["The editor"]
    assert [each.printed for each in record.series_editors] == ["The series-editor"]


def test_the_book_that_holds_a_chapter_is_told_apart_from_its_editors() -> None:
    work = make_work("a", kind="chapter", container="In M. F. Solomon, A. Bee, & D. J. Siegel (Eds.), Healing Trauma")
    assert of_work(work).container == "Healing Trauma"
    assert [each.family for each in of_work(work).editors] == ["Solomon", "Bee", "Siegel"]
    assert of_work(make_work("b", kind="chapter", container="In Healing")).container == "Healing"


def test_a_work_that_was_retracted_or_is_gone_says_so() -> None:
    work = make_work("a", standing="retracted", availability="gone")
    assert warnings(work) == ["Retracted.", "No longer available."]
    assert of_work(work).note == "Retracted. No longer available."
    assert warnings(make_work("b", standing="not-checked", availability="available")) == []


@override_settings(HUB_URL="https://hub.example")
def test_a_page_of_the_hub_is_by_the_hub_and_dated_by_its_last_revision() -> None:
    term = make_term("Attunement", publish_at=datetime(2020, 4, 7, 12, tzinfo=UTC))
    type(term)._base_manager.filter(pk=term.pk).update(updated=datetime(2026, 3, 9, 12, tzinfo=UTC))
    term.refresh_from_db()
    record = of_page(term, "Attunement\nagain", container="Glossary")
    assert (record.key, record.title, record.issued) == ("attunement", "Attunement again", Day(2026, 3, 9))
    address = "https://hub.example/glossary/attunement/"
    assert plain(record) == f"IPNB Hub. (2026, March 9). Attunement again. In Glossary. {address}"


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, "What? https://a.example"),
        ({"authors": (name("Daniel J. Siegel"), name("et al."))}, "Siegel, D. J., et al. What? https://a.example"),
        ({"issued": Day(2010)}, "(2010). What? https://a.example"),
        ({"genre": "Guided summary"}, "What? [Guided summary]. https://a.example"),
        ({"publisher": "GoodTherapy"}, "What? GoodTherapy. https://a.example"),
    ],
)
def test_a_citation_in_plain_text_leaves_out_what_is_unknown(fields: dict[str, object], expected: str) -> None:
    record = Record(key="a", type="webpage", title="What?", url="https://a.example", **fields)  # type: ignore[arg-type]
    assert plain(record) == expected


def test_every_kind_of_work_has_a_type() -> None:
    assert set(bibliography.TYPES) == set(Resource.Kind)
