"""search/misses.py: what is counted, and how it reaches the table while searches go on"""

import os
import threading
import time

import pytest
from django.db import connection, models, transaction
from django.test.utils import CaptureQueriesContext

from publishing.models import SiteVersion, Watched
from search import misses
from search.models import Miss
from tests import serving
from tests.search.missed import TODAY, YESTERDAY, hold, note, numbers

pytestmark = pytest.mark.usefixtures("counting")
written = pytest.mark.django_db(transaction=True)


@pytest.fixture
def buffer():
    return misses._buffer


def rows():
    return {miss.text: (miss.number, miss.first_day, miss.last_day) for miss in Miss.objects.all()}


# What is kept


@pytest.mark.once
@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Polyvagal   Théory! ", "polyvagal theory"),
        ('"Polyvagal theory"', "polyvagal theory"),
        ("dna-based", "dna based"),
        ("DSM 5", "dsm 5"),
        ("in the years 1999 to 20", "in the years 1999 to 20"),
        ("a\0b\ud800c", "abc"),
        ("", ""),
        ("?!… 🙂", ""),
        ("jo@example.org", ""),
        ("jo＠example.org", ""),
        ("call 0151 234", ""),
        ("٠١٥١٢٣٤", ""),
        ("x" * 99, "x" * 60),
        ("antidisestablishmentarianism " * 20, "antidisestablishmentarianism " * 3 + "antidisestabl"),
    ],
)
def test_the_folded_words_are_kept_and_nothing_that_may_reach_a_person(typed, kept):
    assert misses.kept(typed) == kept


@pytest.mark.once
def test_a_cut_text_ends_in_no_space():
    assert misses.kept(f"{'ab ' * 10}{'x' * 60} {'y' * 8} zz") == f"{'ab ' * 10}{'x' * 60} {'y' * 8}"


@pytest.mark.once
def test_no_column_is_finer_than_the_day_and_none_tells_the_order():
    kinds = {field.name: type(field) for field in Miss._meta.get_fields()}

    assert kinds == {
        "text": models.CharField,
        "number": models.PositiveBigIntegerField,
        "first_day": models.DateField,
        "last_day": models.DateField,
    }


@pytest.mark.once
def test_a_count_is_no_change_of_content():
    assert not issubclass(Miss, Watched)


@written
def test_what_was_typed_alike_is_one_row_with_its_number_and_its_days():
    note("Polyvagal theory", "polyvagal THEORY", "Gestalt")
    misses.flush()

    assert rows() == {"polyvagal theory": (2, TODAY, TODAY), "gestalt": (1, TODAY, TODAY)}


@written
def test_later_searches_are_added_to_what_is_held():
    hold(5, "gestalt")
    note("Gestalt", "gestalt")
    misses.flush()

    assert rows() == {"gestalt": (7, YESTERDAY, TODAY)}


@written
def test_a_batch_leaves_the_version_of_the_content_alone():
    before = list(SiteVersion.objects.values_list("number", "token"))
    note("gestalt")
    misses.flush()

    assert numbers() == {"gestalt": 1}
    assert list(SiteVersion.objects.values_list("number", "token")) == before


@written
def test_only_what_was_searched_for_three_times_may_be_shown():
    hold(2, "jane doe")
    hold(3, "gestalt")

    assert [miss.text for miss in Miss.objects.often()] == ["gestalt"]


# A search never waits


@pytest.mark.once
def test_nothing_gathers_and_no_thread_starts_where_the_setting_is_off(settings, buffer):
    settings.HUB_NOTE_EMPTY_SEARCHES = False
    before = threading.active_count()
    note("gestalt")

    assert (dict(buffer.counts), buffer.timer) == ({}, None)
    assert threading.active_count() == before


@pytest.mark.django_db
def test_a_search_that_is_counted_asks_the_database_nothing_more(django_assert_num_queries, buffer):
    with django_assert_num_queries(0):
        note("gestalt", "polyvagal theory", "Gestalt")

    assert dict(buffer.counts) == {"gestalt": 2, "polyvagal theory": 1}


