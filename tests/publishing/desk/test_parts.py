"""Rows of their owner's form."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from publishing.changes import gathered
from tests.filling import document, editor, fields
from tests.making import make_article, make_term, make_work

pytestmark = pytest.mark.django_db


@pytest.fixture
def ed(client: Client) -> Client:
    client.force_login(editor())
    client.get("/admin/")
    return client


def add_rows(article: Any, numbers: range) -> None:
    with gathered():
        for number in numbers:
            work, term = make_work(f"work{number}"), make_term(f"Term {number}")
            article.listings.create(resource=work, order=number)
            article.term_usages.create(term=term, text="So.", order=number)
            article.citations.create(resource=work, as_printed="It", order=number)


def test_a_form_takes_as_many_queries_for_three_rows_as_for_one(ed: Client) -> None:
    article = make_article()
    address = f"/admin/articles/article/{article.pk}/change/"
    add_rows(article, range(1))
    with CaptureQueriesContext(connection) as one:
        ed.get(address)
    add_rows(article, range(1, 3))
    with CaptureQueriesContext(connection) as three:
        ed.get(address)

    assert len(three) == len(one)


def test_a_row_shows_what_it_names_as_chosen_and_a_new_one_nothing(ed: Client) -> None:
    article = make_article()
    add_rows(article, range(2))

    page = document(ed.get(f"/admin/articles/article/{article.pk}/change/"))

    shown = {
        select.get("name"): [(each.text, each.get("selected") is not None) for each in select.iter("option")]
        for select in page.iter("select")
        if select.get("name", "").endswith("-term")
    }
    assert shown == {
        "term_usages-0-term": [("Term 0", True)],
        "term_usages-1-term": [("Term 1", True)],
        "term_usages-__prefix__-term": [],
    }


def test_a_row_whose_choice_is_wrong_comes_back_with_what_was_chosen(ed: Client) -> None:
    """What the row names in the database is not what stands in the form any more."""
    article = make_article()
    add_rows(article, range(2))
    address = f"/admin/articles/article/{article.pk}/change/"
    first, second = (usage.term for usage in article.term_usages.order_by("order"))
    assert first != second

    answer = ed.post(address, {**fields(ed.get(address)), "term_usages-0-term": str(second.pk), "title": ""})

    select = next(each for each in document(answer).iter("select") if each.get("name") == "term_usages-0-term")
    assert [(each.text, each.get("value")) for each in select.iter("option")] == [("Term 1", str(second.pk))]
