"""The files of pictures: written before their row, taken away after it, never half."""

from __future__ import annotations

import os
import re
import tempfile
import time
from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path

from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.timezone import localtime

from .. import acting, changes
from ..models import Picture
from ..models.picture import FILE_NAME
from .making import Made, Refused, Rendition
from .places import Place, places

NAME = re.compile(FILE_NAME)
LONGEST_NAME = 120
STANDING = ("taken_down", "taken_down_why", "updated")  # what is said of a picture meanwhile stays
TAKEN_DOWN = "This picture was taken down on {}, so it is not added again. Its page among the pictures says more."


class InUse(Exception):
    """A picture cannot go while something shows it; `places` says what."""

    def __init__(self, found: list[Place]) -> None:
        super().__init__(f"It is used in {len(found)} places.")
        self.places = found


def folder() -> Path:
    return Path(default_storage.path(""))


def path_of(name: str) -> Path | None:
    """The file of that name, if it is one of ours and there."""
    path = folder() / name
    return path if NAME.fullmatch(name) and path.is_file() else None


def keep(made: Made, *, description: str, decorative: bool, credit: str, original_name: str) -> tuple[Picture, bool]:
    """Store a picture, and say whether it is new; one that is here already keeps what is said of it.

    Only a credit is added where there was none, by whoever may change what is said of pictures. Raises `Refused` for
    one that was taken down.
    """
    large, small = made
    said = {"description": description, "decorative": decorative, "credit": credit}
    sizes = {"width": large.width, "height": large.height, **_small(small)}
    by = {"original_name": original_name[:LONGEST_NAME], "added_by": acting.now().name}
    with changes.gathered():
        refuse_taken_down(made)
        for each in filter(None, made):
            _write(each)
        picture, new = Picture.objects.get_or_create(name=large.name, defaults={**said, **sizes, **by})
        missing = {"credit": credit} if credit and not picture.credit and (new or _may_say_more()) else {}
        _set(picture, {**missing, **_small(small)})
    return picture, new


def refuse_taken_down(made: Made) -> None:
    """Raise `Refused` for a picture that was taken down."""
    if found := Picture.objects.taken_down().with_files([made.large.name]).first():
        raise Refused(TAKEN_DOWN.format(date_format(localtime(found.taken_down), "F j, Y")))


def _may_say_more() -> bool:
    account = acting.now().account
    return account is None or bool(account.has_perm("publishing.change_picture"))


def _small(small: Rendition | None) -> dict[str, str | int]:
    return {"small_name": small.name if small else "", "small_width": small.width if small else 0}


def _set(picture: Picture, values: dict[str, str | int]) -> None:
    changed = {name: value for name, value in values.items() if getattr(picture, name) != value}
    for name, value in changed.items():
        setattr(picture, name, value)
    if changed:
        picture.save()


def _write(rendition: Rendition) -> None:
    """Write the whole file first, then give it its name: nobody reads half of it, and no crash leaves half."""
    path = folder() / rendition.name
    if path.is_file() and path.stat().st_size == len(rendition.data):
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, draft = tempfile.mkstemp(dir=path.parent, prefix=".new-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(rendition.data)
            file.flush()
            os.fsync(file.fileno())
        Path(draft).replace(path)
    except BaseException:
        Path(draft).unlink(missing_ok=True)
        raise


def remove(picture: Picture) -> None:
    """Delete a picture that nothing shows; raises `InUse`. Its files go once that is certain."""
    with changes.gathered():
        if found := places([picture]).get(picture.pk):
            raise InUse(found)
        names = [picture.name, picture.small_name]
        picture.delete()
        transaction.on_commit(partial(discard, names))


def take_down(picture: Picture, why: str) -> None:
    """Take a picture from readers, wherever it is named: its files go, and its description stands in its place."""
    with changes.gathered():
        picture.taken_down, picture.taken_down_why = timezone.now(), why
        picture.save(update_fields=STANDING)
        transaction.on_commit(partial(discard, [picture.name, picture.small_name]))


def bring_back(picture: Picture, made: Made) -> None:
    """Show a picture again that was taken down, made anew from its file."""
    with changes.gathered():
        for each in filter(None, made):
            _write(each)
        picture.taken_down, picture.taken_down_why = None, ""
        picture.save(update_fields=STANDING)


def discard(names: Iterable[str]) -> None:
    """Delete files that no picture has; whoever adds the same picture just now waits, or is waited for."""
    with changes.gathered():
        known = set(Picture.objects.shown().file_names())
        for name in names:
            if name and name not in known:
                (folder() / name).unlink(missing_ok=True)


def strays(older_than: float) -> Iterator[str]:
    """Files that no picture has and that have been there for so many seconds, in order of their names."""
    known, now = set(Picture.objects.shown().file_names()), time.time()
    for path in sorted(folder().glob("*")) if folder().is_dir() else ():
        if path.is_file() and path.name not in known and now - path.stat().st_mtime >= older_than:
            yield path.name


def missing() -> list[str]:
    """Files that pictures have and that are not there."""
    return sorted(name for name in Picture.objects.shown().file_names() if path_of(name) is None)
