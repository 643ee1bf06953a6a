"""Every way of writing content raises the content version and announces the owner, in one transaction."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.core import serializers
from django.db import connection, models, transaction

from articles.models import Article, Claim, ClaimCitation, Step
from glossary.models import Name, Relation, Term
from publishing import changes
from publishing.models import Notice, SiteVersion, State
from resources.models import Resource
from tests.making import make_article, make_outline, make_term, make_work

pytestmark = pytest.mark.django_db

Announced = list[tuple[type[models.Model], list[Any]]]


@pytest.fixture
def announced() -> Iterator[Announced]:
    heard: Announced = []

    def listener(model: type[models.Model], keys: Any) -> None:
        heard.append((model, sorted(keys)))

    changes.listen(listener)
    yield heard
    changes._listeners.remove(listener)


def version() -> tuple[int, str]:
    row = SiteVersion.objects.get(pk=1)
    return row.number, row.token


def test_a_save_announces_the_object(announced: Announced) -> None:
    term = make_term()
    announced.clear()
    term.save()
    assert announced == [(Term, [term.pk])]


def test_each_transaction_raises_the_version_once_and_changes_the_token() -> None:
    term = make_term()
    before = version()
    with transaction.atomic(), changes.gathered():
        term.save()
        term.save()
    after = version()
    assert after[0] == before[0] + 1
    assert after[1] != before[1]


def test_a_rolled_back_change_leaves_no_version_behind() -> None:
    term = make_term()
    before = version()
    with transaction.atomic():
        term.save()
        transaction.set_rollback(True)
    assert version() == before


def test_a_part_announces_its_owner(announced: Announced) -> None:
    term = make_term()
    announced.clear()
    Name.objects.create(term=term, text="tuning in")
    assert announced == [(Term, [term.pk])]


def test_a_part_of_a_part_announces_the_content(announced: Announced) -> None:
    claim = make_article().claims.create(section="opening", says="It is so.", finds="It may be.")
    announced.clear()
    ClaimCitation.objects.create(claim=claim, resource=make_work())
    assert (Article, [claim.article_id]) in announced


def test_a_relation_announces_both_terms(announced: Announced) -> None:
    first, second = make_term("Affect"), make_term("Empathy")
    announced.clear()
    Relation.objects.create(source=first, target=second)
    assert (Term, [first.pk, second.pk]) in announced


def test_a_part_that_moves_announces_the_old_owner_too(announced: Announced) -> None:
    first, second = make_term("Affect", "feeling"), make_term("Empathy")
    name = first.names.get(text="feeling")
    announced.clear()
    name.term = second
    name.save()
    assert sorted(key for model, keys in announced for key in keys) == sorted([first.pk, second.pk])


def _bulk_update(term: Term) -> None:
    name = term.names.first()
    name.order = 7
    Name.objects.bulk_update([name], ["order"])


WAYS: dict[str, Callable[[Term], object]] = {
    "save": lambda term: term.save(),
    "update": lambda term: Term.objects.filter(pk=term.pk).update(body="New."),
    "update of a part": lambda term: Name.objects.filter(term=term).update(order=3),
    "bulk_create of parts": lambda term: Name.objects.bulk_create([Name(term=term, text="tuning in")]),
    "bulk_update of parts": _bulk_update,
    "delete of a part": lambda term: term.names.all().delete(),
    "delete": lambda term: term.delete(),
    "delete of many": lambda term: Term.objects.filter(pk=term.pk).delete(),
    "many-to-many add": lambda term: term.recommended.add(make_work()),
    "many-to-many set": lambda term: term.recommended.set([]) or term.recommended.set([make_work()]),
    "raw load": lambda term: next(serializers.deserialize("json", serializers.serialize("json", [term]))).save(),
}


@pytest.mark.parametrize("way", WAYS)
def test_every_way_of_writing_is_announced_and_raises_the_version(way: str, announced: Announced) -> None:
    term = make_term()
    key, before = term.pk, version()
    announced.clear()
    WAYS[way](term)
    assert (Term, [key]) in announced
    assert version()[0] > before[0]
    assert version()[1] != before[1]


def test_a_cascade_announces_what_goes_with_it(announced: Announced) -> None:
    outline = make_outline(steps=2)
    steps = sorted(outline.steps.values_list("pk", flat=True))
    announced.clear()
    outline.delete()
    assert sorted(key for model, keys in announced if model is Step for key in keys) == steps


@pytest.mark.parametrize("many", [False, True], ids=["object", "queryset"])
def test_what_cites_a_work_goes_whole(many: bool) -> None:
    make_work("siegel1999")
    term = make_term("Mood", body="So it is [@siegel1999].")
    article = make_article(body="So it is [@siegel1999].")
    article.claims.create(section="opening", says="It is so.", finds="It may be [@siegel1999].")
    assert (term.citations.count(), article.citations.count()) == (1, 1)
    for content in (term, article):
        (type(content).objects.filter(pk=content.pk) if many else content).delete()
    connection.check_constraints()
    assert not Term.objects.exists()
    assert not Article.objects.exists()


def test_an_outline_takes_its_steps_along(announced: Announced) -> None:
    outline = make_outline(steps=2)
    announced.clear()
    outline.state = State.DRAFT
    outline.save()
    assert (Step, sorted(outline.steps.values_list("pk", flat=True))) in announced


def test_gathered_changes_are_told_once(announced: Announced) -> None:
    first, second = make_term("Affect"), make_term("Empathy")
    announced.clear()
    with changes.gathered():
        first.save()
        second.save()
        first.names.all().delete()
        assert announced == []
    assert announced == [(Term, [first.pk, second.pk])]


def test_a_failing_listener_undoes_the_change() -> None:
    work = make_work()

    def refuse(model: type[models.Model], keys: Any) -> None:
        raise ZeroDivisionError

    changes.listen(refuse)
    try:
        with pytest.raises(ZeroDivisionError):
            Resource.objects.filter(pk=work.pk).update(title="Another title")
    finally:
        changes._listeners.remove(refuse)
    work.refresh_from_db()
    assert work.title == "The book siegel1999"


def test_bulk_writes_that_swallow_conflicts_are_refused() -> None:
    with pytest.raises(NotImplementedError):
        Name.objects.bulk_create([Name(term=make_term(), text="x")], ignore_conflicts=True)


def test_rows_that_are_no_content_announce_nothing(announced: Announced) -> None:
    make_term()
    announced.clear()
    SiteVersion.objects.filter(pk=1).update(rules="")
    assert announced == []


def test_a_notice_is_watched_too(announced: Announced) -> None:
    notice = Notice.objects.create(key="a-note", title="A note", text="Text.")
    assert announced == [(Notice, [notice.pk])]


def test_a_claim_announces_its_article_when_it_goes(announced: Announced) -> None:
    claim = make_article().claims.create(section="opening", says="It is so.", finds="It may be.")
    announced.clear()
    Claim.objects.filter(pk=claim.pk).delete()
    assert (Article, [claim.article_id]) in announced
