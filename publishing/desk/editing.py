"""What the forms and lists of all content share in the admin."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import HttpRequest, HttpResponse

from .. import workflow
from ..models import Content, State, Tracked
from ..workflow import BEFORE_READERS, MAY_NOT_PUBLISH, MAY_NOT_TAKE_AWAY, MAY_NOT_TIME, may_publish
from .drafts import DraftMixin
from .guarding import MOST_DIGITS, GuardedForm, GuardedMixin, sitting_of
from .parts import URL_FIELDS, references_of
from .previews import PreviewMixin
from .proposals import ProposalMixin
from .renaming import SwapMixin
from .standing import OverdueFilter, StandingFilter, standing
from .state_actions import StateActionsMixin
from .uses import UsesMixin
from .versions import HistoryMixin
from .widgets import editor_for

if TYPE_CHECKING:
    from datetime import datetime

Fieldset = tuple[str | None, dict[str, Any]]

MOST_SEARCHED = 200  # characters; each word is a condition of its own, and SQLite takes no thousand

READERS: Fieldset = (
    "When readers see it",
    {
        "fields": ("state", ("publish_at", "expires_at"), "successor"),
        "description": "Readers see it while it is published and the time is between the two moments.",
    },
)
REVIEW: Fieldset = ("Review", {"fields": (("last_reviewed", "next_review_due"),)})
RECORD: Fieldset = ("Record", {"fields": ("version", "created", "updated"), "classes": ("collapse",)})


class TrackedForm(GuardedForm):
    """The form of something with an address."""

    class Meta:
        error_messages: ClassVar[dict[str, Any]] = {
            "slug": {"unique": "Something else already stands at this address. Choose another."}
        }


class ContentForm(TrackedForm):
    def clean_state(self) -> str:
        state, before = str(self.cleaned_data["state"]), self.instance.state
        if state != before and not BEFORE_READERS.isdisjoint({state, before}) and not self._may_publish():
            raise forms.ValidationError(MAY_NOT_PUBLISH if state == State.PUBLISHED else MAY_NOT_TAKE_AWAY)
        return state

    def clean_publish_at(self) -> datetime | None:
        return self._timed("publish_at")

    def clean_expires_at(self) -> datetime | None:
        return self._timed("expires_at")

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        begin, end = self.cleaned_data.get("publish_at"), self.cleaned_data.get("expires_at")
        if begin and end and end <= begin:
            self.add_error("expires_at", "This must come after “publish from”.")
        return cleaned

    def _timed(self, name: str) -> datetime | None:
        moment: datetime | None = self.cleaned_data[name]
        if moment != getattr(self.instance, name) and not self._may_publish():
            raise forms.ValidationError(MAY_NOT_TIME)
        return moment

    def _may_publish(self) -> bool:
        return may_publish(self.request.user, type(self.instance))


class TrackedAdmin(GuardedMixin, DraftMixin, ProposalMixin, HistoryMixin, SwapMixin, UsesMixin, PreviewMixin):
    """The admin of something with an address of its own."""

    form: Any = TrackedForm
    formfield_overrides = URL_FIELDS
    readonly_fields: ClassVar[Any] = ("version", "created", "updated")
    list_per_page = 50
    empty_value_display = "not set"
    save_on_top = True
    change_form_template = "admin/content_change_form.html"

    def render_change_form(
        self,
        request: Any,
        context: dict[str, Any],
        add: bool = False,
        change: bool = False,
        form_url: str = "",
        obj: Any = None,
    ) -> HttpResponse:
        stored = obj is not None and obj.pk is not None
        context["desk"] = self.desk(request, obj) if stored else []
        context["desk_links"] = self.desk_links(request, obj) if stored else []
        response: HttpResponse = super().render_change_form(request, context, add, change, form_url, obj)
        return response

    def content(self, obj: Any) -> Content:
        """The content whose state decides whether readers see `obj`."""
        found: Content = obj
        return found

    @admin.display(description="What readers see", ordering="state", empty_value="Draft")
    def seen(self, obj: Any) -> str:
        return standing(self.content(obj))

    def view_on_site(self, obj: Tracked) -> str | None:
        return obj.get_absolute_url() if obj.is_live() else None

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Any]:
        rows: models.QuerySet[Any] = self.model.references()
        ordering = self.get_ordering(request)
        return rows.order_by(*ordering) if ordering else rows

    def get_search_results(self, request: HttpRequest, queryset: Any, search_term: str) -> Any:
        return super().get_search_results(request, queryset, search_term[:MOST_SEARCHED])

    def lookup_allowed(self, lookup: str, value: Any, request: Any = None) -> bool:
        """No patterns and no endless numbers in a list's address: databases answer them with errors."""
        is_endless = str(value).isdigit() and len(str(value)) > MOST_DIGITS
        return not lookup.endswith("regex") and not is_endless and super().lookup_allowed(lookup, value, request)

    def formfield_for_dbfield(self, db_field: Any, request: Any, **options: Any) -> Any:
        return super().formfield_for_dbfield(db_field, request, **(options | editor_for(db_field)))

    def formfield_for_foreignkey(self, db_field: Any, request: Any, **options: Any) -> Any:
        options.setdefault("queryset", references_of(db_field))
        return super().formfield_for_foreignkey(db_field, request, **options)

    def formfield_for_manytomany(self, db_field: Any, request: Any, **options: Any) -> Any:
        options.setdefault("queryset", references_of(db_field))
        return super().formfield_for_manytomany(db_field, request, **options)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        if not sitting_of(request).proposes and not workflow.may(request.user, self.content(obj)):
            raise PermissionDenied(MAY_NOT_PUBLISH)
        super().save_model(request, obj, form, change)


class ContentAdmin(StateActionsMixin, TrackedAdmin):
    """The admin of a piece of content."""

    form = ContentForm
    list_filter: ClassVar[Any] = (StandingFilter, OverdueFilter)
    date_hierarchy = "updated"
    autocomplete_fields: ClassVar[Any] = ("successor",)
