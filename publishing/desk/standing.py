"""Whether readers see a piece of content now, in an editor's words."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.formats import date_format

from ..models import Content, State, window


def standing(content: Content, at: datetime | None = None) -> str:
    """Live, Live until …, Scheduled for …, Expired on …, Draft, In review, Retired."""
    at = at or timezone.now()
    if content.state != State.PUBLISHED:
        return content.get_state_display()
    if content.publish_at and content.publish_at > at:
        return f"Scheduled for {_moment(content.publish_at)}"
    if content.expires_at and content.expires_at <= at:
        return f"Expired on {_moment(content.expires_at)}"
    return f"Live until {_moment(content.expires_at)}" if content.expires_at else "Live"


def _moment(moment: datetime) -> str:
    local = timezone.localtime(moment)
    return f"{date_format(local, 'DATETIME_FORMAT')} {date_format(local, 'T')}"


def _conditions(at: datetime) -> dict[str, Q]:
    published = Q(state=State.PUBLISHED)
    return {
        "live": window(at=at),
        "scheduled": published & Q(publish_at__gt=at),
        "expired": published & Q(expires_at__lte=at),
        "not-published": ~published,
    }


class StandingFilter(admin.SimpleListFilter):
    title = "what readers see"
    parameter_name = "standing"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [
            ("live", "Live now"),
            ("scheduled", "Scheduled"),
            ("expired", "Expired"),
            ("not-published", "Not published"),
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        condition = _conditions(timezone.now()).get(self.value() or "")
        return queryset if condition is None else queryset.filter(condition)


class OverdueFilter(admin.SimpleListFilter):
    title = "review"
    parameter_name = "review"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("overdue", "Overdue for review"), ("never", "Never reviewed")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        condition = {"overdue": overdue(), "never": Q(last_reviewed=None)}.get(self.value() or "")
        return queryset if condition is None else queryset.filter(condition)


def overdue() -> Q:
    """Readers see it, and the day by which it should have been reviewed is over."""
    return window() & Q(next_review_due__lt=timezone.localdate())
