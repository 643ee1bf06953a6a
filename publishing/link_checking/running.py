"""Looks at many outside addresses, several hosts at a time and each host gently, and writes down what was found."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Generator, Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from queue import Queue
from typing import NamedTuple, TypeAlias

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from publishing import archived
from publishing.models import LinkCheck, OutsideLink

from .following import Look, look
from .judging import BAD, THERE, Earlier, judged
from .turns import NoTurnError, Turns
from .visiting import Visitor, host_of

State = OutsideLink.State
Found: TypeAlias = tuple[OutsideLink, Look | None]

AT_ONCE = 8  # hosts
LONGEST_WAIT = 60.0  # seconds that a host may ask for; one that asks for more is left for the next check
LOOKS_KEPT = 20
SILENT_HOSTS = 3  # so many without a single answer: it is this machine that has no network
WORST = (State.FAILING, State.GONE, State.CANNOT_TELL)


class NobodyAnswersError(Exception):
    """No host answered at all: that says nothing of any of them."""


def chosen(*, older_than: timedelta | None = None, only_failing: bool = False) -> QuerySet[OutsideLink]:
    """The links to check, what was never checked first, then what was checked longest ago."""
    links = OutsideLink.objects.order_by(F("checked").asc(nulls_first=True), "address")
    if older_than is not None:
        links = links.filter(Q(checked=None) | Q(checked__lte=timezone.now() - older_than))
    return links.filter(state__in=WORST) if only_failing else links


class Checked(NamedTuple):
    """How many links were looked at, and how many were left because their hosts asked for that."""

    looked: int
    left: int


def check(
    links: Iterable[OutsideLink], visitor: Visitor, turns: Turns, progress: Callable[[int, int], None]
) -> Checked:
    """Look at each of these. Raises NobodyAnswersError, and nothing is noted, where this machine hears of no host."""
    waiting = list(links)
    unheard: list[tuple[OutsideLink, Look]] = []
    heard, left = False, 0
    progress(0, len(waiting))
    with closing(_looks(waiting, visitor, turns)) as looks:
        for done, (link, seen) in enumerate(looks, start=1):
            left += seen is None
            unheard += [(link, seen)] if seen else []
            heard = heard or bool(seen and seen.status)
            if heard:
                _note_all(unheard)
            progress(done, len(waiting))
    if len({host_of(link.address) for link, _ in unheard}) >= SILENT_HOSTS:
        raise NobodyAnswersError
    _note_all(unheard)
    return Checked(len(waiting) - left, left)


def _note_all(looks: list[tuple[OutsideLink, Look]]) -> None:
    while looks:
        note(*looks.pop(0))


def _looks(links: list[OutsideLink], visitor: Visitor, turns: Turns) -> Generator[Found, None, None]:
    """What each look says, as it comes in; nothing where a host is left alone."""
    found: Queue[Found] = Queue()
    hosts: defaultdict[str, list[OutsideLink]] = defaultdict(list)
    for link in links:
        hosts[host_of(link.address)].append(link)
    with ThreadPoolExecutor(AT_ONCE) as threads:
        try:
            for each in hosts.values():
                threads.submit(_look_at_host, each, visitor, turns, found.put)
            for _ in links:
                yield found.get()
        finally:
            turns.stop()


def _look_at_host(links: list[OutsideLink], visitor: Visitor, turns: Turns, tell: Callable[[Found], None]) -> None:
    """Look at the addresses of one host, one after another. The database is another thread's."""
    for link in links:
        try:
            seen = _patiently(link.address, visitor, turns)
        except NoTurnError:
            seen = None
        except Exception as problem:  # noqa: BLE001 - one odd address must not end the check of all others
            seen = Look(State.CANNOT_TELL, detail=f"The check broke off: {type(problem).__name__}.")
        tell((link, seen))


def _patiently(url: str, visitor: Visitor, turns: Turns) -> Look:
    """A look, or a second one after the time for which a host asks to be left alone, unless that is too long."""
    seen = look(url, visitor, turns)
    if seen.wait and (seconds := _seconds(seen.wait)) <= LONGEST_WAIT:
        turns.leave_alone(seen.host, seconds)
        seen = look(url, visitor, turns)
    if seen.wait:
        turns.close(seen.host)
    return seen


def _seconds(asked: str) -> float:
    """What Retry-After says: seconds, or a date."""
    if asked.strip().isdecimal():
        return float(asked)
    try:
        until = parsedate_to_datetime(asked)
    except ValueError:
        return LONGEST_WAIT + 1
    until = until if until.tzinfo else until.replace(tzinfo=UTC)
    return max(0.0, (until - timezone.now()).total_seconds())


def note(link: OutsideLink, seen: Look, now: datetime | None = None) -> None:
    """Write down a look, and what it makes of the link; readers' pages follow if it has gone or come back."""
    now = now or timezone.now()
    with transaction.atomic():
        earlier = [Earlier(*row) for row in link.checks.values_list("at", "state")]
        state = judged(link.state, earlier, seen.state, now)
        there = seen.state in THERE
        failures = 0 if there else link.failures + (seen.state in BAD)
        values = {"state": state, "checked": now, "moved_to": seen.moved_to[:500], "failures": failures}
        archived.change(OutsideLink.objects.filter(pk=link.pk), **values, **({"last_fine": now} if there else {}))
        if OutsideLink.objects.filter(pk=link.pk).exists():
            detail = seen.detail[:300]
            LinkCheck.objects.create(link=link, at=now, state=seen.state, status=seen.status, detail=detail)
            _forget_oldest(link)


def _forget_oldest(link: OutsideLink) -> None:
    kept = list(link.checks.values_list("pk", flat=True)[:LOOKS_KEPT])
    link.checks.exclude(pk__in=kept).delete()
