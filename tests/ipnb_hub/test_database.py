import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import connection

from ipnb_hub import database


@pytest.mark.once
def test_without_an_address_the_database_is_a_file_of_the_state_folder(tmp_path):
    config = database.from_url("", tmp_path / "a folder with 100% odd names?")

    assert config["NAME"] == f"{tmp_path}/a folder with 100% odd names?/hub.sqlite3"


@pytest.mark.once
def test_postgresql_gives_up_soon_and_stays_connected(tmp_path):
    config = database.from_url("postgresql://hub:pa%40ss@db.example.org:5433/content", tmp_path)

    assert config["ENGINE"] == "django.db.backends.postgresql"
    assert (config["USER"], config["PASSWORD"], config["HOST"]) == ("hub", "pa@ss", "db.example.org")
    assert (config["PORT"], config["NAME"]) == (5433, "content")
    assert config["OPTIONS"] == {"connect_timeout": 5, "prepare_threshold": 5, "server_side_binding": True}
    assert (config["CONN_MAX_AGE"], config["CONN_HEALTH_CHECKS"]) == (600, True)


@pytest.mark.once
def test_the_address_may_carry_options(tmp_path):
    url = "postgres://hub@db.example.org/hub?sslmode=require&connect_timeout=2"

    options = database.from_url(url, tmp_path)["OPTIONS"]
    assert (options["sslmode"], options["connect_timeout"]) == ("require", 2)


@pytest.mark.once
def test_statements_are_planned_once_unless_a_pooler_forbids_it(tmp_path):
    def threshold(text):
        return database.from_url(f"postgres://db.example.org/hub?prepare_threshold={text}", tmp_path)["OPTIONS"]

    assert (threshold("none")["prepare_threshold"], threshold("0")["prepare_threshold"]) == (None, 0)
    with pytest.raises(ImproperlyConfigured, match="prepare_threshold is a number"):
        threshold("soon")


@pytest.mark.once
@pytest.mark.parametrize(
    "url",
    [
        "mysql://db/hub",
        "hub.sqlite3",
        "sqlite://",
        "sqlite:///",
        "postgresql://db:port/hub",
        "postgresql://db",
    ],
)
def test_an_address_that_is_not_understood_is_refused(tmp_path, url):
    with pytest.raises(ImproperlyConfigured, match="^DATABASE_URL is not understood; "):
        database.from_url(url, tmp_path)


@pytest.mark.once
def test_a_relative_file_stands_in_the_project_whichever_folder_a_command_is_started_in(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    assert database.from_url("sqlite:///var/hub.sqlite3", tmp_path)["NAME"] == str(database.PROJECT / "var/hub.sqlite3")
    assert database.from_url("sqlite:////srv/hub.sqlite3", tmp_path)["NAME"] == "/srv/hub.sqlite3"


@pytest.mark.django_db
def test_the_tests_run_on_a_file_with_the_journal_of_production():
    if connection.vendor == "postgresql":
        assert connection.pg_version >= 150000
        return
    with connection.cursor() as cursor:
        found = {name: cursor.execute(f"PRAGMA {name}").fetchone()[0] for name in ("journal_mode", "synchronous")}

    assert found == {"journal_mode": "wal", "synchronous": 2}
    assert connection.transaction_mode == "IMMEDIATE"
