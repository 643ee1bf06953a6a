"""The admin's list of outside links: looked at there; an editor may enter where an archived copy is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from publishing import archived, links
from publishing.models import LinkCheck, OutsideLink

STATES = {
    OutsideLink.State.UNCHECKED: "No check has reached it yet.",
    OutsideLink.State.CANNOT_TELL: "The last check could not tell whether it is there.",
    OutsideLink.State.FAILING: "There has been no good answer for days.",
    OutsideLink.State.GONE: "There is nothing there any more. With an archived copy, readers are led to that.",
}


class LinkForm(forms.ModelForm[OutsideLink]):
    archived = forms.URLField(
        label="Archived address",
        required=False,
        max_length=500,
        assume_scheme="https",
        help_text="Where a copy of the page is kept. Readers are led there once the address itself is gone.",
    )

    class Meta:
        model = OutsideLink
        fields = ("archived",)


class CheckInline(admin.TabularInline[LinkCheck, OutsideLink]):
    model = LinkCheck
    fields = readonly_fields = ("at", "state", "status", "detail")
    extra = 0
    can_delete = False
    verbose_name_plural = "the last looks"

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class NamedSomewhere(admin.SimpleListFilter):
    """Nothing is taken out of the register between two checks, so the list can be without what nothing names."""

    title = "whether something names it"
    parameter_name = "named"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("yes", "Named somewhere"), ("no", "Named nowhere any more")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[OutsideLink]) -> QuerySet[OutsideLink]:
        if self.value() not in ("yes", "no"):
            return queryset
        named = {each.address for each in links.everywhere()}
        keys = [
            key
            for key, address in queryset.values_list("pk", "address")
            if (address in named) == (self.value() == "yes")
        ]
        return queryset.filter(pk__in=keys)


@admin.register(OutsideLink)
class OutsideLinkAdmin(admin.ModelAdmin[OutsideLink]):
    form = LinkForm
    list_display = ("address", "state", "checked", "named_in", "moved_to")
    list_filter = ("state", "checked", NamedSomewhere)
    search_fields = ("address",)
    list_per_page = 50
    readonly_fields = ("visit", "state_in_words", "checked", "last_fine", "failures", "moved_to", "named_in")
    fieldsets = (
        ("The link", {"fields": ("visit", "named_in")}),
        ("What was found", {"fields": ("state_in_words", "checked", "last_fine", "failures", "moved_to")}),
        ("Instead", {"fields": ("archived",)}),
    )
    inlines = (CheckInline,)

    @admin.display(description="Address")
    def visit(self, link: OutsideLink) -> SafeString:
        return format_html('<a href="{}" rel="noreferrer">{}</a>', link.address, link.address)

    @admin.display(description="State")
    def state_in_words(self, link: OutsideLink) -> str:
        words = STATES.get(OutsideLink.State(link.state), "")
        return f"{link.get_state_display()}. {words}".strip()

    @admin.display(description="Named in")
    def named_in(self, link: OutsideLink) -> SafeString | str:
        objects = getattr(link, "objects_naming", None)
        found = links.places([link.address])[link.address] if objects is None else objects
        return format_html_join(", ", "{}", ((_to(*each),) for each in _told(found))) or "nothing any more"

    def get_changelist_instance(self, request: HttpRequest) -> Any:
        """The list with what names each address, asked for at once."""
        changelist = super().get_changelist_instance(request)
        page = list(changelist.result_list)
        naming = links.places([link.address for link in page])
        for link in page:
            link.objects_naming = naming[link.address]
        changelist.result_list = page
        return changelist

    def save_model(self, request: HttpRequest, obj: OutsideLink, form: Any, change: bool) -> None:
        archived.change(OutsideLink.objects.filter(pk=obj.pk), archived=obj.archived)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


def _told(found: Sequence[Any]) -> Iterator[tuple[Any, str]]:
    """Each with its name, and with its kind where two have the same name."""
    names = [str(each) for each in found]
    for each, name in zip(found, names, strict=True):
        yield each, f"{name} ({each._meta.verbose_name})" if names.count(name) > 1 else name


def _to(content: Any, words: str) -> SafeString | str:
    """The object, with a link to its form."""
    try:
        form = reverse(f"admin:{content._meta.app_label}_{content._meta.model_name}_change", args=[content.pk])
    except NoReverseMatch:
        return words
    return format_html('<a href="{}">{}</a>', form, words)
