"""The state folder (HUB_HOME) and the secret key kept in it."""

import os
import secrets
import tempfile
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured


def folder(path: Path) -> Path:
    """The state folder, made for its owner alone if it is not there."""
    try:
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as problem:
        raise ImproperlyConfigured(
            f"the state folder {path} cannot be made ({problem.strerror}); set HUB_HOME to another one."
        ) from None
    return path


def secret_key(home: Path, may_make: bool) -> str:
    """The key kept in the state folder; made there once if it may be."""
    path = home / "secret_key"
    try:
        if may_make and not path.exists():
            _make(path)
        key = path.read_text("ascii").strip()
    except FileNotFoundError:
        raise ImproperlyConfigured(
            f"an https HUB_URL needs a secret key: set SECRET_KEY, or put one into {path}."
        ) from None
    except OSError as problem:
        raise ImproperlyConfigured(
            f"the secret key in {home} cannot be read or made ({problem.strerror}); set HUB_HOME to another folder."
        ) from None
    if not key:
        raise ImproperlyConfigured(f"{path} is empty; delete it, or put a key into it.")
    return key


def _make(path: Path) -> None:
    """Write a whole file first and link it into place: of two processes the first one's key stays."""
    handle, draft = tempfile.mkstemp(dir=path.parent, prefix="secret_key.")  # mode 600 from the start
    try:
        with os.fdopen(handle, "w") as file:
            file.write(secrets.token_urlsafe(64))
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        Path(draft).unlink()
