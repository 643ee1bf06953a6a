"""What a look at an address means beside the looks before it.

- *Fine* or *moved*: the page was there (moved: every redirect from the beginning said that it is for good). One such
  look is enough, whatever was before.
- *Gone*: the host said 404 or 410 in two looks with at least 20 hours between them and no page seen since the first.
  Until the second, nobody can tell. Only a look that finds the page takes this state away.
- *Failing*: three looks in a row without a good answer (no such name, no connection, no answer in time, an error of
  the server), the first of them at least two days ago. Until then nobody can tell.
- *Cannot tell*: everything else. The host refuses programs (401, 403), is asked too often (429), cannot prove who it
  is, leads in a circle or to a place where a check does not go.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from itertools import takewhile
from typing import NamedTuple

from publishing.models import OutsideLink

State = OutsideLink.State

THERE = (State.FINE, State.MOVED)
BAD = (State.GONE, State.FAILING)
GONE_AFTER = timedelta(hours=20)
FAILING_AFTER = timedelta(days=2)
FAILING_LOOKS = 3


class Earlier(NamedTuple):
    """A look before this one, and what it said by itself."""

    at: datetime
    state: str


def judged(before: str, earlier: Iterable[Earlier], said: State, now: datetime) -> State:
    """The state of a link that was `before`, whose look now says `said`; `earlier` begins with the latest look."""
    if said in THERE:
        return said
    if before == State.GONE:
        return State.GONE
    run = [each for each in takewhile(lambda each: each.state not in THERE, earlier) if each.state in BAD]
    if said == State.GONE and any(each.state == State.GONE and each.at <= now - GONE_AFTER for each in run):
        return State.GONE
    if said in BAD and before == State.FAILING:
        return State.FAILING
    if said in BAD and len(run) + 1 >= FAILING_LOOKS and run[-1].at <= now - FAILING_AFTER:
        return State.FAILING
    return State.CANNOT_TELL
