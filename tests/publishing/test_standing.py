"""Whether readers see a piece of content now, in words."""

from datetime import UTC, datetime

import pytest

from publishing.desk.standing import standing
from publishing.models import State
from resources.models import Person

pytestmark = pytest.mark.once

NOW = datetime(2030, 5, 1, 12, 0, tzinfo=UTC)
BEFORE = datetime(2030, 4, 30, 9, 30, tzinfo=UTC)
AFTER = datetime(2030, 5, 2, 9, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"state": State.PUBLISHED}, "Live"),
        ({"state": State.PUBLISHED, "publish_at": BEFORE}, "Live"),
        ({"state": State.PUBLISHED, "expires_at": AFTER}, "Live until May 2, 2030, 09:30 UTC"),
        ({"state": State.PUBLISHED, "publish_at": AFTER}, "Scheduled for May 2, 2030, 09:30 UTC"),
        ({"state": State.PUBLISHED, "expires_at": BEFORE}, "Expired on April 30, 2030, 09:30 UTC"),
        ({"state": State.PUBLISHED, "expires_at": NOW}, "Expired on May 1, 2030, 12:00 UTC"),
        ({"state": State.DRAFT, "publish_at": BEFORE}, "Draft"),
        ({"state": State.IN_REVIEW}, "In review"),
        ({"state": State.RETIRED}, "Retired"),
    ],
)
def test_the_words_say_what_readers_see(fields, words):
    assert standing(Person(**fields), NOW) == words
