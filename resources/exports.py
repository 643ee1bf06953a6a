"""Citations of works as files: one work, or everything on the references page."""

from __future__ import annotations

from collections.abc import Iterable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from . import bibliography
from .bibliography import Record
from .formats import FORMATS
from .models import Resource
from .references import in_order


@require_safe
def work(request: HttpRequest, slug: str, ending: str) -> HttpResponse:
    found = get_object_or_404(Resource.objects.published().recommended().with_names(), slug=slug)
    return citations([bibliography.of_work(found)], slug, ending)


@require_safe
def references(request: HttpRequest, ending: str) -> HttpResponse:
    works = in_order(Resource.objects.published().with_names())
    return citations(map(bibliography.of_work, works), "ipnb-hub-references", ending)


def citations(records: Iterable[Record], name: str, ending: str) -> HttpResponse:
    """A file of citations; citation managers open it, so it is offered for saving under a name of its own."""
    wanted = FORMATS[ending]
    response = HttpResponse(wanted.write(records), content_type=f"{wanted.media_type}; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.{ending}"'
    return response
