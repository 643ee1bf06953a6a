"""What the content tests of the seeded hub share: every text, rendered once."""

from __future__ import annotations

from typing import Any

import pytest

from tests.seeded import FIXTURES, taken_back

from .rendered import Rendered, everything


@pytest.fixture(scope="session")
def rendered_hub(django_db_setup: None, django_db_blocker: Any) -> list[Rendered]:
    """Every text of the seeded hub as its page renders it; the database is empty again afterwards."""
    from ipnb_hub.seeding import seed

    with django_db_blocker.unblock(), taken_back():
        seed(FIXTURES)
        return everything()
