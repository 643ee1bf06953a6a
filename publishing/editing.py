"""What the forms and lists of all content share in the admin."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, models
from django.http import HttpRequest, HttpResponse

from . import changes
from .models import Content, State, Tracked
from .parts import URL_FIELDS, references_of
from .standing import StandingFilter, standing
from .uses import subject
from .widgets import MarkdownEditor

if TYPE_CHECKING:
    from datetime import datetime

    from django.contrib.auth.models import AnonymousUser, User

Fieldset = tuple[str | None, dict[str, Any]]

MOST_SEARCHED = 200  # characters; each word is a condition of its own, and SQLite takes no thousand
MOST_DIGITS = 9

MAY_NOT_PUBLISH = "You may not publish this. Save it as “In review” and ask an editor who may."
MAY_NOT_TIME = "You may not set when readers see this. Ask an editor who may publish."
CLASH = (
    "Not saved: something here was taken by another change a moment ago, or stands twice. "
    "Your text is still here; change what is marked, or save once more."
)


class DeskPart(NamedTuple):
    """A box beside the form: its template under templates/admin/desk/, and what that is given as `part`."""

    template: str
    context: dict[str, Any]


READERS: Fieldset = (
    "When readers see it",
    {
        "fields": ("state", ("publish_at", "expires_at"), "successor"),
        "description": "Readers see it while it is published and the time is between the two moments.",
    },
)
REVIEW: Fieldset = ("Review", {"fields": (("last_reviewed", "next_review_due"),)})
RECORD: Fieldset = ("Record", {"fields": ("version", "created", "updated"), "classes": ("collapse",)})


def may_publish(user: User | AnonymousUser, model: type[models.Model]) -> bool:
    return user.has_perm(f"{model._meta.app_label}.publish_{model._meta.model_name}")


class TrackedForm(forms.ModelForm[Any]):
    """The form of something with an address. `request` is set on the class that a ModelAdmin makes for each request."""

    request: ClassVar[HttpRequest]
    clash: ClassVar[bool] = False

    class Meta:
        error_messages: ClassVar[dict[str, Any]] = {
            "slug": {"unique": "Something else already stands at this address. Choose another."}
        }

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if self.instance.pk:
            for field in self.fields.values():
                if isinstance(field.widget, MarkdownEditor):
                    field.widget.attrs["data-about"] = subject(self.instance)

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        if self.clash:
            self.add_error(None, CLASH)
        return cleaned


class ContentForm(TrackedForm):
    def clean_state(self) -> str:
        state = str(self.cleaned_data["state"])
        if state == State.PUBLISHED and not self._may_publish():
            raise forms.ValidationError(MAY_NOT_PUBLISH)
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


class TrackedAdmin(admin.ModelAdmin[Any]):
    """The admin of something with an address of its own."""

    form: Any = TrackedForm
    markdown_fields: ClassVar[tuple[str, ...]] = ()
    formfield_overrides = URL_FIELDS
    readonly_fields: ClassVar[Any] = ("version", "created", "updated")
    list_per_page = 50
    empty_value_display = "not set"
    save_on_top = True
    change_form_template = "admin/content_change_form.html"

    def desk(self, request: HttpRequest, obj: Any) -> list[DeskPart]:
        """What stands beside the form of an object that is stored, in order; each mixin adds its own."""
        return []

    def render_change_form(
        self,
        request: Any,
        context: dict[str, Any],
        add: bool = False,
        change: bool = False,
        form_url: str = "",
        obj: Any = None,
    ) -> HttpResponse:
        context["desk"] = self.desk(request, obj) if obj is not None and obj.pk else []
        return super().render_change_form(request, context, add, change, form_url, obj)

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

    def get_form(self, request: Any, obj: Any = None, change: bool = False, **options: Any) -> Any:
        form = super().get_form(request, obj, change, **options)
        form.request = request  # type: ignore[attr-defined]
        form.clash = getattr(request, "clash", False)  # type: ignore[attr-defined]
        return form

    def formfield_for_dbfield(self, db_field: Any, request: Any, **options: Any) -> Any:
        if db_field.name in self.markdown_fields:
            options["widget"] = MarkdownEditor()
        return super().formfield_for_dbfield(db_field, request, **options)

    def formfield_for_foreignkey(self, db_field: Any, request: Any, **options: Any) -> Any:
        options.setdefault("queryset", references_of(db_field))
        return super().formfield_for_foreignkey(db_field, request, **options)

    def formfield_for_manytomany(self, db_field: Any, request: Any, **options: Any) -> Any:
        options.setdefault("queryset", references_of(db_field))
        return super().formfield_for_manytomany(db_field, request, **options)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Whatever changes what is published publishes it, so it needs the right to."""
        return super().has_change_permission(request, obj) and (obj is None or self._may_touch(request, obj))

    def changeform_view(self, request: Any, *args: Any, **options: Any) -> Any:
        if request.method != "POST":
            return super().changeform_view(request, *args, **options)
        try:
            # A form saves many rows: what follows from them is worked out once.
            with changes.gathered():
                return super().changeform_view(request, *args, **options)
        except IntegrityError:
            # Somebody was quicker; the form comes back with what was typed and says so.
            request.clash = True
            return super().changeform_view(request, *args, **options)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        if not self._may_touch(request, obj):
            raise PermissionDenied(MAY_NOT_PUBLISH)
        super().save_model(request, obj, form, change)

    def _may_touch(self, request: HttpRequest, obj: Any) -> bool:
        content = self.content(obj)
        return content.state != State.PUBLISHED or may_publish(request.user, type(content))


class ContentAdmin(TrackedAdmin):
    """The admin of a piece of content."""

    form = ContentForm
    list_filter: ClassVar[Any] = (StandingFilter,)
    date_hierarchy = "updated"
    autocomplete_fields: ClassVar[Any] = ("successor",)
