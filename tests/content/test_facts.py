"""The facts are the ones that were checked: nobody edits them to suit a text."""

from __future__ import annotations

import hashlib

import pytest

from .sources import FACTS

pytestmark = pytest.mark.once


def test_the_facts_are_unchanged() -> None:
    lines = (FACTS / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    expected = {name.lstrip("*"): digest for digest, name in (line.split() for line in lines)}
    found = {path.name: path for path in FACTS.iterdir() if path.name != "SHA256SUMS"}
    assert {name: hashlib.sha256(path.read_bytes()).hexdigest() for name, path in found.items()} == expected
