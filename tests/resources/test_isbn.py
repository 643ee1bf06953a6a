"""The check digit of book numbers."""

import pytest
from django.core.exceptions import ValidationError

from resources.isbn import check_isbn

pytestmark = pytest.mark.once


@pytest.mark.parametrize(
    "number",
    [
        "9780306406157",
        "978-0-306-40615-7",
        "978 0 306 40615 7",
        "0306406152",
        "0-306-40615-2",
        "080442957X",
        "080442957x",
    ],
)
def test_a_right_check_digit_passes(number):
    check_isbn(number)


@pytest.mark.parametrize(
    "number",
    [
        "9780306406158",
        "9780306406175",  # two digits changed places
        "0306406153",
        "0804429570",
        "X804429570",
        "978030640615",
        "97803064061577",
        "978030640615X",
        "",
        "ISBN 9780306406157",
        "９７８０３０６４０６１５７x",
    ],
)
def test_anything_else_is_refused_in_plain_words(number):
    with pytest.raises(ValidationError, match="not a valid ISBN: please compare it with the printed number"):
        check_isbn(number)
