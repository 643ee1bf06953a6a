"""Filters of a list: what a reader may choose, with counts, as plain links."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import TextChoices
from django.http import HttpRequest, QueryDict


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
    request: HttpRequest,
    parameter: str,
    choices: type[TextChoices],
    counts: Mapping[str, int],
    others: Iterable[str] = (),
) -> list[Choice]:
    """The choices that have something to show; each keeps the `others`, the page's other parameters."""
    current = chosen(request, parameter, choices)
    used = [(value, label) for value, label in choices.choices if counts.get(value)]
    return [
        Choice(value, str(label), counts[value], link(request, parameter, value, others), value == current)
        for value, label in used
    ]


def everything(request: HttpRequest, parameter: str, others: Iterable[str] = ()) -> str:
    """The address of the list without this filter."""
    return link(request, parameter, "", others)


def link(request: HttpRequest, parameter: str, value: str, others: Iterable[str] = ()) -> str:
    """The address of the list with this parameter set, or without it where the value is empty.

    Of what the visitor's own address holds only the `others` are carried on: it may hold anything at any length.
    """
    query = QueryDict(mutable=True)
    asked = {name: request.GET.get(name, "") for name in others if name != parameter}
    for name, chosen_value in {**asked, parameter: value}.items():
        if chosen_value:
            query[name] = chosen_value
    return f"{request.path}?{query.urlencode()}" if query else request.path
