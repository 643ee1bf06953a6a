"""Starts the real server on a free port, with a state folder and a database of its own."""

import os
import secrets
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.request import urlopen

import psycopg

ROOT = Path(__file__).resolve().parent.parent
OURS = (
    "SECRET_KEY",
    "ALLOWED_HOSTS",
    "HOST",
    "PORT",
    "DATABASE_URL",
    "DJANGO_SETTINGS_MODULE",
    "DJANGO_ALLOW_ASYNC_UNSAFE",
)
START_SECONDS = 240  # ten times what a machine at rest needs
KEPT_STATIC = ROOT / ".coverage" / "static-files"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def environment(**variables: str) -> dict[str, str]:
    """This process's environment without any setting of the hub, and with the given ones."""
    kept = {name: value for name, value in os.environ.items() if name not in OURS and not name.startswith("HUB_")}
    return {**kept, **variables}


def manage(*arguments: str, answers: str = "", **variables: str) -> subprocess.CompletedProcess[str]:
    """Run one command of manage.py to its end."""
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env=environment(**variables),
        input=answers,
        capture_output=True,
        text=True,
        timeout=START_SECONDS,
        check=False,
    )


@contextmanager
def database(home: Path, template: str = "template1") -> Iterator[str]:
    """A database with nothing in it: beside `home` on SQLite, else on the server that the suite runs against."""
    server = os.environ.get("DATABASE_URL", "")
    if not server.startswith("postgres"):
        yield f"sqlite:///{home}.sqlite3"
        return
    name = f"hub_{secrets.token_hex(6)}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
        try:
            yield f"{server.rpartition('/')[0]}/{name}"
        finally:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


@dataclass
class Running:
    """A hub that answers at `url`; `seconds` from its start to its first answer."""

    url: str
    seconds: float
    process: subprocess.Popen[str]


def lend_static(home: Path) -> None:
    """Give a state folder the static files of an earlier start; the hub makes them anew unless they are still right."""
    home.mkdir(parents=True, exist_ok=True)
    for name in ("static", "static.stamp"):
        kept = KEPT_STATIC / name
        if kept.is_dir():
            shutil.copytree(kept, home / name)
        elif kept.exists():
            shutil.copy2(kept, home / name)


def keep_static(home: Path) -> None:
    """Keep the static files of a state folder for the next start that only needs some."""
    ours = Path(tempfile.mkdtemp(dir=home))
    shutil.copytree(home / "static", ours / "static")
    shutil.copy2(home / "static.stamp", ours / "static.stamp")
    KEPT_STATIC.parent.mkdir(exist_ok=True)
    shutil.rmtree(KEPT_STATIC, ignore_errors=True)
    with suppress(OSError):  # another process was quicker
        shutil.move(ours, KEPT_STATIC)


@contextmanager
def hub(home: Path, database_url: str, folder: Path = ROOT, **variables: str) -> Iterator[Running]:
    """The hub, started in a folder, from its first answer until the block is left."""
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    settings = environment(HUB_HOME=str(home), DATABASE_URL=database_url, PORT=str(port), **variables)
    start = time.monotonic()
    process = subprocess.Popen(
        [sys.executable, str(ROOT / "manage.py"), "serve"],
        cwd=folder,
        env=settings,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        _wait(process, f"{url}/healthz", start + START_SECONDS)
        yield Running(url, time.monotonic() - start, process)
    finally:
        process.terminate()
        process.communicate(timeout=60)


def _wait(process: subprocess.Popen[str], address: str, end: float) -> None:
    while process.poll() is None and time.monotonic() < end:
        try:
            urlopen(address, timeout=5).close()
        except OSError:  # not there yet, or not answering yet
            time.sleep(0.05)
        else:
            return
    process.terminate()
    raise AssertionError(f"the hub did not answer: {process.communicate(timeout=60)[0]}")
