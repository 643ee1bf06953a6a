"""Searches that found nothing, noted, held by the table and read from it."""

from datetime import UTC, date, datetime, timedelta

from search import misses
from search.models import Miss

TODAY = datetime.now(UTC).date()
YESTERDAY = TODAY - timedelta(days=1)


def note(*texts: str) -> None:
    for text in texts:
        misses.note(text)


def numbers() -> dict[str, int]:
    return dict(Miss.objects.values_list("text", "number"))


def hold(number: int, *texts: str, day: date = YESTERDAY) -> None:
    Miss.objects.bulk_create([Miss(text=text, number=number, first_day=day, last_day=day) for text in texts])
