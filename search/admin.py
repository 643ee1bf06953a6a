"""The admin's list of searches that found nothing; only looked at, and forgotten by those who may delete."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from .models import Miss

NO_ACTION = [("", "Choose an action")]


@admin.register(Miss)
class MissAdmin(admin.ModelAdmin[Miss]):
    """Offered where searches are counted; to see whether some were counted before would cost every page a query."""

    list_display = ("searched_for", "number", "last_day")
    list_display_links = None
    search_fields = ("text",)
    ordering = ("-number", "text")
    actions = ("forget",)

    @admin.display(description="Searched for", ordering="text")
    def searched_for(self, miss: Miss) -> SafeString:
        return format_html('<a href="{}?{}">{}</a>', reverse("search"), urlencode({"q": miss.text}), miss.text)

    @admin.action(description="Forget these", permissions=["delete"])
    def forget(self, request: HttpRequest, misses: QuerySet[Miss]) -> None:
        misses.delete()
        self.message_user(request, "Forgotten. What is searched for again is counted anew.")

    def get_actions(self, request: HttpRequest) -> Any:
        return {name: action for name, action in super().get_actions(request).items() if name != "delete_selected"}

    def get_action_choices(self, request: HttpRequest, default_choices: Any = NO_ACTION) -> list[tuple[str, str]]:
        return super().get_action_choices(request, default_choices)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Miss]:
        return Miss.objects.often().order_by(*self.ordering)

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        told = {"is_counting": settings.HUB_NOTE_EMPTY_SEARCHES, "shown_from": Miss.SHOWN_FROM}
        return super().changelist_view(request, {**told, **(extra_context or {})})

    def has_module_permission(self, request: HttpRequest) -> bool:
        return settings.HUB_NOTE_EMPTY_SEARCHES and super().has_module_permission(request)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
