"""The register of outside links as delivered: whole, and with nothing in it that counts as checked."""

import pytest

from publishing import links
from publishing.models import LinkCheck, OutsideLink

pytestmark = pytest.mark.usefixtures("seeded_hub")


def test_nothing_counts_as_checked_before_a_check():
    found = OutsideLink.objects.all()

    assert found.count() > 40
    assert set(found.values_list("state", "checked")) == {(OutsideLink.State.UNCHECKED, None)}
    assert LinkCheck.objects.count() == 0


def test_the_register_is_what_a_look_at_everything_finds():
    held = set(OutsideLink.objects.values_list("address", flat=True))

    assert held == {each.address for each in links.everywhere()}
