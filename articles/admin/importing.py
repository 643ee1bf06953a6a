"""The import of an article in the admin: give it, look at what was found and choose, save a draft."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse

from articles.importing import Dropped, Refused, read, save
from articles.importing.corrections import Slip, changed, chosen
from articles.importing.keeping import packed, returns, unpacked
from articles.importing.known_words import of_hub
from articles.importing.quotation_marks import STRAIGHT
from articles.importing.slips import corrections
from articles.models import Article
from publishing.desk import drafts
from publishing.desk.base import DeskLink
from publishing.desk.listing import ListingAdmin

from .import_forms import FoundForm, SourceForm, initial, noticed

# The fields of an article that the second form calls by another name.
_NAMES = {
    "original_outlet": "outlet",
    "original_date": "date",
    "original_url": "address",
    "body": "markdown",
    "slug": "title",
}
DRAFT = "articles.article:import"  # under which the second page is kept until it is saved
CHANGED = "{} of the corrections you chose no longer fit, because the text was changed there."


class ImportAdmin(ListingAdmin):
    """Adds the import to the admin of articles; it needs the right to add one."""

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view(self.import_view)
        return [path("import/", view, name="articles_article_import"), *super().get_urls()]

    def list_links(self, request: HttpRequest) -> list[DeskLink]:
        links = super().list_links(request)
        if not self.has_add_permission(request):
            return links
        return [*links, DeskLink("Import an article", reverse("admin:articles_article_import"))]

    def import_view(self, request: HttpRequest) -> HttpResponse:
        if not self.has_add_permission(request):
            raise PermissionDenied
        pages = ImportPages(self, request)
        if request.method != "POST":
            return pages.ask(SourceForm())
        if "again" in request.POST:
            return pages.again()
        return pages.looked() if "markdown" in request.POST else pages.given()


class ImportPages:
    """The pages of one request: the first asks for a text, the second shows what was found in it."""

    def __init__(self, desk: ImportAdmin, request: HttpRequest) -> None:
        self.desk = desk
        self.request = request

    def ask(self, form: SourceForm) -> HttpResponse:
        draft = drafts.for_page(self.request, DRAFT) | {"again": True}
        return self._page("import_source", form, {"title": "Import an article", "draft": draft})

    def given(self) -> HttpResponse:
        form = SourceForm(self.request.POST, self.request.FILES)
        if not form.is_valid():
            return self.ask(form)
        try:
            found = read(form.given())
        except Refused as error:
            form.add_error(None, str(error))
            return self.ask(form)
        return self.show(FoundForm(initial=initial(found)), initial(found))

    def again(self) -> HttpResponse:
        """The second page as it was left, out of the draft that the first one offers."""
        left = self.request.POST.dict()
        left["markdown"] = left.get("markdown", "").replace("\r\n", "\n")
        return self.show(FoundForm(initial=left), left)

    def looked(self) -> HttpResponse:
        """Make what was chosen; then save, or show it once more."""
        text, dropped, missed = _chosen(self.request)
        sent = self.request.POST.copy()
        sent["markdown"], sent["dropped"] = text, packed(dropped)
        if missed:
            messages.warning(self.request, CHANGED.format(missed))
        if "save" not in sent:
            return self.show(FoundForm(initial=sent.dict()), sent.dict())
        return self.save(FoundForm(sent), sent.dict())

    def save(self, form: FoundForm, said: dict[str, Any]) -> HttpResponse:
        if not form.is_valid():
            return self.show(form, said)
        try:
            article = save(form.found(form.cleaned_data["markdown"]))
        except ValidationError as error:
            _explain(form, error)
            return self.show(form, said)
        return self.saved(article)

    def saved(self, article: Article) -> HttpResponse:
        self.desk.log_addition(self.request, article, "Imported.")
        drafts.forget(self.request)
        words = f"“{article}” is saved as a draft. Record on what right it may be published before you publish it."
        messages.success(self.request, words)
        if self.desk.has_change_permission(self.request, article):
            return redirect("admin:articles_article_change", article.pk)
        return redirect("admin:index")

    def show(self, form: FoundForm, said: dict[str, Any]) -> HttpResponse:
        offers = corrections(str(said.get("markdown", "")), of_hub())
        context = {
            "title": "Look at what was found",
            "draft": drafts.for_page(self.request, DRAFT),
            "noticed": noticed(str(said.get("noticed", ""))),
            "dropped": unpacked(str(said.get("dropped", ""))),
            "offers": [each for each in offers if each.why != STRAIGHT],
            "straight": [each for each in offers if each.why == STRAIGHT],
            "rest": ("byline", "authors", "outlet", "date", "address"),
        }
        return self._page("import_look", form, context)

    def _page(self, name: str, form: forms.Form, context: dict[str, Any]) -> HttpResponse:
        shared = {**self.desk.admin_site.each_context(self.request), "opts": self.desk.opts, "form": form}
        media = self.desk.media + form.media
        return TemplateResponse(self.request, f"admin/articles/{name}.html", {**shared, "media": media, **context})


def _chosen(request: HttpRequest) -> tuple[str, list[Dropped], int]:
    """The text with the chosen corrections and pieces in it, the pieces that stay out, and how many did not fit."""
    text = request.POST["markdown"].replace("\r\n", "\n")
    dropped = unpacked(request.POST.get("dropped", ""))
    numbers = {int(number) for number in request.POST.getlist("keep") if number.isdecimal() and len(number) < 6}
    slips, missed = _corrected(request, text)
    text = changed(text, [*slips, *returns(text, dropped, numbers)])
    return text, [piece for number, piece in enumerate(dropped) if number not in numbers], missed


def _corrected(request: HttpRequest, text: str) -> tuple[list[Slip], int]:
    keys = set(request.POST.getlist("correct"))
    if not keys and "curly" not in request.POST:
        return [], 0
    offers = corrections(text, of_hub())
    curly = {each.key for each in offers if each.why == STRAIGHT} if "curly" in request.POST else set()
    return chosen(offers, keys | curly)


def _explain(form: FoundForm, error: ValidationError) -> None:
    """What an article's fields cannot hold, beside the fields of the form."""
    for name, sentences in error.message_dict.items():
        field = _NAMES.get(name, name)
        for sentence in sentences:
            form.add_error(field if field in form.fields else None, sentence)
