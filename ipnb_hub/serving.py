"""What has to be in place before the hub serves: each failure is one sentence for the operator."""

import errno
import hashlib
import socket
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import DatabaseError, connection

from . import static_storage

THREADS = 32  # fewer, and a handful of half-sent requests would stop a worker


def require_port(host: str, port: int) -> None:
    """Stop unless this process could listen there."""
    try:
        family, *_, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, socket.SOCK_STREAM) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # as gunicorn does
            probe.bind(address)
    except OSError as problem:
        raise CommandError(_why_no_port(host, port, problem)) from None


def _why_no_port(host: str, port: int, problem: OSError) -> str:
    if problem.errno == errno.EADDRINUSE:
        return f"Port {port} is taken; choose another one, as in: make serve PORT={port + 1}"
    if problem.errno == errno.EACCES:
        return f"Port {port} may not be opened by this account; choose one above 1023 with PORT=."
    return f"HOST={host} is not an address of this machine ({problem.strerror})."


def require_database() -> None:
    """Stop unless the database answers."""
    try:
        connection.ensure_connection()
    except DatabaseError as problem:
        raise CommandError(f"The database does not answer: {_first_line(problem)} Check DATABASE_URL.") from None


def require_state_folder() -> None:
    """Stop unless the state folder can be written, tried by writing."""
    probe = settings.HUB_HOME / ".writable"
    try:
        probe.write_bytes(b"")
        probe.unlink()
    except OSError as problem:
        raise CommandError(
            f"The state folder {settings.HUB_HOME} cannot be written ({problem.strerror}); set HUB_HOME to another one."
        ) from None


def prepare_data() -> None:
    """Tables, content and search index; nothing changes where both are up to date."""
    try:
        call_command("migrate", interactive=False, verbosity=0)
        call_command("seed", verbosity=0)
        call_command("search_rebuild", if_needed=True, verbosity=0)
    except DatabaseError as problem:
        raise CommandError(f"The database refused to be prepared: {_first_line(problem)}") from None


def collect_static() -> None:
    """Collect the static files anew if any of them, or this list of them, has changed."""
    stamp, now = settings.HUB_HOME / "static.stamp", _fingerprint()
    if Path(settings.STATIC_ROOT).is_dir() and stamp.is_file() and stamp.read_text() == now:
        return
    try:
        stamp.unlink(missing_ok=True)
        call_command("collectstatic", interactive=False, clear=True, verbosity=0)
        stamp.write_text(now)
    except OSError as problem:
        raise CommandError(f"The static files cannot be collected: {problem}.") from None


def _fingerprint() -> str:
    digest = hashlib.sha256(Path(static_storage.__file__).read_bytes())  # it decides what is served of them
    for name, content in _static_files():
        digest.update(f"\0{name}\0".encode())
        digest.update(content)
    return digest.hexdigest()


def _static_files() -> Iterator[tuple[str, bytes]]:
    for finder in get_finders():
        for name, storage in finder.list([]):
            with storage.open(name) as file:
                yield name, file.read()


def gunicorn_arguments() -> list[str]:
    """Threads for patience with slow readers; no access log, and no warning that names an address."""
    host = f"[{settings.HUB_HOST}]" if ":" in settings.HUB_HOST else settings.HUB_HOST
    trusted = ["127.0.0.1", "::1", *map(str, settings.HUB_TRUSTED_PROXIES)]
    return [
        "ipnb_hub.wsgi:application",
        f"--chdir={settings.BASE_DIR}",
        f"--bind={host}:{settings.HUB_PORT}",
        "--worker-class=gthread",
        f"--workers={settings.HUB_WORKERS}",
        f"--threads={THREADS}",
        "--no-control-socket",
        "--log-level=error",
        f"--forwarded-allow-ips={','.join(trusted)}",
    ]


def _first_line(problem: Exception) -> str:
    lines = str(problem).strip().splitlines()
    return f"{lines[0].rstrip('.')}." if lines else f"{type(problem).__name__}."
