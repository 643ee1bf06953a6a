"""What is refused before anything is written: whatever is not exactly an exported hub."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZipFile

import pytest
from django.core.management import CommandError, call_command

from ipnb_hub.whole import archive
from ipnb_hub.whole.archive import Archive, RefusedError
from ipnb_hub.whole.importing import import_hub
from publishing.models import Notice

from .changing import changed, promise

pytestmark = [pytest.mark.django_db, pytest.mark.heavy]


def adding(name: str, data: bytes = b"x", *, promised: bool = True) -> Any:
    def change(members: dict[str, bytes], manifest: dict[str, Any]) -> None:
        members[name] = data
        if promised:
            manifest["members"].append(promise(name, data))

    return change


def setting(**values: Any) -> Any:
    return lambda members, manifest: manifest.update(values)


def on_notices(**values: Any) -> Any:
    def change(members: dict[str, bytes], manifest: dict[str, Any]) -> None:
        next(each for each in manifest["members"] if "notice" in each["name"]).update(values)

    return change


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (setting(version=2), "has version 2; this hub reads version 1"),
        (setting(version="1"), "has version '1'"),
        (setting(format="other"), "no exported hub"),
        (setting(members=None), "manifest cannot be read"),
        (setting(members=[1]), "manifest cannot be read"),
        (on_notices(size=-1), "manifest cannot be read"),
        (on_notices(size=True), "manifest cannot be read"),
        (on_notices(sha256="x"), "manifest cannot be read"),
        (on_notices(sha256="0" * 64), "publishing.notice.jsonl is damaged"),
        (on_notices(size=10**9), "not as large as its manifest says"),
        (on_notices(rows=7), "has 1 rows; its manifest says 7"),
        (lambda members, manifest: manifest["members"].append(manifest["members"][0]), "names a member twice"),
        (lambda members, manifest: members.pop("uploads/a1.webp"), "do not agree about uploads/a1.webp"),
        (lambda members, manifest: manifest["members"].pop(), "do not agree about uploads/b2.webp"),
        (adding("uploads/c3.webp", promised=False), "do not agree about uploads/c3.webp"),
        (adding("data/auth.user.jsonl"), "no member of an exported hub"),
        (adding("data/glossary.nothing.jsonl"), "no member of an exported hub"),
        (adding("glossary.term"), "no member of an exported hub"),
        (adding("uploads/../../evil.webp"), "no member of an exported hub"),
        (adding("uploads/../evil.webp"), "no member of an exported hub"),
        (adding("../evil"), "no member of an exported hub"),
        (adding("/etc/passwd"), "no member of an exported hub"),
        (adding("uploads//etc/passwd"), "no member of an exported hub"),
        (adding("uploads/.hidden"), "no member of an exported hub"),
        (adding("uploads/a\\..\\evil.webp"), "no member of an exported hub"),
        (adding("uploads/"), "no member of an exported hub"),
        (adding("uploads/a\nb.webp"), "no member of an exported hub"),
        (adding("C:evil"), "no member of an exported hub"),
        (adding("uploads/a1.webp/evil.webp"), "'uploads/a1.webp' cannot be a file and a folder"),
    ],
)
def test_a_file_that_is_not_exactly_an_exported_hub_is_refused(small, tmp_path, uploads, change, message):
    broken = changed(small, tmp_path / "broken.zip", change)

    with pytest.raises(RefusedError, match=message):
        import_hub(broken)

    assert (Notice.objects.count(), list(uploads.iterdir())) == (0, [])
    assert sorted(path.name for path in uploads.parent.iterdir()) == ["uploads"]


def rewritten(hub: Path, target: Path, **options: Any) -> ZipFile:
    """A zip with everything of the hub, open for more."""
    zipped = ZipFile(target, "w", **options)
    with ZipFile(hub) as source:
        for name in source.namelist():
            zipped.writestr(name, source.read(name))
    return zipped


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_member_that_is_there_twice_is_refused(small, tmp_path):
    with rewritten(small, tmp_path / "twice.zip") as zipped:
        zipped.writestr("uploads/a1.webp", b"picture two")

    with pytest.raises(RefusedError, match="'uploads/a1.webp' is in the file 2 times"):
        import_hub(tmp_path / "twice.zip")


def test_a_file_packed_anew_by_hand_is_read_as_well(small, tmp_path):
    rewritten(small, tmp_path / "packed.zip", compression=ZIP_DEFLATED).close()

    assert import_hub(tmp_path / "packed.zip").rows["publishing.notice"] == 1


def test_another_way_of_packing_is_refused(small, tmp_path):
    rewritten(small, tmp_path / "packed.zip", compression=ZIP_BZIP2).close()

    with pytest.raises(RefusedError, match="packed in a way"):
        import_hub(tmp_path / "packed.zip")


def test_a_locked_member_is_refused(small, tmp_path):
    data = bytearray(small.read_bytes())
    place = data.rindex(b"PK\x01\x02")
    data[place + 8] |= 1
    (tmp_path / "locked.zip").write_bytes(data)

    with pytest.raises(RefusedError, match="locked with a password"):
        import_hub(tmp_path / "locked.zip")


@pytest.mark.parametrize("length", [0, 10, 500])
def test_what_is_no_zip_or_was_cut_is_refused(small, tmp_path, length):
    (tmp_path / "cut.zip").write_bytes(small.read_bytes()[:length])

    with pytest.raises(RefusedError, match="no zip file"):
        import_hub(tmp_path / "cut.zip")


def test_a_file_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(RefusedError, match=r"nothing.zip cannot be read \(No such file or directory\)"):
        import_hub(tmp_path / "nothing.zip")


@pytest.mark.parametrize(("place", "message"), [(6, "no zip file"), (45, "cannot be read"), (27, "larger than")])
def test_a_damaged_list_of_members_is_refused(small, tmp_path, place, message):
    data = bytearray(small.read_bytes())
    data[data.rindex(b"PK\x01\x02") + place] = 0xFF
    (tmp_path / "damaged.zip").write_bytes(data)

    with pytest.raises(RefusedError, match=message):
        import_hub(tmp_path / "damaged.zip")


def test_a_byte_that_changed_on_the_way_is_noticed(small, tmp_path):
    data = bytearray(small.read_bytes())
    data[data.index(b"picture one")] ^= 1
    (tmp_path / "damaged.zip").write_bytes(data)

    with pytest.raises(RefusedError, match="uploads/a1.webp is damaged"):
        import_hub(tmp_path / "damaged.zip")


def bomb(hub: Path, target: Path, declared: int) -> Path:
    """A member that says it is small and unpacks to ten megabytes."""
    name = "uploads/bomb.webp"

    def change(members: dict[str, bytes], manifest: dict[str, Any]) -> None:
        manifest["members"].append({"name": name, "size": declared, "sha256": "0" * 64})

    changed(hub, target, change)
    with ZipFile(target, "a") as zipped:
        zipped.writestr(name, b"\0" * (10 << 20), compress_type=ZIP_DEFLATED)
    written = bytearray(target.read_bytes())
    # The size is told twice: before the member, and in the list at the end.
    for signature, header, size in ((b"PK\x03\x04", 30, 22), (b"PK\x01\x02", 46, 24)):
        place = next(found for found in places(name.encode(), written) if written[found - header :][:4] == signature)
        struct.pack_into("<I", written, place - header + size, declared)
    target.write_bytes(written)
    return target


def places(words: bytes, data: bytearray) -> Iterator[int]:
    place = data.find(words)
    while place >= 0:
        yield place
        place = data.find(words, place + 1)


def test_a_member_that_unpacks_to_more_than_it_says_is_refused(small, tmp_path):
    with pytest.raises(RefusedError, match="bomb.webp is damaged"):
        import_hub(bomb(small, tmp_path / "bomb.zip", 100))


def test_a_member_that_says_it_is_too_large_is_refused(small, tmp_path, monkeypatch):
    monkeypatch.setattr(archive, "LARGEST_UPLOAD", 1000)
    with pytest.raises(RefusedError, match="uploads/b2.webp is larger than 1,000 bytes"):
        import_hub(small)

    monkeypatch.setattr(archive, "LARGEST_UPLOAD", 1 << 20)
    monkeypatch.setattr(archive, "LARGEST_HUB", 1000)
    with pytest.raises(RefusedError, match="larger than a hub may be"):
        import_hub(small)


def test_too_many_members_and_too_long_a_line_are_refused(small, monkeypatch):
    monkeypatch.setattr(archive, "LONGEST_LINE", 50)
    with pytest.raises(RefusedError, match="not whole"):
        import_hub(small)

    monkeypatch.setattr(archive, "MOST_MEMBERS", 5)
    with pytest.raises(RefusedError, match="more than 5 members"):
        import_hub(small)


def test_a_file_from_a_hub_without_one_of_the_tables_is_refused(small, tmp_path):
    def change(members: dict[str, bytes], manifest: dict[str, Any]) -> None:
        del members["data/glossary.term.jsonl"]
        manifest["members"] = [each for each in manifest["members"] if "glossary.term.jsonl" not in each["name"]]

    with pytest.raises(RefusedError, match="no table glossary.term: another version"):
        import_hub(changed(small, tmp_path / "less.zip", change))


def test_a_broken_file_is_said_in_words(tmp_path):
    (tmp_path / "hub.zip").write_bytes(b"x")

    with pytest.raises(CommandError, match="is no zip file that can be read"):
        call_command("import_hub", str(tmp_path / "hub.zip"))


def test_an_archive_is_closed_when_it_is_refused(tmp_path):
    with ZipFile(tmp_path / "hub.zip", "w") as zipped:
        zipped.writestr("readme.txt", "x")

    with pytest.raises(RefusedError, match="no member of an exported hub"):
        Archive(tmp_path / "hub.zip")
