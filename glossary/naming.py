"""Writing the names of a term in one go: a name may move from row to row, and to or from the title."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import CharField, Value
from django.db.models.functions import Cast, Concat

from .models import Name, Term


def park(keys: Iterable[int]) -> None:
    """Give rows that are about to change a stand-in, so that the order of writing cannot make two alike."""
    stand_in = Concat(Value("#"), Cast("pk", CharField()))
    Name.objects.filter(pk__in=keys).update(folded=stand_in, kind=Name.Kind.VARIANT)


def write_title(term: Term, title: str) -> None:
    row = Name.objects.filter(term=term, kind=Name.Kind.TITLE).first() or Name(term=term, kind=Name.Kind.TITLE)
    if row.text != title:
        row.text = title
        row.save()
