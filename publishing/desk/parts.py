"""Rows that belong to content, as editors meet them: rows of their owner's form, or a form reached from there."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.widgets import AdminTextareaWidget
from django.core.exceptions import PermissionDenied
from django.db import models
from django.forms.models import BaseInlineFormSet, _get_foreign_key
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from ..models import Part, Tracked
from . import conflicts, rows
from .drafts import DraftMixin
from .guarding import GuardedForm, GuardedMixin
from .proposals import ProposalMixin
from .widgets import EditorForm, KnownChoice, editor_for

OUTDATED = (
    "Not saved: your proposal was changed or decided elsewhere while you wrote, perhaps in another tab. "
    "This is what you typed; copy what you need, and open this part once more."
)
NOT_STORED = (
    "This is not stored, so it has no form of its own. If you proposed it, its form opens once that is accepted."
)

URL_FIELDS: dict[type[models.Field[Any, Any]], dict[str, Any]] = {models.URLField: {"assume_scheme": "https"}}


def references_of(field: models.ForeignKey[Any, Any] | models.ManyToManyField[Any, Any]) -> models.QuerySet[Any] | None:
    """The objects that a field may name, with what a line about each needs."""
    model = field.remote_field.model
    return model.references() if isinstance(model, type) and issubclass(model, Tracked) else None


class PartForm(EditorForm):
    """A row; left without a place it goes to the end of its list."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for name, field in self.fields.items():
            widget = getattr(field.widget, "widget", field.widget)
            if isinstance(widget, KnownChoice):
                widget.known = self.instance._state.fields_cache.get(name)
        if "order" in self.fields:
            self.fields["order"].required = False
            if self.instance.pk is None:
                self.initial["order"] = None

    def validate_unique(self) -> None:
        """Check the constraints with the owner too: a ModelForm leaves out those that name an inline's owner."""
        super().validate_unique()
        if not self.has_changed():
            return
        unset = {name for name in self.fields if getattr(self.instance, f"{name}_id", 0) is None}
        try:
            self.instance.validate_constraints(exclude=self._get_validation_exclusions() | unset)  # type: ignore[attr-defined]
        except forms.ValidationError as refused:
            self.add_error(None, [words for words in refused.messages if words not in self.non_field_errors()])


class PartFormSet(BaseInlineFormSet[Any, Any, Any]):
    """The rows of an owner, kept in order. A row that was removed meanwhile comes back with what was typed into it."""

    def __init__(self, data: Any = None, *args: Any, instance: Any = None, **options: Any) -> None:
        if data is not None:
            owner = str(instance.pk) if instance and instance.pk else ""
            stored = options["queryset"].filter(**{self.fk.name: instance}) if owner else ()
            data = rows.returned(data, options["prefix"], {str(row.pk) for row in stored}, (self.fk.name, owner))
        super().__init__(data, *args, instance=instance, **options)  # type: ignore[misc]

    def save_new(self, form: Any, commit: bool = True) -> Any:
        self._place(form)
        return super().save_new(form, commit)

    def save_existing(self, form: Any, obj: Any, commit: bool = True) -> Any:
        self._place(form)
        return super().save_existing(form, obj, commit)

    def _construct_form(self, i: int, **options: Any) -> Any:
        """A row whose owner is the one at hand: without that each would be asked for."""
        form = super()._construct_form(i, **options)  # type: ignore[misc]
        setattr(form.instance, self.fk.name, self.instance)
        return form

    def kept(self) -> list[Any]:
        """The valid forms that hold a row and are not about to be removed."""
        filled = [form for form in self.forms if getattr(form, "cleaned_data", None) and form.is_valid()]
        return [form for form in filled if not self._should_delete_form(form)]  # type: ignore[attr-defined]

    def _place(self, form: Any) -> None:
        """A row without a place goes to the end; so does a new one where places are not shown."""
        row = form.instance
        if form.cleaned_data.get("order") is None and (row.pk is None or "order" in form.fields):
            others = type(row)._default_manager.filter(**{self.fk.name: self.instance})
            last = others.aggregate(last=models.Max("order"))["last"]
            row.order = 0 if last is None else last + 1


