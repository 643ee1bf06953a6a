from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, OutputWrapper

from search import health, registered, upkeep
from search.models import Entry


class Command(BaseCommand):
    help = "Make the search index anew from the content."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--if-needed",
            action="store_true",
            help="Only if the index was made by other rules than the code's.",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        verbosity = options["verbosity"]
        if options["if_needed"] and health.in_step():
            return
        number = self._watched() if verbosity and self.stderr.isatty() else upkeep.rebuild()
        if verbosity > 1:
            self._tell_models()
        if verbosity:
            self.stdout.write(f"The search index has {number:,} entries.")

    def _watched(self) -> int:
        bar = Bar(self.stderr)
        try:
            return upkeep.rebuild(bar.draw)
        finally:
            bar.end()

    def _tell_models(self) -> None:
        for label in registered():
            self.stdout.write(f"{label}: {Entry.objects.of_model(label).count():,}")


class Bar:
    """How far a long piece of work is, on one line of a terminal that is drawn again and again."""

    WIDTH = 30

    def __init__(self, terminal: OutputWrapper) -> None:
        self.terminal = terminal
        self.drawn = ""

    def draw(self, done: int, total: int) -> None:
        part = done / total if total else 1.0
        full = int(part * self.WIDTH)
        line = f"[{'#' * full:.<{self.WIDTH}}] {int(part * 100):3} %  {done:,} of {total:,}"
        if line != self.drawn:
            self.drawn = line
            self._write(f"\r{line}")

    def end(self) -> None:
        """Leave the line, whether the work was done or broke off."""
        if self.drawn:
            self._write("\n")

    def _write(self, text: str) -> None:
        self.terminal.write(text, style_func=str, ending="")  # an error's color would be wrong
        self.terminal.flush()
