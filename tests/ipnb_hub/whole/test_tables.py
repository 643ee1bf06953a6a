"""Which tables go along with an exported hub, and which stay."""

from __future__ import annotations

import pytest
from django.apps import apps

from ipnb_hub.whole import tables
from tests.ipnb_hub.moving import exported

pytestmark = [pytest.mark.django_db, pytest.mark.heavy]


def test_every_table_of_the_hub_goes_along_or_stays_for_a_reason():
    assert list(tables.moved()) == [
        "articles.article",
        "articles.articlecitation",
        "articles.articlerevision",
        "articles.author",
        "articles.claim",
        "articles.claimcitation",
        "articles.edition",
        "articles.ethicsnote",
        "articles.evidencecitation",
        "articles.example",
        "articles.finding",
        "articles.listing",
        "articles.otherpublication",
        "articles.practiceoutline",
        "articles.step",
        "articles.stepterm",
        "articles.termusage",
        "glossary.name",
        "glossary.relation",
        "glossary.term",
        "glossary.term_recommended",
        "glossary.termcitation",
        "glossary.termrevision",
        "publishing.formeraddress",
        "publishing.linkcheck",
        "publishing.notice",
        "publishing.outsidelink",
        "publishing.picture",
        "publishing.proposal",
        "publishing.seeded",
        "publishing.version",
        "resources.contributor",
        "resources.person",
        "resources.resource",
    ]


def test_what_stays_is_there_at_all():
    labels = {model._meta.label_lower for model in apps.get_models(include_auto_created=True)}
    known = labels | {f"{label.partition('.')[0]}." for label in labels}

    assert tables.STAY.keys() <= known


def test_no_row_that_goes_along_leads_to_one_that_stays():
    for model in tables.moved().values():
        for field in tables.fields(model):
            if field.remote_field and not tables.names_model(field):
                assert field.related_model._meta.label_lower in tables.moved(), field


def test_a_column_that_names_an_account_can_be_empty():
    named = [f for model in tables.moved().values() for f in model._meta.concrete_fields if tables.names_account(f)]

    assert sorted(map(str, named)) == ["publishing.Proposal.editor", "publishing.Version.editor"]
    assert all(field.null for field in named)


def test_no_account_goes_along_but_the_name_of_who_changed_something(full, tmp_path):
    data = exported(tmp_path / "hub.zip")

    assert b"Ed Itor" in data
    assert b"secret of the account" not in data
    assert b"pbkdf2" not in data
    assert full["ed"].password.encode() not in data
    assert b'"editor_id"' not in data
    assert b"typed" not in data
