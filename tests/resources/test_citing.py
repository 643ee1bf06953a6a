"""A text that cites a work makes a row for it."""

from __future__ import annotations

import pytest

from articles.models import Claim
from glossary.models import Term
from publishing.changes import gathered
from publishing.models import State
from resources.citing import complete
from search.upkeep import differences
from tests.making import make_article, make_term, make_work

pytestmark = pytest.mark.django_db


def rows(content) -> list[tuple[str, str, int]]:
    return [(row.resource.key, row.stance, row.order) for row in content.citations.all()]


def test_each_cited_work_gets_a_row_with_the_stance_context() -> None:
    with gathered():
        make_work("a")
        make_work("b")
    term = make_term(body="One.[@b] Two.[@a] Three.[@b, p. 9] Four.[@unknown]")
    assert sorted(key for key, _, _ in rows(term)) == ["a", "b"]
    assert {stance for _, stance, _ in rows(term)} == {"context"}


def test_rows_that_are_there_are_neither_doubled_nor_changed() -> None:
    with gathered():
        a, b = make_work("a"), make_work("b")
        term = make_term()
        term.citations.create(resource=b, stance="disputes", order=1)
    term.body = "One.[@b] Two.[@a]"
    term.save()
    assert rows(term) == [("b", "disputes", 1), ("a", "context", 2)]
    complete(term, term.citations)
    assert len(rows(term)) == 2
    assert a.title


def test_a_work_that_a_claim_cites_needs_no_row_at_the_article() -> None:
    with gathered():
        make_work("a")
        work = make_work("b")
    article = make_article(body="## One\n\nSaid.[@a]")
    with gathered():
        claim = Claim.objects.create(article=article, section="one", says="So.", finds="No.")
        claim.citations.create(resource=work, stance="disputes")
    claim.finds = "No.[@b]"
    claim.save()
    assert rows(article) == [("a", "context", 1)]


def test_a_bulk_write_is_completed_too() -> None:
    make_work("a")
    term = make_term()
    Term.objects.filter(pk=term.pk).update(body="One.[@a]")
    assert rows(term) == [("a", "context", 1)]


def test_a_text_without_a_note_asks_for_nothing(django_assert_num_queries) -> None:
    term = make_term(body="Nothing.")
    complete(term, term.citations)
    with django_assert_num_queries(0):
        complete(term, term.citations)


def test_a_text_that_cited_a_work_before_it_was_there_gets_its_row_and_its_words_in_the_index() -> None:
    term = make_term(body="So it is.[@later]")
    assert rows(term) == []
    work = make_work("later", state=State.DRAFT)
    assert rows(term) == []
    work.state = State.PUBLISHED
    work.save()
    assert rows(term) == [("later", "context", 1)]
    assert list(differences()) == []
