"""The file that a hub is exported to."""

from __future__ import annotations

import io
import json
import threading
from collections.abc import Iterator
from typing import Any
from zipfile import ZIP_STORED, ZipFile

import pytest
from django.db import connection

from ipnb_hub.whole import exporting, rows
from publishing.models import Notice
from tests.ipnb_hub.moving import exported

from .full_hub import write_uploads

pytestmark = [pytest.mark.django_db, pytest.mark.heavy]


def test_nothing_in_the_file_tells_when_or_where_it_was_made(hub):
    with ZipFile(hub) as zipped:
        told = {(e.date_time, e.create_system, e.external_attr, e.compress_type, e.extra) for e in zipped.infolist()}
        manifest = json.loads(zipped.read("manifest.json"))

    assert {each[:4] for each in told} == {((1980, 1, 1, 0, 0, 0), 3, 0o644 << 16, ZIP_STORED)}
    assert manifest.keys() == {"format", "version", "members"}


def test_moments_are_written_in_utc_with_microseconds(hub):
    with ZipFile(hub) as zipped:
        row = json.loads(zipped.read("data/articles.article.jsonl"))

    assert (row["publish_at"], row["original_date"]) == ("2026-03-01T12:30:15.123456Z", "2011-01-02")


@pytest.mark.django_db(transaction=True)
def test_all_tables_are_those_of_one_moment(tmp_path):
    def write() -> None:
        Notice.objects.create(key="late", title="Late", text="After it began.")
        connection.close()

    writer = threading.Thread(target=write)
    with exporting._one_moment():
        assert list(rows.written(Notice)) == []
        writer.start()
        writer.join(0.5)
        assert list(rows.written(Notice)) == []
    writer.join()

    assert len(list(rows.written(Notice))) == 1
    with ZipFile(io.BytesIO(exported(tmp_path / "hub.zip"))) as zipped:
        assert b"After it began." in zipped.read("data/publishing.notice.jsonl")


def test_an_export_that_fails_leaves_no_half_file(tmp_path, monkeypatch):
    def broken(model: Any) -> Iterator[bytes]:
        raise OSError("the disk is full")

    (tmp_path / "hub.zip").write_bytes(b"the one of yesterday")
    monkeypatch.setattr(rows, "written", broken)
    with pytest.raises(OSError, match="the disk is full"):
        exporting.export(tmp_path / "hub.zip")

    assert (tmp_path / "hub.zip").read_bytes() == b"the one of yesterday"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["home", "hub.zip"]


def test_an_unfinished_upload_and_a_link_are_left_out(uploads, tmp_path):
    write_uploads(uploads)
    (uploads / ".new-x").write_bytes(b"half")
    (uploads / "link.webp").symlink_to("/etc/hostname")

    with ZipFile(io.BytesIO(exported(tmp_path / "hub.zip"))) as zipped:
        names = [name for name in zipped.namelist() if name.startswith("uploads/")]
    assert names == ["uploads/a1.webp", "uploads/b2.webp"]
