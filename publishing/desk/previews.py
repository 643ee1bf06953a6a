"""Previews beside the form: a look at the real page, and links for people without an account."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path

from .. import previewing, records
from ..models import PreviewLink, Proposal, Tracked
from ..previewing import DAYS, USUAL, Banner
from . import proposals
from .base import Desk, DeskLink, DeskPart
from .guarding import number

LASTS = [(days, "1 day" if days == 1 else f"{days} days") for days in DAYS]


class LinkForm(forms.Form):
    days = forms.TypedChoiceField(label="It ends after", choices=LASTS, coerce=int, initial=USUAL)
    note = forms.CharField(
        label="For whom", max_length=120, required=False, help_text="Only editors see this.", widget=forms.TextInput
    )


class PreviewMixin(Desk):
    def get_urls(self) -> list[Any]:
        pages = {"preview": self.preview_view, "preview_make": self.make_view, "preview_revoke": self.revoke_view}
        named = [
            path(
                f"<path:object_id>/{name.replace('_', '/')}/",
                self.admin_site.admin_view(view),
                name=f"{self.opts.app_label}_{self.opts.model_name}_{name}",
            )
            for name, view in pages.items()
        ]
        return [*named, *super().get_urls()]

    def desk_links(self, request: HttpRequest, obj: Any) -> list[DeskLink]:
        links = super().desk_links(request, obj)
        if obj.is_live():
            return links
        return [*links, DeskLink("See it on its page", self.address("preview", obj.pk))]

    def desk(self, request: HttpRequest, obj: Any) -> list[DeskPart]:
        boxes = super().desk(request, obj)
        if obj.is_live() or not self.has_change_permission(request, obj):
            return boxes
        context = {
            "links": PreviewLink.objects.open().of(obj).select_related("made_by"),
            "form": LinkForm(auto_id="preview-%s"),
            "make": self.address("preview_make", obj.pk),
            "revoke": self.address("preview_revoke", obj.pk),
        }
        return [*boxes, DeskPart("admin/desk/preview.html", context)]

    def preview_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """The real page, for an editor; with `?proposal=` as it would be with that proposed version."""
        obj = self._viewed(request, object_id)
        form, asked = self.address("change", obj.pk), request.GET.get("proposal", "")
        if not asked:
            return previewing.shown(request, obj, Banner(form=form))
        proposal = Proposal.objects.of(obj).waiting().filter(pk=number(asked)).first()
        if proposal is None:
            raise Http404
        if not proposals.may_see(request.user, proposal):
            raise PermissionDenied
        banner = Banner(form=form, proposed_by=proposal.editor_name)
        try:
            return previewing.proposed(request, obj, proposals.to_be(proposal, records.read(obj)), banner)
        except records.Refused as refused:
            messages.error(request, f"This proposed version does not fit any more. {' '.join(refused.messages)}")
            return HttpResponseRedirect(form)

    def make_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """A new link, shown this once."""
        obj = self._changed(request, object_id)
        form = LinkForm(request.POST)
        if obj.is_live() or not form.is_valid():
            messages.error(request, "No link was made: choose how long it lasts, for something that is not public yet.")
            return HttpResponseRedirect(self.address("change", obj.pk))
        asked = form.cleaned_data
        link = previewing.make(obj, request.user, asked["days"], asked["note"])
        context = {
            **self.admin_site.each_context(request),
            "title": "A preview link",
            "object": obj,
            "opts": self.opts,
            "link": link,
            "lasts": dict(LASTS)[asked["days"]],
            "back": self.address("change", obj.pk),
        }
        response = render(request, "admin/desk/preview_made.html", context)
        response.headers["Cache-Control"] = "private, no-store"
        return response

    def revoke_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        obj = self._changed(request, object_id)
        wanted = request.POST.get("link", "")
        links = PreviewLink.objects.open().of(obj).filter(pk=number(wanted))
        found = len(links)
        previewing.revoke(links)
        messages.success(request, "The link no longer works." if found else "That link had already ended.")
        return HttpResponseRedirect(f"{self.address('change', obj.pk)}#desk-preview")

    def _viewed(self, request: HttpRequest, object_id: str) -> Tracked:
        obj: Any = self.get_object(request, unquote(object_id))
        if obj is None or not self.has_view_permission(request, obj):
            raise PermissionDenied if obj else Http404
        found: Tracked = obj
        return found

    def _changed(self, request: HttpRequest, object_id: str) -> Tracked:
        obj = self._viewed(request, object_id)
        if request.method != "POST" or not self.has_change_permission(request, obj):
            raise PermissionDenied
        return obj
