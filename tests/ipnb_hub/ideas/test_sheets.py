"""The drawn map follows the terms: in the same transaction, and only where the map depends on what has changed."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from glossary.models import Name, Relation, Term
from ipnb_hub.ideas import sheets
from ipnb_hub.ideas.graph import Place
from ipnb_hub.models import MapPlace, MapRelief, MapSheet
from publishing.changes import gathered
from publishing.models import State
from tests.making import make_article, make_term
from tests.seeded import taken_back

pytestmark = [pytest.mark.django_db, pytest.mark.heavy]


def state() -> list[Any]:
    """Everything that is drawn, without the numbers of rows."""
    places = MapPlace.objects.values_list("slug", "x", "y", "label", "sheet__slug")
    reliefs = MapRelief.objects.values_list("since", "contours", "outline", "regions", "large")
    return [*MapSheet.objects.values_list("slug", "title", "digest"), *places, *reliefs]


def slugs() -> list[str]:
    return [place.slug for place in MapPlace.objects.all()]


def writes(queries: CaptureQueriesContext) -> list[str]:
    return [query["sql"] for query in queries if "ipnb_hub_map" in query["sql"] and "SELECT" not in query["sql"][:8]]


def reads(queries: CaptureQueriesContext) -> int:
    return sum("ipnb_hub_map" in query["sql"] for query in queries)


def test_a_term_gets_a_place_when_it_is_published_and_loses_it_when_it_is_retired() -> None:
    term = make_term("Affect", state=State.DRAFT)
    assert slugs() == []
    term.state = State.PUBLISHED
    term.save()
    assert slugs() == ["affect"]
    term.state = State.RETIRED
    term.save()
    assert (slugs(), MapSheet.objects.count(), MapRelief.objects.count()) == ([], 0, 0)


def test_a_deleted_term_leaves_no_place() -> None:
    make_term("Empathy")
    make_term("Affect").delete()
    assert slugs() == ["empathy"]


@pytest.mark.parametrize(
    "edit",
    [
        {"body": "Another body."},
        {"definition": "Another sentence."},
        {"evidence_status": "debated"},
        {"content_note": "A note."},
    ],
)
def test_an_edit_that_moves_nothing_reads_one_row_and_writes_none(edit: dict[str, str]) -> None:
    term, other = make_term("Affect", region="Feeling"), make_term("Empathy", region="Feeling")
    Relation.objects.create(source=term, target=other)
    before = state()
    for name, value in edit.items():
        setattr(term, name, value)
    with CaptureQueriesContext(connection) as queries:
        term.save()
    assert (writes(queries), reads(queries)) == ([], 1)
    assert state() == before


def test_a_new_alias_or_another_kind_of_content_draws_nothing() -> None:
    term = make_term("Affect")
    with CaptureQueriesContext(connection) as queries:
        Name.objects.create(term=term, text="emotion")
        make_article()
    assert writes(queries) == []


def test_title_region_address_and_relations_draw_anew() -> None:
    term, other = make_term("Affect", region="Feeling"), make_term("Empathy", region="Feeling")
    seen = [state()]

    def draws_anew() -> bool:
        seen.append(state())
        return seen[-1] != seen[-2]

    Relation.objects.create(source=term, target=other)
    assert draws_anew()
    term.names.update(text="Feeling")
    assert draws_anew()
    assert MapPlace.objects.get(slug="affect").label[3:] == ["Feeling"]
    term.region = "Emotion"
    term.save()
    assert draws_anew()
    assert [name for name, *_ in MapRelief.objects.get().regions] == ["Emotion", "Feeling"]
    term.slug = "feeling"
    term.save()
    assert draws_anew()
    Relation.objects.all().delete()
    assert draws_anew()


def test_the_same_terms_written_in_another_order_are_drawn_in_the_same_bytes() -> None:
    titles = ["Affect", "Empathy", "Attunement", "Amygdala", "Trauma", "Neuroception"]

    def written(order: list[str]) -> list[Any]:
        with gathered():
            Term.objects.all().delete()
            made = {title: make_term(title, region=title[0]) for title in order}
            for one, other in [("Affect", "Empathy"), ("Trauma", "Affect"), ("Amygdala", "Affect")]:
                ends = (one, other) if order is titles else (other, one)
                Relation.objects.create(source=made[ends[0]], target=made[ends[1]])
        return [entry for entry in state() if len(entry) != 3]  # the digest holds the numbers of rows

    assert written(titles) == written(titles[::-1])


def test_what_is_rolled_back_leaves_the_map_as_it_was() -> None:
    make_term("Affect")
    before = state()
    with taken_back():
        make_term("Empathy")
        assert slugs() == ["affect", "empathy"]
    assert state() == before


def test_drawing_again_changes_nothing() -> None:
    make_term("Affect", region="Feeling")
    before = state()
    assert sheets.draw() == 0
    assert not sheets.is_stale()
    assert state() == before


def test_a_database_without_a_map_gets_it_with_the_next_migrate() -> None:
    make_term("Affect")
    before = state()
    MapSheet.objects.all().delete()
    assert sheets.is_stale()
    call_command("migrate", verbosity=0)
    assert state() == before


def test_a_draft_is_on_the_map_in_no_form() -> None:
    make_term("Affect", region="Feeling")
    before = state()
    draft = make_term("Unseen", region="Secret", state=State.DRAFT)
    Relation.objects.create(source=draft, target=Term.objects.get(slug="affect"))
    after = state()
    assert [entry for entry in after if len(entry) != 3] == [entry for entry in before if len(entry) != 3]
    assert sheets.positions() == {Place("term", "affect"): after[1][1:3]}


def test_a_scheduled_term_has_its_place_and_shows_it_from_its_minute_on() -> None:
    begin, end = timezone.now() + timedelta(hours=1), timezone.now() + timedelta(hours=2)
    make_term("Affect", region="Feeling")
    make_term("Unseen", region="Secret", publish_at=begin, expires_at=end)
    sheet = MapSheet.objects.get()
    assert slugs() == ["affect", "unseen"]
    assert list(sheets.positions()) == [Place("term", "affect")]

    def names(moment: Any) -> list[str]:
        relief = MapRelief.objects.at(sheet, moment)
        assert relief is not None
        shown = [name for name, *_ in relief.regions]
        assert [name for name, *_ in relief.large["regions"]] == shown
        return shown + sorted(label[3] for label in relief.large["terms"])

    assert names(timezone.now()) == ["Feeling", "Affect"]
    assert names(begin) == ["Feeling", "Secret", "Affect", "Unseen"]
    assert names(end) == ["Feeling", "Affect"]
    first, second, third = MapRelief.objects.all()
    assert first.contours == third.contours != second.contours
    assert first.outline == third.outline != second.outline


def test_positions_and_outline_are_those_of_the_one_sheet() -> None:
    assert (sheets.positions(), sheets.outline()) == ({}, "")
    make_term("Affect", region="Feeling")
    place = MapPlace.objects.get()
    assert sheets.positions() == {Place("term", "affect"): (place.x, place.y)}
    assert sheets.outline() == MapRelief.objects.get().outline != ""


@gathered()
def fill(count: int) -> None:
    """So many terms in three regions and without one, each related to the next of its region."""
    terms = [make_term(f"Idea {n:03}", region=("Body", "Brain", "", "Memory")[n % 4]) for n in range(count)]
    Relation.objects.bulk_create(
        Relation(source=one, target=other) for one, other in zip(terms, terms[4:], strict=False)
    )


def test_two_hundred_terms_have_a_sheet_for_each_region() -> None:
    fill(200)
    assert [(sheet.slug, sheet.places.count()) for sheet in MapSheet.objects.all()] == [
        ("body", 50),
        ("brain", 50),
        ("memory", 50),
        ("other-ideas", 50),
    ]
    found = sheets.positions()
    assert len(set(found.values())) == 200
    assert max(x for x, _ in found.values()) < 1152
    assert max(y for _, y in found.values()) < 820
    assert sheets.outline() == ""


def test_a_term_that_moves_to_another_region_draws_two_sheets_and_no_other() -> None:
    fill(64)
    before = {sheet.slug: sheet.pk for sheet in MapSheet.objects.all()}
    term = Term.objects.get(slug="idea-000")
    term.region = "Brain"
    term.save()
    after = {sheet.slug: sheet.pk for sheet in MapSheet.objects.all()}
    assert {slug for slug, pk in after.items() if pk != before[slug]} == {"body", "brain"}
    assert MapPlace.objects.get(slug="idea-000").sheet.slug == "brain"
    assert [sheet.slug for sheet in MapSheet.objects.all()] == ["body", "brain", "memory", "other-ideas"]


def test_a_relation_between_sheets_draws_none_and_is_noted() -> None:
    fill(64)
    before = set(MapSheet.objects.values_list("pk", "digest"))
    one, other = Term.objects.get(slug="idea-000"), Term.objects.get(slug="idea-001")
    Relation.objects.create(source=one, target=other)
    assert set(MapSheet.objects.values_list("pk", "digest")) == before
    with CaptureQueriesContext(connection) as queries:
        one.save()
    assert writes(queries) == []
