"""A person's page."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client

from publishing.changes import gathered
from publishing.models import State
from tests.making import make_article, make_person, make_term, make_work
from tests.shown import see

pytestmark = pytest.mark.django_db


def test_a_person_shows_life_works_and_where_they_are_cited(client: Client) -> None:
    with gathered():
        someone = make_person(
            biography="Made *AEDP* [@w].",
            credentials="PhD",
            credentials_as_of=date(2007, 5, 6),
            website="https://example.org/",
        )
        work = make_work("w", recommended=True, title="The power", year=2000)
        work.contributors.create(name="Fosha, D.", person=someone, order=2)
        make_term("Affect", body="It matters.[@w]")
        make_article().authors.create(name="Diana Fosha", person=someone)
        make_work("hidden2026", state=State.DRAFT).contributors.create(name="Fosha, D.", person=someone)
    page = see(client, "/people/diana-fosha/")
    assert page.heading == "Diana Fosha"
    assert "PhD, as printed on May 6, 2007" in page.text
    assert "Website: https://example.org/" in page.text
    assert page.lines("Articles on this site") == ["The basics"]
    assert page.lines("Sources") == ["1 Siegel, D. J., & Fosha, D. (2000). The power."]
    assert "The power" in "".join(page.ids()["note-1"].itertext())
    assert page.lines("Works") == ["Siegel, D. J., & Fosha, D. (2000). The power. About this work"]
    assert page.lines("Where these works are cited") == ["Affect It matters."]
    assert "hidden2026" not in page.html


def test_a_person_s_works_stand_by_year_and_those_without_one_last(client: Client) -> None:
    with gathered():
        someone = make_person()
        for key, year in (("undated", None), ("b", 2003), ("a", 2000)):
            make_work(key, year=year).contributors.create(name="Fosha, D.", person=someone)
    page = see(client, "/people/diana-fosha/")
    assert [line.split("The book ")[1].split(".")[0] for line in page.lines("Works")] == ["a", "b", "undated"]


def test_a_person_who_is_a_draft_is_not_found(client: Client) -> None:
    make_person(state=State.DRAFT)
    assert client.get("/people/diana-fosha/").status_code == 404


@pytest.mark.heavy
def test_a_person_takes_the_same_queries_however_much_they_wrote(client: Client, django_assert_num_queries) -> None:
    someone = make_person(biography="Wrote of term 0 and term 1.")
    for number, new in ((1, [0]), (2, [1])):
        with gathered():
            for n in new:
                work = make_work(f"w{n}", availability="gone", standing="superseded")
                work.contributors.create(name="Fosha, D.", person=someone, order=3)
                make_term(f"Term {n}", body=f"So it is.[@{work.key}]")
                make_article(f"Article {n}").authors.create(name="Diana Fosha", person=someone)
        client.get("/people/diana-fosha/")
        with django_assert_num_queries(13):
            page = see(client, "/people/diana-fosha/")
        assert [
            len(page.lines(each)) for each in ("Works", "Articles on this site", "Where these works are cited")
        ] == [number] * 3
