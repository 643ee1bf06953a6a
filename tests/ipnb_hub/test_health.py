import time

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.test.utils import CaptureQueriesContext

from publishing.changes import gathered
from search import indexing, upkeep
from search.documents import Document
from search.models import Entry
from tests import serving
from tests.making import make_term


@pytest.mark.once
def test_the_process_is_up_without_touching_the_database(client):
    response = client.get("/healthz")

    assert (response.status_code, response.content) == (200, b"ok\n")
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert "no-store" in response["Cache-Control"]
    assert response.cookies == {}


@pytest.mark.django_db
def test_a_hub_with_its_tables_is_ready(client):
    response = client.get("/readyz")

    assert (response.status_code, response.content) == (200, b"ready\n")


@pytest.mark.django_db
def test_a_missing_migration_makes_it_unready(client):
    MigrationRecorder(connection).record_unapplied("auth", "0012_alter_user_first_name_max_length")

    response = client.get("/readyz")

    assert (response.status_code, response.content) == (503, b"migrations\n")


@pytest.mark.django_db
def test_a_search_index_made_by_other_code_makes_it_unready(client):
    document = Document("term", "Attunement", "/glossary/attunement/", names=(), summary="", text="")
    indexing.put("glossary.term", 1, document)
    Entry.objects.update(recipe="of another version")

    response = client.get("/readyz")

    assert (response.status_code, response.content) == (503, b"search\n")


@pytest.mark.django_db
@pytest.mark.parametrize("entries", [1, 3])
def test_readiness_compares_two_stamps_however_much_there_is_to_find(client, entries):
    with gathered():
        for number in range(entries):
            make_term(f"Term {number}")
    client.get("/readyz")

    with CaptureQueriesContext(connection) as queries:
        response = client.get("/readyz")

    asked = [query["sql"] for query in queries if "search_" in query["sql"]]
    assert response.content == b"ready\n"
    assert len(queries) <= 3  # is there a table of migrations, which are applied, is an entry of another recipe
    assert len(asked) == 1
    assert asked[0].endswith("LIMIT 1")
    assert "recipe" in asked[0]


@pytest.mark.django_db
def test_readiness_does_not_compare_the_index_with_the_content(client):
    make_term("Attunement")
    Entry.objects.update(title="Something else", digest="none")
    assert len(list(upkeep.differences())) == 1

    assert client.get("/readyz").content == b"ready\n"


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/healthz", "/readyz"])
def test_only_reading_is_allowed(client, address):
    assert client.head(address).status_code == 200
    assert client.post(address).status_code == 405


@pytest.mark.once
def test_a_database_that_is_away_is_one_word_and_soon(tmp_path):
    nowhere = f"postgresql://hub@127.0.0.1:{serving.free_port()}/hub"
    ask = (
        "from django.test import Client; r = Client().get('/readyz', headers={'host': 'localhost'});"
        "print(r.status_code, r.content)"
    )
    begin = time.monotonic()

    result = serving.manage("shell", "-v", "0", "-c", ask, HUB_HOME=str(tmp_path), DATABASE_URL=nowhere)

    assert result.stdout == "503 b'database\\n'\n"
    assert "Traceback" not in result.stderr
    assert time.monotonic() - begin < 15


@pytest.mark.django_db
def test_the_checks_of_a_public_hub_find_nothing():
    call_command("check", fail_level="WARNING")
