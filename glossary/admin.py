"""The admin of the glossary."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AdminTextareaWidget
from django.db import models
from django.http import HttpRequest

from publishing.desk.editing import READERS, RECORD, REVIEW, ContentAdmin, ContentForm
from publishing.desk.parts import PartForm, PartFormSet, PartInline, RevisionInline
from publishing.ordering import Bytewise
from publishing.sheets.admin import SheetsAdmin
from resources.admin import CitationInline
from search.in_admin import SearchedAdmin
from search.text import fold

from . import naming
from .merging_admin import MergeMixin
from .models import Name, Relation, Term, TermCitation, TermRevision
from .sheets import SHEETS


class TermForm(ContentForm):
    """A term with its title, which is a row of the table of names."""

    title = forms.CharField(
        max_length=100,
        widget=forms.TextInput(attrs={"class": "vTextField"}),
        help_text="What the entry is called. Every other name stands under “Other names”.",
        error_messages={"required": "Give the term its title."},
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if self.instance.pk and "title" in self.fields:
            self.initial["title"] = self.instance.title

    def clean_title(self) -> str:
        title = str(self.cleaned_data["title"])
        name = Name(term_id=self.instance.pk, text=title)
        name.siblings_move = True
        try:
            name.clean()
        except forms.ValidationError as refused:
            raise forms.ValidationError(refused.messages) from None
        self.instance.new_title = title
        return title


class NameForm(PartForm):
    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.instance.siblings_move = True


class NameFormSet(PartFormSet):
    def clean(self) -> None:
        super().clean()
        title = getattr(self.instance, "new_title", "")
        seen = {fold(title): title}
        for form in self.kept():
            text = form.cleaned_data["text"]
            if fold(text) in seen:
                form.add_error("text", f"This is the same name as “{seen[fold(text)]}”; one is enough.")
            seen[fold(text)] = text


class NameInline(PartInline):
    model = Name
    form = NameForm
    formset = NameFormSet
    fields = ("text", "kind", "autolink", "order")
    verbose_name = "other name"
    verbose_name_plural = "other names"

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Any]:
        return super().get_queryset(request).exclude(kind=Name.Kind.TITLE)

    def formfield_for_choice_field(self, db_field: Any, request: Any, **options: Any) -> Any:
        if db_field.name == "kind":
            options["choices"] = [each for each in Name.Kind.choices if each[0] != Name.Kind.TITLE]
        return super().formfield_for_choice_field(db_field, request, **options)


class RelationFormSet(PartFormSet):
    def clean(self) -> None:
        super().clean()
        seen: set[Any] = set()
        for form in self.kept():
            other = form.cleaned_data.get("target")
            if other in seen:
                form.add_error("target", "This term is named twice here.")
            seen.add(other)


class RelationInline(PartInline):
    model = Relation
    fk_name = "source"
    formset = RelationFormSet
    fields = ("kind", "target")
    autocomplete_fields = ("target",)
    verbose_name = "relation"
    verbose_name_plural = "relations: this term …"


class InverseRelationInline(PartInline):
    model = Relation
    fk_name = "target"
    fields = ("source", "kind")
    readonly_fields = ("source",)
    verbose_name_plural = "relations written at another term: that term … this one"

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class TermCitationInline(CitationInline):
    model = TermCitation


class TermRevisionInline(RevisionInline):
    model = TermRevision


class RegionFilter(admin.AllValuesFieldListFilter):
    """Says in words which terms have none."""

    def choices(self, changelist: Any) -> Iterator[Any]:
        for choice in super().choices(changelist):
            yield {**choice, "display": choice["display"] or "No region"}


@admin.register(Term)
class TermAdmin(MergeMixin, SheetsAdmin, SearchedAdmin, ContentAdmin):
    form = TermForm
    sheets = SHEETS
    list_display = ("titled", "seen", "evidence_status", "region", "last_reviewed", "updated")
    list_filter = (*ContentAdmin.list_filter, "evidence_status", ("region", RegionFilter))
    search_fields = ("^slug", "region", "content_note")
    search_help_text = (
        "Finds drafts too. Looks in titles, other names, definitions and texts and forgives typing errors; "
        "looks for the very letters in addresses, regions and content notes."
    )
    autocomplete_fields = ("successor", "recommended")
    inlines = (NameInline, RelationInline, InverseRelationInline, TermCitationInline, TermRevisionInline)
    fieldsets: ClassVar[Any] = (
        ("The entry", {"fields": ("title", "slug", "definition", "body", "region", "content_note")}),
        ("Evidence", {"fields": ("evidence_status", "evidence_note", "recommended")}),
        READERS,
        REVIEW,
        RECORD,
    )

    @admin.display(description="Title", ordering="title_folded")
    def titled(self, term: Term) -> str:
        return term.title

    def formfield_for_dbfield(self, db_field: Any, request: Any, **options: Any) -> Any:
        if db_field.name == "definition":
            options["widget"] = AdminTextareaWidget(attrs={"rows": 3, "maxlength": db_field.max_length})
        return super().formfield_for_dbfield(db_field, request, **options)

    def get_ordering(self, request: HttpRequest) -> Any:
        return (Bytewise("title_folded"), "pk")

    def get_prepopulated_fields(self, request: HttpRequest, obj: Any = None) -> dict[str, Any]:
        return {} if obj and not self.has_change_permission(request, obj) else {"slug": ("title",)}

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """The title first, then the other names; a name may move from one row to another in a single save."""
        term: Term = form.instance
        names = next(each for each in formsets if each.model is Name)
        naming.park([row.instance.pk for row in names.initial_forms if row.has_changed()])
        naming.write_title(term, form.cleaned_data["title"])
        super().save_related(request, form, formsets, change)
        term.__dict__.pop("title_text", None)
