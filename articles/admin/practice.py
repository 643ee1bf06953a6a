"""The admin of practice outlines and their steps."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.db import models
from django.http import HttpRequest

from articles.models import EthicsNote, EvidenceCitation, Example, Finding, PracticeOutline, Step, StepTerm
from publishing.desk.editing import READERS, RECORD, REVIEW, ContentAdmin, TrackedAdmin, TrackedForm
from publishing.desk.parts import OwnedAdmin, PartFormSet, PartInline, StackedParts
from publishing.models import Content, State
from publishing.workflow import MAY_NOT_PUBLISH, may_publish
from resources.admin import CitationInline
from search.in_admin import SearchedAdmin


class EthicsNoteInline(StackedParts):
    model = EthicsNote
    fields = ("topic", "text", "order")


class StepInline(admin.TabularInline[Step, PracticeOutline]):
    """The steps of an outline, to look at; each has a form of its own."""

    model = Step
    formset = PartFormSet
    fields = readonly_fields = ("number", "title", "slug")
    extra = 0
    can_delete = False
    show_change_link = True

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(PracticeOutline)
class PracticeOutlineAdmin(SearchedAdmin, ContentAdmin):
    list_display = ("title", "seen", "last_reviewed", "updated")
    search_fields = ("^slug", "content_note")
    search_help_text = (
        "Finds drafts too. Looks in titles and texts and forgives typing errors; looks for the very letters in "
        "addresses and content notes. Steps have a list of their own."
    )
    prepopulated_fields: ClassVar[Any] = {"slug": ("title",)}
    autocomplete_fields = ("successor", "source")
    inlines = (EthicsNoteInline, StepInline)
    fieldsets: ClassVar[Any] = (
        (
            "The outline",
            {"fields": ("title", "slug", "introduction", "how_the_steps_connect", "source", "content_note")},
        ),
        ("Who it is for, and safety", {"fields": ("audience_note", "safety_box")}),
        READERS,
        REVIEW,
        RECORD,
    )


class StepForm(TrackedForm):
    def clean_outline(self) -> PracticeOutline:
        outline: PracticeOutline = self.cleaned_data["outline"]
        is_moved = outline.pk != self.instance.outline_id
        if is_moved and outline.state == State.PUBLISHED and not may_publish(self.request.user, PracticeOutline):
            raise forms.ValidationError(MAY_NOT_PUBLISH)
        return outline


class ExampleInline(StackedParts):
    model = Example
    fields = ("situation", "words", "why", "order")
    verbose_name = "example"
    verbose_name_plural = "examples (invented moments of a session)"


class StepTermInline(PartInline):
    model = StepTerm
    fields = ("term", "order")
    autocomplete_fields = ("term",)
    verbose_name = "term"
    verbose_name_plural = "terms that the step uses"


class FindingInline(PartInline):
    model = Finding
    fields = ("claim", "strength", "order")
    show_change_link = True
    verbose_name_plural = "what research says (save, then “Change” opens a finding’s works)"


@admin.register(Step)
class StepAdmin(SearchedAdmin, TrackedAdmin):
    form = StepForm
    list_display = ("title", "outline", "number", "seen", "updated")
    list_filter = ("outline",)
    search_fields = ("^slug", "outline__title")
    search_help_text = (
        "Finds the steps of drafts too. Looks in titles and texts and forgives typing errors; looks for the very "
        "letters in addresses and the titles of outlines."
    )
    ordering = ("outline", "number")
    prepopulated_fields: ClassVar[Any] = {"slug": ("title",)}
    autocomplete_fields = ("outline",)
    inlines = (ExampleInline, StepTermInline, FindingInline)
    fieldsets: ClassVar[Any] = (
        (
            "The step",
            {
                "fields": ("outline", "number", "title", "slug"),
                "description": "Readers see a step while they see its outline.",
            },
        ),
        ("What it is for", {"fields": ("purpose", "in_the_article")}),
        ("In the room", {"fields": ("therapist_does", "cautions", "questions")}),
        RECORD,
    )

    @admin.display(description="What readers see", ordering="outline__state")
    def seen(self, obj: Step) -> str:
        return super().seen(obj)

    def content(self, obj: Step) -> Content:
        return obj.outline

    def may_swap(self, obj: Step) -> Any:
        """A step changes its address with one of the same outline."""
        return super().may_swap(obj).filter(outline=obj.outline)


class EvidenceCitationInline(CitationInline):
    model = EvidenceCitation


@admin.register(Finding)
class FindingAdmin(OwnedAdmin):
    owner = "step"
    fields = ("claim", "strength", "order")
    inlines = (EvidenceCitationInline,)

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Finding]:
        return super().get_queryset(request).select_related("step__outline")
