"""What is measured as a search is what readers get."""

from __future__ import annotations

import pytest

from bench import measuring
from search.engine import find
from search.models import Entry

pytestmark = pytest.mark.usefixtures("seeded_hub")


@pytest.mark.parametrize("query", ["memory", "m", "mirr neu", "mirrow neurons", '"implicit memory"', "bodefagupi"])
def test_the_search_without_its_page_finds_what_the_page_shows(query: str) -> None:
    found, counts = measuring.search(query)
    held = Entry.objects.in_bulk([match.entry for match in found])
    results = find(query)
    assert [held[match.entry].url for match in found] == [hit.url for hit in results.hits]
    assert sum(counts.values()) >= results.total
