"""The check digit of book numbers."""

from __future__ import annotations

import re

from django.core.exceptions import ValidationError


def check_isbn(value: str) -> None:
    """Refuse an ISBN whose check digit is wrong (ISO 2108); ten or thirteen characters, hyphens ignored."""
    digits = re.sub(r"[\s-]", "", value).upper()
    if re.fullmatch(r"\d{13}", digits):
        total = sum(int(digit) * (1, 3)[place % 2] for place, digit in enumerate(digits))
        valid = total % 10 == 0
    elif re.fullmatch(r"\d{9}[\dX]", digits):
        total = sum((10 if digit == "X" else int(digit)) * (10 - n) for n, digit in enumerate(digits))
        valid = total % 11 == 0
    else:
        valid = False
    if not valid:
        raise ValidationError("This is not a valid ISBN: please compare it with the printed number.")
