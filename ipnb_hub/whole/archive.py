"""Reads a file that may be anything: only what is exactly an exported hub comes through."""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Generator
from pathlib import Path, PurePosixPath
from typing import IO, Any, NamedTuple
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from . import tables

FORMAT, FORMAT_VERSION = "ipnb-hub", 1
MANIFEST, DATA, UPLOADS = "manifest.json", "data/", "uploads/"
LARGEST_MANIFEST = 20 << 20
LARGEST_TABLE = 2 << 30
LARGEST_UPLOAD = 50 << 20
LARGEST_HUB = 8 << 30
LONGEST_LINE = 32 << 20
MOST_MEMBERS = 100_000
PIECE = 1 << 16
# As the pages that show uploads have them: no part begins with a dot, and none can lead out of its folder.
_UPLOAD = re.compile(r"uploads(?:/[A-Za-z0-9_-][A-Za-z0-9._-]{0,119}){1,4}\Z")
_SHA256 = re.compile(r"[0-9a-f]{64}\Z")


class RefusedError(Exception):
    """The file is not imported; the message says why."""


class Promised(NamedTuple):
    """What the manifest says of a member."""

    name: str
    size: int
    sha256: str
    rows: int


def is_upload(name: str) -> bool:
    return bool(_UPLOAD.match(name))


def member_of(label: str) -> str:
    return f"{DATA}{label}.jsonl"


def _is_table(name: str) -> bool:
    return table_of(name) in tables.moved() and name == member_of(table_of(name))


def table_of(name: str) -> str:
    return name.removeprefix(DATA).removesuffix(".jsonl")


