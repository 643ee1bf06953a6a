"""The written queries, their halves, and how answers are scored."""

from __future__ import annotations

from collections import Counter

import pytest

from articles.models import Article, PracticeOutline, Step
from bench.relevance import Answer, Score, answers, failures, halves, names, score, table, written
from bench.typed import Typed, made
from glossary.models import Term
from resources.models import Person, Resource

GROUPS = {
    "exact",
    "alias",
    "prefix",
    "plural",
    "order",
    "typing error",
    "accents",
    "spelling variants",
    "questions",
    "loose wording",
    "surnames",
    "titles",
}


def answer(group: str, found: tuple[str, ...], *wanted: str) -> Answer:
    return Answer("written by hand", Typed(group, "query", frozenset(wanted)), found, len(found))


@pytest.mark.usefixtures("seeded_hub")
def test_every_answer_is_a_page_that_the_public_may_see() -> None:
    models = (Term, Article, PracticeOutline, Step, Person, Resource)
    pages = {page.get_absolute_url() for model in models for page in model.objects.published()}
    assert {url for query in written() for url in query.wanted} - pages == set()


@pytest.mark.usefixtures("seeded_hub")
def test_the_program_makes_some_thousand_queries_of_all_names() -> None:
    found = names()
    assert 3_000 <= len(made(found)) <= 6_000
    assert {name.url for name in found.names} == {term.get_absolute_url() for term in Term.objects.published()}


@pytest.mark.usefixtures("seeded_hub")
def test_an_answer_holds_the_addresses_in_order() -> None:
    [found] = answers("by hand", [Typed("exact", "mirror neurons", frozenset({"/glossary/mirror-neurons/"}))])
    assert (found.found[0], found.place) == ("/glossary/mirror-neurons/", 1)
    assert 1 <= found.by_name <= len(found.found)


@pytest.mark.once
def test_every_group_has_enough_written_queries_and_none_stands_twice() -> None:
    queries = written()
    sizes = Counter(query.group for query in queries)
    assert set(sizes) == GROUPS
    assert min(sizes.values()) >= 8
    assert max(Counter(query.text for query in queries).values()) == 1


@pytest.mark.once
def test_the_halves_are_the_same_each_time_and_even_in_each_group() -> None:
    tuned, held_out = halves(written())
    assert (tuned, held_out) == halves(written())
    assert Counter(tuned + held_out) == Counter(written())
    sizes = Counter(query.group for query in tuned)
    sizes.subtract(query.group for query in held_out)
    assert set(sizes.values()) <= {0, 1}
    assert halves(written(), seed=1) != (tuned, held_out)


@pytest.mark.once
def test_the_score_counts_the_first_and_the_first_three() -> None:
    found = [
        answer("exact", ("/a/", "/b/"), "/a/"),
        answer("exact", ("/a/", "/b/"), "/b/", "/c/"),
        answer("order", ("/a/", "/b/", "/c/", "/d/"), "/d/"),
        answer("order", (), "/a/"),
    ]
    assert [each.place for each in found] == [1, 2, 4, 0]
    assert score(found) == {
        ("written by hand", "exact"): Score(2, 50, 100),
        ("written by hand", "order"): Score(2, 0, 0),
        ("written by hand", "all"): Score(4, 25, 50),
    }
    assert list(score(found))[-1] == ("written by hand", "all")
    assert table(score(found)).splitlines()[1].split() == ["written", "by", "hand", "exact", "2", "50.0%", "100.0%"]
    assert [line[:8] for line in failures(found)] == ["2  exact", "4  order", "0  order"]
