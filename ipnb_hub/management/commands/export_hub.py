"""Write the whole hub to one zip file: content, history and uploads, without accounts."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from ipnb_hub.whole.exporting import export


class Command(BaseCommand):
    help = __doc__ or ""

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--replace", action="store_true", help="Write over a file that is there.")

    def handle(self, *args: Any, file: Path, replace: bool, **options: Any) -> None:
        if file.exists() and not replace:
            raise CommandError(f"{file} is there already; --replace would write over it.")
        try:
            members = export(file.absolute())
        except OSError as problem:
            raise CommandError(f"{file} cannot be written ({problem.strerror}).") from None
        if options["verbosity"]:
            rows = sum(each.rows or 0 for each in members)
            uploads = sum(each.rows is None for each in members)
            self.stdout.write(f"{file}: {rows:,} rows and {uploads:,} uploads.")
