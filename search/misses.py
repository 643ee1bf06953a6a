"""Counts searches that found nothing, so that editors see which words are missing; off unless the operator asks for it.

What is kept: the folded text, how often it was searched for, the first and the last day (UTC). Not kept: who asked,
from where, at what time of day, and texts with an "@" or with seven digits or more, which may be a mail address or a
telephone number. Other personal words cannot be told from terms: nothing is shown before its third occurrence.

A search adds to a dictionary in its process and never waits for a write: a thread writes what has gathered, at most
once in `BATCH_SECONDS`, and what is left at the end of the process.
"""

from __future__ import annotations

import atexit
import logging
import os
import threading
import unicodedata
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, Error, connection, connections, transaction

from .models import Miss
from .query import parse

BATCH_SECONDS = 60.0
WAIT_SECONDS = 5  # for the database's lock; the batch is given up then
MOST_TEXTS = 1_000  # different ones in a batch
MOST_NEW_A_DAY = 1_000
MOST_ROWS = 10_000
KEPT = timedelta(days=180)
MOST_DIGITS = 6

_logger = logging.getLogger(__name__)


class _Buffer:
    """What this process has counted since its last batch."""

    def __init__(self) -> None:
        self.begin()

    def begin(self) -> None:
        """Empty, with locks that nobody holds: also in a process that has just been forked."""
        self.counts: Counter[str] = Counter()
        self.timer: threading.Timer | None = None
        self.lock = threading.Lock()  # never held while anything is waited for
        self.writing = threading.Lock()
        self.has_failed = False

    def add(self, text: str) -> None:
        with self.lock:
            if text in self.counts or len(self.counts) < MOST_TEXTS:
                self.counts[text] += 1
            timer = None if self.timer else _timer()
            self.timer = self.timer or timer
        if timer:
            self._start(timer)

    def take(self) -> Counter[str]:
        """All that has gathered; the next text begins a new batch."""
        with self.lock:
            taken, self.counts = self.counts, Counter()
            timer, self.timer = self.timer, None
        if timer:
            timer.cancel()
        return taken

    def _start(self, timer: threading.Timer) -> None:
        try:
            timer.start()
        except RuntimeError:  # no thread to be had now: the next text tries again
            with self.lock:
                self.timer = None


def _timer() -> threading.Timer:
    timer = threading.Timer(BATCH_SECONDS, flush)
    timer.daemon = True
    return timer


_buffer = _Buffer()
os.register_at_fork(after_in_child=_buffer.begin)


def note(query: str) -> None:
    """Count a search that found nothing, if the hub is set to; costs no query and raises nothing."""
    if settings.HUB_NOTE_EMPTY_SEARCHES and (text := kept(query)):
        _buffer.add(text)


def kept(query: str) -> str:
    """What is counted of what was typed: its folded words; nothing where it may name how to reach a person."""
    plain = unicodedata.normalize("NFKC", query)
    if "@" in plain or sum(map(str.isdecimal, plain)) > MOST_DIGITS:
        return ""
    return " ".join(parse(query).words)[: Miss.LONGEST].rstrip()


def flush() -> None:
    """Write what has gathered in this process; a database that refuses is told of once in the log."""
    with _buffer.writing:
        counts = _buffer.take()
        if not counts:
            return
        try:
            with _own_connection():
                _write(counts, datetime.now(UTC).date())
        except Error as problem:
            _complain(problem)


def _complain(problem: Error) -> None:
    """Name the kind of failure alone: the message of a database may quote what was typed."""
    if not _buffer.has_failed:
        _buffer.has_failed = True
        _logger.warning("Searches that found nothing could not be counted (%s).", type(problem).__name__)


@contextmanager
def _own_connection() -> Iterator[None]:
    """A connection for this batch alone, in place of the thread's own, which may be within a transaction."""
    held, own = connections[DEFAULT_DB_ALIAS], connections.create_connection(DEFAULT_DB_ALIAS)
    if own.vendor == "sqlite":
        options = {**own.settings_dict["OPTIONS"], "timeout": WAIT_SECONDS}
        own.settings_dict = {**own.settings_dict, "OPTIONS": options}
    connections[DEFAULT_DB_ALIAS] = own
    try:
        yield
    finally:
        connections[DEFAULT_DB_ALIAS] = held
        own.close()


def _write(counts: Counter[str], today: date) -> None:
    with transaction.atomic():
        _queue()
        Miss.objects.last_before(today - KEPT).delete()
        held = Miss.objects.in_bulk(list(counts))
        for text, miss in held.items():
            miss.number, miss.last_day = miss.number + counts[text], today
        Miss.objects.bulk_update(held.values(), ["number", "last_day"], batch_size=100)
        new = [pair for pair in counts.most_common() if pair[0] not in held]
        room = _make_room(len(new), today)
        Miss.objects.bulk_create(
            Miss(text=text, number=number, first_day=today, last_day=today) for text, number in new[:room]
        )


def _queue() -> None:
    """Let one process write at a time, so that sums and limits hold; SQLite's IMMEDIATE transaction does so already."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"SET LOCAL lock_timeout = '{WAIT_SECONDS}s'")
            cursor.execute(f"LOCK TABLE {Miss._meta.db_table} IN SHARE ROW EXCLUSIVE MODE")


def _make_room(wanted: int, today: date) -> int:
    """How many new texts may come in today; the rarest of earlier days go for them, the oldest of those first."""
    wanted = max(0, min(wanted, MOST_NEW_A_DAY - Miss.objects.first_on(today).count()))
    missing = wanted - (MOST_ROWS - Miss.objects.count())
    if missing > 0:
        Miss.objects.among(Miss.objects.rarest_before(today, missing)).delete()
    return max(0, min(wanted, MOST_ROWS - Miss.objects.count()))


atexit.register(flush)
