"""The numbered sources of a page, and those that follow."""

from __future__ import annotations

import pytest

from articles.models import ArticleCitation
from glossary.models import TermCitation
from publishing import markdown
from publishing.models import State
from resources import sources
from resources.models import Person
from tests.making import make_person, make_work

pytestmark = pytest.mark.django_db


def page_of(text: str) -> markdown.Page:
    return markdown.render(markdown.Text(text))


def test_sources_come_in_the_order_of_their_numbers() -> None:
    make_work("a")
    make_work("b")
    found = sources.numbered(page_of("Second.[@b] First.[@a, p. 2] Again.[@b]"))
    assert [(each.number, each.resource.key, each.locator) for each in found] == [(1, "b", ""), (2, "a", "p. 2")]


def test_a_page_without_notes_asks_for_no_works(django_assert_num_queries) -> None:
    page = page_of("Nothing.")
    with django_assert_num_queries(0):
        assert sources.numbered(page) == []


def test_a_work_withdrawn_after_rendering_is_left_out_and_the_numbers_stay() -> None:
    withdrawn = make_work("a")
    make_work("b")
    page = page_of("One.[@a] Two.[@b]")
    withdrawn.state = State.RETIRED
    withdrawn.save()
    assert [(each.number, each.resource.key) for each in sources.numbered(page)] == [(2, "b")]


def test_further_sources_are_public_each_once_and_not_among_the_notes() -> None:
    noted, twice, draft = make_work("a"), make_work("b"), make_work("c", state=State.DRAFT)
    citations = [TermCitation(resource=work) for work in (noted, twice, twice, draft)]
    unknown = ArticleCitation(as_printed="A book")
    assert sources.further([*citations, unknown], page_of("One.[@a]")) == [twice]


@pytest.mark.parametrize("number", [1, 3])
def test_the_sources_of_a_page_take_three_queries(number: int, django_assert_num_queries) -> None:
    for n in range(number):
        make_work(f"w{n}").contributors.update(person=make_person(f"Person {n}"))
    page = page_of(" ".join(f"So.[@w{n}]" for n in range(number)))
    people = [*Person.objects.by_name()]
    with django_assert_num_queries(3):
        found = sources.numbered(page)
        assert [each.resource.people()[0].person for each in found] == people
