"""What was deleted, of all kinds, with the way back."""

from __future__ import annotations

from typing import Any, NamedTuple

from django.contrib import admin
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from publishing import history, records
from publishing.models import Version

ON_A_PAGE = 50


class Row(NamedTuple):
    """`restore` is empty where this editor may not."""

    version: Version
    kind: str
    history: str
    restore: str


@require_safe
def deleted(request: HttpRequest) -> HttpResponse:
    seen = history.deleted(_seen_by(request))
    page = Paginator(seen, ON_A_PAGE).get_page(request.GET.get("p"))
    rows = [_row(request, version) for version in page]
    context = {**admin.site.each_context(request), "title": "Deleted", "page": page, "rows": rows}
    return render(request, "admin/desk/deleted.html", context)


def _seen_by(request: HttpRequest) -> list[Any]:
    """The kinds of content that this editor may look at."""
    kinds = [each for each in records.kinds() if admin.site.is_registered(each)]
    return [each for each in kinds if admin.site.get_model_admin(each).has_view_permission(request)]


def _row(request: HttpRequest, version: Version) -> Row:
    """A deletion says what state it ended, and follows the version that holds what was deleted."""
    model = history.model_of(version)
    desk: Any = admin.site.get_model_admin(model)
    may = desk.may_bring_back(request, version.state)
    return Row(
        version=version,
        kind=str(model._meta.verbose_name).capitalize(),
        history=desk.address("history", version.object_id),
        restore=desk.address("restore", version.object_id, version.number - 1) if may else "",
    )
