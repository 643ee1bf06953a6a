"""`manage.py serve`, run as an operator runs it: another process, a real port, a state folder of its own."""

import json
import socket
import sqlite3
import stat
import time
from contextlib import closing
from dataclasses import dataclass
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest

from ipnb_hub import serving as preparation
from tests import serving

pytestmark = pytest.mark.heavy


@pytest.fixture(scope="module")
def started(tmp_path_factory):
    """A hub that was started once and stopped: its state folder and its database."""
    home = tmp_path_factory.mktemp("state") / "hub"
    with serving.database(home) as url:
        is_first = url.startswith("sqlite")
        if not is_first:
            serving.lend_static(home)  # collecting them from nothing asks no database
        with serving.hub(home, url) as first:
            words = urlopen(f"{first.url}/readyz").read()
        if is_first:
            serving.keep_static(home)
        yield home, url, words


@dataclass
class Again:
    """What the second start found, and the hub that goes on running."""

    key: str
    data: list[object]
    collected: int
    running: serving.Running


@pytest.fixture(scope="module")
def again(started):
    home, url, _ = started
    data = content(home, url)
    key, collected = (home / "secret_key").read_text(), manifest(home).stat().st_mtime_ns
    with serving.hub(home, url) as running:
        yield Again(key, data, collected, running)


def content(home, url):
    """Everything that the database holds."""
    if not url.startswith("sqlite"):
        return rows(serving.manage("dumpdata", HUB_HOME=str(home), DATABASE_URL=url).stdout)
    with closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as database:
        return [line for line in database.iterdump() if line.startswith("INSERT")]


def manifest(home):
    return home / "static" / "staticfiles.json"


def test_a_first_start_makes_everything_and_is_ready(started):
    assert started[2] == b"ready\n"


@pytest.mark.once
def test_the_secret_key_is_made_once_and_readable_by_its_owner_alone(started, again):
    key = started[0] / "secret_key"

    assert key.read_text() == again.key
    assert len(again.key) >= 50
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    assert stat.S_IMODE(started[0].stat().st_mode) == 0o700


def rows(dumped):
    """What was dumped; PostgreSQL gives the permissions of a group in any order."""
    found = json.loads(dumped)
    for each in found:
        each["fields"] = {name: sorted(value) if _is_keys(value) else value for name, value in each["fields"].items()}
    return found


def _is_keys(value):
    return isinstance(value, list) and all(isinstance(each, int) for each in value)


def test_a_second_start_changes_no_data_and_answers_soon(started, again, record_property):
    home, url, _ = started
    record_property("second start answers after", f"{again.running.seconds:.1f} s")

    assert len(again.data) > 1000
    assert content(home, url) == again.data
    assert again.running.seconds < 60  # 3 on a machine at rest; the figure is in the summary of the run


@pytest.mark.once
def test_a_second_start_leaves_the_static_files_as_they_are(started, again):
    assert manifest(started[0]).stat().st_mtime_ns == again.collected


@pytest.mark.once
def test_the_static_files_are_collected_only_when_they_changed(tmp_path, settings):
    settings.HUB_HOME, settings.STATIC_ROOT = tmp_path, tmp_path / "static"
    file = tmp_path / "static" / "admin" / "css" / "base.css"
    preparation.collect_static()
    before = file.stat().st_mtime_ns

    preparation.collect_static()
    assert file.stat().st_mtime_ns == before
    (tmp_path / "static.stamp").write_text("of other files")
    preparation.collect_static()
    assert file.stat().st_mtime_ns > before


@pytest.mark.once
def test_static_files_have_hashed_names_and_a_brotli_copy(started):
    names = {path.name for path in (started[0] / "static" / "admin" / "css").iterdir()}
    hashed = [name for name in names if name.startswith("base.") and name.count(".") == 2 and name.endswith(".css")]

    assert len(hashed) == 1
    assert {f"{hashed[0]}.br", f"{hashed[0]}.gz"} <= names


@pytest.mark.once
def test_the_start_prints_the_address_and_how_to_make_an_editor(again):
    output = again.running.process.stdout

    assert [output.readline(), output.readline()] == [
        f"The hub is at {again.running.url} (Ctrl-C stops it).\n",
        "To edit it, make an account with: make editor; then sign in at /admin/.\n",
    ]


def status_of(address, method):
    try:
        with urlopen(Request(address, method=method)) as answer:
            return answer.status
    except HTTPError as refused:
        with refused:
            return refused.code


@pytest.mark.once
def test_started_from_any_folder_it_writes_no_line_for_a_request(started, tmp_path):
    home, url, _ = started

    with serving.hub(home, url, folder=tmp_path, HUB_WORKERS="1") as running:
        process = running.process
        assert urlopen(f"{running.url}/readyz").read() == b"ready\n"
        urlopen(f"{running.url}/healthz").close()
        for address in ("/", "/nowhere/", "/search/?q=%00", "/static/css/hub.css"):
            assert status_of(f"{running.url}{address}", "HEAD") in (200, 400, 404)
            assert status_of(f"{running.url}{address}", "POST") in (400, 403, 404, 405)
        assert status_of(f"{running.url}/admin/login/", "POST") == 403
        with socket.create_connection(("127.0.0.1", int(running.url.rpartition(":")[2]))) as line:
            line.sendall(b"nonsense\r\n\r\n")
            assert line.recv(100).startswith(b"HTTP/1.1 400")
        process.terminate()
        output = process.stdout.read()

    assert output.count("\n") == 2, output


