"""search/structure.py, with search/checks.py, search/sqlite.py and search/postgresql.py beneath it"""

from contextlib import contextmanager
from datetime import UTC, datetime
from io import StringIO

import pytest
from django.apps import apps
from django.core import checks
from django.core.management import call_command
from django.db import connection, migrations, models
from django.db.migrations.state import ProjectState

from search import indexing, structure
from search.engine import find
from search.fulltext import full_text
from search.models import Key

from .conftest import LONG_AGO, document

LATER = datetime(2100, 1, 1, tzinfo=UTC)
PARTS = {
    "sqlite": {
        "search_text": "DROP TABLE search_text",
        "search_entry_inserted": "DROP TRIGGER search_entry_inserted",
        "search_entry_deleted": "DROP TRIGGER search_entry_deleted",
        "search_entry_updated": "DROP TRIGGER search_entry_updated",
        "search_key_in_order_c": "DROP INDEX search_key_in_order_c",
    },
    "postgresql": {
        "search_entry.vector": "ALTER TABLE search_entry DROP COLUMN vector",
        "search_entry_vector": "DROP INDEX search_entry_vector",
        "search_key_squashed_c": "DROP INDEX search_key_squashed_c",
        "search_key_in_order_c": "DROP INDEX search_key_in_order_c",
        "search_key_reversed_c": "DROP INDEX search_key_reversed_c",
        "search_word_text_c": "DROP INDEX search_word_text_c",
        "search_word_reversed_c": "DROP INDEX search_word_reversed_c",
    },
}


def found(query):
    return [hit.title for hit in find(query).hits]


def warnings():
    return [
        message.id
        for message in checks.run_checks(tags=[checks.Tags.database], databases=["default"])
        if message.id.startswith("search.")
    ]


def names():
    columns = ("folded", "model", "object_id", "kind", "facet", "title", "visible_from", "visible_until")
    return list(Key.objects.order_by("folded").values_list(*columns))


def shelve(key, title):
    indexing.put("shelf.term", key, document(title, text=f"What {title} means to giraffes."))


@pytest.mark.django_db
def test_nothing_is_missing_after_a_migration():
    assert structure.faults() == []
    assert warnings() == []


@pytest.mark.django_db
@pytest.mark.parametrize("name", PARTS[connection.vendor])
def test_what_is_missing_is_reported_and_made_again_from_the_entries(name):
    shelve(1, "Attunement")
    connection.check_constraints()  # PostgreSQL alters no table that has checks to come
    full_text().execute(PARTS[connection.vendor][name])
    assert f"“{name}” is missing" in structure.faults()[0]
    assert set(warnings()) == {"search.W001"}
    structure.ensure()
    assert structure.faults() == []
    assert found("giraffe") == ["Attunement"]


@pytest.mark.django_db
def test_making_it_twice_changes_nothing(django_assert_max_num_queries):
    with django_assert_max_num_queries(5):
        structure.ensure()


@pytest.mark.django_db
@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite compares all its statements")
def test_an_index_of_the_right_name_but_another_order_is_out_of_date_and_made_anew():
    full_text().execute("DROP INDEX search_key_squashed_c")
    full_text().execute("CREATE INDEX search_key_squashed_c ON search_key (squashed)")
    assert structure.faults() == ["“search_key_squashed_c” is missing or out of date."]
    structure.ensure()
    assert structure.faults() == []


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("migration", ["0001", "0002", "0003"])
def test_a_database_may_be_migrated_one_step_at_a_time_back_and_forth(migration):
    shelve(1, "Attunement")
    try:
        call_command("migrate", "search", migration, verbosity=0)
        assert structure.faults() == []
    finally:
        call_command("migrate", "search", verbosity=0)
    assert structure.faults() == []
    shelve(1, "Attunement")
    assert found("giraffe") == found("atunement") == ["Attunement"]


@pytest.mark.django_db(transaction=True)
def test_names_that_were_there_before_learn_of_their_entries_from_the_migration():
    document_of_all = document("Attunement", "Feeling felt", kind="step", facet="debated", visible_until=LATER)
    indexing.put("shelf.step", 7, document_of_all)
    before = names()
    try:
        call_command("migrate", "search", "0003", verbosity=0)
    finally:
        call_command("migrate", "search", verbosity=0)
    assert names() == before
    assert before[0] == ("attunement", "shelf.step", 7, "step", "debated", "attunement", LONG_AGO, LATER)
    assert [each[0] for each in before] == ["attunement", "feeling felt"]
    assert found("at") == ["Attunement"]


@pytest.mark.django_db
def test_a_database_without_the_tables_has_no_faults_yet():
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE search_entry RENAME TO search_elsewhere")
    try:
        assert structure.faults() == []
        structure.ensure()
    finally:
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE search_elsewhere RENAME TO search_entry")


TRIGGERS = ("search_entry_inserted", "search_entry_deleted", "search_entry_updated")


@contextmanager
def altered(field):
    """The entries' table altered by a migration's own operation, and as it was again at the end."""
    before = ProjectState.from_apps(apps)
    after = before.clone()
    operation = migrations.AlterField("entry", "label", field)
    operation.state_forwards("search", after)
    with connection.schema_editor() as editor:
        operation.database_forwards("search", editor, before, after)
    try:
        yield
    finally:
        with connection.schema_editor() as editor:
            operation.database_backwards("search", editor, after, before)
        structure.ensure()


@pytest.mark.django_db(transaction=True)
def test_the_index_survives_a_migration_that_alters_its_table():
    shelve(1, "Attunement")
    told = StringIO()
    with altered(models.TextField(default="none")):
        # SQLite makes the table anew and drops its triggers without a word; PostgreSQL keeps what hangs on it.
        dropped = TRIGGERS if connection.vendor == "sqlite" else ()
        assert structure.faults() == [f"“{name}” is missing or out of date." for name in dropped]
        assert warnings() == ["search.W001"] * len(dropped)
        call_command("migrate", verbosity=0, stderr=told, skip_checks=False)
        assert told.getvalue().count("search.W001") == len(dropped)
        assert warnings() == structure.faults() == []
        shelve(2, "Resonance")
        shelve(1, "Tuning")
        indexing.drop("shelf.term", [7])
        assert found("giraffe") == ["Resonance", "Tuning"]
        assert found("attunement") == []
        assert full_text().differing() == 0
    assert structure.faults() == []
    assert found("giraffe") == ["Resonance", "Tuning"]


@pytest.mark.django_db(transaction=True)
def test_what_was_written_while_triggers_were_missing_is_found_after_the_next_migration():
    with altered(models.TextField(default="none")):
        shelve(1, "Attunement")
        shelve(2, "Resonance")
        indexing.drop("shelf.term", [2])
        call_command("migrate", verbosity=0)
        assert found("giraffe") == ["Attunement"]
        assert full_text().differing() == 0


@pytest.mark.django_db(transaction=True)
def test_emptying_the_tables_empties_the_full_text():
    shelve(1, "Attunement")
    call_command("flush", verbosity=0, interactive=False)
    assert found("giraffe") == []
    shelve(1, "Resonance")
    assert found("giraffe") == ["Resonance"]
    assert full_text().differing() == 0
