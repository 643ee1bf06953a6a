"""A hub older than its histories and editions gets them with `migrate`, which may go back as well."""

from __future__ import annotations

from typing import Any

import pytest
from django.apps import apps
from django.core.management import call_command

from articles.models import Edition
from ipnb_hub import beginnings
from publishing.models import Version
from tests.making import make_article, make_term

KINDS = 7


@pytest.mark.django_db
def test_what_has_neither_gets_both_with_the_next_migrate() -> None:
    article, term = make_article(), make_term()
    Version.objects.all().delete()
    Edition.objects.all().delete()

    call_command("migrate", verbosity=0)

    for each in (article, term):
        assert list(Version.objects.of(each).values_list("number", "editor_name")) == [(1, "Delivered content")]
    assert [(each.article, each.number) for each in Edition.objects.all()] == [(article, 1)]


@pytest.mark.django_db
def test_where_all_have_them_one_query_a_kind_is_enough(django_assert_num_queries: Any) -> None:
    make_article()
    make_term()
    beginnings.begin()
    with django_assert_num_queries(KINDS + 1 + 2):  # the editions; a savepoint and its end
        beginnings.begin()
    assert (Version.objects.count(), Edition.objects.count()) == (2, 1)


@pytest.mark.django_db
def test_an_emptied_database_is_not_even_asked(django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(0):
        beginnings.after_migrate(apps.get_app_config("articles"), "default")  # as `flush` tells it


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("back", [("articles", "0002"), ("publishing", "zero")])
def test_migrate_may_go_back_to_where_their_tables_are_not_there(back: tuple[str, str]) -> None:
    try:
        call_command("migrate", *back, verbosity=0)
    finally:
        call_command("migrate", verbosity=0)
    make_article()
    assert (Version.objects.count(), Edition.objects.count()) == (1, 1)
