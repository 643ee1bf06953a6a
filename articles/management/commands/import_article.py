"""Read an article from a file (.html, .md, .docx, .txt) and save it as a draft whose rights are not recorded."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from articles.importing import Found, Given, Kind, Refused, read, save
from articles.importing.given import MOST_BYTES
from articles.importing.known_words import of_hub
from articles.importing.result import too_long
from articles.importing.slips import corrections


class Command(BaseCommand):
    help = __doc__ or ""

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--address", default="", help="Where the article stands on the web.")
        parser.add_argument("--kind", choices=[kind.value for kind in Kind], help="If the name does not say it.")
        parser.add_argument("--dry-run", action="store_true", help="Only say what was noticed; save nothing.")

    def handle(self, *args: Any, file: Path, address: str, kind: str | None, dry_run: bool, **options: Any) -> None:
        try:
            given = Given(file.name, _content(file), Kind(kind) if kind else None, address)
            found = read(given)
            self._tell(found)
            if dry_run:
                self.stdout.write("Nothing was saved.")
                return
            _check_length(found)
            article = save(found)
        except Refused as error:
            raise CommandError(f"Nothing was saved. {error}") from error
        except ValidationError as error:
            raise CommandError(f"Nothing was saved. {' '.join(error.messages)}") from error
        self.stdout.write(f"Saved as a draft whose rights are not recorded: “{article}”, {article.slug}.")

    def _tell(self, found: Found) -> None:
        for line in found.noticed:
            self.stdout.write(line)
        for piece in found.dropped:
            self.stdout.write(f"Left out ({piece.why}): {_line(piece.words)}")
        for each in corrections(found.markdown, of_hub()):
            around = f"…{_line(each.before)}[{_line(each.found)}]{_line(each.after)}…"
            self.stdout.write(f"Perhaps ({each.why}): {_line(each.found)} → {_line(each.offer)}   {around}")


def _content(file: Path) -> bytes:
    try:
        with file.open("rb") as stream:
            return stream.read(MOST_BYTES + 1)
    except OSError as error:
        raise CommandError(f"{file} cannot be read: {error.strerror}.") from error


def _check_length(found: Found) -> None:
    if problems := too_long(found.markdown):
        raise Refused(problems[0])


def _line(text: str) -> str:
    """A text on one line, without what a terminal would take for a command."""
    return "".join(each if each.isprintable() else " " for each in text)
