"""The admin of people and works."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.contrib import admin

from publishing.desk.editing import READERS, RECORD, REVIEW, ContentAdmin, ContentForm
from publishing.desk.parts import PartInline
from publishing.sheets.admin import SheetsAdmin
from search.in_admin import SearchedAdmin

from .models import Contributor, Person, Resource
from .pasting.admin import PastingAdmin, PastingContributors
from .sheets import PEOPLE, RESOURCES


class CitationInline(PartInline):
    """The works that an owner cites; each app names its own table as `model`."""

    fields: ClassVar[Any] = ("resource", "stance", "locator", "order")
    autocomplete_fields = ("resource",)
    verbose_name = "cited work"
    verbose_name_plural = "cited works"


class ContributorInline(PastingContributors, PartInline):
    model = Contributor
    fields = ("name", "role", "note", "person", "order")
    autocomplete_fields = ("person",)
    verbose_name_plural = "contributors, in the order of the work"


class ResourceForm(ContentForm):
    unverified_fields = forms.MultipleChoiceField(
        choices=[(name, str(name.upper() if name in ("doi", "isbn") else name)) for name in Resource.UNVERIFIABLE],
        widget=forms.CheckboxSelectMultiple,
        required=False,
        label="Not yet checked",
        help_text="Readers do not see what is ticked here; a title stays and is marked as not confirmed.",
    )

    class Meta(ContentForm.Meta):
        error_messages: ClassVar[dict[str, Any]] = {
            **ContentForm.Meta.error_messages,
            "key": {"unique": "Another work already has this citation key."},
        }


@admin.register(Resource)
class ResourceAdmin(PastingAdmin, SheetsAdmin, SearchedAdmin, ContentAdmin):
    form = ResourceForm
    sheets = (RESOURCES,)
    list_display = ("title", "seen", "kind", "year", "key", "recommended", "updated")
    list_filter = (*ContentAdmin.list_filter, "recommended", "kind", "availability", "standing")
    # Names and container as well: the engine does not hear of them while nobody has checked them.
    search_fields = ("key", "^slug", "doi", "isbn", "contributors__name", "container", "editors_note", "how_verified")
    search_help_text = (
        "Finds drafts too. Looks in titles, names and descriptions and forgives typing errors; looks for the very "
        "letters in citation keys, addresses, DOIs, ISBNs, containers and notes for editors."
    )
    prepopulated_fields: ClassVar[Any] = {"slug": ("title",)}
    autocomplete_fields = ("successor", "instead")
    inlines = (ContributorInline,)
    fieldsets: ClassVar[Any] = (
        ("The work", {"fields": ("title", "kind", "year", "edition", "key", "slug")}),
        (
            "Where it appeared",
            {"fields": ("container", "publisher", ("volume", "issue", "pages"), ("doi", "isbn"))},
        ),
        (
            "For readers",
            {
                "fields": (
                    "recommended",
                    "description",
                    ("for_therapists", "for_students", "for_general_readers"),
                    "content_note",
                )
            },
        ),
        (
            "Where to find it",
            {"fields": ("url", "archived_url", "availability", "availability_note", "instead")},
        ),
        (
            "What has been checked",
            {
                "fields": ("standing", "how_verified", "unverified_fields", "editors_note"),
                "description": "How sure we are of this record. The note for editors is never shown to readers.",
            },
        ),
        READERS,
        REVIEW,
        RECORD,
    )


@admin.register(Person)
class PersonAdmin(SheetsAdmin, SearchedAdmin, ContentAdmin):
    sheets = (PEOPLE,)
    list_display = ("name", "seen", "credentials", "last_reviewed", "updated")
    search_fields = ("^slug", "credentials")
    search_help_text = (
        "Finds drafts too. Looks in names and biographies and forgives typing errors; looks for the very letters in "
        "addresses and credentials."
    )
    prepopulated_fields: ClassVar[Any] = {"slug": ("name",)}
    fieldsets: ClassVar[Any] = (
        (
            "The person",
            {"fields": ("name", "slug", ("credentials", "credentials_as_of"), "biography", "website", "content_note")},
        ),
        READERS,
        REVIEW,
        RECORD,
    )
