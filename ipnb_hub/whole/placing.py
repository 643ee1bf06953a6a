"""Puts imported uploads beside those that are there, so that they can be taken away again until all has succeeded.

At no moment does a file lack that either the old or the new content names: new ones come before the database commits,
old ones go after it.
"""

from __future__ import annotations

import filecmp
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from .archive import UPLOADS
from .exporting import upload_folder, uploads


@dataclass
class Placing:
    """`waiting` is a folder on the same disk; `named` are the uploads in it, by the names that they will have."""

    folder: Path = field(default_factory=upload_folder)
    waiting: Path = Path()
    named: dict[str, Path] = field(default_factory=dict)
    come: list[Path] = field(default_factory=list)
    set_aside: dict[Path, Path] = field(default_factory=dict)

    def waiting_place(self, member: str) -> Path:
        """Where an upload waits, whose name an archive has found to be in order."""
        place = self.waiting / str(len(self.named))
        self.named[member.removeprefix(UPLOADS)] = place
        return place

    def place(self) -> None:
        """Put every file in its place; one that is there already and differs is set aside."""
        for name, file in self.named.items():
            target = self.folder / name
            if target.exists():
                if filecmp.cmp(file, target, shallow=False):
                    continue
                self.set_aside[target] = target.rename(self.waiting / f"before-{len(self.set_aside)}")
            target.parent.mkdir(parents=True, exist_ok=True)
            file.chmod(0o644)
            file.rename(target)
            self.come.append(target)

    def take_back(self) -> None:
        """Leave the uploads as they were."""
        for target in self.come:
            target.unlink(missing_ok=True)
        for target, aside in self.set_aside.items():
            aside.rename(target)
        self.come, self.set_aside = [], {}

    def tidy(self) -> None:
        """Remove the uploads that did not come along: the content that named them is gone."""
        kept = {self.folder / name for name in self.named}
        for path in uploads():
            if path not in kept:
                with suppress(OSError):  # all is imported: what cannot be removed is only in the way
                    path.unlink()
