"""Writes the whole hub into one zip: the same content gives the same bytes, on any database and at any time."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from django.core.files.storage import default_storage
from django.db import connection, transaction

from . import rows, tables
from .archive import FORMAT, FORMAT_VERSION, MANIFEST, UPLOADS, is_upload, member_of

LONG_AGO = (1980, 1, 1, 0, 0, 0)  # the first moment that a zip knows
PIECE = 1 << 16


@dataclass(frozen=True, slots=True)
class Member:
    name: str
    size: int
    sha256: str
    rows: int | None = None


@dataclass
class _Writer:
    """A zip that tells nothing of when, where and by whom it was made; nothing in it is compressed.

    What a compressor writes differs from one version of it to the next.
    """

    zip: ZipFile
    members: list[Member] = field(default_factory=list)

    def add(self, name: str, pieces: Iterable[bytes], *, has_rows: bool = False) -> None:
        size = count = 0
        digest = hashlib.sha256()
        with self.zip.open(_entry(name), "w", force_zip64=True) as member:
            for piece in pieces:
                member.write(piece)
                digest.update(piece)
                size, count = size + len(piece), count + 1
        self.members.append(Member(name, size, digest.hexdigest(), count if has_rows else None))


def _entry(name: str) -> ZipInfo:
    entry = ZipInfo(name, LONG_AGO)
    entry.compress_type, entry.create_system, entry.external_attr = ZIP_STORED, 3, 0o644 << 16
    return entry


def export(target: Path) -> list[Member]:
    """Write the hub to that file, whole or not at all; what is in it."""
    with _whole_or_nothing(target) as file, ZipFile(file, "w", ZIP_STORED) as zipped:
        writer = _Writer(zipped)
        with _one_moment():
            for label, model in tables.moved().items():
                writer.add(member_of(label), rows.written(model), has_rows=True)
        for path in uploads():
            writer.add(UPLOADS + path.relative_to(upload_folder()).as_posix(), _pieces(path))
        zipped.writestr(_entry(MANIFEST), _manifest(writer.members))
    return writer.members


def _manifest(members: list[Member]) -> bytes:
    told: list[dict[str, Any]] = [{k: v for k, v in asdict(each).items() if v is not None} for each in members]
    return rows.canonical({"format": FORMAT, "version": FORMAT_VERSION, "members": told}) + b"\n"


@contextmanager
def _one_moment() -> Iterator[None]:
    """All tables as they are at one moment, whoever writes meanwhile."""
    outermost = not connection.in_atomic_block
    with transaction.atomic(), connection.cursor() as cursor:
        if outermost and connection.vendor == "postgresql":
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield


@contextmanager
def _whole_or_nothing(target: Path) -> Iterator[Any]:
    handle, draft = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    try:
        with os.fdopen(handle, "w+b") as file:
            yield file
        Path(draft).replace(target)
    except BaseException:
        Path(draft).unlink(missing_ok=True)
        raise


def upload_folder() -> Path:
    return Path(default_storage.path(""))


def uploads() -> list[Path]:
    """Every uploaded file, by name; what is just being written begins with a dot."""
    folder = upload_folder()
    found = (path for path in folder.rglob("*") if path.is_file() and not path.is_symlink())
    named = {path.relative_to(folder).as_posix(): path for path in found}
    return [named[name] for name in sorted(named) if is_upload(UPLOADS + name)]


def _pieces(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while piece := file.read(PIECE):
            yield piece
