"""What the content tests of the seeded hub share: every text, rendered once."""

from __future__ import annotations

from typing import Any

import pytest

from tests.seeded import Delivery

from .rendered import Rendered, everything


@pytest.fixture(scope="session")
def rendered_hub(delivery: Delivery, django_db_blocker: Any) -> list[Rendered]:
    """Every text of the seeded hub as its page renders it; the database is empty again afterwards."""
    with django_db_blocker.unblock(), delivery.placed():
        return everything()
