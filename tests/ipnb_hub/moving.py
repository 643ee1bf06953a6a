"""What the tests of moving a whole hub share: uploads of their own, an export, and an emptied hub."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import connection
from django.test import override_settings

from ipnb_hub.ideas import sheets
from ipnb_hub.models import MapSheet
from ipnb_hub.whole import exporting, tables
from search import upkeep


def own_uploads(tmp_path: Path, changed: Any) -> Path:
    folder = tmp_path / "home" / "uploads"
    changed.STORAGES = _storages(folder)
    folder.mkdir(parents=True)
    assert Path(default_storage.path("")) == folder
    return folder


@contextmanager
def uploads_in(folder: Path) -> Iterator[Path]:
    """The same for what is made once a module."""
    with override_settings(STORAGES=_storages(folder)):
        folder.mkdir(parents=True)
        yield folder


def _storages(folder: Path) -> dict[str, Any]:
    options = {"location": folder, "base_url": "/uploads/"}
    return {**settings.STORAGES, "default": {**settings.STORAGES["default"], "OPTIONS": options}}


def exported(path: Path) -> bytes:
    exporting.export(path)
    return path.read_bytes()


def emptied(uploads: Path) -> None:
    """As a hub is that was just made: content gone, uploads gone."""
    for model in reversed(tables.emptied()):
        model._base_manager.all()._raw_delete(connection.alias)
    MapSheet.objects.all().delete()
    sheets.draw()
    upkeep.rebuild()
    for each in uploads.iterdir():
        each.unlink()
