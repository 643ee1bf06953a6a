"""Django's loaddata, as one change of content: an object has one new version, however many rows it is made of."""

from typing import Any

from django.core.management.commands import loaddata

from publishing import changes


class Command(loaddata.Command):
    def handle(self, *fixture_labels: Any, **options: Any) -> None:
        with changes.gathered(options.get("database")):
            super().handle(*fixture_labels, **options)
