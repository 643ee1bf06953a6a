"""Follow the outside links of all texts and records, gently, and note which still lead somewhere."""

from argparse import ArgumentParser
from collections import Counter
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from publishing import links
from publishing.link_checking.running import NobodyAnswersError, check, chosen
from publishing.link_checking.turns import Turns
from publishing.link_checking.visiting import Visitor
from publishing.management.arguments import A_CENTURY, whole
from publishing.models import OutsideLink
from search.management.commands.search_rebuild import Bar

MOST = 1_000_000


class Command(BaseCommand):
    help = __doc__ or ""

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--limit", type=whole(1, MOST), help="Check at most so many, the longest unchecked first.")
        parser.add_argument(
            "--older-than", type=whole(1, A_CENTURY), metavar="DAYS", help="Only those not checked for so long."
        )
        parser.add_argument("--only-failing", action="store_true", help="Only what was not fine when last checked.")

    def handle(self, *args: Any, limit: int | None, older_than: int | None, only_failing: bool, **options: Any) -> None:
        links.bring_up_to_date()
        age = timedelta(days=older_than) if older_than else None
        waiting = chosen(older_than=age, only_failing=only_failing)[:limit]
        bar = Bar(self.stderr) if options["verbosity"] and self.stderr.isatty() else None
        try:
            looked, left = check(waiting, self.visitor(), Turns(), bar.draw if bar else _silent)
        except NobodyAnswersError:
            raise CommandError("No host answered. Has this machine a network? Nothing was noted.") from None
        finally:
            if bar:
                bar.end()
        if options["verbosity"]:
            self.tell(looked, left)

    def visitor(self) -> Visitor:
        return Visitor(agent=f"IPNB-Hub link check (+{settings.HUB_URL})")

    def tell(self, looked: int, left: int) -> None:
        self.stdout.write(f"{looked:,} links checked.")
        if left:
            self.stdout.write(f"{left:,} left for the next check, because their hosts ask to be left alone for now.")
        found = Counter(OutsideLink.objects.order_by().values_list("state", flat=True))
        for state in OutsideLink.State:
            if found[state]:
                self.stdout.write(f"{state.label}: {found[state]:,}")


def _silent(done: int, total: int) -> None:
    """Nobody watches."""
