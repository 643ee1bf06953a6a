"""The page of the admin where a picture is taken from readers, wherever it is named, or brought back."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path, reverse

from ..models import Picture
from .files import bring_back, take_down
from .forms import BringBackForm, TakeDownForm
from .places import places

DOWN = "The picture was taken down: readers see its description in its place."
BACK = "The picture is shown again."


class TakingDown(admin.ModelAdmin[Picture]):
    def get_urls(self) -> list[Any]:
        page = self.admin_site.admin_view(self.taking_down)
        return [path("<path:object_id>/taking-down/", page, name="publishing_picture_taking_down"), *super().get_urls()]

    def taking_down(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Ask why a picture is to go, or for the file of one that is to come back."""
        picture = self.get_object(request, unquote(object_id))
        if picture is None:
            raise Http404
        if not self.has_change_permission(request, picture):
            raise PermissionDenied
        form = self._form(request, picture)
        if form.is_valid():
            self._turn(request, picture, form)
            return HttpResponseRedirect(reverse("admin:publishing_picture_change", args=[picture.pk]))
        context = {
            **self.admin_site.each_context(request),
            "title": "Bring it back" if picture.taken_down else "Take it down",
            "opts": self.opts,
            "picture": picture,
            "places": places([picture]).get(picture.pk, []),
            "form": form,
        }
        return render(request, "admin/publishing/picture/taking_down.html", context)

    def _form(self, request: HttpRequest, picture: Picture) -> TakeDownForm | BringBackForm:
        sent = (request.POST, request.FILES) if request.method == "POST" else ()
        return BringBackForm(picture, *sent) if picture.taken_down else TakeDownForm(*sent)

    def _turn(self, request: HttpRequest, picture: Picture, form: forms.Form) -> None:
        if isinstance(form, BringBackForm):
            bring_back(picture, form.made)
            said, done = "Brought back.", BACK
        else:
            why = form.cleaned_data["why"]
            take_down(picture, why)
            said, done = f"Taken down: {why}", DOWN
        self.log_change(request, picture, said)
        self.message_user(request, done, messages.SUCCESS)
