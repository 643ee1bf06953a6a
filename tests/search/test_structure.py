"""search/structure.py, with search/checks.py, search/sqlite.py and search/postgresql.py beneath it"""

import pytest
from django.core import checks
from django.core.management import call_command
from django.db import connection, models

from search import indexing, structure
from search.engine import find
from search.fulltext import full_text
from search.models import Entry

from .conftest import document

PARTS = {
    "sqlite": {
        "search_text": "DROP TABLE search_text",
        "search_entry_inserted": "DROP TRIGGER search_entry_inserted",
        "search_entry_deleted": "DROP TRIGGER search_entry_deleted",
        "search_entry_updated": "DROP TRIGGER search_entry_updated",
    },
    "postgresql": {
        "search_entry.vector": "ALTER TABLE search_entry DROP COLUMN vector",
        "search_entry_vector": "DROP INDEX search_entry_vector",
        "search_key_squashed_c": "DROP INDEX search_key_squashed_c",
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


def shelve(key, title):
    indexing.put("shelf.term", key, document(title, text=f"What {title} means to giraffes."))


@pytest.mark.django_db
def test_nothing_is_missing_after_a_migration():
    assert structure.faults() == []
    assert warnings() == []


@pytest.mark.django_db
@pytest.mark.parametrize("number", range(4))
def test_what_is_missing_is_reported_and_made_again_from_the_entries(number):
    parts = list(PARTS[connection.vendor].items())
    name, statement = parts[number % len(parts)]
    shelve(1, "Attunement")
    connection.check_constraints()  # PostgreSQL alters no table that has checks to come
    full_text().execute(statement)
    assert f"“{name}” is missing" in structure.faults()[0]
    assert set(warnings()) == {"search.W001"}
    structure.ensure()
    assert structure.faults() == []
    assert found("giraffe") == ["Attunement"]


@pytest.mark.django_db
def test_making_it_twice_changes_nothing(django_assert_max_num_queries):
    with django_assert_max_num_queries(3):
        structure.ensure()


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


@pytest.mark.django_db(transaction=True)
def test_the_index_survives_a_migration_that_alters_its_table():
    shelve(1, "Attunement")
    before, after = Entry._meta.get_field("label"), models.TextField(default="none")
    after.set_attributes_from_name("label")
    after.model = Entry
    with connection.schema_editor() as editor:
        editor.alter_field(Entry, before, after)
    call_command("migrate", verbosity=0)
    shelve(2, "Resonance")
    assert found("giraffe") == ["Attunement", "Resonance"]
    assert full_text().differing() == 0
    with connection.schema_editor() as editor:
        editor.alter_field(Entry, after, before)
    call_command("migrate", verbosity=0)


@pytest.mark.django_db(transaction=True)
def test_emptying_the_tables_empties_the_full_text():
    shelve(1, "Attunement")
    call_command("flush", verbosity=0, interactive=False)
    assert found("giraffe") == []
    shelve(1, "Resonance")
    assert found("giraffe") == ["Resonance"]
    assert full_text().differing() == 0
