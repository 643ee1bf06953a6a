"""What the map says of one idea, and of the way from one to another."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import NamedTuple

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from publishing.addresses import full
from publishing.choices import link, turns

from . import gathering
from .asking import resolve
from .fan import fan, way
from .graph import KINDS, Graph, Idea, Neighbour, Place

PER_PAGE = 200
NAMES = {
    "term": ("term", "terms"),
    "article": ("article", "articles"),
    "step": ("part of the practice", "parts of the practice"),
    "resource": ("resource", "resources"),
    "person": ("person", "people"),
}
NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


class Said(NamedTuple):
    """One relation and all that it leads to: "is part of", and of what."""

    label: str
    ideas: list[Idea]


def answer(request: HttpRequest) -> HttpResponse | None:
    """The page about what was asked; None if nothing was."""
    around, start, end = (request.GET.get(name, "").strip() for name in ("around", "from", "to"))
    if around:
        return around_page(request, around)
    return connection_page(request, start, end) if start or end else None


def around_page(request: HttpRequest, asked: str) -> HttpResponse:
    place = resolve(asked)
    if place is None:
        return _unknown(request, asked)
    if str(place) != asked:
        return HttpResponseRedirect(address(around=place))
    found = gathering.around(place)
    if found is None:
        return _unknown(request, asked)
    return render(request, "map/around.html", _around(request, found, place))


def _around(request: HttpRequest, found: Graph, place: Place) -> dict[str, object]:
    neighbours = found.neighbours(place)
    page = Paginator(neighbours, PER_PAGE).get_page(request.GET.get("page"))
    asked = {"around": str(place)}
    return {
        "section": "map",
        "canonical": full(link(request.path, asked)),
        "root": found.ideas[place],
        "fan": fan(found, place),
        "counted": counted(neighbours),
        "said": said(list(page.object_list)),
        "page_obj": page,
        "turns": turns(request.path, asked, page.number, page.paginator.num_pages),
    }


def counted(neighbours: Iterable[Neighbour]) -> str:
    """How many there are of each kind: "8 terms, 1 article and 2 resources"."""
    counts = Counter(each.idea.place.kind for each in neighbours)
    parts = [f"{counts[kind]:,} {NAMES[kind][counts[kind] != 1]}" for kind in KINDS if counts[kind]]
    return " and ".join(filter(None, (", ".join(parts[:-1]), *parts[-1:])))


def said(neighbours: Sequence[Neighbour]) -> list[Said]:
    """The neighbors by what leads to them, in the order of the first of each."""
    order = {each.label: number for number, each in reversed(list(enumerate(neighbours)))}
    by_label = sorted(neighbours, key=lambda each: order[each.label])
    return [
        Said(label, [each.idea for each in group]) for label, group in groupby(by_label, key=lambda each: each.label)
    ]


def connection_page(request: HttpRequest, start: str, end: str) -> HttpResponse:
    if not (start and end):
        return render(request, "map/unknown.html", {"section": "map", "start": start, "end": end, "half": True})
    places = [resolve(start), resolve(end)]
    for place, asked in zip(places, (start, end), strict=True):
        if place is None:
            return _unknown(request, asked, start=start, end=end)
    first, last = (place for place in places if place)
    if (str(first), str(last)) != (start, end):
        return HttpResponseRedirect(address(**{"from": first, "to": last}))
    return render(request, "map/connection.html", _connection(request, first, last))


def _connection(request: HttpRequest, start: Place, end: Place) -> dict[str, object]:
    whole = gathering.whole()
    steps = whole.between(start, end) or []
    root = whole.ideas[start]
    return {
        "section": "map",
        "canonical": full(link(request.path, {"from": str(start), "to": str(end)})),
        "root": root,
        "goal": whole.ideas[end],
        "way": steps,
        "lines": way(steps),
        "number": NUMBERS[len(steps)] if len(steps) < len(NUMBERS) else len(steps),
    }


def address(**asked: Place) -> str:
    """The address of a page of the map."""
    return link(reverse("map"), {name: str(place) for name, place in asked.items()})


def _unknown(request: HttpRequest, asked: str, **form: str) -> HttpResponse:
    """Nothing on the map is called so, in plain words."""
    _, _, name = asked.rpartition(":")
    context = {"section": "map", "asked": asked[:100], "query": name[:100], **form}
    return render(request, "map/unknown.html", context, status=404)
