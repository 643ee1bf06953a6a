"""The admin of articles and their claims."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib import admin

from articles.models import (
    Article,
    ArticleCitation,
    ArticleRevision,
    Author,
    Claim,
    ClaimCitation,
    Listing,
    OtherPublication,
    TermUsage,
)
from publishing.desk.editing import READERS, RECORD, REVIEW, ContentAdmin, ContentForm
from publishing.desk.parts import OwnedAdmin, PartForm, PartInline, RevisionInline, StackedParts
from publishing.models import State
from resources.admin import CitationInline
from search.in_admin import SearchedAdmin

from .importing import ImportAdmin


class ArticleForm(ContentForm):
    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        state, basis = self.cleaned_data.get("state"), self.cleaned_data.get("rights_basis")
        if state == State.PUBLISHED and basis == Article.Rights.NOT_RECORDED:
            self.add_error("rights_basis", "Record on what right this may be published first.")
        return cleaned


class AuthorInline(PartInline):
    model = Author
    fields = ("name", "role", "person", "order")
    autocomplete_fields = ("person",)


class OtherPublicationInline(PartInline):
    model = OtherPublication
    fields = ("outlet", "date", "url", "remark", "order")


class ListingInline(PartInline):
    model = Listing
    fields = ("resource", "note", "order")
    autocomplete_fields = ("resource",)
    verbose_name = "listed resource"
    verbose_name_plural = "resources listed with the article"


class TermUsageInline(PartInline):
    model = TermUsage
    fields = ("term", "text", "order")
    autocomplete_fields = ("term",)
    verbose_name = "term in the article"
    verbose_name_plural = "how the article uses each term"


class ArticleCitationForm(PartForm):
    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        if not self.cleaned_data.get("as_printed") and not self.cleaned_data.get("resource"):
            self.add_error("as_printed", "Name the work as the article does, or choose it, or both.")
        return cleaned


class ArticleCitationInline(CitationInline):
    model = ArticleCitation
    form = ArticleCitationForm
    fields = ("as_printed", "resource", "certainty", "locator", "note", "order")
    verbose_name = "work that the article names"
    verbose_name_plural = "works that the article names"


class ClaimInline(StackedParts):
    model = Claim
    fields = (("section", "said_by", "status", "order"), "says", "finds", "wording")
    show_change_link = True
    classes = ("collapse",)
    verbose_name_plural = "claims that today’s evidence qualifies (save, then “Change” opens a claim’s works)"


class ArticleRevisionInline(RevisionInline):
    model = ArticleRevision


@admin.register(Article)
class ArticleAdmin(SearchedAdmin, ImportAdmin, ContentAdmin):
    form = ArticleForm
    list_display = ("title", "seen", "kind", "rights_basis", "last_reviewed", "updated")
    list_filter = (*ContentAdmin.list_filter, "kind", "rights_basis")
    # The body as well: the engine does not hear of one whose rights will end.
    search_fields = ("^slug", "byline", "body", "original_outlet", "rights_holder", "rights_evidence")
    search_help_text = (
        "Finds drafts too. Looks in titles, standfirsts, texts and claims and forgives typing errors; looks for the "
        "very letters in addresses, bylines, bodies, outlets and rights."
    )
    prepopulated_fields: ClassVar[Any] = {"slug": ("title",)}
    inlines = (
        AuthorInline,
        ClaimInline,
        ArticleCitationInline,
        TermUsageInline,
        ListingInline,
        OtherPublicationInline,
        ArticleRevisionInline,
    )
    fieldsets: ClassVar[Any] = (
        (
            "The text",
            {"fields": ("title", "slug", "kind", "standfirst", "learning_points", "body", "content_note")},
        ),
        ("Beside the text", {"fields": ("editors_note", "added_information")}),
        (
            "Where it first appeared",
            {"fields": ("byline", "original_title", ("original_outlet", "original_date"), "original_url", "gaps")},
        ),
        (
            "Rights",
            {
                "fields": ("rights_basis", "rights_holder", "rights_statement", "rights_evidence", "rights_end"),
                "description": "Nothing is published before it is recorded on what right.",
            },
        ),
        READERS,
        REVIEW,
        RECORD,
    )


class ClaimCitationInline(CitationInline):
    model = ClaimCitation


@admin.register(Claim)
class ClaimAdmin(OwnedAdmin):
    owner = "article"
    fields = ("section", "said_by", "says", "finds", "wording", "status", "order")
    inlines = (ClaimCitationInline,)
