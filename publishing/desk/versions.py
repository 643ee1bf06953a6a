"""The history of an object in the admin: its versions, any two of them compared, and the way back to one."""

from __future__ import annotations

from functools import partial
from typing import Any, NamedTuple

from django.contrib import messages
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.views.decorators.http import require_http_methods, require_safe

from .. import acting, changes, differences, history, records, workflow
from ..models import State, Tracked, Version, latest_number
from . import guarding
from .base import Desk

ON_A_PAGE = 50
CHANGED = "Not restored: somebody else changed this a moment ago. Look at what changes now, and decide."
RESTORED = "“%s” is restored from version %s."
AS_IT_IS = "“%s” is as in version %s already."


class FieldShown(NamedTuple):
    label: str
    text: str


class HistoryMixin(Desk):
    """Its pages work for what was deleted too, as long as its versions are kept."""

    def get_urls(self) -> list[URLPattern]:
        return [
            self._path("<int:object_id>/history/compare/", self.compare_page, "compare"),
            self._path("<int:object_id>/history/<int:number>/", self.version_page, "version"),
            self._path("<int:object_id>/history/<int:number>/restore/", self.restore_page, "restore"),
            *super().get_urls(),
        ]

    def _path(self, route: str, view: Any, name: str) -> URLPattern:
        guarded = self.admin_site.admin_view(partial(_checked, require_safe if name != "restore" else _any, view))
        return path(route, guarded, name=f"{self.opts.app_label}_{self.opts.model_name}_{name}")

    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        """In place of Django's list of what was done in forms."""
        key = guarding.number(object_id)
        context = self._context(request, key, "History")
        every = self._versions(key).defer("record").order_by("-number")
        page = Paginator(every, ON_A_PAGE).get_page(request.GET.get("p"))
        kept = [each.number for each in page if each.digest]
        context |= {"page": page, "to": kept[0] if len(kept) > 1 else 0, "from": kept[1] if len(kept) > 1 else 0}
        return self._shown(request, "history", context)

    def compare_page(self, request: HttpRequest, object_id: int) -> HttpResponse:
        one, other = (guarding.number(request.GET.get(name)) for name in ("from", "to"))
        old, new = (self._kept(object_id, number) for number in (one, other))
        context = self._context(request, object_id, f"From version {one} to version {other}")
        context["differences"] = differences.of_records(old.record, new.record, self.model)
        return self._shown(request, "history_difference", context)

    def version_page(self, request: HttpRequest, object_id: int, number: int) -> HttpResponse:
        version = self._kept(object_id, number)
        context = self._context(request, object_id, f"Version {number}")
        earlier = self._versions(object_id).kept().filter(number__lt=number).order_by("-number")
        context |= {
            "version": version,
            "before": earlier.values_list("number", flat=True).first(),
            "is_last": number == context["seen"],
            "may_restore": self.may_restore(request, version),
            "fields": _fields(self.model, version.record),
        }
        return self._shown(request, "version", context)

    def restore_page(self, request: HttpRequest, object_id: int, number: int) -> HttpResponse:
        version = self._kept(object_id, number)
        if not self.may_restore(request, version):
            raise PermissionDenied(workflow.MAY_NOT_CHANGE)
        refusals: list[str] = []
        keeps_times = not workflow.may_publish(request.user, self.model)
        if request.method == "POST":
            try:
                return self._restored(request, version, keeps_times)
            except guarding.Changed:
                refusals = [CHANGED]
            except records.Refused as refused:
                refusals = refused.messages
        context = self._context(request, object_id, f"Restore version {number}")
        stored = self._stored(object_id)
        now = records.read(stored) if stored else {}
        then = version.record | {
            name: now.get(name) for name in workflow.TIMES if keeps_times and name in version.record
        }
        context |= {
            "version": version,
            "keeps_times": then != version.record,
            "refusals": refusals,
            "why": request.POST.get("why", ""),
            "published": version.state == State.PUBLISHED,
            "gaps": [sentence for _, sentence in records.gaps(self.model, version.record)],
            "differences": differences.of_records(now, then, self.model),
        }
        return self._shown(request, "history_restore", context, status=409 if refusals else 200)

    def may_restore(self, request: HttpRequest, version: Version) -> bool:
        """The right to write it as it is, and to leave it as the version has it."""
        stored = self._stored(version.object_id)
        if stored is None:
            return self.may_bring_back(request, version.state)
        if not self.has_change_permission(request, stored):
            return False
        return not isinstance(stored, Tracked) or workflow.may(request.user, stored.governing(), version.state)

    def may_bring_back(self, request: HttpRequest, state: str) -> bool:
        """The right to add, in this state, what was deleted."""
        may_publish = state not in workflow.BEFORE_READERS or workflow.may_publish(request.user, self.model)
        return self.has_add_permission(request) and may_publish

    def _restored(self, request: HttpRequest, version: Version, keeps_times: bool) -> HttpResponse:
        seen, without_gaps = guarding.number(request.POST.get("seen_version")), "without_gaps" in request.POST
        with acting.because(request.POST.get("why", "")), changes.gathered():
            guarding.check(self.model(pk=version.object_id), seen)
            restored = history.restore(version, without_gaps=without_gaps, without_times=keeps_times)
            if isinstance(restored, Tracked) and not workflow.may(request.user, restored.governing()):
                raise workflow.MayNotPublish(workflow.MAY_NOT_CHANGE)
            words = RESTORED if latest_number(restored) != seen else AS_IT_IS
            messages.success(request, words % (restored, version.number))
        return HttpResponseRedirect(self.address("change", restored.pk))

    def _context(self, request: HttpRequest, object_id: int, title: str) -> dict[str, Any]:
        """What all pages of a history share; refuses those who may not see the object."""
        stored = self._stored(object_id)
        last = self._versions(object_id).order_by("-number").first()
        if stored is None and last is None:
            raise Http404
        if not self.has_view_or_change_permission(request, stored):
            raise PermissionDenied
        name = str(stored) if stored else str(getattr(last, "title", ""))
        return {
            **self.admin_site.each_context(request),
            "title": title,
            "subtitle": name,
            "name": name,
            "opts": self.opts,
            "object_id": object_id,
            "is_gone": stored is None,
            "last_kept": history.before_deletion(last) if stored is None and last else None,
            "seen": last.number if last else 0,
        }

    def _shown(self, request: HttpRequest, name: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
        return TemplateResponse(request, f"admin/desk/{name}.html", context, status=status)

    def _versions(self, object_id: int) -> Any:
        kind = ContentType.objects.get_for_model(self.model)
        return Version.objects.filter(content_type=kind, object_id=object_id)

    def _kept(self, object_id: int, number: int) -> Version:
        found: Version | None = self._versions(object_id).kept().filter(number=number).first()
        if found is None:
            raise Http404
        return found

    def _stored(self, object_id: int) -> Any:
        return next(iter(records.stored(self.model, [object_id])), None)


_any = require_http_methods(["GET", "HEAD", "POST"])


def _checked(methods: Any, view: Any, request: HttpRequest, object_id: int, **words: int) -> HttpResponse:
    """Only what a database can number is looked for."""
    if max([object_id, *words.values()]) >= 2**31:
        raise Http404
    answer: HttpResponse = methods(view)(request, object_id, **words)
    return answer


def _fields(model: Any, record: records.Record) -> list[FieldShown]:
    """A record to read: each field that is not empty, then each part."""
    parts = {str(relation.get_accessor_name()): relation.related_model for relation in records.parts_of(model)}
    shown = []
    for name in records.ordered(model, record):
        title, value = differences.label(model, name), record[name]
        if name in parts:
            rows = enumerate(value, start=1)
            shown += [FieldShown(f"{title}, row {n}", differences.row_said(parts[name], row)) for n, row in rows]
        elif text := differences.said(model, name, value):
            shown.append(FieldShown(title, text))
    return shown
