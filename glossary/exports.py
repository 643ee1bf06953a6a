"""The glossary and its entries as files: CSV, JSON, SKOS; each entry as Markdown."""

from __future__ import annotations

import json

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from . import as_markdown, entries, skos, spreadsheet
from .models import Term


@require_safe
def glossary_csv(request: HttpRequest) -> HttpResponse:
    rows = map(entries.entry, entries.terms())
    response = HttpResponse(spreadsheet.write(rows), content_type="text/csv; charset=utf-8; header=present")
    response.headers["Content-Disposition"] = 'attachment; filename="ipnb-hub-glossary.csv"'
    return response


@require_safe
def glossary_json(request: HttpRequest) -> HttpResponse:
    text = json.dumps(entries.glossary(entries.terms()), ensure_ascii=False, indent=2)
    return HttpResponse(f"{text}\n", content_type="application/json; charset=utf-8")


@require_safe
def glossary_ttl(request: HttpRequest) -> HttpResponse:
    return HttpResponse(skos.write(entries.terms()), content_type="text/turtle; charset=utf-8")


@require_safe
def term_md(request: HttpRequest, slug: str) -> HttpResponse:
    return as_markdown.file(get_object_or_404(Term.objects.published().titled().whole().with_relations(), slug=slug))