@pytest.mark.once
def test_half_sent_requests_do_not_stop_the_hub(again):
    port = int(again.running.url.rpartition(":")[2])
    lines = [socket.create_connection(("127.0.0.1", port)) for _ in range(16)]
    for line in lines:
        line.sendall(b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n")
    begin = time.monotonic()
    assert urlopen(f"{again.running.url}/healthz", timeout=10).read() == b"ok\n"
    assert time.monotonic() - begin < 5
    for line in lines:
        line.close()


def sentence(*arguments: str, **variables: str) -> str:
    """What a command that fails says, after the checks that every such failure has in common."""
    result = serving.manage(*arguments, **variables)
    assert result.returncode != 0
    assert result.stdout == ""
    assert "Traceback" not in result.stderr
    lines = result.stderr.strip().splitlines()
    assert len(lines) == 1, result.stderr
    return lines[0].removeprefix("CommandError: ")


@pytest.mark.once
def test_a_taken_port_is_named(tmp_path):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        words = sentence("serve", HUB_HOME=str(tmp_path), PORT=str(port))

    assert words == f"Port {port} is taken; choose another one, as in: make serve PORT={port + 1}"


@pytest.mark.once
def test_an_address_of_another_machine_is_refused():
    with pytest.raises(preparation.CommandError) as refused:
        preparation.require_port("192.0.2.1", serving.free_port())

    assert str(refused.value) == "HOST=192.0.2.1 is not an address of this machine (Cannot assign requested address)."


@pytest.mark.once
def test_a_database_url_that_means_nothing_is_refused(tmp_path):
    assert sentence("serve", HUB_HOME=str(tmp_path), DATABASE_URL="mysql://db/hub") == (
        "The hub cannot start: DATABASE_URL is not understood; write sqlite:////folder/file.sqlite3 "
        "or postgresql://user:password@host:5432/name."
    )


@pytest.mark.once
def test_a_database_that_does_not_answer_is_named_without_its_password(tmp_path):
    nowhere = f"postgresql://hub:s3cret@127.0.0.1:{serving.free_port()}/hub"

    words = sentence("serve", HUB_HOME=str(tmp_path), DATABASE_URL=nowhere, PORT=str(serving.free_port()))

    assert words.startswith("The database does not answer: ")
    assert words.endswith("Check DATABASE_URL.")
    assert "s3cret" not in words


@pytest.mark.once
def test_an_sqlite_file_that_is_no_database_is_refused(tmp_path):
    file = tmp_path / "letter.txt"
    file.write_text("Dear hub, this is not a database, however long one looks at it. " * 20)

    words = sentence("serve", HUB_HOME=str(tmp_path), DATABASE_URL=f"sqlite:///{file}", PORT=str(serving.free_port()))

    assert words == "The database does not answer: file is not a database. Check DATABASE_URL."


@pytest.mark.once
def test_a_state_folder_that_cannot_be_made_is_named(tmp_path):
    (tmp_path / "file").write_text("")

    assert sentence("serve", HUB_HOME=str(tmp_path / "file" / "hub")) == (
        f"The hub cannot start: the state folder {tmp_path}/file/hub cannot be made (Not a directory); "
        "set HUB_HOME to another one."
    )


@pytest.mark.once
def test_a_state_folder_that_cannot_be_written_is_named(tmp_path, settings):
    (tmp_path / ".writable").mkdir()  # stands for a folder of somebody else, which root could write
    settings.HUB_HOME = tmp_path

    with pytest.raises(preparation.CommandError, match=r"^The state folder .* cannot be written \(Is a directory\)"):
        preparation.require_state_folder()


@pytest.mark.once
def test_a_database_that_cannot_be_written_is_one_sentence(tmp_path):
    file = tmp_path / "hub.sqlite3"
    with sqlite3.connect(file) as connection:
        connection.execute("CREATE TABLE django_migrations (other text)")
    connection.close()

    words = sentence("serve", HUB_HOME=str(tmp_path), DATABASE_URL=f"sqlite:///{file}", PORT=str(serving.free_port()))

    assert words.startswith("The database refused to be prepared: ")


@pytest.mark.once
def test_static_files_that_cannot_be_collected_are_one_sentence(tmp_path, settings):
    settings.HUB_HOME, settings.STATIC_ROOT = tmp_path, tmp_path / "static"
    (tmp_path / "static").write_text("a file where a folder belongs")

    with pytest.raises(preparation.CommandError, match=r"^The static files cannot be collected: .*\.$"):
        preparation.collect_static()


@pytest.mark.once
def test_a_privileged_port_is_explained(tmp_path, settings):
    assert preparation._why_no_port("127.0.0.1", 80, PermissionError(13, "Permission denied")) == (
        "Port 80 may not be opened by this account; choose one above 1023 with PORT=."
    )


@pytest.mark.once
def test_the_server_has_many_threads_no_control_socket_and_trusts_only_the_named_proxies(settings):
    settings.HUB_HOST, settings.HUB_PORT, settings.HUB_WORKERS = "::1", 8123, 3
    settings.HUB_TRUSTED_PROXIES = ["10.0.0.0/24"]

    assert preparation.gunicorn_arguments() == [
        "ipnb_hub.wsgi:application",
        f"--chdir={settings.BASE_DIR}",
        "--bind=[::1]:8123",
        "--worker-class=gthread",
        "--workers=3",
        "--threads=32",
        "--no-control-socket",
        "--log-level=error",
        "--forwarded-allow-ips=127.0.0.1,::1,10.0.0.0/24",
    ]
