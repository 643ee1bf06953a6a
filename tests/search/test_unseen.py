"""What the public may not see, it never finds: by no words, in no kind, at no moment outside the window."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from articles.models import Article, PracticeOutline
from glossary.models import Term
from publishing.changes import gathered
from publishing.models import State
from resources.models import Person, Resource
from search.engine import find, keys
from search.models import Entry, Key
from search.suggesting import suggest
from tests.making import make_article, make_outline, make_person, make_term, make_work
from tests.seeded import taken_back

# Words of each kind: its title, other names, beginnings, typing errors, words of its texts.
QUERIES = {
    "glossary.term": ("Numbatism", "numb", "nubmatism", "banded anteating", "banded ant", "pardalote", "pardalotes"),
    "articles.article": (
        "Bilbying",
        "bilb",
        "bilbyimg",
        "Original heading",
        "origi head",
        "standing firstly",
        "gibbous",
    ),
    "articles.practiceoutline": ("Quokkadom", "quok", "qoukkadom", "practice outline", "kettles boil", "penguin"),
    "articles.step": ("Wallabying", "wall", "walabying", "tricycle", "octopus"),
    "resources.person": ("Zebedee Xylander", "xyl", "xylandre", "tulips"),
    "resources.resource": ("Possumry", "poss", "posumry", "Siegel", "marmalade"),
}
HIDDEN: dict[str, dict[str, Any]] = {
    "draft": {"state": State.DRAFT},
    "in review": {"state": State.IN_REVIEW},
    "retired": {"state": State.RETIRED},
    "expired": {"expires_at": datetime(2020, 1, 1, tzinfo=UTC)},
    "to come": {"publish_at": datetime(2100, 1, 1, tzinfo=UTC)},
}
OWN = (Term, Article, PracticeOutline, Person, Resource)


@pytest.fixture(scope="module")
def _content(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    with django_db_blocker.unblock(), taken_back():
        with gathered():
            _make_content()
        yield


def _make_content() -> None:
    make_term("Numbatism", "banded anteating", definition="One.", body="A *pardalote*.")
    article = make_article("Bilbying", original_title="Original heading", standfirst="Standing firstly.")
    article.claims.create(section="opening", says="It is gibbous.", finds="It is not.")
    outline = make_outline("Quokkadom", introduction="Kettles boil.", safety_box="Penguin.")
    step = outline.steps.get()
    step.examples.create(situation="A tricycle.", words="Hm.", why="So.")
    outline.steps.update(title="Wallabying", purpose="An octopus.", therapist_does="Nothing.")
    make_person("Zebedee Xylander", biography="Known for tulips.")
    make_work("possum1999", title="Possumry", description="On marmalade.")
    make_term("Affect", definition="Something that everybody may see.")


@pytest.fixture
def content(_content: None, db: None) -> None:
    """One published object of each kind, and a public one beside them."""


def set_all(**fields: Any) -> None:
    with gathered():
        for model in OWN:
            model.objects.exclude(slug="affect").update(**fields)


def found(query: str, at: datetime | None = None) -> set[str]:
    """The models of what the public meets by these words, wherever a search shows something."""
    results = find(query, at=at)
    hits = [hit.model for hit in (*results.hits, *results.nearest) if hit.title != "Affect"]
    offered = [f"{each.kind} offered" for each in suggest(query, at=at) if each.title != "Affect"]
    return {*hits, *offered}


def told(query: str) -> tuple[Any, ...]:
    """What else a search tells: how many there are, of which kinds, and what was meant."""
    results = find(query)
    return results.total, results.kinds, results.facets, results.corrected


def test_all_of_it_is_found_while_it_is_public(content: None) -> None:
    for label, queries in QUERIES.items():
        for query in queries:
            assert label in found(query), query


@pytest.mark.parametrize("why", HIDDEN)
def test_what_is_hidden_is_found_by_editors_alone(content: None, why: str) -> None:
    set_all(**HIDDEN[why])
    for label, queries in QUERIES.items():
        for query in queries:
            assert found(query) == set(), query
            assert told(query) == (0, (), (), ""), query
            assert keys(query, label), query


def test_a_scheduled_object_is_found_from_its_minute_until_its_end(content: None) -> None:
    begin, end = datetime(2100, 5, 1, 12, 30, tzinfo=UTC), datetime(2100, 6, 1, 8, 0, tzinfo=UTC)
    set_all(publish_at=begin, expires_at=end)
    moment = timedelta(microseconds=1)
    for label, (title, *_) in QUERIES.items():
        assert [label in found(title, at) for at in (begin - moment, begin, end - moment, end)] == [
            *(False, True, True, False)
        ], label
    windows = Entry.objects.exclude(title="Affect").values_list("visible_from", "visible_until")
    assert set(windows) == {(begin, end)}


def set_window(**window: datetime) -> None:
    """Of an entry and its names, as the indexing has written them and nothing writes them again."""
    Entry.objects.filter(title="Numbatism").update(**window)
    Key.objects.filter(entry__title="Numbatism").update(**window)


def test_the_clock_alone_opens_and_closes_a_window(content: None) -> None:
    soon = datetime.now(UTC) + timedelta(hours=1)
    assert found("Numbatism") == {"glossary.term", "term offered"}
    set_window(visible_from=soon)
    assert found("Numbatism") == set()
    set_window(visible_from=soon - timedelta(hours=2), visible_until=soon)
    assert found("Numbatism") == {"glossary.term", "term offered"}
    set_window(visible_until=soon - timedelta(hours=1, minutes=1))
    assert found("Numbatism") == set()


def test_a_text_under_a_permission_that_ends_is_not_found_at_any_moment(content: None) -> None:
    end = datetime.now(UTC) + timedelta(days=1)
    Article.objects.update(body="A snowgoose.", rights_end=end)
    for at in (None, end - timedelta(hours=1), end, end + timedelta(days=900)):
        assert find("snowgoose", at=at).hits == find("gibbous", at=at).hits == ()
        assert suggest("snowgoose", at=at) == ()
        assert found("Bilbying", at) == {"articles.article", "article offered"}
    assert not Entry.objects.filter(text__contains="snowgoose").exists()
    Article.objects.update(rights_end=None)
    assert [hit.title for hit in find("snowgoose").hits] == ["Bilbying"]
