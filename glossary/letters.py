"""The glossary by letter."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from string import ascii_uppercase

from django.urls import reverse

from publishing.choices import link


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter with its address in the glossary; where no term begins with it, it leads nowhere."""

    letter: str
    used: bool
    url: str
    current: bool


def a_to_z(used: set[str], asked: Mapping[str, str]) -> list[Letter]:
    """A to Z; the addresses keep what else is `asked` of the glossary."""
    path, current = reverse("glossary:glossary"), asked.get("letter")
    return [Letter(each, each in used, link(path, asked, letter=each), each == current) for each in ascii_uppercase]
