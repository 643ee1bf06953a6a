"""What can be done with content from its list: sent to review, published, retired, marked as reviewed; one by one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ActionForm
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import path
from django.utils import timezone

from .. import acting, changes, workflow
from ..models import Content, State, Version, latest_number
from . import guarding
from .base import Desk, DeskPart

CHANGED = "“%s” was changed after this list was shown. Look at it, then do this again."
MAY_NOT = "You may not do this to “%s”: readers see it, or would."
REFUSED = "“%s”: %s"
ALREADY = "“%s”: nothing to change."

Change = Callable[[Content], None]


class SeenActionForm(ActionForm):
    """Holds which version was the newest when the list was made."""

    seen_newest = forms.CharField(label="", required=False, initial=Version.objects.newest, widget=forms.HiddenInput)


def into(state: State, *, only: State | None = None) -> Change:
    """The change into this state; `only` from that one."""

    def change(content: Content) -> None:
        if only is None or content.state == only:
            content.state = state

    return change


def reviewed(content: Content) -> None:
    """Reviewed today; next due in a year."""
    today = timezone.localdate()
    content.last_reviewed, content.next_review_due = today, _in_a_year(today)


def _in_a_year(day: date) -> date:
    return day.replace(year=day.year + 1, day=28 if (day.month, day.day) == (2, 29) else day.day)


def carry_out(request: HttpRequest, content: Content, seen: int, change: Change) -> str:
    """Change one object over version `seen`; returns what is in the way, or nothing."""
    with changes.gathered():
        current = type(content)._base_manager.select_for_update().filter(pk=content.pk).first()
        if current is None or latest_number(content) != seen:
            return CHANGED % content
        before = {name: getattr(current, name) for name in ("state", "last_reviewed", "next_review_due")}
        may = workflow.may(request.user, current)
        change(current)
        if not (may and workflow.may(request.user, current)):
            return MAY_NOT % content
        if all(getattr(current, name) == value for name, value in before.items()):
            return ALREADY % content
        try:
            current.full_clean(exclude=["slug"])
        except ValidationError as refused:
            return REFUSED % (content, " ".join(refused.messages))
        current.save()
    return ""


class StateActionsMixin(Desk):
    action_form = SeenActionForm
    actions: Any = ("send_to_review", "publish", "retire", "reviewed_today")

    def desk(self, request: HttpRequest, obj: Any) -> list[DeskPart]:
        parts = super().desk(request, obj)
        if not (self.has_change_permission(request, obj) and workflow.may(request.user, obj)):
            return parts
        box = {"obj": obj, "seen": guarding.sitting_of(request).seen, "url": self.address("reviewed", obj.pk)}
        return [*parts, DeskPart("admin/desk/reviewed.html", box)]

    def get_urls(self) -> list[Any]:
        name = f"{self.opts.app_label}_{self.opts.model_name}_reviewed"
        view = self.admin_site.admin_view(self.reviewed_view)
        return [path("<int:key>/reviewed/", view, name=name), *super().get_urls()]

    def reviewed_view(self, request: HttpRequest, key: int) -> HttpResponseBase:
        """The button "Reviewed today" beside a form."""
        obj = self.get_object(request, str(key))
        if obj is None or request.method != "POST":
            return HttpResponseRedirect(self.address("change", key))
        if not self.has_change_permission(request, obj):
            raise PermissionDenied
        with acting.because("Reviewed."):
            refusal = carry_out(request, obj, guarding.number(request.POST.get("seen_version")), reviewed)
        if refusal:
            messages.error(request, refusal)
        else:
            messages.success(request, f"“{obj}” is marked as reviewed today.")
        return HttpResponseRedirect(self.address("change", key))

    @admin.action(description="Send to review", permissions=["change"])
    def send_to_review(self, request: HttpRequest, queryset: Any) -> None:
        """Drafts: what readers see would be taken from them."""
        self._each(request, queryset, into(State.IN_REVIEW, only=State.DRAFT), "sent to review")

    @admin.action(description="Publish", permissions=["publish"])
    def publish(self, request: HttpRequest, queryset: Any) -> None:
        self._each(request, queryset, into(State.PUBLISHED), "published")

    @admin.action(description="Retire", permissions=["change"])
    def retire(self, request: HttpRequest, queryset: Any) -> None:
        self._each(request, queryset, into(State.RETIRED), "retired")

    @admin.action(description="Reviewed today", permissions=["change"])
    def reviewed_today(self, request: HttpRequest, queryset: Any) -> None:
        with acting.because("Reviewed."):
            self._each(request, queryset, reviewed, "marked as reviewed today")

    def has_publish_permission(self, request: HttpRequest) -> bool:
        return workflow.may_publish(request.user, self.model)

    def _each(self, request: HttpRequest, queryset: Any, change: Change, done: str) -> None:
        upto = guarding.number(request.POST.get("seen_newest"))
        outcomes = [carry_out(request, obj, self._seen(obj, upto), change) for obj in queryset]
        for refusal in filter(None, outcomes):
            messages.error(request, refusal)
        if count := outcomes.count(""):
            messages.success(request, f"{count} {done}.")

    def _seen(self, obj: Content, upto: int) -> int:
        """The number of its last version when the list was shown."""
        rows = Version.objects.of(obj).filter(pk__lte=upto).order_by("-number")
        return int(rows.values_list("number", flat=True).first() or 0)
