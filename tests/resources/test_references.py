"""References as readers meet them, in APA style."""

from __future__ import annotations

from typing import Any

import pytest

from publishing.changes import gathered
from publishing.models import State
from resources import references
from resources.models import Resource
from tests.making import make_work

pytestmark = pytest.mark.django_db

Names = list[tuple[str, str]]


@gathered()
def work(names: Names | None = None, **fields: Any) -> Resource:
    found = make_work("w", **{"title": "The mind", "state": State.DRAFT, **fields})
    found.contributors.all().delete()
    for order, (name, role) in enumerate(names or [], start=1):
        found.contributors.create(name=name, role=role, order=order)
    return found


SIEGEL = [("Daniel J. Siegel", "author")]
BOTH = [*SIEGEL, ("Allan N. Schore", "author")]


@pytest.mark.once
@pytest.mark.parametrize(
    ("names", "fields", "reference"),
    [
        (SIEGEL, {"year": 1999, "publisher": "Guilford"}, "Siegel, D. J. (1999). The mind. Guilford."),
        (BOTH, {"year": 2003}, "Siegel, D. J., & Schore, A. N. (2003). The mind."),
        (SIEGEL, {"edition": "3rd", "year": 2020}, "Siegel, D. J. (2020). The mind (3rd ed.)."),
        (SIEGEL, {"edition": "1st", "year": 1999}, "Siegel, D. J. (1999). The mind."),
        (SIEGEL, {"title": "Who am I?", "year": 1999}, "Siegel, D. J. (1999). Who am I?"),
        (SIEGEL, {}, "Siegel, D. J. The mind."),
        ([], {"year": 2012, "publisher": "APA"}, "The mind. (2012). APA."),
        (
            SIEGEL,
            {"kind": "article", "container": "Nature", "volume": "4", "issue": "2", "pages": "1–9", "year": 2001},
            "Siegel, D. J. (2001). The mind. Nature, 4(2), 1–9.",
        ),
        (
            SIEGEL,
            {"kind": "chapter", "container": "In D. Fosha (Ed.), The heart", "pages": "1–9", "year": 2001},
            "Siegel, D. J. (2001). The mind. In D. Fosha (Ed.), The heart (pp. 1–9).",
        ),
        ([("Diana Fosha", "editor")], {"year": 2009}, "Fosha, D. (Ed.). (2009). The mind."),
        ([("Diana Fosha", "editor"), SIEGEL[0]], {"year": 2009}, "Fosha, D., & Siegel, D. J. (2009). The mind."),
        (
            [("Bessel van der Kolk", "author")],
            {"year": 2014},
            "van der Kolk, B. (2014). The mind.",
        ),
        ([("AEDP Institute", "author")], {"publisher": "AEDP Institute"}, "AEDP Institute. The mind."),
        ([("Daniel J. Siegel", "founder")], {}, "The mind."),
        (SIEGEL, {"unverified_fields": ["title"]}, "Siegel, D. J. The mind. (Title not confirmed.)"),
        (
            BOTH,
            {"unverified_fields": ["authors", "year", "publisher"], "year": 1999, "publisher": "Guilford"},
            "The mind.",
        ),
    ],
)
def test_a_reference_holds_what_is_known_in_apa_s_order(names: Names, fields: dict[str, Any], reference: str) -> None:
    assert "".join(piece.text for piece in references.apa(work(names, **fields))) == reference


@pytest.mark.once
def test_titles_of_whole_works_are_marked() -> None:
    book = references.apa(work(SIEGEL, year=1999))
    assert [piece.text for piece in book if piece.is_title] == [" The mind"]
    article = references.apa(Resource.objects.get()._meta.model(title="The mind", container="Nature", volume="4", pk=0))
    assert [piece.text for piece in article if piece.is_title] == [" Nature, 4"]


@pytest.mark.once
@pytest.mark.parametrize(
    ("fields", "address"),
    [
        ({"doi": "10.1000/a<b>", "url": "https://example.org/"}, "https://doi.org/10.1000/a%3Cb%3E"),
        ({"url": "https://example.org/"}, "https://example.org/"),
        ({"doi": "10.1/x", "unverified_fields": ["doi"], "url": "https://doi.org/10.1/x"}, ""),
        ({"doi": "10.1/x", "unverified_fields": ["doi"], "url": "https://example.org/"}, "https://example.org/"),
        ({"url": "https://example.org/", "unverified_fields": ["url"]}, ""),
        ({}, ""),
    ],
)
def test_the_address_is_the_doi_first_and_nothing_unchecked(fields: dict[str, Any], address: str) -> None:
    assert references.address(Resource(**fields)) == address


@pytest.mark.once
def test_the_plain_reference_ends_with_the_address() -> None:
    found = work(SIEGEL, year=1999, url="https://example.org/")
    assert references.plain(found) == "Siegel, D. J. (1999). The mind. https://example.org/"


@pytest.mark.once
@pytest.mark.parametrize(
    ("names", "short"),
    [
        (SIEGEL, "Siegel 1999"),
        (BOTH, "Siegel and Schore 1999"),
        ([*BOTH, ("Diana Fosha", "author")], "Siegel and others 1999"),
        ([SIEGEL[0], ("et al.", "author")], "Siegel and others 1999"),
        ([("Siegel, D. J.", "author")], "Siegel 1999"),
        ([], "The mind 1999"),
    ],
)
def test_in_passing_a_work_is_named_by_its_people_and_year(names: Names, short: str) -> None:
    assert references.short(work(names, year=1999)) == short


def test_the_list_goes_by_family_name_then_year_then_title() -> None:
    works = [
        ("a", "Bessel van der Kolk", 2014, "The body"),
        ("b", "Daniel J. Siegel", 2010, "Mindsight"),
        ("c", "Daniel J. Siegel", 1999, "The mind"),
        ("d", "Émile Adler", None, "Z"),
        ("e", "Daniel J. Siegel", 1999, "A mind"),
    ]
    made = []
    with gathered():
        for key, name, year, title in works:
            found = make_work(key, title=title, year=year)
            found.contributors.update(name=name)
            made.append(found)
    assert [each.key for each in references.in_order(made)] == ["d", "e", "c", "b", "a"]


@pytest.mark.once
@pytest.mark.parametrize(
    ("name", "inverted", "surname"),
    [
        ("Daniel J. Siegel", "Siegel, D. J.", "Siegel"),
        ("Siegel, D. J.", "Siegel, D. J.", "Siegel"),
        ("Bessel van der Kolk", "van der Kolk, B.", "van der Kolk"),
        ("Mindsight Institute", "Mindsight Institute", "Mindsight Institute"),
        ("Plato", "Plato", "Plato"),
        ("et al.", "et al.", "et al."),
    ],
)
def test_a_name_is_turned_round_where_it_is_a_person_s(name: str, inverted: str, surname: str) -> None:
    assert references.inverted(name) == inverted
    assert references.surname(name) == surname
