"""What is typed into a form and not saved yet: kept on the way, offered when its editor comes back."""

from __future__ import annotations

import json
import re
import secrets
from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any

from django.apps import apps
from django.contrib import admin
from django.http import HttpRequest, JsonResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from .. import differences
from ..models import Draft
from . import guarding

LONGEST = 1_000_000  # characters of all fields together
MOST_FIELDS = 5000
KEPT_FOR = timedelta(days=90)
MOST_DRAFTS = 50  # of one editor; beyond it the oldest go
_UNSTORABLE = re.compile("[\0\ud800-\udfff]")
NOT_STORED = ("new", "import")  # forms of what has no key yet
MOST_SAVED = 20  # forms that a session remembers as saved

SIGNED_OUT = "You are signed out."
ANOTHER = "Somebody else is signed in here now."
NOT_YOURS = "You may not edit this."
TOO_LONG = f"This is too long to keep: {LONGEST:,} characters is the most."
UNREADABLE = "This cannot be read."

View = Callable[[HttpRequest], HttpResponseBase]


def _refused(words: str, status: int) -> JsonResponse:
    return JsonResponse({"refusal": words}, status=status)


def for_editors(view: View) -> View:
    """For whoever may write in the form that `form` names; others get a sentence, and never the page to sign in."""

    @never_cache
    @wraps(view)
    def guarded(request: HttpRequest) -> HttpResponseBase:
        sent = request.POST if request.method == "POST" else request.GET
        if not (request.user.is_active and request.user.is_staff):
            return _refused(SIGNED_OUT, 401)
        if sent.get("editor") != str(request.user.pk):
            return _refused(ANOTHER, 409)
        if not may_write(request, sent.get("form", "")):
            return _refused(NOT_YOURS, 403)
        return view(request)

    return guarded


def may_write(request: HttpRequest, form: str) -> bool:
    """Whether `form` names a form ("glossary.term:12", "glossary.term:new") in which this editor may write."""
    label, _, key = form.partition(":")
    model = {each._meta.label_lower: each for each in apps.get_models()}.get(label)
    if model is None or not admin.site.is_registered(model):
        return False
    of_model = admin.site.get_model_admin(model)
    if key in NOT_STORED:
        return bool(of_model.has_add_permission(request))
    return guarding.number(key) > 0 and bool(of_model.has_change_permission(request))


@require_POST
@for_editors
def keep(request: HttpRequest) -> HttpResponseBase:
    """Keep what a form holds just now."""
    data = _read(request.POST.get("data", ""))
    if isinstance(data, JsonResponse):
        return data
    if request.POST.get("token") in request.session.get("saved_forms", ()):
        return JsonResponse({"saved": ""})  # this very form was saved in the meantime
    values = {"data": data, "based_on": guarding.number(request.POST.get("seen_version"))}
    draft, _ = Draft.objects.update_or_create(editor_id=request.user.pk, form=request.POST["form"], defaults=values)
    _clear(request.user)
    return JsonResponse({"saved": draft.saved.isoformat()})


def _clear(editor: Any) -> None:
    """Forget what is old, and what one editor has too much of."""
    Draft.objects.filter(saved__lt=timezone.now() - KEPT_FOR).delete()
    if surplus := list(Draft.objects.by(editor).values_list("pk", flat=True)[MOST_DRAFTS:]):
        Draft.objects.filter(pk__in=surplus).delete()


def _read(text: str) -> Any:
    """A list of [name, value] or [name, value, the words of the choice], or the refusal."""
    if len(text) > LONGEST:
        return _refused(TOO_LONG, 413)
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        return _refused(UNREADABLE, 400)
    return data if _is_form(data) else _refused(UNREADABLE, 400)


def _is_form(data: Any) -> bool:
    return (
        isinstance(data, list)
        and len(data) <= MOST_FIELDS
        and all(isinstance(row, list) and len(row) in (2, 3) for row in data)
        and all(isinstance(text, str) and _is_plain(text) for row in data for text in row)
    )


def _is_plain(text: str) -> bool:
    """Whether both databases can hold it: no NUL, and no half of a character."""
    return _UNSTORABLE.search(text) is None


@require_safe
@for_editors
def show(request: HttpRequest) -> HttpResponseBase:
    """What is kept of this form."""
    draft = Draft.objects.of(request.user, request.GET["form"]).first()
    if draft is None:
        return JsonResponse({})
    return JsonResponse({"saved": draft.saved.isoformat(), "seen_version": draft.based_on, "data": draft.data})


@require_POST
@for_editors
def discard(request: HttpRequest) -> HttpResponseBase:
    Draft.objects.of(request.user, request.POST["form"]).delete()
    return JsonResponse({})


@require_POST
@for_editors
def compare(request: HttpRequest) -> HttpResponseBase:
    """The differences, word by word, of [what stands there, what was typed] for each field."""
    pairs = _read(request.POST.get("data", ""))
    if isinstance(pairs, JsonResponse):
        return pairs
    budget = differences.Budget()
    return JsonResponse({"changes": [differences.words(before, after, budget) for before, after, *_ in pairs]})


def for_page(request: HttpRequest, form: str) -> dict[str, Any]:
    """What a page tells its script of the form with this name, as `draft`."""
    return {
        "form": form,
        "token": secrets.token_urlsafe(12),
        "saved": " ".join(request.session.get("saved_forms", ())),
        "came_back": request.method == "POST",
    }


def forget(request: HttpRequest) -> None:
    """The form that this request sent is saved."""
    name, token = request.POST.get("draft_form", ""), request.POST.get("draft_token", "")
    if may_write(request, name):
        Draft.objects.of(request.user, name).delete()
    if token:
        saved = [*request.session.get("saved_forms", ()), token[:40]]
        request.session["saved_forms"] = saved[-MOST_SAVED:]


class DraftMixin(admin.ModelAdmin[Any]):
    """Tells the page what its script needs to keep what is typed; a save ends the draft."""

    def render_change_form(self, request: Any, context: dict[str, Any], *args: Any, **options: Any) -> Any:
        obj = options.get("obj") or context.get("original")
        name = request.POST.get("draft_form") or f"{self.opts.label_lower}:{obj.pk if obj is not None else 'new'}"
        context["draft"] = for_page(request, name)
        return super().render_change_form(request, context, *args, **options)

    def response_add(self, request: Any, obj: Any, *args: Any, **options: Any) -> Any:
        forget(request)
        return super().response_add(request, obj, *args, **options)

    def response_change(self, request: Any, obj: Any) -> Any:
        forget(request)
        return super().response_change(request, obj)
