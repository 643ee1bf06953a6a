"""The search page: what it says of what was asked and what was found."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import NamedTuple, Self

from django.db.models import TextChoices
from django.http import HttpRequest
from django.utils.html import escape
from django.utils.text import Truncator

from glossary.evidence import Evidence
from glossary.letters import Letter, a_to_z
from glossary.models import Term
from publishing.addresses import full
from publishing.choices import chosen, filters, link, page_link, turns
from search import misses
from search.engine import PAGE, Hit, Results, find
from search.query import LONGEST_QUERY, QUOTES

COUNTED = 1_000  # the search counts no further
LONG_QUERY = 60  # characters; a longer one stands smaller in the heading
LONGEST_IN_TITLE = 80
WITHOUT_QUOTES = str.maketrans(dict.fromkeys(QUOTES))


class Kind(TextChoices):
    """What can be found, in the words of the search page."""

    TERM = "term", "Terms"
    ARTICLE = "article", "Articles"
    STEP = "step", "Practice"
    RESOURCE = "resource", "Resources"
    PERSON = "person", "People"


@dataclass(frozen=True, slots=True)
class Asked:
    """A search as its address has it. A filter of unknown value is none, and a page number may be any."""

    path: str
    query: str
    kind: str
    evidence: str
    page: int

    @classmethod
    def by(cls, request: HttpRequest) -> Self:
        typed = request.GET.get("page", "")
        return cls(
            path=request.path,
            query=request.GET.get("q", ""),
            kind=chosen(request, "kind", Kind),
            evidence=chosen(request, "evidence", Evidence),
            page=int(typed[:9]) if typed.isascii() and typed.isdigit() else 1,
        )

    @property
    def narrowed(self) -> bool:
        return bool(self.kind or self.evidence)

    @property
    def parameters(self) -> dict[str, str]:
        return {"q": self.query, "kind": self.kind, "evidence": self.evidence}

    def link(self, **changed: str) -> str:
        return link(self.path, self.parameters, **changed)

    def search_link(self, query: str) -> str:
        """The address of another search, of everything."""
        return link(self.path, {"q": query})

    @property
    def labels(self) -> list[str]:
        """The names of the chosen filters."""
        kind = [str(Kind(self.kind).label)] if self.kind else []
        return [*kind, str(Evidence(self.evidence).label)] if self.evidence else kind

    @property
    def where(self) -> str:
        kind = f"under “{Kind(self.kind).label}”" if self.kind else ""
        status = f"marked “{Evidence(self.evidence).label}”" if self.evidence else ""
        return " and ".join(filter(None, (kind, status)))


class Shown(NamedTuple):
    """A hit; of a term that was found in its text the definition stands before the place in the text."""

    hit: Hit
    definition: str = ""


def page(request: HttpRequest) -> dict[str, object]:
    """What the page shows: help, what was found, or ways on; of its address only what the search knows counts."""
    asked = Asked.by(request)
    results = find(asked.query, kind=asked.kind, facet=asked.evidence, page=asked.page)
    asked = replace(asked, query=results.query)
    whole = results if results.total or not asked.narrowed else find(asked.query)
    every_page = {
        "section": "search",
        "query": asked.query,
        "long": len(asked.query) > LONG_QUERY,
        "canonical": full(page_link(asked.path, asked.parameters, results.page)),
    }
    if whole.total:
        return every_page | _found(asked, results, whole)
    return every_page | {"letters": _letters()} | (_nothing(asked, whole) if asked.query else {})


def _nothing(asked: Asked, whole: Results) -> dict[str, object]:
    if asked.page == 1:
        misses.note(asked.query)
    loosely = unquoted(asked.query)
    return {
        "title": f"Nothing found for {_short(asked.query)}",
        "loosely_url": asked.search_link(loosely) if loosely not in ("", asked.query) else "",
        "several": " " in asked.query,
        "nearest": _shown(whole.nearest),
    }


def _found(asked: Asked, results: Results, whole: Results) -> dict[str, object]:
    """What there is, or, where nothing of that is what was chosen, what else could be."""
    meant = whole.corrected or asked.query
    number = f"page {results.page}" if results.page > 1 else ""
    return {
        "title": ", ".join(filter(None, (f"Results for {_short(meant)}", *asked.labels, number))),
        "meant": meant,
        "corrected": whole.corrected,
        "as_typed": whole.as_typed,
        "spelled": spelled(whole),
        "exactly_url": asked.search_link(exactly(asked.query)),
        "everything_url": asked.search_link(asked.query) if asked.narrowed else "",
        **(_hits(asked, results) if results.total else _none_of(asked, whole)),
    }


def _hits(asked: Asked, results: Results) -> dict[str, object]:
    every = sum(dict(results.kinds).values())
    more = results.more or every >= COUNTED
    return {
        "results": results,
        "status": how_many(asked, results),
        "hits": _shown(results.hits),
        "first": (results.page - 1) * PAGE + 1,
        "turns": turns(asked.path, asked.parameters, results.page, results.pages),
        "narrows": asked.narrowed or results.total > 1,
        "kind": asked.kind,
        "all_kinds_url": asked.link(kind=""),
        "all_kinds_total": f"{min(every, COUNTED):,}{'+' if more else ''}",
        "evidence": asked.evidence,
        "all_statuses_url": asked.link(evidence=""),
        **_choices(asked, results),
    }


def _none_of(asked: Asked, whole: Results) -> dict[str, object]:
    return {"status": none_of(asked, whole), **_choices(replace(asked, kind="", evidence=""), whole)}


def _choices(asked: Asked, results: Results) -> dict[str, object]:
    kinds, statuses = dict(results.kinds), dict(results.facets)
    return {
        "kinds": filters(asked.path, asked.parameters, "kind", Kind, kinds, COUNTED),
        "statuses": filters(asked.path, asked.parameters, "evidence", Evidence, statuses, COUNTED),
    }


def _shown(hits: Iterable[Hit]) -> list[Shown]:
    return [Shown(hit, hit.summary if hit.kind == Kind.TERM and _is_from_text(hit) else "") for hit in hits]


def _is_from_text(hit: Hit) -> bool:
    """Whether the hit shows a place in its text instead of its summary."""
    return hit.summary_html.replace("<mark>", "").replace("</mark>", "") != escape(hit.summary)


def _letters() -> list[Letter]:
    return a_to_z(Term.objects.published().letters(), {})


def how_many(asked: Asked, results: Results) -> str:
    """How many there are, of what, and which page of them this is."""
    number = _at_least(results)
    what = f"{number} result{'' if results.total == 1 else 's'} {asked.where}".rstrip()
    return f"{what}, page {results.page} of {results.pages}" if results.pages > 1 else what


def none_of(asked: Asked, whole: Results) -> str:
    if whole.total == 1:
        return f"The only result is not {asked.where}."
    return f"None of the {whole.total_shown} results is {asked.where}."


def _at_least(results: Results) -> str:
    """The number of results in words; what holds only some of the words is not counted to its end."""
    if not results.more:
        return f"{results.total:,}"
    return f"{'More than' if results.total >= COUNTED else 'At least'} {results.total:,}"


def spelled(whole: Results) -> str:
    """Who has the spelling of a query that was corrected: nobody, or so many."""
    if not whole.as_typed:
        return "No entry has"
    number = f"More than {COUNTED:,}" if whole.as_typed > COUNTED else f"{whole.as_typed:,}"
    return f"{number} entr{'y has' if whole.as_typed == 1 else 'ies have'}"


def exactly(query: str) -> str:
    """The query as a phrase, which is searched for as it stands."""
    return f'"{unquoted(query)[: LONGEST_QUERY - 2].rstrip()}"'


def unquoted(query: str) -> str:
    return " ".join(query.translate(WITHOUT_QUOTES).split())


def _short(query: str) -> str:
    return Truncator(query).chars(LONGEST_IN_TITLE)
