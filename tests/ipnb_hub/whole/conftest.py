"""Content is written once a module, and exported once; each test takes back what it makes of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from ipnb_hub.whole import exporting
from publishing.models import Notice
from tests.ipnb_hub.moving import own_uploads, uploads_in
from tests.seeded import taken_back

from .full_hub import write_full, write_uploads


@pytest.fixture(autouse=True)
def uploads(tmp_path: Path, settings: Any) -> Path:
    """A folder of uploads for this test alone."""
    return own_uploads(tmp_path, settings)


@pytest.fixture(scope="module")
def _written(django_db_setup: None, django_db_blocker: Any) -> Iterator[dict[str, Any]]:
    with django_db_blocker.unblock(), taken_back():
        yield write_full()


@pytest.fixture
def full(_written: dict[str, Any], db: None, uploads: Path) -> dict[str, Any]:
    """A hub with something in every table; for modules in which no test wants an empty one."""
    write_uploads(uploads)
    return _written


@pytest.fixture(scope="module")
def _exported(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: Any) -> Path:
    home = tmp_path_factory.mktemp("full")
    with django_db_blocker.unblock(), taken_back(), uploads_in(home / "uploads") as folder:
        write_full()
        write_uploads(folder)
        exporting.export(home / "hub.zip")
    return home / "hub.zip"


@pytest.fixture
def hub(_exported: Path, db: None) -> Path:
    """A full hub that was exported; the one of the test is empty."""
    return _exported


@pytest.fixture(scope="module")
def _small_exported(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: Any) -> Path:
    home = tmp_path_factory.mktemp("small")
    with django_db_blocker.unblock(), taken_back(), uploads_in(home / "uploads") as folder:
        Notice.objects.bulk_create([Notice(key="disclaimer", title="Disclaimer", text="No advice.")])
        write_uploads(folder)
        exporting.export(home / "hub.zip")
    return home / "hub.zip"


@pytest.fixture
def small(_small_exported: Path, db: None) -> Path:
    """A hub with little in it that was exported; the one of the test is empty."""
    return _small_exported
