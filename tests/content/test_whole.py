"""The delivered hub as a file: it comes back to the byte, also by way of another database."""

from __future__ import annotations

from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.utils import timezone

from ipnb_hub.whole.importing import import_hub
from publishing.models import OutsideLink
from search import upkeep
from tests import serving
from tests.ipnb_hub.moving import emptied, exported, own_uploads

pytestmark = pytest.mark.usefixtures("seeded_hub")


@pytest.fixture(autouse=True)
def uploads(tmp_path: Path, settings: Any) -> Path:
    folder = own_uploads(tmp_path, settings)
    (folder / "a1.webp").write_bytes(bytes(range(256)) * 500)
    return folder


def test_the_delivered_hub_comes_back_to_the_byte_and_what_was_seeded_stays_known(tmp_path, uploads):
    first = exported(tmp_path / "one.zip")
    emptied(uploads)
    import_hub(tmp_path / "one.zip")

    assert exported(tmp_path / "two.zip") == first
    assert list(upkeep.differences()) == []
    out = StringIO()
    call_command("seed", stdout=out)
    assert "Content: 0 records written" in out.getvalue()


@pytest.mark.soak
def test_by_way_of_an_sqlite_file_it_comes_back_to_the_byte(tmp_path, uploads):
    link = OutsideLink.objects.first()
    link.checks.create(at=timezone.now(), state=OutsideLink.State.FINE, status=200)
    first = exported(tmp_path / "one.zip")
    hub = {"HUB_HOME": str(tmp_path / "other"), "DATABASE_URL": ""}

    one, two = str(tmp_path / "one.zip"), str(tmp_path / "two.zip")
    for command in (["migrate", "-v0"], ["import_hub", one], ["export_hub", two]):
        done = serving.manage(*command, **hub)
        assert done.returncode == 0, done.stderr

    assert (tmp_path / "two.zip").read_bytes() == first
    emptied(uploads)
    import_hub(tmp_path / "two.zip")
    assert exported(tmp_path / "three.zip") == first
