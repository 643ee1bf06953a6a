"""The admin page on which two things of one kind change their addresses."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from .. import renaming
from . import guarding
from .asking import AskingMixin
from .base import DeskLink


class SwapForm(forms.Form):
    """`objects` are those whose addresses may be taken."""

    other: Any = forms.ModelChoiceField(queryset=None, label="Swap with")
    seen_version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, objects: Any, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["other"].queryset = objects  # type: ignore[attr-defined]


class SwapMixin(AskingMixin):
    def get_urls(self) -> list[Any]:
        return [self.asking("swap", self.swap_view), *super().get_urls()]

    def desk_links(self, request: HttpRequest, obj: Any) -> list[DeskLink]:
        return [*super().desk_links(request, obj), *self.asking_link(request, obj, "swap", "Swap addresses")]

    def swap_view(self, request: HttpRequest, obj: Any, seen: int) -> HttpResponse:
        form = SwapForm(self.may_swap(obj), request.POST if request.method == "POST" else None)
        if form.is_valid() and self._swapped(request, obj, form):
            return HttpResponseRedirect(self.address("change", obj.pk))
        return self.ask(request, "swap", obj, title="Swap addresses", form=form, seen=seen)

    def may_swap(self, obj: Any) -> Any:
        """The objects with which this one may change its address."""
        return self.model.references().exclude(pk=obj.pk)

    def _swapped(self, request: HttpRequest, obj: Any, form: SwapForm) -> bool:
        other, seen = form.cleaned_data["other"], form.cleaned_data["seen_version"]
        if not self.may_act(request, other):
            form.add_error("other", "You may not change that one: readers see it, and you may not publish.")
            return False
        try:
            renaming.swap(obj, other, check=lambda: guarding.check(obj, seen))
        except guarding.Changed:
            form.add_error(None, "Somebody has changed this since you opened the page. Look at it again first.")
            return False
        messages.success(request, f"“{obj}” and “{other}” have changed their addresses.")
        return True
