"""`find` answers a query with a page of hits: two or three database queries, up to eighteen where nothing holds it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.safestring import SafeString

from . import highlights, showing
from .documents import place
from .finding import Found, search
from .matching import IN_TEXTS, Counts, Row, Window
from .nearest import nearest
from .query import Query, parse
from .showing import Shown
from .text import clean, stems

PAGE = 20
MOST_COUNTED = 1000


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing found. `title_html` and `summary_html` are escaped; `why` is empty where it is obvious."""

    model: str
    object_id: int
    kind: str
    title: str
    url: str
    label: str
    facet: str
    summary: str
    title_html: SafeString
    summary_html: SafeString
    why: str


@dataclass(frozen=True, slots=True)
class Results:
    """A page of hits; `nearest` is what an empty result offers.

    `corrected` is what was searched for in place of a query with typing errors; `as_typed` is how many hold that, too.
    Counts stop at a thousand; for one to three letters, facets are counted in the first thousand names of each kind.
    """

    query: str
    hits: tuple[Hit, ...] = ()
    total: int = 0
    kinds: tuple[tuple[str, int], ...] = ()
    facets: tuple[tuple[str, int], ...] = ()
    page: int = 1
    pages: int = 1
    corrected: str = ""
    more: bool = False
    as_typed: int = 0
    nearest: tuple[Hit, ...] = ()

    @property
    def total_shown(self) -> str:
        return f"{self.total:,}+" if self.more else f"{self.total:,}"


def find(
    query: str,
    *,
    kind: str = "",
    facet: str = "",
    page: int | str = 1,
    at: datetime | None = None,
) -> Results:
    """The hits that the public may see at that moment (now); any input is harmless."""
    asked = parse(query)
    if not asked.words:
        return Results(asked.shown)
    window = Window(at or timezone.now())
    found = search(asked, window)
    kind, facet = clean(kind), clean(facet)
    return _results(found, _wanted(found, window, facet), window, kind, facet, page)


def _wanted(found: Found, window: Window, facet: str) -> Found:
    """Where what is of this facet stands; of a short query, which was cut, that is sought anew."""
    if facet and found.asked.is_short and found.number >= MOST_COUNTED:
        return search(found.asked, Window(window.at, facet=facet))
    return found


def keys(query: str, label: str) -> list[int]:
    """The objects of one model that match, drafts too, best first, as many as are ever counted."""
    asked = parse(query)
    if not asked.words:
        return []
    window = Window(None, model=label)
    found = search(asked, window)
    return [row.object_id for row in found.ordered(list(found.rows.values()), MOST_COUNTED, window)]


def _results(found: Found, wanted: Found, window: Window, kind: str, facet: str, page: int | str) -> Results:
    tallied = found.counts
    counts = tallied if wanted is found else wanted.counts
    every = sum(number for of, number in counts.items() if kind in ("", of[0]) and facet in ("", of[1]))
    total = min(every, MOST_COUNTED)
    pages = max(1, -(-total // PAGE))
    number = _page_number(page, pages)
    narrowed = Window(window.at, kind=kind, facet=facet)
    shown = wanted.ordered(wanted.within(kind, facet), min(number * PAGE, total), narrowed)[(number - 1) * PAGE :]
    return Results(
        query=found.asked.shown,
        hits=tuple(_hits(found, shown)),
        total=total,
        kinds=_kinds(tallied, facet),
        facets=_facets(tallied, kind),
        page=number,
        pages=pages,
        corrected=found.corrected,
        as_typed=found.as_typed,
        more=every > MOST_COUNTED or (found.cut and not (kind or facet)),
        nearest=() if found.number else tuple(_hits(found, nearest(found.asked, window))),
    )


def _page_number(page: int | str, pages: int) -> int:
    """The nearest page that there is; the first for what is no number."""
    try:
        return min(max(int(page), 1), pages)
    except (ValueError, OverflowError):
        return 1


def _kinds(tallied: Counts, wanted: str) -> tuple[tuple[str, int], ...]:
    counts: Counter[str] = Counter()
    for (kind, facet), number in tallied.items():
        if wanted in ("", facet):
            counts[kind] += number
    return tuple((kind, min(counts[kind], MOST_COUNTED)) for kind in sorted(counts, key=_place_and_name))


def _place_and_name(kind: str) -> tuple[int, str]:
    return place(kind), kind


def _facets(tallied: Counts, wanted: str) -> tuple[tuple[str, int], ...]:
    counts: Counter[str] = Counter()
    for (kind, facet), number in tallied.items():
        if facet and wanted in ("", kind):
            counts[facet] += number
    return tuple((facet, min(number, MOST_COUNTED)) for facet, number in sorted(counts.items()))


def _hits(found: Found, shown: Sequence[Row]) -> list[Hit]:
    entries = showing.shown([row.entry for row in shown], text=any(row.tier in IN_TEXTS for row in shown))
    return [_hit(entries[row.entry], row, found) for row in shown if row.entry in entries]


def _hit(entry: Shown, row: Row, found: Found) -> Hit:
    query = found.query_of(entry, row)
    return Hit(
        model=entry.model,
        object_id=entry.object_id,
        kind=entry.kind,
        title=entry.title,
        url=entry.url,
        label=entry.label,
        facet=entry.facet,
        summary=entry.summary,
        title_html=highlights.title_html(entry.title, query),
        summary_html=_summary(entry, row, query),
        why=found.why(entry, row),
    )


def _summary(entry: Shown, row: Row, query: Query) -> SafeString:
    """The summary; for a match in the text that the summary does not hold, the place in the text."""
    if row.tier in IN_TEXTS and not set(query.stems) <= set(stems(entry.summary)):
        snippet = highlights.snippet_html(entry.text, query)
        if snippet:
            return snippet
    return highlights.summary_html(entry.summary, query)
