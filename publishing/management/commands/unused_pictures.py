from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from publishing import acting
from publishing.management.arguments import A_CENTURY, whole
from publishing.models import Picture
from publishing.pictures import files as picture_files
from publishing.pictures import places as picture_places

DAYS = 7
DAY = 24 * 3600


class Command(BaseCommand):
    help = (
        "List pictures that nothing names, no text and nothing that is kept of one (versions, proposals, drafts), "
        "pictures that were taken down, and files that belong to no picture. Removes nothing, unless told to."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--remove", action="store_true", help="Remove what is listed as unused.")
        parser.add_argument(
            "--days",
            type=whole(0, A_CENTURY),
            default=DAYS,
            help=f"Spare what is younger than so many days ({DAYS}): somebody may be at it.",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        named, days = picture_places.named(), options["days"]
        before = timezone.now() - timedelta(days=days)
        shown, down = Picture.objects.shown(), Picture.objects.taken_down()
        unused = [each for each in shown.added_before(before) if not {each.name, each.small_name} & set(named)]
        strays = list(picture_files.strays(days * DAY))
        self._list("Pictures that nothing shows", [f"{each.name}  {each}" for each in unused])
        self._list("Files that belong to no picture", strays)
        self._list("Pictures that were taken down", [f"{each.name}  {each}: {each.taken_down_why}" for each in down])
        self._tell_of_gaps(named)
        if options["remove"]:
            self._remove(unused, strays)
        elif unused or strays:
            self.stdout.write("Nothing was removed. With --remove, these pictures and files are.")

    def _tell_of_gaps(self, named: dict[str, list[picture_places.Place]]) -> None:
        known = set(Picture.objects.file_names())
        self._list("Pictures whose file is missing", picture_files.missing())
        absent = {name: there for name, there in named.items() if name not in known}
        self._list(
            "Pictures that are named and not there",
            [f"{name}  in {'; '.join(place.words for place in there)}" for name, there in absent.items()],
        )

    def _list(self, words: str, lines: Sequence[str]) -> None:
        self.stdout.write(f"{words}: {len(lines):,}")
        for line in lines:
            self.stdout.write(f"  {line}")

    def _remove(self, unused: Sequence[Picture], strays: Sequence[str]) -> None:
        removed = 0
        with acting.by(name="unused_pictures"):
            for picture in unused:
                try:
                    picture_files.remove(picture)
                    removed += 1
                except picture_files.InUse:
                    self.stdout.write(f"{picture.name} has just been used, and stays.")
            picture_files.discard(strays)
        self.stdout.write(f"Pictures removed: {removed:,}. Files removed: {len(strays):,}.")
