"""The search of an admin's list, and of the fields that complete what is typed, by the engine; drafts are found too."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib import admin
from django.contrib.admin.views.main import ORDER_VAR, ChangeList
from django.db.models import CharField, Q, QuerySet, Value
from django.db.models.expressions import OrderBy
from django.db.models.functions import Cast, Concat, NullIf, StrIndex
from django.http import HttpRequest

from .engine import keys
from .text import fold


class FoundList(ChangeList):
    def get_ordering_field_columns(self) -> Any:
        """No column is marked as the one that orders the list while the best hits stand first."""
        if self.query and ORDER_VAR not in self.params:
            return {}
        return super().get_ordering_field_columns()


class SearchedAdmin(admin.ModelAdmin[Any]):
    """The admin of a model that is registered with the engine; it stands before the other bases.

    `search_fields` name only what the engine does not hear of: they are searched for the very letters. What the
    engine finds stands first, best first, unless a column was chosen to order the list.
    """

    def get_changelist(self, request: HttpRequest, **options: Any) -> type[ChangeList]:
        return FoundList

    def get_search_results(self, request: HttpRequest, queryset: Any, search_term: str) -> tuple[QuerySet[Any], bool]:
        if not search_term.strip():
            return queryset, False
        if not fold(search_term):  # Django would read a lone quotation mark as nothing, which everything holds
            return queryset.none(), False
        plain, _ = super().get_search_results(request, queryset, search_term)
        found = keys(search_term, self.opts.label_lower)
        rows = queryset.filter(Q(pk__in=found) | Q(pk__in=plain.order_by().values("pk")))
        return (rows if ORDER_VAR in request.GET else self._best_first(rows, found)), False

    def _best_first(self, rows: QuerySet[Any], found: Sequence[int]) -> QuerySet[Any]:
        others: Sequence[Any] = rows.query.order_by or self.opts.ordering or ()
        return rows.order_by(place_in(found), *others, "pk")


def place_in(found: Sequence[int]) -> OrderBy:
    """The order of the keys, the rest last; a place in one text, since a thousand cases take long to compile."""
    row = Concat(Value(","), Cast("pk", CharField()), Value(","))
    place = StrIndex(Value(f",{','.join(map(str, found))},"), row)
    return NullIf(place, Value(0)).asc(nulls_last=True)
