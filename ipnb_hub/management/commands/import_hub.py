"""Read a hub that export_hub has written: all of it, or nothing."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from ipnb_hub.whole.archive import RefusedError
from ipnb_hub.whole.importing import Outcome, import_hub


class Command(BaseCommand):
    help = __doc__ or ""

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--dry-run", action="store_true", help="Say what would happen, and change nothing.")
        parser.add_argument("--replace", action="store_true", help="Replace all content of a hub that is not empty.")

    def handle(self, *args: Any, file: Path, dry_run: bool, replace: bool, **options: Any) -> None:
        try:
            outcome = import_hub(file, replace=replace, dry_run=dry_run)
        except RefusedError as problem:
            raise CommandError(str(problem)) from None
        except OSError as problem:
            raise CommandError(f"Nothing was imported: {problem}.") from None
        if options["verbosity"]:
            self.tell(outcome, dry_run=dry_run)

    def tell(self, outcome: Outcome, *, dry_run: bool) -> None:
        for label, count in outcome.rows.items():
            if count or outcome.before[label]:
                replaced = f" (instead of {outcome.before[label]:,})" if outcome.before[label] else ""
                self.stdout.write(f"{label}: {count:,}{replaced}")
        self.stdout.write(f"uploads: {outcome.uploads:,}")
        done = "Nothing was changed: this was a dry run." if dry_run else "The hub is imported."
        self.stdout.write(done)
