"""Write the delivered content; editors' changes and deletions stay."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from ipnb_hub.seeding import BrokenFixture, seed


class Command(BaseCommand):
    help = __doc__ or ""

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--reset", action="store_true", help="Restore every delivered record to its first text.")
        parser.add_argument("--from", dest="folder", type=Path, default=settings.BASE_DIR / "fixtures")

    def handle(self, *args: Any, folder: Path, reset: bool, **options: Any) -> None:
        try:
            outcome = seed(folder, reset=reset)
        except BrokenFixture as error:
            raise CommandError(f"Nothing was loaded. {error}") from error
        if options["verbosity"]:
            self.stdout.write(f"Content: {outcome['written']} records written, {outcome['kept']} kept as they are.")
