"""`find` answers a query with a page of hits: two database queries, up to six for typing errors or many."""

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
from .matching import MOST, Loose, Match, Tier, Where, loose_matches, matches, tally
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


class Found(NamedTuple):
    """What holds the query, best first, then what was found `loosely`; `meant` is the corrected query if it helped."""

    query: Query
    close: Sequence[Match]
    far: Sequence[Match] = ()
    loosely: Loose | None = None
    meant: Query | None = None

    @property
    def matches(self) -> list[Match]:
        return [*self.close, *self.far][:MOST]

    @property
    def cut(self) -> bool:
        """More may match than was fetched; which of them were depends on the database's ranks."""
        return len(self.close) + len(self.far) >= MOST

    def nearly(self, match: Match) -> bool:
        """Whether it only holds the query as it was meant."""
        return match.tier != Tier.SOME_WORD and match in self.far


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
    return _results(_narrowed(found, narrow), _tally(found, where), narrow, page)


def _find(asked: Query, where: Where) -> Found:
    close = matches(asked, where)
    if len(close) >= ENOUGH or any(match.tier < Tier.ANYWHERE for match in close):
        return Found(asked, close)
    loosely = Loose(correct(asked, where.at))
    far = _others(loose_matches(asked, loosely, where), close)
    if any(match.tier < Tier.ANYWHERE for match in far):
        loosely = loosely._replace(words=False)
        far = [match for match in far if match.tier != Tier.SOME_WORD]
    helped = any(match.tier != Tier.SOME_WORD for match in far)
    return Found(asked, close, far, loosely, loosely.meant if helped else None)


def _others(far: Sequence[Match], close: Sequence[Match]) -> list[Match]:
    seen = {match.entry for match in close}
    return [match for match in far if match.entry not in seen]


def _narrowed(found: Found, where: Where) -> Found:
    """The matches of one kind and facet; asked for anew where the list of all was cut."""
    if not (where.kind or where.facet):
        return found
    if found.cut and not found.loosely:
        return found._replace(close=matches(found.query, where))
    close = _fitting(found.close, where)
    if found.cut and found.loosely:
        return found._replace(close=close, far=_others(loose_matches(found.query, found.loosely, where), close))
    return found._replace(close=close, far=_fitting(found.far, where))


def _fitting(found: Sequence[Match], where: Where) -> list[Match]:
    return [match for match in found if where.kind in ("", match.kind) and where.facet in ("", match.facet)]


def _tally(found: Found, where: Where) -> Counter[tuple[str, str]]:
    """How many match of each kind and facet."""
    if found.cut:
        return Counter(tally(found.query, found.loosely, where))
    return Counter((match.kind, match.facet) for match in found.matches)


def _results(found: Found, tallied: Counter[tuple[str, str]], where: Where, page: int | str) -> Results:
    wanted = found.matches
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
    if found.meant and found.nearly(match):
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
