"""An order of texts that is the same on every database."""

import pytest

from publishing.changes import gathered
from publishing.ordering import Bytewise
from resources.models import Resource
from tests.making import make_work

pytestmark = pytest.mark.django_db

TITLES = ["über", "Zebra", "a b", "a-b", "ab", "A", "_", "1", "Éa", "a"]


def test_texts_stand_in_the_order_of_their_code_points():
    with gathered():
        for number, title in enumerate(TITLES):
            make_work(f"w{number}", title=title)
    found = Resource.objects.order_by(Bytewise("title"), "pk").values_list("title", flat=True)
    assert list(found) == sorted(TITLES)


def test_it_turns_round():
    with gathered():
        for number, title in enumerate(TITLES):
            make_work(f"w{number}", title=title)
    found = Resource.objects.order_by(Bytewise("title").desc()).values_list("title", flat=True)
    assert list(found) == sorted(TITLES, reverse=True)
