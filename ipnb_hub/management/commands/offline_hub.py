"""Write everything that readers may see now to one HTML file, which can be read without a network."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from ipnb_hub.whole.offline import written


class Command(BaseCommand):
    help = __doc__ or ""

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--replace", action="store_true", help="Write over a file that is there.")

    def handle(self, *args: Any, file: Path, replace: bool, **options: Any) -> None:
        document = written().encode()
        try:
            with file.open("wb" if replace else "xb") as target:
                target.write(document)
        except FileExistsError:
            raise CommandError(f"{file} is there already; --replace would write over it.") from None
        except OSError as problem:
            raise CommandError(f"{file} cannot be written ({problem.strerror}).") from None
        if options["verbosity"]:
            self.stdout.write(f"{file}: {len(document):,} bytes.")
