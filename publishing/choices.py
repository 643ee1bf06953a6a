"""Filters and pages of a list: what a reader may choose, with counts, as plain links."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import TextChoices
from django.http import HttpRequest, QueryDict


@dataclass(frozen=True, slots=True)
class Choice:
    """One choice of a filter; `more` than were counted may fit."""

    value: str
    label: str
    count: int
    url: str
    current: bool
    more: bool = False

    @property
    def counted(self) -> str:
        return f"{self.count:,}+" if self.more else f"{self.count:,}"


def chosen(request: HttpRequest, parameter: str, choices: type[TextChoices]) -> str:
    """The chosen value; empty unless it is one of the choices."""
    value = request.GET.get(parameter, "")
    return value if value in choices.values else ""


def filters(
    path: str,
    asked: Mapping[str, str],
    parameter: str,
    choices: type[TextChoices],
    counts: Mapping[str, int],
    most: float = float("inf"),
) -> list[Choice]:
    """The choices that have something to show, and the current one even where it has nothing.

    Counts stop at `most`.
    """
    current = asked.get(parameter, "")
    used = [(value, label) for value, label in choices.choices if counts.get(value) or value == current]
    return [
        Choice(
            value=value,
            label=str(label),
            count=counts.get(value, 0),
            url=link(path, asked, **{parameter: value}),
            current=value == current,
            more=counts.get(value, 0) >= most,
        )
        for value, label in used
    ]


def link(path: str, asked: Mapping[str, str], **changed: str) -> str:
    """The address of a list with what is `asked` of it, some of that `changed`; what is empty is left out.

    `asked` holds only what the list knows, each in its own form: of the visitor's address nothing else is carried on.
    """
    query = QueryDict(mutable=True)
    query.update({name: value for name, value in {**asked, **changed}.items() if value})
    return f"{path}?{query.urlencode()}" if query else path


def page_link(path: str, asked: Mapping[str, str], number: int) -> str:
    """The address of a page of a list; the first has no number."""
    return link(path, asked, page=str(number) if number > 1 else "")


def turns(path: str, asked: Mapping[str, str], here: int, last: int) -> dict[str, str]:
    """The addresses of the pages around this one; the first and the last where they are further away."""
    numbers = {"first": 1, "previous": here - 1, "next": here + 1, "last": last}
    useful = {"first": here > 2, "previous": here > 1, "next": here < last, "last": here < last - 1}
    return {name: page_link(path, asked, number) for name, number in numbers.items() if useful[name]}
