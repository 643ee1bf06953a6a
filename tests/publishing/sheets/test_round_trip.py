"""Everything that the hub delivers leaves as a file and comes back without a difference."""

from __future__ import annotations

from typing import Any

import pytest

from tests.filling import editor
from tests.publishing.sheets.sending import check, may_confirm, summary, told, wrong

pytestmark = pytest.mark.django_db

SHEETS = [
    ("/admin/glossary/term/sheets/", "terms"),
    ("/admin/glossary/term/sheets/", "names"),
    ("/admin/resources/resource/sheets/", "resources"),
    ("/admin/resources/person/sheets/", "people"),
]


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
@pytest.mark.parametrize(("address", "name"), SHEETS)
def test_what_was_downloaded_says_what_the_hub_says(
    seeded_hub: None, client: Any, address: str, name: str, ending: str
):
    client.force_login(editor("somebody"))
    data = client.get(f"{address}{name}.{ending}").content

    page = check(client, address, name, data, f"{name}.{ending}")

    assert (wrong(page), told(page), may_confirm(page)) == ([], [], False)
    assert summary(page).startswith("Checked: 0 new, 0 changed, ")
    assert int(summary(page).split()[-4]) > 5
