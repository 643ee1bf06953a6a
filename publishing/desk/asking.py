"""A page of the admin that asks something about one object and then does it, for whoever may take it from readers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path

from ..models import latest_number
from .base import DeskLink
from .guarding import number
from .uses import UsesMixin

# Given the object, and the number of the version of it that the page shows.
View = Callable[[HttpRequest, Any, int], HttpResponse]


class AskingMixin(UsesMixin):
    def asking(self, name: str, view: View) -> URLPattern:
        """The page of this name."""

        def page(request: HttpRequest, object_id: str) -> HttpResponse:
            key = unquote(object_id)
            seen = latest_number(self.model(pk=number(key)))  # before the object: a change between the two is then told
            obj: Any = self.get_object(request, key)
            if obj is None:
                raise Http404
            if not self.may_act(request, obj):
                raise PermissionDenied
            return view(request, obj, seen)

        named = f"{self.opts.app_label}_{self.opts.model_name}_{name}"
        return path(f"<path:object_id>/{name}/", self.admin_site.admin_view(page), name=named)

    def may_act(self, request: HttpRequest, obj: Any) -> bool:
        return self.has_change_permission(request, obj) and self.may_unpublish(request, obj)

    def asking_link(self, request: HttpRequest, obj: Any, name: str, words: str) -> list[DeskLink]:
        return [DeskLink(words, self.address(name, obj.pk))] if self.may_act(request, obj) else []

    def ask(self, request: HttpRequest, name: str, obj: Any, **context: Any) -> HttpResponse:
        """The page with its question; `context` holds its title."""
        shared = {"object": obj, "opts": self.opts, "back": self.address("change", obj.pk)}
        return render(request, f"admin/desk/{name}.html", self.admin_site.each_context(request) | shared | context)
