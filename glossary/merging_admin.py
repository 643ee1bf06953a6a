"""The admin page on which one term is merged into another: choose, read what will happen, confirm."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.contrib.admin.widgets import AutocompleteSelect
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path

from publishing import guarding
from publishing.desk import DeskLink
from publishing.models import latest_number
from publishing.uses_admin import UsesMixin

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


class MergeMixin(UsesMixin):
    def get_urls(self) -> list[Any]:
        name = f"{self.opts.app_label}_{self.opts.model_name}_merge"
        page = path("<path:object_id>/merge/", self.admin_site.admin_view(self.merge_view), name=name)
        return [page, *super().get_urls()]

    def desk_links(self, request: HttpRequest, obj: Any) -> list[DeskLink]:
        links = super().desk_links(request, obj)
        if not self._may_merge(request, obj):
            return links
        return [*links, DeskLink("Merge into another term", self.address("merge", obj.pk))]

    def merge_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        source: Any = self.get_object(request, unquote(object_id))
        if source is None:
            raise Http404
        if not self._may_merge(request, source):
            raise PermissionDenied
        asked = request.POST if request.method == "POST" else request.GET if "into" in request.GET else None
        form = MergeForm(source, asked)
        target = form.cleaned_data["into"] if form.is_valid() else None
        if target is not None and not self._may_merge(request, target):
            raise PermissionDenied
        if target is not None and request.method == "POST" and self._merged(request, form):
            return HttpResponseRedirect(self.address("change", target.pk))
        return self._page(request, form, target)

    def _merged(self, request: HttpRequest, form: MergeForm) -> bool:
        source, target = form.source, form.cleaned_data["into"]
        seen = form.cleaned_data["seen_source"] or 0, form.cleaned_data["seen_target"] or 0

        def check() -> None:
            guarding.check(source, seen[0])
            guarding.check(target, seen[1])

        name = str(source)
        try:
            merging.merge(source, target, check)
        except guarding.Changed:
            messages.warning(request, CHANGED)
            return False
        except ValidationError as refused:
            messages.error(request, f"Not merged. {' '.join(refused.messages)}")
            return False
        messages.success(request, f"“{name}” is merged into “{target}”. Read the entry once: its text is as it was.")
        return True

    def _page(self, request: HttpRequest, form: MergeForm, target: Term | None) -> HttpResponse:
        source = form.source
        context = {
            **self.admin_site.each_context(request),
            "title": "Merge into another term",
            "object": source,
            "opts": self.opts,
            "form": form,
            "target": target,
            "back": self.address("change", source.pk),
        }
        if target is not None:
            context["plan"] = merging.plan(source, target).by_subject()
            context["seen"] = latest_number(source), latest_number(target)
            context["uses"] = self.uses(request, [source])
        return render(request, "admin/desk/merge.html", context)

    def _may_merge(self, request: HttpRequest, term: Any) -> bool:
        return self.has_change_permission(request, term) and self.may_unpublish(request, term)
