"""Filters of a list: what a reader may choose, with counts, as plain links."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import TextChoices
from django.http import HttpRequest


@dataclass(frozen=True, slots=True)
class Choice:
    """One choice of a filter; the empty value is everything."""

    value: str
    label: str
    count: int
    url: str
    current: bool


def chosen(request: HttpRequest, parameter: str, choices: type[TextChoices]) -> str:
    """The chosen value; empty unless it is one of the choices."""
    value = request.GET.get(parameter, "")
    return value if value in choices.values else ""


def filters(
    request: HttpRequest, parameter: str, choices: type[TextChoices], counts: Mapping[str, int]
) -> list[Choice]:
    """The choices that have something to show; each keeps the other filters and drops the page number."""
    current = chosen(request, parameter, choices)
    used = [(value, label) for value, label in choices.choices if counts.get(value)]
    return [
        Choice(value, str(label), counts[value], link(request, parameter, value), value == current)
        for value, label in used
    ]


def everything(request: HttpRequest, parameter: str) -> str:
    """The address of the list without this filter."""
    return link(request, parameter, "")


def link(request: HttpRequest, parameter: str, value: str) -> str:
    """The address of the list with this parameter set, or without it where the value is empty."""
    query = request.GET.copy()
    query.pop("page", None)
    query.pop(parameter, None)
    if value:
        query[parameter] = value
    return f"{request.path}?{query.urlencode()}" if query else request.path
