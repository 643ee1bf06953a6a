"""Where something is used, beside its form; and nothing that is used can be deleted."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.contrib import messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.utils import NestedObjects, unquote
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from .. import changes, used, workflow
from ..models import FormerAddress, Part, Tracked, latest_number
from ..used import Place
from . import guarding
from .base import Desk, DeskPart
from .standing import standing

CHANGED = "Not deleted: somebody has changed it since you opened the page. Look at it again first."


class Line(NamedTuple):
    """A place as an editor reads it; the addresses are empty where there is nothing to open."""

    source: str
    standing: str
    form: str
    page: str
    sentence: str
    target: str


@dataclass(frozen=True, slots=True)
class Table:
    """Where something is used, by kind; `more` places are not shown. Nothing, if it is used nowhere."""

    groups: dict[str, list[Line]]
    total: int
    more: int

    def __bool__(self) -> bool:
        return self.total > 0


class UsesMixin(Desk):
    delete_confirmation_template = "admin/desk/delete.html"
    delete_selected_confirmation_template = "admin/desk/delete_selected.html"

    def desk(self, request: HttpRequest, obj: Any) -> list[DeskPart]:
        uses = {"uses": self.uses(request, [obj]), "former": FormerAddress.objects.of(obj)}
        return [*super().desk(request, obj), DeskPart("admin/desk/used.html", uses)]

    def uses(self, request: HttpRequest, objs: Iterable[Tracked]) -> Table:
        found = used.places(*objs)
        groups = {kind: [self._line(request, place) for place in each] for kind, each in found.by_kind().items()}
        return Table(groups, found.total, found.more)

    def _line(self, request: HttpRequest, place: Place) -> Line:
        admin: Any = self.admin_site.get_model_admin(type(place.source))
        form = admin.address("change", place.source.pk) if admin.has_view_permission(request, place.source) else ""
        name, state = str(place.source), standing(admin.content(place.source))
        return Line(name, state, form, place.address(), place.sentence, str(place.target))

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Whoever deletes what readers see changes what is published."""
        return super().has_delete_permission(request, obj) and (obj is None or self.may_unpublish(request, obj))

    def may_unpublish(self, request: HttpRequest, obj: Any) -> bool:
        """Whether this editor may take it from readers, where they see it."""
        return workflow.may(request.user, self.content(obj))  # type: ignore[attr-defined]

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """As Django asks for it: what is deleted, what goes with it, what is not allowed, and why it is refused."""
        objs = list(objs)
        for obj in objs:
            obj.seen_version = latest_number(obj)  # what the page was made from; its form sends it back
        gathered = NestedObjects(using=objs[0]._state.db, origin=objs) if objs else None
        if gathered is None:
            return [], {}, set(), []
        gathered.collect(objs)
        held: dict[Any, set[Any]] = dict(gathered.model_objs)
        rows = {model: found for model, found in held.items() if model is not self.model}
        along = {_noun(m, found): len(found) for m, found in rows.items() if issubclass(m, Part | Tracked)}
        addressed = [each for model, found in rows.items() if issubclass(model, Tracked) for each in found]
        lacking = {each._meta.verbose_name for each in (*objs, *addressed) if not self._may_delete(request, each)}
        return list(map(str, objs)), along, lacking, self.uses(request, objs) or list(map(str, gathered.protected))

    def _may_delete(self, request: HttpRequest, obj: Tracked) -> bool:
        return bool(self.admin_site.get_model_admin(type(obj)).has_delete_permission(request, obj))

    def delete_view(self, request: Any, object_id: str, extra_context: Any = None) -> Any:
        if request.method != "POST" or not self.has_delete_permission(request):
            return super().delete_view(request, object_id, extra_context)
        try:
            with changes.gathered():  # nobody can begin to use it between the question and the answer
                self._check_seen(request, [unquote(object_id)])
                return super().delete_view(request, object_id, extra_context)
        except guarding.Changed:
            messages.warning(request, CHANGED)
            return HttpResponseRedirect(request.get_full_path())

    def response_action(self, request: HttpRequest, *args: Any, **options: Any) -> HttpResponse | None:
        if request.POST.get("action") != "delete_selected":
            return super().response_action(request, *args, **options)
        try:
            with changes.gathered():
                if request.POST.get("post"):
                    self._check_seen(request, request.POST.getlist(ACTION_CHECKBOX_NAME))
                return super().response_action(request, *args, **options)
        except guarding.Changed:
            messages.warning(request, CHANGED)
            return HttpResponseRedirect(request.get_full_path())

    def _check_seen(self, request: HttpRequest, keys: Iterable[str]) -> None:
        """Raise guarding.Changed if one of these is no longer as the page with the question showed it."""
        for obj in self.model._default_manager.filter(pk__in=list(map(guarding.number, keys))):
            guarding.check(obj, guarding.number(request.POST.get(f"seen_version_{obj.pk}")))


def _noun(model: Any, found: Collection[Any]) -> str:
    return str(model._meta.verbose_name if len(found) == 1 else model._meta.verbose_name_plural)
