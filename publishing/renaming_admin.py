"""The admin page on which two things of one kind change their addresses."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path

from . import guarding, renaming
from .desk import DeskLink
from .models import latest_number
from .uses_admin import UsesMixin


class SwapForm(forms.Form):
    """`objects` are those whose addresses may be taken."""

    other: Any = forms.ModelChoiceField(queryset=None, label="Swap with")
    seen_version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, objects: Any, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["other"].queryset = objects  # type: ignore[attr-defined]


class SwapMixin(UsesMixin):
    def get_urls(self) -> list[Any]:
        name = f"{self.opts.app_label}_{self.opts.model_name}_swap"
        page = path("<path:object_id>/swap/", self.admin_site.admin_view(self.swap_view), name=name)
        return [page, *super().get_urls()]

    def desk_links(self, request: HttpRequest, obj: Any) -> list[DeskLink]:
        links = super().desk_links(request, obj)
        if not self._may_move(request, obj):
            return links
        return [*links, DeskLink("Swap addresses", self.address("swap", obj.pk))]

    def swap_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        obj: Any = self.get_object(request, unquote(object_id))
        if obj is None:
            raise Http404
        if not self._may_move(request, obj):
            raise PermissionDenied
        asked = request.POST if request.method == "POST" else None
        form = SwapForm(self.may_swap(obj), asked)
        if form.is_valid() and self._swapped(request, obj, form):
            return HttpResponseRedirect(self.address("change", obj.pk))
        context = {
            **self.admin_site.each_context(request),
            "title": "Swap addresses",
            "object": obj,
            "opts": self.opts,
            "form": form,
            "seen": latest_number(obj),
            "back": self.address("change", obj.pk),
        }
        return render(request, "admin/desk/swap.html", context)

    def may_swap(self, obj: Any) -> Any:
        """The objects with which this one may change its address."""
        return self.model.references().exclude(pk=obj.pk)

    def _swapped(self, request: HttpRequest, obj: Any, form: SwapForm) -> bool:
        other, seen = form.cleaned_data["other"], form.cleaned_data["seen_version"]
        if not self._may_move(request, other):
            form.add_error("other", "You may not change that one: readers see it, and you may not publish.")
            return False
        try:
            renaming.swap(obj, other, check=lambda: guarding.check(obj, seen))
        except guarding.Changed:
            form.add_error(None, "Somebody has changed this since you opened the page. Look at it again first.")
            return False
        messages.success(request, f"“{obj}” and “{other}” have changed their addresses.")
        return True

    def _may_move(self, request: HttpRequest, obj: Any) -> bool:
        return self.has_change_permission(request, obj) and self.may_unpublish(request, obj)
