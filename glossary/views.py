from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from string import ascii_uppercase

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from publishing import choices
from publishing.addresses import shows
from publishing.models import Use
from resources import sources
from search.text import fold

from . import reading
from .evidence import Evidence
from .letters import a_to_z
from .models import Term
from .models.terms import TermQuerySet

PER_PAGE = 100


@require_safe
def glossary(request: HttpRequest) -> HttpResponse:
    everything = Term.objects.published()
    letter, status = _letter(request), choices.chosen(request, "evidence", Evidence)
    terms = everything.with_evidence(status) if status else everything
    asked = {"letter": letter, "evidence": status}
    letters = a_to_z(terms.letters(), asked)
    terms = terms.starting_with(letter) if letter else terms
    page = Paginator(terms.with_names().by_title(), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "section": "glossary",
        "groups": _groups(page.object_list),
        "page_obj": page,
        "turns": choices.turns(request.path, asked, page.number, page.paginator.num_pages),
        "letters": letters,
        "letter": letter,
        "evidence": choices.filters(request.path, asked, "evidence", Evidence, everything.evidence_counts()),
        "all_url": choices.link(request.path, asked, evidence=""),
        "status": status,
        "total": everything.count(),
    }
    return render(request, "glossary/list.html", context)


def _letter(request: HttpRequest) -> str:
    letter = request.GET.get("letter", "").upper()
    return letter if letter and letter in ascii_uppercase and len(letter) == 1 else ""


def _groups(terms: Iterable[Term]) -> list[tuple[str, list[Term]]]:
    return [(letter, list(group)) for letter, group in groupby(terms, key=lambda term: fold(term.title)[:1].upper())]


def term_page(request: HttpRequest, terms: TermQuerySet, slug: str) -> HttpResponse:
    entry = get_object_or_404(terms.titled().whole(), slug=slug)
    page, found = reading.read(entry)
    context = {
        "section": "glossary",
        "term": entry,
        "page": page,
        "body_html": page.html[0],
        "recommended": entry.recommended.all(),
        "usages": Use.objects.to(entry).of_kinds(Use.Kind.USAGE).seen_by_public(),
        "used_in": Use.objects.to(entry).of_kinds(Use.Kind.TERM, Use.Kind.LISTED).seen_by_public(),
        "sources": found,
        "further": sources.further(entry.citations.all(), page),
        "terms": Term.objects.on_page(page),
    }
    return render(request, "glossary/term.html", context)


@require_safe
@shows(Term, term_page)
def term(request: HttpRequest, slug: str) -> HttpResponse:
    return term_page(request, Term.objects.published(), slug)
