"""`find` answers a query with a page of hits: two database queries, or four for typing errors or many."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from django.utils import timezone
from django.utils.safestring import SafeString

from . import highlights, reasons
from .corrections import correct
from .documents import place
from .fulltext import COLUMNS
from .matching import MOST, Match, Tier, Where, loose_matches, matches, tally
from .models import Entry
from .query import Query, parse
from .text import clean, stems

PAGE = 20
MOST_COUNTED = MOST - 1
ENOUGH = 3  # with fewer hits, none by name, we also look for typing errors and for single words


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
    """A page of hits. `corrected` is what was searched for in place of a query with typing errors."""

    query: str
    hits: tuple[Hit, ...] = ()
    total: int = 0
    kinds: tuple[tuple[str, int], ...] = ()
    facets: tuple[tuple[str, int], ...] = ()
    page: int = 1
    pages: int = 1
    corrected: str = ""
    more: bool = False

    @property
    def total_shown(self) -> str:
        return f"{self.total:,}+" if self.more else f"{self.total:,}"

    @property
    def has_previous(self) -> bool:
        return self.page > 1

    @property
    def has_next(self) -> bool:
        return self.page < self.pages

    @property
    def previous_page_number(self) -> int:
        return self.page - 1

    @property
    def next_page_number(self) -> int:
        return self.page + 1

    @property
    def first_number(self) -> int:
        """The number of the page's first hit among all."""
        return (self.page - 1) * PAGE + 1


class Found(NamedTuple):
    """What matches, best first; `nearly` are the entries that only hold the query as it was `meant`.

    `cut`: more entries hold the query than were fetched.
    """

    query: Query
    matches: list[Match]
    meant: Query | None = None
    nearly: frozenset[int] = frozenset()
    cut: bool = False


def find(
    query: str,
    *,
    kind: str = "",
    facet: str = "",
    page: int | str = 1,
    at: datetime | None = None,
    drafts: bool = False,
) -> Results:
    """The hits that the public may see at that moment (now), or with `drafts` all; any input is harmless."""
    asked = parse(query)
    if not asked.words:
        return Results(asked.shown)
    where = Where(None if drafts else (at or timezone.now()))
    found = _find(asked, where)
    narrow = where._replace(kind=clean(kind), facet=clean(facet))
    return _results(found, _narrowed(found, narrow), _tally(found, where), narrow, page)


def _find(asked: Query, where: Where) -> Found:
    close = matches(asked, where)
    named = any(match.tier < Tier.ANYWHERE for match in close)
    if named or len(close) >= ENOUGH:
        return Found(asked, close, cut=len(close) == MOST)
    meant = correct(asked, where.at)
    seen = {match.entry for match in close}
    loose = [match for match in loose_matches(asked, meant, where) if match.entry not in seen]
    if any(match.tier < Tier.ANYWHERE for match in loose):
        loose = [match for match in loose if match.tier != Tier.SOME_WORD]
    nearly = frozenset(match.entry for match in loose if match.tier != Tier.SOME_WORD)
    return Found(asked, (close + loose)[:MOST], meant if nearly else None, nearly)


def _narrowed(found: Found, where: Where) -> list[Match]:
    """The matches of one kind and facet; asked for anew where the list of all was cut."""
    if not (where.kind or where.facet):
        return found.matches
    if found.cut:
        return matches(found.query, where)
    return [match for match in found.matches if where.kind in ("", match.kind) and where.facet in ("", match.facet)]


def _tally(found: Found, where: Where) -> Counter[tuple[str, str]]:
    """How many match of each kind and facet."""
    if found.cut:
        return Counter(tally(found.query, where))
    return Counter((match.kind, match.facet) for match in found.matches)


def _results(
    found: Found, wanted: Sequence[Match], tallied: Counter[tuple[str, str]], where: Where, page: int | str
) -> Results:
    total = min(len(wanted), MOST_COUNTED)
    pages = max(1, -(-total // PAGE))
    number = _page_number(page, pages)
    first = (number - 1) * PAGE
    return Results(
        query=found.query.shown,
        hits=tuple(_hits(found, wanted[first : min(first + PAGE, total)])),
        total=total,
        kinds=_kinds(tallied, where.facet),
        facets=_facets(tallied, where.kind),
        page=number,
        pages=pages,
        corrected=found.meant.shown if found.meant else "",
        more=len(wanted) > MOST_COUNTED,
    )


def _page_number(page: int | str, pages: int) -> int:
    """The nearest page that there is; the first for what is no number."""
    try:
        return min(max(int(page), 1), pages)
    except (ValueError, OverflowError):
        return 1


def _kinds(tallied: Counter[tuple[str, str]], wanted: str) -> tuple[tuple[str, int], ...]:
    counts: Counter[str] = Counter()
    for (kind, facet), number in tallied.items():
        if wanted in ("", facet):
            counts[kind] += number
    return tuple((kind, min(counts[kind], MOST_COUNTED)) for kind in sorted(counts, key=_place_and_name))


def _place_and_name(kind: str) -> tuple[int, str]:
    return place(kind), kind


def _facets(tallied: Counter[tuple[str, str]], wanted: str) -> tuple[tuple[str, int], ...]:
    counts: Counter[str] = Counter()
    for (kind, facet), number in tallied.items():
        if facet and wanted in ("", kind):
            counts[facet] += number
    return tuple((facet, min(number, MOST_COUNTED)) for facet, number in sorted(counts.items()))


def _hits(found: Found, wanted: Sequence[Match]) -> list[Hit]:
    shown = Entry.objects.defer(*COLUMNS.values())
    entries = shown.in_bulk([match.entry for match in wanted])
    return [_hit(entries[match.entry], match, found) for match in wanted if match.entry in entries]


def _hit(entry: Entry, match: Match, found: Found) -> Hit:
    query, why = found.query, ""
    if found.meant and match.entry in found.nearly:
        why = reasons.correction(query, found.meant)
        query = found.meant
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
        summary_html=_summary(entry, match, query),
        why=why or reasons.reason(entry, match, query),
    )


def _summary(entry: Entry, match: Match, query: Query) -> SafeString:
    """The summary; for a match in the text that the summary does not hold, the place in the text."""
    if match.tier >= Tier.ANYWHERE and not set(query.stems) <= set(stems(entry.summary)):
        snippet = highlights.snippet_html(entry.text, query)
        if snippet:
            return snippet
    return highlights.summary_html(entry.summary, query)
