"""What is written for programmers is not sent to readers."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.base import ContentFile

from ipnb_hub.static_storage import SlimStaticFilesStorage

pytestmark = pytest.mark.once


@pytest.mark.parametrize(
    ("name", "written", "served"),
    [
        ("css/a.css", "/* Why. */\na {\n  color: red;\n}\n", "a{color:red}"),
        ("js/a.js", "// Why.\nconst a = `two  words`; // here\n", "const a=`two  words`;"),
        ("admin-hub/a.css", "/* Why. */\na { color: red; }\n", "/* Why. */\na { color: red; }\n"),
        ("img/a.svg", "<svg>  </svg>\n", "<svg>  </svg>\n"),
    ],
)
def test_readers_files_are_kept_without_comments(tmp_path: Path, name: str, written: str, served: str) -> None:
    storage = SlimStaticFilesStorage(location=str(tmp_path), base_url="/static/")
    storage.save(name, ContentFile(written.encode()))
    assert (tmp_path / name).read_text() == served


def test_the_style_sheet_and_the_script_lose_a_fifth(tmp_path: Path) -> None:
    storage = SlimStaticFilesStorage(location=str(tmp_path), base_url="/static/")
    for name in ("css/hub.css", "js/hub.js"):
        written = (settings.BASE_DIR / "static" / name).read_bytes()
        storage.save(name, ContentFile(written))
        served = (tmp_path / name).read_bytes()
        assert 0.5 * len(written) < len(served) < 0.8 * len(written)
