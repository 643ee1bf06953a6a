"""A page that grows while a table is checked or written: it says how far it is, without a script."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from typing import Any, TypeAlias

from django.db import DatabaseError
from django.http import HttpRequest, StreamingHttpResponse
from django.template.loader import render_to_string
from django.utils.html import format_html

from publishing import acting, changes
from publishing.models import SheetFile

from .importing import Importing, Progress, Stopped
from .outcomes import CHANGED, NEW, REFUSED, SAME
from .showing import shown

PLACE = "<!-- what happens -->"
EVERY = 1.0  # seconds between two lines about how far it is
Address: TypeAlias = Callable[..., str]  # the address of a page of this model's admin

TROUBLE = "The hub was busy just now. Nothing was imported; try again in a minute."


def page(request: HttpRequest, context: dict[str, Any], run: Iterator[str]) -> StreamingHttpResponse:
    """The page around what `run` says, sent piece by piece."""
    before, _, after = render_to_string("admin/desk/sheet_running.html", context, request).partition(PLACE)

    def pieces() -> Iterator[str]:
        yield before
        yield from run
        yield after

    headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
    return StreamingHttpResponse(pieces(), headers=headers)


def check(request: HttpRequest, importing: Importing, waiting: SheetFile, address: Address) -> Iterator[str]:
    """What importing would do. Only a file that could be imported is kept."""
    began, back = time.monotonic(), address("sheets")
    try:
        with acting.by(request.user):
            yield from _told(importing.check(), "Checked")
        counts = importing.counts()
        ready = not importing.errors and bool(counts[NEW] or counts[CHANGED])
        if ready:
            _keep(waiting, importing.seen)
    except (Stopped, DatabaseError) as error:
        yield _result(request, trouble=TROUBLE if isinstance(error, DatabaseError) else str(error), back=back)
        return
    seconds = max(1, round(2 * (time.monotonic() - began)))  # search and history take as long again
    confirm = address("sheet", waiting.pk) if ready else ""
    said = {**_said(importing), "ready": ready, "waiting": waiting, "confirm": confirm, "seconds": seconds}
    yield _result(request, **said, back=back, is_check=True)


def write(request: HttpRequest, importing: Importing, waiting: SheetFile, address: Address) -> Iterator[str]:
    """Import it; the file that waited goes with it, so that it is never imported twice."""
    trouble = ""
    try:
        with acting.by(request.user, why=f"Imported from {waiting.name}"), changes.gathered():
            _take(waiting)
            yield from _told(importing.write(), "Imported")
            yield _line("Written. Search, history and links follow …")
    except Stopped as stopped:
        trouble = f"{stopped} Nothing was imported. Upload the file again to see what it would change now."
    except DatabaseError:
        trouble = TROUBLE
    yield _result(request, **({} if trouble else _said(importing)), trouble=trouble, back=address("changelist"))


def _take(waiting: SheetFile) -> None:
    """Whoever comes second waits for the version row, and then finds the file gone."""
    if not SheetFile.objects.filter(pk=waiting.pk).delete()[0]:
        raise Stopped("This file was imported a moment ago.")


def _keep(waiting: SheetFile, seen: dict[str, int]) -> None:
    SheetFile.objects.forgotten().delete()
    SheetFile.objects.of(waiting.editor, waiting.kind).delete()
    waiting.seen = seen
    waiting.save()


def _told(steps: Iterator[Progress], verb: str) -> Iterator[str]:
    last = time.monotonic()
    for done, rows in steps:
        if time.monotonic() - last > EVERY:
            last = time.monotonic()
            yield _line(f"{verb} {done:,} of {rows:,} rows.")


def _line(words: str) -> str:
    return format_html('<p role="status">{}</p>\n', words)


def _said(importing: Importing) -> dict[str, Any]:
    counts = importing.counts()
    return {
        "sheet": importing.sheet,
        "told": importing.told,
        "new": counts[NEW],
        "changed": counts[CHANGED],
        "same": counts[SAME],
        "refused": counts[REFUSED],
        "errors": importing.errors[:200],
        "rows": shown(importing.outcomes),
    }


def _result(request: HttpRequest, **context: Any) -> str:
    return render_to_string("admin/desk/sheet_result.html", context, request)
