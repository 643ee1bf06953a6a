"""Links above a list of the admin; each subject adds its own."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from .base import Desk, DeskLink


class ListingAdmin(Desk):
    change_list_template = "admin/content_change_list.html"

    def list_links(self, request: HttpRequest) -> list[DeskLink]:
        """What stands above the list."""
        return []

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        return super().changelist_view(request, {"list_links": self.list_links(request), **(extra_context or {})})
