"""The preview of the Markdown editor: the one pipeline, for staff who may see content."""

from __future__ import annotations

from django.apps import apps
from django.contrib.auth.models import AnonymousUser, User
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from .arranging import LONGEST
from .markdown import Text, filled, render
from .models import Tracked, Watched

REFUSED = "The preview is for editors who are signed in."
TOO_LONG = f"This text is too long to show: {LONGEST:,} characters is the most."


@never_cache
@require_POST
def preview(request: HttpRequest) -> HttpResponse:
    """The HTML of `content` and what an editor should mend in it; `about` names the object whose text it is."""
    if not may_preview(request.user):
        return _plain(REFUSED, 403)
    content = request.POST.get("content", "")
    if len(content) > LONGEST:
        return _plain(TOO_LONG, 413)
    page = filled(render(Text(content), about=known_subject(request.POST.get("about", "")), keep=False))
    return JsonResponse({"html": page.html[0], "problems": [problem.message for problem in page.problems]})


def may_preview(user: User | AnonymousUser) -> bool:
    """Whether somebody is staff and may view or change some content."""
    if not (user.is_active and user.is_staff):
        return False
    models = [model._meta for model in apps.get_models() if issubclass(model, Watched)]
    names = (f"{each.app_label}.{action}_{each.model_name}" for each in models for action in ("change", "view"))
    return any(user.has_perm(name) for name in names)


def known_subject(about: str) -> str:
    """`about` if it has the form "<model of content>:<key>", else nothing."""
    label, _, key = about.partition(":")
    known = {model._meta.label_lower for model in apps.get_models() if issubclass(model, Tracked)}
    return about if label in known and key and len(key) <= 200 else ""


def _plain(words: str, status: int) -> HttpResponse:
    return HttpResponse(words, status=status, content_type="text/plain; charset=utf-8")
