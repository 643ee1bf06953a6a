"""What a work refuses, and what of it readers may see."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from publishing.changes import gathered
from resources.models import Audience, Resource
from tests.making import make_person, make_work

pytestmark = pytest.mark.django_db


def test_a_key_is_used_once_and_has_no_spaces() -> None:
    make_work("siegel1999")
    with pytest.raises(IntegrityError), transaction.atomic():
        make_work("siegel1999", slug="another")
    with pytest.raises(ValidationError, match="Letters, digits, - and _ only."):
        Resource(key="siegel 1999", slug="x", title="X", kind="book").full_clean()


def test_a_work_has_a_title() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        make_work(title="")


@pytest.mark.parametrize(
    ("field", "value"),
    [("doi", "https://doi.org/10.1/x"), ("doi", "10.1000/a b"), ("isbn", "9780306406158"), ("url", "javascript:x")],
)
def test_a_wrong_number_or_address_is_refused(field: str, value: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        Resource(key="w", slug="w", title="W", kind="book", **{field: value}).full_clean()
    assert list(refusal.value.message_dict) == [field]


def test_only_fields_of_a_work_can_be_unverified() -> None:
    with pytest.raises(ValidationError, match="Not a field of a work: colour, smell."):
        Resource(key="w", slug="w", title="W", kind="book", unverified_fields=["smell", "year", "colour"]).clean()


@pytest.mark.parametrize("field", Resource.UNVERIFIABLE[1:])
def test_an_unverified_field_is_not_shown_but_a_title_stays(field: str) -> None:
    value = 1999 if field == "year" else "x"
    assert Resource(**{field: value}).shown(field) == value
    assert Resource(**{field: value}, unverified_fields=[field]).shown(field) == (value if field == "title" else None)


def test_unverified_names_are_not_shown() -> None:
    work = make_work()
    assert [str(each) for each in work.people()] == ["Siegel, D. J."]
    work.unverified_fields = ["authors"]
    assert work.people() == []


def test_a_recommended_work_has_a_page_and_a_cited_one_a_place() -> None:
    assert Resource(slug="mindsight", key="siegel2010", recommended=True).get_absolute_url() == "/resources/mindsight/"
    assert Resource(slug="mindsight", key="siegel2010").get_absolute_url() == "/references/#siegel2010"


def test_a_label_says_kind_and_a_checked_year() -> None:
    assert Resource(kind="organisation").label() == "Organization"
    assert Resource(kind="book", year=2010).label() == "Book, 2010"
    assert Resource(kind="book", year=2010, unverified_fields=["year"]).label() == "Book"


def test_audiences_come_in_one_order() -> None:
    work = Resource(for_general_readers=True, for_therapists=True)
    assert work.audiences() == [Audience.THERAPISTS, Audience.GENERAL]
    assert {Audience(each) for each in Resource.AUDIENCE_FIELDS} == set(Audience)


def test_works_are_counted_by_kind_and_audience() -> None:
    with gathered():
        make_work("a", for_students=True)
        make_work("b", kind="video", for_students=True, for_therapists=True)
    assert Resource.objects.kind_counts() == {"book": 1, "video": 1}
    assert Resource.objects.audience_counts() == {"therapists": 1, "students": 2, "general-readers": 0}


def test_a_person_s_works_come_by_year_then_title_each_once() -> None:
    with gathered():
        someone = make_person()
        for key, year in (("b", 2001), ("a", 2001), ("c", 1994)):
            work = make_work(key, year=year)
            work.contributors.create(name="Fosha, D.", person=someone)
            work.contributors.create(name="Fosha, D.", person=someone, role="editor")
        make_work("another")
    assert [work.key for work in Resource.objects.by_person(someone)] == ["c", "a", "b"]


def test_a_name_stays_on_the_work_when_its_person_goes() -> None:
    with gathered():
        someone, work = make_person(), make_work()
        work.contributors.create(name="Fosha, D.", person=someone, order=2)
    someone.delete()
    assert [(each.name, each.person) for each in work.contributors.all()] == [
        ("Siegel, D. J.", None),
        ("Fosha, D.", None),
    ]


def test_the_search_hears_nothing_that_nobody_has_checked() -> None:
    work = make_work(container="Hidden", publisher="Norton", unverified_fields=["authors", "container"])
    document = work.search_document()
    assert (document.summary, document.text) == ("", "Norton")
    work.unverified_fields = []
    assert work.search_document().text == "Siegel, D. J. Hidden Norton"
