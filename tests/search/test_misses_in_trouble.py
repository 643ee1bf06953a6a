"""search/misses.py: what a failing database or a flood can do"""

import time
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection, transaction

from search import misses
from search.models import Miss
from tests.search.missed import TODAY, YESTERDAY, hold, note, numbers

pytestmark = pytest.mark.usefixtures("counting")
written = pytest.mark.django_db(transaction=True)


@pytest.fixture
def read_only(transactional_db, monkeypatch):
    """New connections refuse to write; the test's own is open already."""
    connection.ensure_connection()
    options = connection.settings_dict["OPTIONS"]
    if connection.vendor == "sqlite":
        monkeypatch.setitem(options, "init_command", "PRAGMA query_only=1")
    else:
        monkeypatch.setitem(options, "options", "-c default_transaction_read_only=on")


# A database that refuses


@written
@pytest.mark.usefixtures("read_only")
def test_a_read_only_database_costs_the_counts_and_one_line_of_log_without_the_words(caplog):
    for _ in range(3):
        note("gestalt")
        misses.flush()

    assert [record.levelname for record in caplog.records] == ["WARNING"]
    assert caplog.messages[0].startswith("Searches that found nothing could not be counted (")
    assert "gestalt" not in caplog.text
    assert (numbers(), dict(misses._buffer.counts)) == ({}, {})


@written
def test_a_database_that_is_held_too_long_costs_the_batch(monkeypatch, caplog):
    monkeypatch.setattr(misses, "WAIT_SECONDS", 1)
    note("gestalt")
    with transaction.atomic():
        hold(1, "held")
        if connection.vendor == "postgresql":
            connection.cursor().execute("LOCK TABLE search_miss IN ACCESS EXCLUSIVE MODE")
        misses.flush()

    assert caplog.messages == ["Searches that found nothing could not be counted (OperationalError)."]
    assert numbers() == {"held": 1}


@written
@pytest.mark.usefixtures("read_only")
def test_a_batch_leaves_the_connection_of_its_thread_as_it_was():
    with transaction.atomic():
        hold(1, "held")
        note("gestalt")
        misses.flush()
        assert numbers() == {"held": 1}

    assert numbers() == {"held": 1}


# A flood


@pytest.mark.once
def test_a_batch_holds_so_many_different_texts_and_goes_on_counting_those(monkeypatch):
    monkeypatch.setattr(misses, "MOST_TEXTS", 3)
    note("a", "b", "c", "d", "a", "e")

    assert dict(misses._buffer.counts) == {"a": 2, "b": 1, "c": 1}


@written
def test_a_day_takes_in_so_many_new_texts_the_most_wanted_first(monkeypatch):
    monkeypatch.setattr(misses, "MOST_NEW_A_DAY", 3)
    hold(1, "gestalt")
    note("a", "b", "c", "c", "d", "d", "gestalt")
    misses.flush()
    assert numbers() == {"gestalt": 2, "c": 2, "d": 2, "a": 1}

    note("e", "f", "c")
    misses.flush()
    assert numbers() == {"gestalt": 2, "c": 3, "d": 2, "a": 1}


@written
def test_in_a_full_table_the_rarest_and_oldest_of_earlier_days_make_room(monkeypatch):
    monkeypatch.setattr(misses, "MOST_ROWS", 5)
    hold(1, "once, yesterday")
    hold(1, "once, before", day=YESTERDAY - timedelta(days=1))
    hold(2, "twice", day=YESTERDAY - timedelta(days=9))
    hold(9, "often", day=YESTERDAY - timedelta(days=9))
    hold(1, "once, today", day=TODAY)
    note("a", "b")
    misses.flush()
    assert sorted(numbers()) == ["a", "b", "often", "once, today", "twice"]

    note("c", "d", "e")
    misses.flush()
    assert sorted(numbers()) == ["a", "b", "c", "d", "once, today"]


@written
def test_what_was_searched_for_in_this_batch_makes_no_room_for_others(monkeypatch):
    monkeypatch.setattr(misses, "MOST_ROWS", 2)
    hold(1, "gestalt", "theory")
    note("gestalt", "a", "b")
    misses.flush()

    assert numbers() == {"gestalt": 2, "a": 1}


@written
def test_ten_thousand_new_texts_a_day_leave_the_table_at_its_limits():
    for batch in range(10):
        note(*(f"flood {batch} {number}" for number in range(1_100)))
        misses.flush()
    assert Miss.objects.count() == 1_000

    Miss.objects.update(first_day=YESTERDAY, last_day=YESTERDAY)
    hold(3, *(f"other {number}" for number in range(9_000)))
    note(*(f"new {number}" for number in range(1_100)))
    misses.flush()
    assert Miss.objects.count() == 10_000
    assert Miss.objects.first_on(TODAY).count() == 1_000
    assert Miss.objects.often().count() == 9_000


@written
def test_what_nobody_searched_for_in_half_a_year_is_forgotten():
    hold(9, "old", day=TODAY - timedelta(days=181))
    hold(9, "not yet old", day=TODAY - timedelta(days=180))
    note("gestalt")
    misses.flush()

    assert numbers() == {"gestalt": 1, "not yet old": 9}


@written
def test_a_number_may_grow_beyond_what_a_flood_can_reach():
    hold(2**40, "gestalt")
    note("gestalt")
    misses.flush()

    assert numbers() == {"gestalt": 2**40 + 1}


@written
def test_days_are_days_of_universal_time(monkeypatch):
    monkeypatch.setenv("TZ", "Pacific/Kiritimati")
    time.tzset()
    try:
        note("gestalt")
        misses.flush()
    finally:
        monkeypatch.undo()
        time.tzset()

    assert Miss.objects.get().first_day == datetime.now(UTC).date()
    assert isinstance(Miss.objects.get().last_day, date)
