from typing import Any

from django.core.management.base import BaseCommand, CommandError

from search import upkeep


class Command(BaseCommand):
    help = "Compare the search index with the content; fails if they differ."
    SHOWN = 20

    def handle(self, *args: Any, **options: Any) -> None:
        found = list(upkeep.differences())
        for sentence in found[: self.SHOWN]:
            self.stderr.write(sentence)
        if found:
            raise CommandError(f"{len(found):,} differences. “manage.py search_rebuild” mends them.")
        self.stdout.write("The search index and the content agree.")