class Rows(admin.options.InlineModelAdmin[Any, Any]):
    """Rows of a piece of content: whoever may change the content may add, change and remove them."""

    extra = 0
    form = PartForm
    formset = PartFormSet
    formfield_overrides = URL_FIELDS

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Any]:
        """With what names each row at hand, so that a long list needs no query a row; the owner is there already."""
        found = super().get_queryset(request)
        owner = _get_foreign_key(self.parent_model, self.model, self.fk_name)
        keys = [each for each in self.model._meta.fields if isinstance(each, models.ForeignKey) and each != owner]
        named = [(each.name, references_of(each)) for each in keys]
        return found.prefetch_related(*(models.Prefetch(name, some) for name, some in named if some is not None))

    def formfield_for_dbfield(self, db_field: Any, request: Any, **options: Any) -> Any:
        options |= editor_for(db_field)
        if db_field.name == "order":
            options |= {"label": "place", "help_text": "Its place in the list; empty: at the end."}
        return super().formfield_for_dbfield(db_field, request, **options)

    def formfield_for_foreignkey(self, db_field: Any, request: Any, **options: Any) -> Any:
        options.setdefault("queryset", references_of(db_field))
        if db_field.name in self.get_autocomplete_fields(request):
            options.setdefault("widget", KnownChoice(db_field, self.admin_site))
        return super().formfield_for_foreignkey(db_field, request, **options)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return bool(self._owner().has_view_permission(request, obj))

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.has_change_permission(request, obj)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        owner = self._owner()
        return bool(owner.has_add_permission(request) if obj is None else owner.has_change_permission(request, obj))

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.has_change_permission(request, obj)

    def _owner(self) -> Any:
        return self.admin_site.get_model_admin(self.parent_model)


class PartInline(Rows, admin.TabularInline[Any, Any]):
    """Rows as a table."""


class StackedParts(Rows, admin.StackedInline[Any, Any]):
    """Rows with long texts, one below the other."""


class RevisionInline(PartInline):
    """The change log for readers."""

    fields = ("date", "what", "why")
    formfield_overrides = {models.TextField: {"widget": AdminTextareaWidget(attrs={"rows": 2})}}
    verbose_name = "revision"
    verbose_name_plural = "what was revised: shown at the foot of the page, the newest first"


class OwnedAdmin(GuardedMixin, DraftMixin, ProposalMixin, admin.ModelAdmin[Any]):
    """The form of a part that has parts of its own; reached from its owner's form and returning there."""

    owner: ClassVar[str]
    form = GuardedForm
    save_on_top = True
    change_form_template = "admin/owned_change_form.html"
    formfield_overrides = URL_FIELDS

    def formfield_for_dbfield(self, db_field: Any, request: Any, **options: Any) -> Any:
        return super().formfield_for_dbfield(db_field, request, **(options | editor_for(db_field)))

    def get_model_perms(self, request: HttpRequest) -> dict[str, bool]:
        return {}

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Any]:
        return super().get_queryset(request).select_related(self.owner)

    def has_module_permission(self, request: HttpRequest) -> bool:
        return False

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return bool(self._owners().has_view_permission(request, obj and getattr(obj, self.owner)))

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return bool(self._owners().has_change_permission(request, obj and getattr(obj, self.owner)))

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """There is no list of its own: the owners' list."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        return HttpResponseRedirect(self._address("changelist"))

    def guarded(self, obj: Any) -> models.Model:
        owner: models.Model = getattr(obj, self.owner)
        return owner

    def guarded_key(self, key: Any, *, surely: bool) -> models.Model | None:
        row = self.model._base_manager.filter(pk=key).values_list(self.owner, flat=True).first()
        owner: models.Model | None = None if row is None else self._owner_model()(pk=row)
        return owner

    def outdated(self, request: HttpRequest) -> HttpResponse:
        """Rows are known by their place, and that may be another's in the proposal of now."""
        return conflicts.typed(self, request, "Your proposal was changed", OUTDATED)

    def _get_obj_does_not_exist_redirect(self, request: HttpRequest, opts: Any, object_id: str) -> HttpResponseRedirect:
        messages.warning(request, NOT_STORED)
        return HttpResponseRedirect(self._address("changelist"))

    def render_change_form(self, request: Any, context: dict[str, Any], *args: Any, **options: Any) -> HttpResponse:
        owner = getattr(options.get("obj"), self.owner)
        context |= {"owner": owner, "owner_url": self._address("change", owner.pk), "show_save_and_add_another": False}
        response: HttpResponse = super().render_change_form(request, context, *args, **options)
        return response

    def response_post_save_change(self, request: HttpRequest, obj: Part) -> HttpResponseRedirect:
        return HttpResponseRedirect(self._address("change", getattr(obj, self.owner).pk))

    def _owners(self) -> Any:
        return self.admin_site.get_model_admin(self._owner_model())

    def _owner_model(self) -> Any:
        return self.model._meta.get_field(self.owner).related_model

    def _address(self, page: str, *keys: Any) -> str:
        options = self._owner_model()._meta
        return reverse(f"admin:{options.app_label}_{options.model_name}_{page}", args=keys)
