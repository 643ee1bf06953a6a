"""The map of the ideas."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from publishing.addresses import full
from publishing.choices import link

from ..models import MapSheet
from . import around
from .arcs import arcs
from .drawing import drawn


@require_safe
def map_page(request: HttpRequest) -> HttpResponse:
    """A sheet of the map, the list of sheets where there are several, or what was asked about an idea or two."""
    answered = around.answer(request)
    if answered:
        return answered
    sheets = list(MapSheet.objects.seen_by_public())
    asked = request.GET.get("cluster", "")
    if asked or len(sheets) == 1:
        return _sheet(request, sheets, asked)
    return render(request, "map/sheets.html", {"section": "map", "sheets": sheets, "total": _total(sheets)})


def _sheet(request: HttpRequest, sheets: list[MapSheet], asked: str) -> HttpResponse:
    sheet = next((each for each in sheets if each.slug == asked), None)
    if sheet is None:
        raise Http404
    drawing = drawn(sheet)
    context = {
        "section": "map",
        "canonical": full(link(request.path, {"cluster": sheet.slug})),
        "sheet": sheet,
        "drawing": drawing,
        "arcs": arcs(drawing),
    }
    return render(request, "map/map.html", context)


def _total(sheets: list[MapSheet]) -> int:
    return sum(sheet.ideas for sheet in sheets)