class Archive:
    """An exported hub whose members are those of its manifest, none of them larger than it may be."""

    def __init__(self, file: Path) -> None:
        try:
            self.zip = ZipFile(file)
        except OSError as problem:
            raise RefusedError(f"{file} cannot be read ({problem.strerror or problem}).") from None
        except Exception as problem:  # noqa: BLE001 - a damaged list of members makes it stumble in many ways
            raise RefusedError(f"{file} is no zip file that can be read ({problem}).") from None
        try:
            self._entries = self._checked_entries()
            self.members = self._promises()
            self._compare()
        except BaseException:
            self.zip.close()
            raise

    def __enter__(self) -> Archive:
        return self

    def __exit__(self, *_: object) -> None:
        self.zip.close()

    def tables(self) -> dict[str, Promised]:
        """What is promised of each table, by its label."""
        return {table_of(each.name): each for each in self.members.values() if each.name.startswith(DATA)}

    def uploads(self) -> list[Promised]:
        return [each for each in self.members.values() if each.name.startswith(UPLOADS)]

    def lines(self, member: Promised) -> Generator[bytes, None, None]:
        """The lines of a table. Raises RefusedError at its end when it was not what the manifest promises."""
        left, digest, count = member.size, hashlib.sha256(), 0
        with self._open(member) as file:
            while line := self._read(file.readline, LONGEST_LINE, member):
                count, left = count + 1, left - len(line)
                if left < 0 or not line.endswith(b"\n"):
                    raise RefusedError(f"{member.name} is not as long as its manifest says, or not whole.")
                digest.update(line)
                yield line
        self._judge(member, left, digest.hexdigest())
        if count != member.rows:
            raise RefusedError(f"{member.name} has {count} rows; its manifest says {member.rows}.")

    def copy(self, member: Promised, target: Path) -> None:
        """Write an upload to that file."""
        left, digest = member.size, hashlib.sha256()
        with self._open(member) as file, target.open("xb") as written:
            while left >= 0 and (piece := self._read(file.read, PIECE, member)):
                left -= len(piece)
                digest.update(piece)
                written.write(piece)
        self._judge(member, left, digest.hexdigest())

    def _judge(self, member: Promised, left: int, sha256: str) -> None:
        if left or sha256 != member.sha256:
            raise RefusedError(f"{member.name} is damaged: it is not what its manifest says.")

    def _open(self, member: Promised) -> IO[bytes]:
        try:
            return self.zip.open(self._entries[member.name])
        except Exception as problem:  # noqa: BLE001 - as above
            raise RefusedError(f"{member.name} cannot be read ({problem}).") from None

    def _read(self, read: Any, most: int, member: Promised) -> bytes:
        try:
            return bytes(read(most))
        except Exception as problem:  # noqa: BLE001 - zlib, struct and zipfile each have errors of their own
            raise RefusedError(f"{member.name} is damaged ({problem}).") from None

    def _checked_entries(self) -> dict[str, ZipInfo]:
        entries = self.zip.infolist()
        if len(entries) > MOST_MEMBERS:
            raise RefusedError(f"The file has more than {MOST_MEMBERS:,} members.")
        # As the zip has it: the library turns a backslash into a slash, and cuts a name at a zero byte.
        names = [entry.orig_filename for entry in entries]
        for name, count in Counter(names).items():
            if count > 1:
                raise RefusedError(f"{name!r} is in the file {count} times.")
            if name != MANIFEST and not is_upload(name) and not _is_table(name):
                raise RefusedError(f"{name!r} is no member of an exported hub of this version.")
        for name in names:
            if folders := {each.as_posix() for each in PurePosixPath(name).parents}.intersection(names):
                raise RefusedError(f"{folders.pop()!r} cannot be a file and a folder.")
        for entry in entries:
            _check_entry(entry)
        if sum(entry.file_size for entry in entries) > LARGEST_HUB:
            raise RefusedError("The file would become larger than a hub may be.")
        return dict(zip(names, entries, strict=True))

    def _promises(self) -> dict[str, Promised]:
        if MANIFEST not in self._entries:
            raise RefusedError("The file has no manifest: it is no exported hub.")
        with self._open(Promised(MANIFEST, 0, "", 0)) as file:
            text = self._read(file.read, LARGEST_MANIFEST + 1, Promised(MANIFEST, 0, "", 0))
        try:
            told = json.loads(text)
            if told["format"] != FORMAT:
                raise RefusedError("The file is no exported hub.")
            if told["version"] != FORMAT_VERSION:
                raise RefusedError(
                    f"The file has version {told['version']!r}; this hub reads version {FORMAT_VERSION}."
                )
            promised = [_promise(each) for each in told["members"]]
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
            raise RefusedError("The manifest cannot be read.") from None
        if len({each.name for each in promised}) != len(promised):
            raise RefusedError("The manifest names a member twice.")
        return {each.name: each for each in promised}

    def _compare(self) -> None:
        """The members are those that the manifest promises, as large as it says; and every table is there."""
        odd = (self._entries.keys() - {MANIFEST}) ^ self.members.keys()
        if odd:
            raise RefusedError(f"The file and its manifest do not agree about {', '.join(sorted(odd)[:5])}.")
        for name, promised in self.members.items():
            if self._entries[name].file_size != promised.size:
                raise RefusedError(f"{name} is not as large as its manifest says.")
        if missing := tables.moved().keys() - self.tables().keys():
            raise RefusedError(
                f"The file has no table {', '.join(sorted(missing))}: another version of the hub wrote it."
            )


def _check_entry(entry: ZipInfo) -> None:
    most = LARGEST_MANIFEST if entry.filename == MANIFEST else LARGEST_UPLOAD
    most = LARGEST_TABLE if entry.filename.startswith(DATA) else most
    if entry.file_size > most:
        raise RefusedError(f"{entry.filename} is larger than {most:,} bytes.")
    if entry.flag_bits & 0x1:
        raise RefusedError(f"{entry.filename} is locked with a password.")
    if entry.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
        raise RefusedError(f"{entry.filename} is packed in a way that is not read here.")


def _promise(told: dict[str, Any]) -> Promised:
    name, size, sha256, rows = told["name"], told["size"], told["sha256"], told.get("rows", 0)
    right = isinstance(name, str) and type(size) is int and type(rows) is int and size >= 0
    if not right or not _SHA256.match(sha256):
        raise ValueError
    return Promised(name, size, sha256, rows)
