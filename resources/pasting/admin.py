"""Paste a citation in the admin: it fills the form of a new work, and saves nothing."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, QueryDict
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.urls import URLPattern, path

from publishing.desk.base import DeskLink
from publishing.desk.listing import ListingAdmin
from publishing.sheets.reading import Unreadable, decoded
from resources.bibliography import Record, plain

from . import works
from .broken import Broken
from .reading import MOST, read

NOTHING = "Paste a citation, or choose a file."
TWO = "There is a file and a pasted text. Give one of the two; your text is still here."
NO_TEXT = "This file holds no text. Save the citation as BibTeX, RIS or CSL-JSON."


class PasteForm(forms.Form):
    """A text or a file, and which of its records."""

    text = forms.CharField(
        label="The citation",
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 12, "cols": 80, "class": "vLargeTextField", "spellcheck": "false"}),
        help_text="BibTeX, RIS or CSL-JSON, as “Cite” on a publisher’s page gives it; several at once, too.",
    )
    file = forms.FileField(label="or a file with it", required=False, help_text=".bib, .ris or .json, at most 200 kB.")

    records: list[Record]

    def clean_file(self) -> UploadedFile[Any] | None:
        file: UploadedFile[Any] | None = self.cleaned_data["file"]
        if file and (file.size or 0) > MOST:
            raise forms.ValidationError("This file is larger than 200 kB. Take fewer citations at a time.")
        return file

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean() or {}
        if self.errors:
            return cleaned
        file = cleaned.get("file")
        if bool(file) == bool(cleaned["text"].strip()):
            self.add_error(None, TWO if file else NOTHING)
            return cleaned
        try:
            cleaned["text"] = decoded(file.read())[0] if file else cleaned["text"]
            self.records = read(cleaned["text"])
        except Unreadable:
            self.add_error("file", NO_TEXT)
        except Broken as broken:
            self.add_error("file" if file else "text", str(broken))
        return cleaned


class PastingContributors(admin.options.InlineModelAdmin[Any, Any]):
    """The contributors' table, with the pasted names in it."""

    def get_extra(self, request: Any, obj: Any = None, **options: Any) -> int:
        pasted = getattr(request, "pasted", None)
        return len(pasted.contributors) if pasted else super().get_extra(request, obj, **options)


class PastingAdmin(ListingAdmin):
    add_form_template = "admin/desk/paste_add_form.html"

    def get_urls(self) -> list[URLPattern]:
        name = f"{self.opts.app_label}_{self.opts.model_name}_paste"
        return [path("paste/", self.admin_site.admin_view(self.paste_view), name=name), *super().get_urls()]

    def list_links(self, request: HttpRequest) -> list[DeskLink]:
        own = [DeskLink("Paste a citation", self.address("paste"))] if self.has_add_permission(request) else []
        return [*super().list_links(request), *own]

    def paste_view(self, request: Any) -> HttpResponseBase:
        if not self.has_add_permission(request):
            raise PermissionDenied
        if request.method != "POST":
            return self._paste_page(request, PasteForm())
        form = PasteForm(request.POST, request.FILES)
        if not form.is_valid():
            return self._paste_page(request, form)
        chosen = _chosen(request.POST.get("record", ""), form.records)
        if chosen is None:
            return self._paste_page(request, form, list(enumerate(map(_said, form.records))))
        return self._filled(request, works.from_record(chosen))

    def _filled(self, request: Any, pasted: works.Pasted) -> HttpResponseBase:
        """The form of a new work, as if it had just been opened, with the pasted values in it."""
        request.pasted = pasted
        request.method = "GET"  # nothing is saved; the form itself is sent to where new works are saved
        request.GET = QueryDict()
        context = {"pasted": pasted, "title": "Add resource: pasted, not saved yet"}
        return self.add_view(request, form_url=self.address("add"), extra_context=context)

    def get_changeform_initial_data(self, request: Any) -> dict[str, Any]:
        pasted = getattr(request, "pasted", None)
        initial: dict[str, Any] = super().get_changeform_initial_data(request)
        return initial | pasted.initial if pasted else initial

    def get_formset_kwargs(self, request: Any, obj: Any, inline: Any, prefix: str) -> dict[str, Any]:
        options: dict[str, Any] = super().get_formset_kwargs(request, obj, inline, prefix)
        pasted = getattr(request, "pasted", None)
        if pasted and isinstance(inline, PastingContributors):
            options["initial"] = pasted.contributors
        return options

    def render_change_form(self, request: Any, context: dict[str, Any], *args: Any, **options: Any) -> Any:
        return super().render_change_form(request, context | {"paste_url": self.address("paste")}, *args, **options)

    def _paste_page(
        self, request: Any, form: PasteForm, found: list[tuple[int, str]] | None = None
    ) -> TemplateResponse:
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": "Which of these citations?" if found else "Paste a citation",
            "form": form,
            "found": found,
        }
        return TemplateResponse(request, "admin/desk/paste.html", context)


def _chosen(number: str, records: list[Record]) -> Record | None:
    """The record that was chosen, or the only one."""
    if len(records) == 1:
        return records[0]
    if number.isascii() and number.isdigit() and len(number) < 7 and int(number) < len(records):
        return records[int(number)]
    return None


def _said(record: Record) -> str:
    return plain(record) if record.title else f"(without a title) {plain(record)}"
