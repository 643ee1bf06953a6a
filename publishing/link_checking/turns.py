"""Who may ask a host next: one request at a time, and a pause between two."""

from __future__ import annotations

import threading
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

PAUSE_SECONDS = 1.0


class NoTurnError(Exception):
    """The host is left alone until the next check, or the check is given up."""


@dataclass(slots=True)
class _Host:
    lock: threading.Lock = field(default_factory=threading.Lock)
    free_at: float = 0.0
    is_closed: bool = False


class Turns:
    """Turns at hosts, for several threads."""

    def __init__(self, pause: float = PAUSE_SECONDS) -> None:
        self.pause = pause
        self._hosts: defaultdict[str, _Host] = defaultdict(_Host)
        self._guard = threading.Lock()
        self._stopped = threading.Event()

    @contextmanager
    def of(self, host: str) -> Iterator[None]:
        """Wait until the host may be asked, and keep everybody else from it meanwhile."""
        turn = self._turn(host)
        with turn.lock:
            self._stopped.wait(max(0.0, turn.free_at - time.monotonic()))
            if turn.is_closed or self._stopped.is_set():
                raise NoTurnError
            try:
                yield
            finally:
                turn.free_at = max(turn.free_at, time.monotonic() + self.pause)

    def leave_alone(self, host: str, seconds: float) -> None:
        """Let nobody ask it for so long."""
        turn = self._turn(host)
        turn.free_at = max(turn.free_at, time.monotonic() + seconds)

    def close(self, host: str) -> None:
        """Let nobody ask it any more in this check."""
        self._turn(host).is_closed = True

    def stop(self) -> None:
        """Give up the check: nobody gets a turn any more, and nobody waits for one."""
        self._stopped.set()

    def _turn(self, host: str) -> _Host:
        with self._guard:
            return self._hosts[host]
