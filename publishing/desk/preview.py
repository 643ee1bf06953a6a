"""The preview of the Markdown editor: what the page would show, from the one pipeline, for staff who may see it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.contrib.auth.models import AnonymousUser, User
from django.db import models
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from .. import markdown, written
from ..markdown.arranging import LONGEST
from ..models import Watched
from ..written import Field, Seen, Shape
from . import remarks

REFUSED = "The preview is for editors who are signed in."
TOO_LONG = f"This text is too long to show: {LONGEST:,} characters is the most."
_KEY = re.compile(r"[1-9][0-9]{0,17}\Z", re.ASCII)
_MARK = re.compile(r'"#mark-([a-z-]+)"')


@never_cache
@require_POST
def preview(request: HttpRequest) -> HttpResponse:
    """What the page of an object shows of `content` in a `field` of it ("glossary.term.body"), and what to say of that.

    `key` is the object's, empty while it is not stored. Without a field, the text is shown for itself.
    """
    field = written.named(request.POST.get("field", ""))
    if not may_preview(request.user, field):
        return _plain(REFUSED, 403)
    content = request.POST.get("content", "")
    if len(content) > LONGEST:
        return _plain(TOO_LONG, 413)
    return JsonResponse(_answer(field, _key(request.POST.get("key", "")), content))


def may_preview(user: User | AnonymousUser, field: Field | None = None) -> bool:
    """Whether somebody is staff and may view or change the content that the field belongs to; without one, any."""
    if not (user.is_active and user.is_staff):
        return False
    asked = [field.content] if field else [model for model in apps.get_models() if issubclass(model, Watched)]
    return any(user.has_perm(name) for model in asked for name in _rights(model))


def _rights(model: type[models.Model]) -> Iterator[str]:
    for action in ("change", "view"):
        yield f"{model._meta.app_label}.{action}_{model._meta.model_name}"


def _answer(field: Field | None, key: int | None, content: str) -> dict[str, Any]:
    with markdown.unkept():
        seen = field.as_written(key, content) if field else written.alone(content)
    stored = field.page_as_stored(key) if field else None
    shape = field.shape if field else Shape.BLOCKS
    return {
        "html": seen.html,
        "within": field.within if field else "div.prose",
        "beside": beside(seen),
        **remarks.of(content, shape, seen, stored)._asdict(),
    }


def beside(seen: Seen) -> SafeString:
    """What a text needs from the rest of its page: the definitions that its links open, and the marks."""
    definitions = render_to_string("admin/desk/definitions.html", {"page": seen.page})
    used = dict.fromkeys(_MARK.findall(f"{seen.html}{definitions}"))
    return definitions + render_to_string("parts/sprite.svg", {"used": used})


def _key(typed: str) -> int | None:
    return int(typed) if _KEY.match(typed) else None


def _plain(words: str, status: int) -> HttpResponse:
    return HttpResponse(words, status=status, content_type="text/plain; charset=utf-8")
