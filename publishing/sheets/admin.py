"""Spreadsheets in the admin: download what a list shows, upload a file, look at what it would change, say yes."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any, ClassVar

from django import forms
from django.contrib.admin.options import IncorrectLookupParameters
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils import timezone

from publishing.desk.base import DeskLink
from publishing.desk.listing import ListingAdmin
from publishing.models import SheetFile

from . import reading, running
from .exporting import FORMATS, TooLong, lines
from .importing import MOST_CHANGED, Importing
from .reading import MOST_BYTES, Table, Unreadable
from .sheet import Sheet

UPLOAD = f"CSV or Excel (.xlsx), at most 5 MB and 20,000 rows, of which {MOST_CHANGED} may change an entry."
GONE = "This file is not waiting any more: it was imported, or another one was uploaded since. Upload it again."


class UploadForm(forms.Form):
    """A file, and what its rows are about."""

    sheet = forms.ChoiceField(label="What the file holds", widget=forms.RadioSelect)
    file = forms.FileField(label="The file", help_text=UPLOAD)

    def __init__(self, sheets: Collection[Sheet], *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["sheet"]
        field.choices = [(each.name, each.words) for each in sheets]  # type: ignore[attr-defined]
        field.initial = next(iter(sheets)).name

    def clean_file(self) -> UploadedFile[Any]:
        file: UploadedFile[Any] = self.cleaned_data["file"]
        if (file.size or 0) > MOST_BYTES:
            raise forms.ValidationError("This file is larger than 5 MB. Split it into several files.")
        return file


class SheetsAdmin(ListingAdmin):
    """The admin of content that can be edited in a spreadsheet as well."""

    sheets: ClassVar[tuple[Sheet, ...]]

    def get_urls(self) -> list[URLPattern]:
        name = f"{self.opts.app_label}_{self.opts.model_name}_sheet"
        view = self.admin_site.admin_view
        return [
            path("sheets/", view(self.sheets_view), name=f"{name}s"),
            path("sheets/<int:pk>/", view(self.sheet_view), name=name),
            path("sheets/<slug:kind>.<slug:ending>", view(self.sheet_file_view), name=f"{name}_file"),
            *super().get_urls(),
        ]

    def list_links(self, request: HttpRequest) -> list[DeskLink]:
        query = request.GET.urlencode()
        address = self.address("sheets") + (f"?{query}" if query else "")
        return [*super().list_links(request), DeskLink("Spreadsheets", address)]

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        actions: dict[str, Any] = super().get_actions(request)
        if not actions and not self.has_view_permission(request):
            return actions
        for sheet in self.sheets:
            for ending, form in FORMATS.items():
                words = f"Download {sheet.words.lower()} of the selected as {form.words}"
                if sheet is self.sheets[0]:
                    words = f"Download the selected as {form.words}"
                name = f"download_{sheet.name}_{ending}"
                actions[name] = (_download(sheet, ending), name, words)
        return actions

    def may_import(self, request: HttpRequest) -> bool:
        return self.has_add_permission(request) and self.has_change_permission(request)

    def sheets_view(self, request: HttpRequest) -> HttpResponseBase:
        if not self.has_view_permission(request):
            raise PermissionDenied
        if request.method != "POST":
            return self._offer_sheets(request, UploadForm(self.sheets))
        if not self.may_import(request):
            raise PermissionDenied
        form = UploadForm(self.sheets, request.POST, request.FILES)
        if not form.is_valid():
            return self._offer_sheets(request, form)
        sheet, file = self._sheet(form.cleaned_data["sheet"]), form.cleaned_data["file"]
        data = file.read()
        try:
            table = reading.read(data, sheet.headings())
            importing = Importing(sheet, table, request.user)
        except Unreadable as unreadable:
            form.add_error("file", str(unreadable))
            return self._offer_sheets(request, form)
        editor: Any = request.user
        waiting = SheetFile(editor=editor, kind=self._sheet_kind(sheet), name=file.name[-200:], data=data)
        return self._sheet_page(request, sheet, table, running.check(request, importing, waiting, self.address))

    def sheet_view(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        if not self.may_import(request):
            raise PermissionDenied
        waiting = SheetFile.objects.filter(pk=pk, editor=request.user.pk).first()
        sheet = next((each for each in self.sheets if waiting and waiting.kind == self._sheet_kind(each)), None)
        if request.method != "POST" or waiting is None or sheet is None:
            if request.method == "POST":
                self.message_user(request, GONE, "warning")
            return HttpResponseRedirect(self.address("sheets"))
        table = reading.read(bytes(waiting.data), sheet.headings())
        importing = Importing(sheet, table, request.user, waiting.seen)
        return self._sheet_page(request, sheet, table, running.write(request, importing, waiting, self.address))

    def sheet_file_view(self, request: HttpRequest, kind: str, ending: str) -> HttpResponseBase:
        if not self.has_view_permission(request):
            raise PermissionDenied
        sheet = self._sheet(kind)
        if ending not in FORMATS:
            raise Http404
        return self.download(request, sheet, ending, self._sheet_keys(request))

    def download(self, request: HttpRequest, sheet: Sheet, ending: str, keys: Collection[Any]) -> HttpResponseBase:
        """The file, or the way back with a word about why there is none."""
        try:
            content = FORMATS[ending].write(sheet, lines(sheet, keys))
        except TooLong as refused:
            self.message_user(request, str(refused), "warning")
            return HttpResponseRedirect(self.address("sheets"))
        name = f"ipnb-hub-{sheet.name}-{timezone.localdate().isoformat()}.{ending}"
        headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
        return HttpResponse(content, content_type=FORMATS[ending].media_type, headers=headers)

    def _offer_sheets(self, request: HttpRequest, form: UploadForm) -> HttpResponse:
        context = {
            **self._sheet_context(request, f"{self.opts.verbose_name_plural} as spreadsheets".capitalize()),
            "form": form if self.may_import(request) else None,
            "sheets": self.sheets,
            "formats": FORMATS,
            "query": request.GET.urlencode(),
            "count": len(self._sheet_keys(request)),
        }
        return TemplateResponse(request, "admin/desk/sheets.html", context)

    def _sheet_page(
        self, request: HttpRequest, sheet: Sheet, table: Table, run: Iterator[str]
    ) -> StreamingHttpResponse:
        context = {**self._sheet_context(request, f"{sheet.words} from a spreadsheet"), "rows": len(table.rows)}
        return running.page(request, context, run)

    def _sheet_context(self, request: HttpRequest, title: str) -> dict[str, Any]:
        return {**self.admin_site.each_context(request), "opts": self.opts, "title": title}

    def _sheet_keys(self, request: HttpRequest) -> list[Any]:
        """The keys of what the list shows with this search and these filters; of everything if they make no sense."""
        try:
            return list(self.get_changelist_instance(request).queryset.values_list("pk", flat=True))
        except IncorrectLookupParameters:
            return list(self.get_queryset(request).values_list("pk", flat=True))

    def _sheet(self, name: str) -> Sheet:
        for each in self.sheets:
            if each.name == name:
                return each
        raise Http404

    def _sheet_kind(self, sheet: Sheet) -> str:
        return f"{self.opts.label_lower}:{sheet.name}"


def _download(sheet: Sheet, ending: str) -> Any:
    def action(modeladmin: SheetsAdmin, request: HttpRequest, queryset: Any) -> HttpResponseBase:
        return modeladmin.download(request, sheet, ending, list(queryset.values_list("pk", flat=True)))

    return action
