"""What commands take as arguments."""

from __future__ import annotations

from argparse import ArgumentTypeError
from collections.abc import Callable

A_CENTURY = 36_500  # days


def whole(least: int, most: int) -> Callable[[str], int]:
    """The type of an argument: a whole number between these, or equal to one of them."""

    def read(text: str) -> int:
        if not text.isdecimal() or len(text) > len(str(most)) or not least <= int(text) <= most:
            raise ArgumentTypeError(f"a whole number from {least:,} to {most:,}, please")
        return int(text)

    return read
