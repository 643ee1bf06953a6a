"""DATABASE_URL → Django's database settings, with the options each engine needs here."""

from pathlib import Path
from typing import Any

import dj_database_url
from django.core.exceptions import ImproperlyConfigured

# WAL lets readers read while an editor saves; FULL keeps a saved edit through a power cut (writes are rare).
SQLITE_START = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL"
SQLITE_WAIT_SECONDS = 20
POSTGRESQL_CONNECT_SECONDS = 5
KEEP_OPEN_SECONDS = 600
STATEMENTS_BEFORE_A_PLAN = 5
PROJECT = Path(__file__).resolve().parent.parent

WRONG = (
    "DATABASE_URL is not understood; write sqlite:////folder/file.sqlite3 or postgresql://user:password@host:5432/name."
)


def from_url(url: str, home: Path) -> dict[str, Any]:
    """The settings for `url`; without one, for an SQLite file in the state folder."""
    config = _parsed(url) if url else _file_in(home)
    config.update(CONN_MAX_AGE=KEEP_OPEN_SECONDS, CONN_HEALTH_CHECKS=True)
    options = config.setdefault("OPTIONS", {})
    if config["ENGINE"].endswith("sqlite3"):
        options.update(transaction_mode="IMMEDIATE", timeout=SQLITE_WAIT_SECONDS, init_command=SQLITE_START)
        # Django would test in memory, where there is neither WAL nor IMMEDIATE.
        config["TEST"] = {"NAME": str(home / "test.sqlite3")}
    else:
        options.setdefault("connect_timeout", POSTGRESQL_CONNECT_SECONDS)
        options["server_side_binding"] = True
        options["prepare_threshold"] = _threshold(str(options.get("prepare_threshold", STATEMENTS_BEFORE_A_PLAN)))
    return config


def _threshold(text: str) -> int | None:
    """From how many times on a statement is planned only once; nothing for never."""
    if text == "none":
        return None
    if not text.isdecimal():
        raise ImproperlyConfigured("DATABASE_URL: prepare_threshold is a number, or “none”.")
    return int(text)


def _file_in(home: Path) -> dict[str, Any]:
    return {"ENGINE": "django.db.backends.sqlite3", "NAME": str(home / "hub.sqlite3")}


def _parsed(url: str) -> dict[str, Any]:
    if not url.startswith(("sqlite:///", "postgres://", "postgresql://")):
        raise ImproperlyConfigured(WRONG)
    try:
        config: dict[str, Any] = dict(dj_database_url.parse(url))
    except ValueError:
        raise ImproperlyConfigured(WRONG) from None
    if config["NAME"] in ("", ":memory:"):
        raise ImproperlyConfigured(WRONG)
    if config["ENGINE"].endswith("sqlite3"):
        config["NAME"] = str(PROJECT / config["NAME"])  # whichever folder a command is started in
    return config
