from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from search import health, upkeep


class Command(BaseCommand):
    help = "Make the search index anew from the content."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--if-needed",
            action="store_true",
            help="Only if the index was made by other rules than the code's.",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        self.loud = options["verbosity"] > 1
        if options["if_needed"] and health.in_step():
            return
        number = upkeep.rebuild(self._progress)
        self.stdout.write(f"The search index has {number:,} entries.")

    def _progress(self, label: str, number: int) -> None:
        if self.loud:
            self.stdout.write(f"{label}: {number} more")
