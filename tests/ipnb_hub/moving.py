"""What the tests of moving a whole hub share: uploads of their own, an export, and an emptied hub."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.files.storage import default_storage
from django.db import connection

from ipnb_hub.ideas import sheets
from ipnb_hub.models import MapSheet
from ipnb_hub.whole import exporting, tables
from search import upkeep


def own_uploads(tmp_path: Path, settings: Any) -> Path:
    folder = tmp_path / "home" / "uploads"
    options = {"location": folder, "base_url": "/uploads/"}
    settings.STORAGES = {**settings.STORAGES, "default": {**settings.STORAGES["default"], "OPTIONS": options}}
    folder.mkdir(parents=True)
    assert Path(default_storage.path("")) == folder
    return folder


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
