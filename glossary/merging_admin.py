"""The admin page on which one term is merged into another: choose, read what will happen, confirm."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.widgets import AutocompleteSelect
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from publishing import acting
from publishing.desk import guarding
from publishing.desk.asking import AskingMixin
from publishing.desk.base import DeskLink
from publishing.models import latest_number

from . import merging
from .models import Term

CHANGED = "Somebody has changed one of the two since you opened the page. This is what would happen now."


class MergeForm(forms.Form):
    into = forms.ModelChoiceField(
        queryset=Term.objects.none(),
        label="Merge into",
        widget=AutocompleteSelect(Term._meta.get_field("successor"), admin.site),
    )
    seen_source = forms.IntegerField(widget=forms.HiddenInput, required=False)
    seen_target = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, source: Term, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.source = source
        self.fields["into"].queryset = Term.references()  # type: ignore[attr-defined]

    def clean_into(self) -> Term:
        target: Term = self.cleaned_data["into"]
        if reason := merging.refusal(self.source, target):
            raise ValidationError(reason)
        return target


class MergeMixin(AskingMixin):
    def get_urls(self) -> list[Any]:
        return [self.asking("merge", self.merge_view), *super().get_urls()]

    def desk_links(self, request: HttpRequest, obj: Any) -> list[DeskLink]:
        return [*super().desk_links(request, obj), *self.asking_link(request, obj, "merge", "Merge into another term")]

    def merge_view(self, request: HttpRequest, source: Any, seen: int) -> HttpResponse:
        asked = request.POST if request.method == "POST" else request.GET if "into" in request.GET else None
        form = MergeForm(source, asked)
        target = form.cleaned_data["into"] if form.is_valid() else None
        if target is not None and not self.may_act(request, target):
            raise PermissionDenied
        if target is not None and request.method == "POST" and self._merged(request, form):
            return HttpResponseRedirect(self.address("change", target.pk))
        return self._page(request, form, target, seen)

    def _merged(self, request: HttpRequest, form: MergeForm) -> bool:
        source, target = form.source, form.cleaned_data["into"]
        seen = form.cleaned_data["seen_source"] or 0, form.cleaned_data["seen_target"] or 0

        def check() -> None:
            guarding.check(source, seen[0])
            guarding.check(target, seen[1])

        name = str(source)
        try:
            with acting.because(request.POST.get("why", "")):
                merging.merge(source, target, check)
        except guarding.Changed:
            messages.warning(request, CHANGED)
            return False
        except ValidationError as refused:
            messages.error(request, f"Not merged. {' '.join(refused.messages)}")
            return False
        messages.success(request, f"“{name}” is merged into “{target}”. Read the entry once: its text is as it was.")
        return True

    def _page(self, request: HttpRequest, form: MergeForm, target: Term | None, seen: int) -> HttpResponse:
        source = form.source
        context: dict[str, Any] = {"title": "Merge into another term", "form": form, "target": target}
        if target is not None:
            context["seen"] = seen, latest_number(target)
            context["plan"] = merging.plan(source, target).by_subject()
            context["uses"] = self.uses(request, [source])
            context["why"] = request.POST.get("why", "")
        return self.ask(request, "merge", source, **context)
