"""What cannot be read."""

from __future__ import annotations


class Broken(Exception):
    """Why a pasted text cannot be read, in words for an editor; with the number of the line, if one is to blame."""

    def __init__(self, words: str, line: int = 0) -> None:
        super().__init__(f"Line {line}: {words}" if line else words)
