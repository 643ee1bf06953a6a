"""What an outside address is like now: asked for, and followed to where it leads."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from urllib.parse import urldefrag, urljoin

from publishing.models import OutsideLink

from .turns import Turns
from .visiting import Answer, CertificateError, Clock, NoAnswerError, RefusedError, SilentError, Visitor, host_of, split

State = OutsideLink.State

MOST_REDIRECTS = 8
HEAD_SHARE = 1 / 3  # of the time that is left: some servers let whoever asks for the head alone wait for ever
FOR_GOOD = frozenset((301, 308))
REDIRECTS = FOR_GOOD | {302, 303, 307}
# Servers that refuse to be asked for the head alone say so in many ways, and some say it wrongly.
ASK_WHOLE = frozenset((400, 403, 404, 405, 406, 410, 500, 501, 503))
NOT_THERE = frozenset((404, 410))
BUSY = frozenset((429, 503))


@dataclass(frozen=True, slots=True)
class Look:
    """What one look at an address says by itself; `wait` is for how long `host` asks to be left alone, in its words."""

    state: State
    status: int | None = None
    detail: str = ""
    moved_to: str = ""
    host: str = ""
    wait: str = ""


def look(url: str, visitor: Visitor, turns: Turns) -> Look:
    """Follow an address to its end. Gone here means "not there this time"; failing, "no good answer this time".

    Raises NoTurnError when a host on the way is to be left alone.
    """
    try:
        return _Walk(visitor, turns).to_the_end(url)
    except (RefusedError, CertificateError) as problem:
        return Look(State.CANNOT_TELL, detail=str(problem))
    except NoAnswerError as problem:
        return Look(State.FAILING, detail=str(problem))


class _Walk:
    """One address on its way through redirects."""

    def __init__(self, visitor: Visitor, turns: Turns) -> None:
        self.visitor = visitor
        self.turns = turns
        self.clock = visitor.clock()

    def to_the_end(self, url: str) -> Look:
        here, for_good, moved_to = urldefrag(url)[0], True, ""
        seen = {here}
        for _ in range(MOST_REDIRECTS + 1):
            answer = self.ask(here)
            if answer.status not in REDIRECTS or not answer.location:
                return _judged(answer, host_of(here), moved_to)
            here = urldefrag(urljoin(here, answer.location))[0]
            split(here)
            if here in seen:
                return Look(State.CANNOT_TELL, answer.status, "It leads round in a circle.")
            seen.add(here)
            for_good = for_good and answer.status in FOR_GOOD
            moved_to = here if for_good else moved_to
        return Look(State.CANNOT_TELL, answer.status, f"It leads on more than {MOST_REDIRECTS} times.")

    def ask(self, url: str) -> Answer:
        """The answer to a request for the head; where that is refused or not answered, to one for the whole."""
        with suppress(SilentError), self.clock.part(HEAD_SHARE) as share:
            answer = self._ask("HEAD", url, share)
            if answer.status not in ASK_WHOLE:
                return answer
        return self._ask("GET", url, self.clock)

    def _ask(self, method: str, url: str, clock: Clock) -> Answer:
        with self.turns.of(host_of(url)):
            return self.visitor.ask(method, url, clock)


def _judged(answer: Answer, host: str, moved_to: str) -> Look:
    status = answer.status
    if 200 <= status < 300:
        return Look(State.MOVED if moved_to else State.FINE, status, moved_to=moved_to)
    if status in NOT_THERE:
        return Look(State.GONE, status, "There is nothing at this address.")
    if status in BUSY and answer.retry_after:
        return Look(State.CANNOT_TELL, status, "The host asks to be left alone.", host=host, wait=answer.retry_after)
    if 500 <= status < 600:
        return Look(State.FAILING, status, "The host is in trouble.")
    return Look(State.CANNOT_TELL, status, "The host does not say whether it is there.")
