"""Lost updates: nobody stores over what they have not seen.

Each form holds the number of the version that it was made from (`seen_version`). What is stored raises the content
version row first, so that writers come one after the other, and a check inside a content transaction is exact.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass
from itertools import chain
from typing import Any, ClassVar

from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse

from .. import acting, changes, records
from ..models import Version, latest_number
from ..workflow import MayNotPublish
from . import conflicts
from .widgets import EditorForm

CHANGED = "Not saved: somebody else changed this while you wrote. Nothing is lost; look at both texts and decide."
CLASH = (
    "Not saved: something here was taken by another change a moment ago, or stands twice. "
    "Your text is still here; change what is marked, or save once more."
)
GONE = "Not saved: this was deleted while you wrote. Your text is still here."
MOST_DIGITS = 9


class Changed(Exception):
    """The object is no longer as the editor saw it: version `seen` then, version `now` today."""

    def __init__(self, content: models.Model, seen: int, now: int) -> None:
        super().__init__(f"{content} was changed after version {seen}")
        self.content, self.seen, self.now = content, seen, now


class Undone(Exception):
    """Takes back everything that was written since the transaction began; `answer` makes the response."""

    def __init__(self, answer: Callable[[], HttpResponseBase]) -> None:
        super().__init__()
        self.answer = answer


class _Held(Exception):
    """A valid form that was written over a newer version, and is taken back; `record` is what it would store."""

    def __init__(self, record: records.Record) -> None:
        super().__init__()
        self.record = record


def check(content: models.Model, seen: int) -> None:
    """Raise Changed unless version `seen` is the last; to be asked inside a content transaction."""
    now = latest_number(content)
    if now != seen:
        raise Changed(content, seen, now)


@dataclass(slots=True)
class Sitting:
    """One editor at one form, for the length of a request; it stands on the request as `sitting`.

    `seen` is the number of the version that the form shows, `newest` the key of the newest version of all then; `kept`
    are fields in which the editor takes what is stored now; `content` has the key of what is guarded and no more;
    `refusal` makes the form come back with these words. `proposes`: what is saved is only proposed; `proposal` is the
    editor's own that waits, `shows_proposal` whether the form shows it. `is_gone`: what the form is about was deleted,
    with which `gone` its last version tells of that. `shown` is what a form is about that is only shown.
    """

    seen: int = 0
    newest: int = 0
    kept: tuple[str, ...] = ()
    refusal: str = ""
    content: models.Model | None = None
    is_late: bool = False
    conflict: conflicts.Conflict | None = None
    is_gone: bool = False
    gone: Version | None = None
    proposes: bool = False
    proposal: Any = None
    shows_proposal: bool = False
    shown: Any = None


def sitting_of(request: HttpRequest) -> Sitting:
    found: Sitting = getattr(request, "sitting", None) or Sitting()
    return found


def number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS else 0


def posted(request: HttpRequest) -> Sitting:
    """What the form was made from; the button "save mine over it" says what its editor has seen since (`Conflict`)."""
    if "_over" not in request.POST:
        return Sitting(number(request.POST.get("seen_version")), number(request.POST.get("seen_newest")))
    over, _, kept = request.POST["_over"].partition(":")
    seen, _, newest = over.partition("-")
    return Sitting(number(seen), number(newest), tuple(filter(None, kept.split(","))))


class GuardedForm(EditorForm):
    """A form that comes back when its sitting has a refusal; `request` is set on the class made for each request."""

    request: ClassVar[HttpRequest]

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        sitting = sitting_of(self.request)
        if sitting.refusal:
            self.add_error(None, sitting.refusal)
        for name in sitting.kept:
            self._keep(name)
        return cleaned

    def _keep(self, name: str) -> None:
        """Leave a field as it is stored now."""
        if name in self.fields and name in self.initial:
            self.cleaned_data.pop(name, None)
            self.errors.pop(name, None)
            if name not in {each.name for each in self._meta.model._meta.get_fields()}:
                self.cleaned_data[name] = self.initial[name]


class GuardedMixin(admin.ModelAdmin[Any]):
    """The form of something that has versions, or of a part of that; it stands before all other bases."""

    def guarded(self, obj: Any) -> models.Model:
        """The object whose versions count."""
        found: models.Model = obj
        return found

    def guarded_key(self, key: Any, *, surely: bool) -> models.Model | None:
        """The same by the key of what the form is about, without what it holds; None if that is not there.

        Whoever only shows the form need not know `surely`: that finds out by itself.
        """
        is_there = not surely or self.model._base_manager.filter(pk=key).exists()
        found: models.Model | None = self.model(pk=key) if is_there else None
        return found

    def get_form(self, request: Any, obj: Any = None, change: bool = False, **options: Any) -> Any:
        form = super().get_form(request, obj, change, **options)
        form.request = request  # type: ignore[attr-defined]
        return form

    def changeform_view(
        self, request: Any, object_id: str | None = None, form_url: str = "", extra_context: Any = None
    ) -> Any:
        content = self.about(object_id, surely=request.method == "POST")
        if request.method != "POST":
            # The number before the object: what is stored between the two is then told when this form is saved.
            newest = Version.objects.newest()
            request.sitting = Sitting(latest_number(content) if content else 0, newest, content=content)
            return self._pass(request, object_id, form_url, extra_context)
        request.sitting = posted(request)
        request.sitting.content = content
        with acting.because(request.POST.get("why", "")):
            if object_id and content is None:
                return self._gone(request, object_id, form_url, extra_context)
            return self._saved(request, object_id, form_url, extra_context)

    def about(self, object_id: str | None, *, surely: bool) -> models.Model | None:
        """What is guarded while the form of this object is open, without what it holds; None where it is gone."""
        try:
            key = self.opts.pk.to_python(unquote(object_id)) if object_id else None
        except ValidationError:
            return None
        return None if key is None else self.guarded_key(key, surely=surely)

    def _pass(self, request: Any, *args: Any) -> Any:
        """Once through the form; what is stored follows from it once, however many rows there are."""
        try:
            with changes.gathered() if request.method == "POST" else nullcontext():
                return super().changeform_view(request, *args)
        except Undone as undone:
            return undone.answer()

    def _saved(self, request: Any, *args: Any) -> Any:
        sitting: Sitting = request.sitting
        content = sitting.content
        if content is not None and sitting.seen != latest_number(content):
            sitting.conflict = conflicts.between(content, sitting.seen)
        try:
            return self._pass(request, *args)
        except _Held as held:
            sitting.refusal = CHANGED
            sitting.conflict = conflicts.between(content, sitting.seen, held.record) if content else None
        except IntegrityError:
            sitting.refusal = CLASH  # somebody was quicker
        except MayNotPublish as refused:
            sitting.refusal = str(refused)
        return self._pass(request, *args)

    def _gone(self, request: Any, object_id: str, form_url: str, extra_context: Any) -> Any:
        """The object was deleted meanwhile: the text comes back as that of a new one, or to be copied."""
        sitting: Sitting = request.sitting
        sitting.is_gone, sitting.gone = True, conflicts.last(self.model, number(unquote(object_id)))
        if not self.has_add_permission(request):
            return conflicts.typed(self, request, "This is no longer here", conflicts.DELETED)
        if "_anew" not in request.POST:
            sitting.refusal = GONE
        return self._saved(request, None, form_url, extra_context)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        sitting = sitting_of(request)
        if change and hasattr(request, "sitting"):
            try:
                check(self.guarded(obj), sitting.seen)
            except Changed:
                sitting.is_late = True  # written all the same, to see what it would have been, and taken back
        super().save_model(request, obj, form, change)

    def save_formset(self, request: Any, form: Any, formset: Any, change: bool) -> None:
        """Rows that stand in the record of another object are guarded by that one's versions."""
        sitting, names = sitting_of(request), getattr(formset.model, "OWNERS", ())
        if hasattr(request, "sitting") and names and formset.fk.name != names[0]:
            owners = [getattr(row.instance, names[0]) for row in formset.forms if row.has_changed()]
            later = Version.objects.filter(pk__gt=sitting.newest)
            sitting.is_late |= any(later.of(owner).exists() for owner in owners)
        super().save_formset(request, form, formset, change)

    def log_change(self, request: Any, obj: Any, message: Any) -> Any:
        """The last step of a save: whoever came too late is told."""
        if sitting_of(request).is_late:
            raise _Held(records.read(self.guarded(obj)))
        return super().log_change(request, obj, message)

    def render_change_form(self, request: Any, context: dict[str, Any], *args: Any, **options: Any) -> Any:
        sitting = sitting_of(request)
        conflict = sitting.conflict if self.has_change_permission(request, options.get("obj")) else None
        context |= {"sitting": sitting, "why": request.POST.get("why", ""), "conflict": conflict}
        if sitting.refusal and list(chain.from_iterable(context["errors"])) == [sitting.refusal]:
            context["errors"] = ()  # nothing in the form is wrong: its head says what is the matter
            context["refusal"] = "" if sitting.is_gone or (conflict and conflict.is_checked) else sitting.refusal
        response = super().render_change_form(request, context, *args, **options)
        if isinstance(response, TemplateResponse) and (sitting.conflict or sitting.refusal):
            response.status_code = 409
        return response
