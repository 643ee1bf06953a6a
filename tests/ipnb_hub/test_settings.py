"""The settings as an operator meets them: each case is a process of its own with its own environment."""

import ast
import json
import re
import subprocess
import sys

import pytest

from tests import serving

pytestmark = pytest.mark.once

HTTPS = {"HUB_URL": "https://hub.example.org", "SECRET_KEY": "k" * 60}


def values(home, *names, **variables):
    """The settings of these names in a process with these variables; it reads them and makes no hub of them."""
    code = (
        "import json; from django.conf import settings;"
        f"print(json.dumps({{n: getattr(settings, n) for n in {names!r}}}, default=str))"
    )
    variables |= {"HUB_HOME": str(home), "DJANGO_SETTINGS_MODULE": "ipnb_hub.settings"}
    result = subprocess.run(
        [sys.executable, "-c", code],
        cwd=serving.ROOT,
        env=serving.environment(**variables),
        capture_output=True,
        text=True,
        timeout=serving.START_SECONDS,
        check=False,
    )
    assert result.returncode == 0, result.stderr
    return json.loads(result.stdout)


def refusal(home, **variables):
    """The one sentence with which a process with these variables stops."""
    result = serving.manage("check", HUB_HOME=str(home), **variables)
    assert result.returncode == 1
    assert result.stderr.startswith("The hub cannot start: ")
    assert result.stderr.count("\n") == 1
    return result.stderr.removeprefix("The hub cannot start: ").strip()


def test_unset_means_safe_and_for_this_machine_alone(tmp_path):
    assert values(
        tmp_path,
        "DEBUG",
        "HUB_URL",
        "ALLOWED_HOSTS",
        "SECURE_SSL_REDIRECT",
        "SECURE_HSTS_SECONDS",
        "HUB_CONTACT",
    ) == {
        "DEBUG": False,
        "HUB_URL": "http://127.0.0.1:8000",
        "ALLOWED_HOSTS": ["127.0.0.1", "localhost", "[::1]"],
        "SECURE_SSL_REDIRECT": False,
        "SECURE_HSTS_SECONDS": 0,
        "HUB_CONTACT": "",
    }


def test_an_https_address_turns_on_all_that_https_brings(tmp_path):
    assert values(
        tmp_path,
        "HUB_URL",
        "ALLOWED_HOSTS",
        "SECURE_SSL_REDIRECT",
        "SECURE_HSTS_SECONDS",
        "SECURE_HSTS_INCLUDE_SUBDOMAINS",
        "SECURE_HSTS_PRELOAD",
        "SESSION_COOKIE_NAME",
        "SESSION_COOKIE_SECURE",
        "SESSION_COOKIE_DOMAIN",
        "SESSION_COOKIE_PATH",
        "CSRF_COOKIE_NAME",
        "CSRF_COOKIE_SECURE",
        "CSRF_TRUSTED_ORIGINS",
        **HTTPS,
    ) == {
        "HUB_URL": "https://hub.example.org",
        "ALLOWED_HOSTS": ["hub.example.org", "127.0.0.1", "localhost", "[::1]"],
        "SECURE_SSL_REDIRECT": True,
        "SECURE_HSTS_SECONDS": 31536000,
        "SECURE_HSTS_INCLUDE_SUBDOMAINS": False,
        "SECURE_HSTS_PRELOAD": False,
        "SESSION_COOKIE_NAME": "__Host-sessionid",
        "SESSION_COOKIE_SECURE": True,
        "SESSION_COOKIE_DOMAIN": None,
        "SESSION_COOKIE_PATH": "/",
        "CSRF_COOKIE_NAME": "__Host-csrftoken",
        "CSRF_COOKIE_SECURE": True,
        "CSRF_TRUSTED_ORIGINS": ["https://hub.example.org"],
    }


def test_subdomains_and_preload_are_said_by_the_operator(tmp_path):
    names = ("SECURE_HSTS_INCLUDE_SUBDOMAINS", "SECURE_HSTS_PRELOAD")

    found = values(tmp_path, *names, HUB_HSTS_SUBDOMAINS="1", HUB_HSTS_PRELOAD="1", **HTTPS)

    assert found == dict.fromkeys(names, True)


@pytest.mark.parametrize("variables", [{"ALLOWED_HOSTS": "localhost,hub.example.org"}, {"HUB_URL": "http://10.0.0.9"}])
def test_a_hub_that_others_can_reach_needs_https(tmp_path, variables):
    assert refusal(tmp_path, **variables) == (
        "a hub that others than this machine can reach needs a HUB_URL that begins with https://."
    )


def test_production_stops_without_a_secret_key(tmp_path):
    assert refusal(tmp_path, HUB_URL="https://hub.example.org") == (
        f"an https HUB_URL needs a secret key: set SECRET_KEY, or put one into {tmp_path}/secret_key."
    )
    assert not (tmp_path / "secret_key").exists()


def test_production_takes_the_key_of_the_state_folder(tmp_path):
    (tmp_path / "secret_key").write_text("a key of somebody\n")

    assert values(tmp_path, "SECRET_KEY", HUB_URL="https://hub.example.org") == {"SECRET_KEY": "a key of somebody"}


def test_debug_is_refused_in_public(tmp_path):
    assert values(tmp_path, "DEBUG", HUB_DEBUG="1") == {"DEBUG": True}
    assert refusal(tmp_path, HUB_DEBUG="1", **HTTPS) == (
        "HUB_DEBUG=1 shows the inside of the hub; an https HUB_URL refuses it."
    )


def test_the_database_is_durable_and_waits_for_a_writer(tmp_path):
    database = values(tmp_path, "DATABASES")["DATABASES"]["default"]

    assert database["NAME"] == str(tmp_path / "hub.sqlite3")
    assert database["OPTIONS"] == {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL",
    }
    assert database.get("ATOMIC_REQUESTS", False) is False
    assert (database["CONN_MAX_AGE"], database["CONN_HEALTH_CHECKS"]) == (600, True)


def names_read():
    """Every name that a file of ours passes to the reader of variables."""
    pattern = re.compile(r"environment\.(?:text|exact|parts|flag|number)\(\s*\"(\w+)\"")
    sources = [path.read_text() for path in (serving.ROOT / "ipnb_hub").rglob("*.py")]
    return {name for source in sources for name in pattern.findall(source)}


def test_every_variable_is_explained_in_the_example():
    lines = (serving.ROOT / ".env.example").read_text().splitlines()
    explained = {line[1:].partition("=")[0] for line in lines if re.match(r"#[A-Z_]+=", line)}

    assert explained == names_read()
    for number, line in enumerate(lines):
        assert not re.match(r"#[A-Z_]+=", line) or lines[number - 1].startswith("#"), line


def test_variables_are_read_in_one_place():
    readers = set()
    folders = {path for path in serving.ROOT.iterdir() if path.is_dir()}
    folders -= {serving.ROOT / name for name in ("tests", ".venv", "bench", "requirements", "var")}
    for path in (path for folder in folders for path in folder.rglob("*.py")):
        source = path.read_text()
        named = ast.walk(ast.parse(source)) if re.search("environ|getenv", source) else ()
        for node in named:
            if isinstance(node, ast.Attribute) and node.attr in {"environ", "getenv"}:
                readers.add(path.relative_to(serving.ROOT).as_posix())

    assert readers == {"ipnb_hub/environment.py", "ipnb_hub/wsgi.py"}