@pytest.mark.django_db
def test_the_search_page_takes_the_same_queries_whether_searches_are_counted_or_not(client, settings, buffer):
    client.get("/search/")  # what every page keeps is kept from here on
    taken = {}
    for is_counted in (False, True):
        settings.HUB_NOTE_EMPTY_SEARCHES = is_counted
        with CaptureQueriesContext(connection) as queries:
            client.get("/search/", {"q": "Zzqq vvkk"})
        taken[is_counted] = [query["sql"] for query in queries]

    assert len(taken[True]) == len(taken[False]) > 0
    assert dict(buffer.counts) == {"zzqq vvkk": 1}


@pytest.mark.once
def test_one_thread_serves_a_batch_however_many_searches_it_has(buffer):
    before = set(threading.enumerate())  # an earlier test's may just be ending
    note("gestalt")
    timer = buffer.timer
    note("gestalt", "polyvagal theory")

    assert buffer.timer is timer
    assert timer.daemon
    assert set(threading.enumerate()) - before == {timer}


@written
def test_the_thread_writes_by_itself_and_the_next_search_begins_a_new_batch(monkeypatch, buffer):
    monkeypatch.setattr(misses, "BATCH_SECONDS", 0.01)
    for expected in (1, 2):
        note("gestalt")
        wait_until(lambda expected=expected: numbers() == {"gestalt": expected})

    wait_until(lambda: not [each for each in threading.enumerate() if isinstance(each, threading.Timer)])
    assert (dict(buffer.counts), buffer.timer) == ({}, None)


def wait_until(holds, seconds=20):
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.02)


@written
def test_searches_go_on_while_a_batch_waits_for_the_database(buffer):
    note("gestalt")
    writer = threading.Thread(target=misses.flush)
    with transaction.atomic():
        hold(1, "held")  # on SQLite, the one write lock; on PostgreSQL, the next line's
        if connection.vendor == "postgresql":
            connection.cursor().execute("LOCK TABLE search_miss IN ACCESS EXCLUSIVE MODE")
        writer.start()
        wait_until(lambda: not buffer.counts)
        start = time.monotonic()
        note(*["polyvagal theory"] * 100)
        took = time.monotonic() - start
        assert writer.is_alive()
    writer.join()

    assert took < 1
    assert numbers() == {"held": 1, "gestalt": 1}
    assert dict(buffer.counts) == {"polyvagal theory": 100}


@written
def test_many_threads_count_and_write_at_once_and_nothing_is_lost():
    def search():
        for number in range(50):
            note("gestalt", f"word {number}")
            if number % 10 == 0:
                misses.flush()

    threads = [threading.Thread(target=search) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    misses.flush()

    assert numbers() == {"gestalt": 400} | {f"word {number}": 8 for number in range(50)}


@written
def test_two_processes_that_write_at_once_add_up():
    """Each process has a lock of its own, so here nothing but the database keeps them apart."""

    def write():
        for _ in range(5):
            with misses._own_connection():
                misses._write(misses.Counter(gestalt=1, theory=2), TODAY)

    threads = [threading.Thread(target=write) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert numbers() == {"gestalt": 20, "theory": 40}


@pytest.mark.once
def test_a_process_that_was_forked_counts_from_nothing():
    note("gestalt")
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        try:
            left = f"{dict(misses._buffer.counts)} {misses._buffer.timer} {misses._buffer.lock.locked()}"
            os.write(writing, left.encode())
        finally:
            os._exit(0)
    os.waitpid(child, 0)

    assert os.read(reading, 1000) == b"{} None False"
    os.close(reading)
    os.close(writing)


@pytest.mark.once
def test_what_has_gathered_is_written_when_the_process_ends(tmp_path):
    searching = "from search import misses; misses.note('gestalt'); misses.note('gestalt')"
    reading = "from search.models import Miss; print(list(Miss.objects.values_list('text', 'number')))"
    with serving.database(tmp_path / "hub") as url:
        hub = {"HUB_HOME": str(tmp_path), "DATABASE_URL": url, "HUB_NOTE_EMPTY_SEARCHES": "1"}
        serving.manage("migrate", "search", **hub)
        serving.manage("shell", "-v", "0", "-c", searching, **hub)

        assert serving.manage("shell", "-v", "0", "-c", reading, **hub).stdout == "[('gestalt', 2)]\n"
