"""Two editors, one object: what was opened, what is there now, and what was typed, field by field."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.http import HttpRequest
from django.template.response import TemplateResponse

from . import differences, records
from .models import Version

if TYPE_CHECKING:
    from .records import Record

MOST_TOLD = 5
UNTYPED = {"csrfmiddlewaretoken", "seen_version", "seen_newest", "draft_form", "draft_token", "why"}


@dataclass(frozen=True, slots=True)
class Field:
    """One field in which somebody changed something; None where that side left it as it was."""

    label: str
    opened: str
    now: list[differences.Change] | None
    typed: list[differences.Change] | None


@dataclass(frozen=True, slots=True)
class Conflict:
    """`over` is what the button "save mine over it" sends, `both` what "save both" does, if the two never meet."""

    told: list[Version]
    fields: list[Field]
    is_checked: bool
    over: str
    both: str = ""


def between(content: models.Model, seen: int, mine: Record | None = None) -> Conflict:
    """What happened to an object since version `seen`, beside what a form would store now (if that is valid)."""
    versions = list(Version.objects.since(content, seen))
    stored = type(content)._base_manager.filter(pk=content.pk).first()
    theirs = records.read(stored) if stored else {}
    base = next((each.record for each in versions if each.number == seen), None) or theirs
    told = [each for each in versions if each.number > seen]
    over = str(told[0].number if told else seen)
    kept = _kept(type(content), base, theirs, mine)
    return Conflict(
        told=told[:MOST_TOLD],
        fields=[field for name in theirs for field in _fields(type(content), name, base, theirs, mine)],
        is_checked=mine is not None,
        over=over,
        both="" if kept is None else f"{over}:{','.join(kept)}",
    )


def _fields(model: type[models.Model], name: str, base: Record, theirs: Record, mine: Record | None) -> list[Field]:
    now = _changes(model, name, base, theirs)
    typed = _changes(model, name, base, mine) if mine is not None else {}
    return [
        Field(label, _before(now.get(label) or typed[label]), now.get(label), typed.get(label))
        for label in dict.fromkeys([*now, *typed])
    ]


def _changes(model: type[models.Model], name: str, before: Record, after: Record) -> dict[str, Any]:
    found = differences.of_records({name: before.get(name)}, {name: after.get(name)}, model)
    return {each.label: each.shown() for each in found}


def _before(changes: list[differences.Change]) -> str:
    return "".join(change.text for change in changes if change.kind != "new")


def _kept(model: type[models.Model], base: Record, theirs: Record, mine: Record | None) -> list[str] | None:
    """The fields to leave as they are now, so that both changes are stored; None if that takes a person."""
    if mine is None:
        return None
    ours = [name for name in theirs if mine.get(name) != theirs[name] and base.get(name) != theirs[name]]
    fields = {each.name for each in (*records.columns(model), *model._meta.many_to_many)}
    apart = all(name in fields and mine.get(name) == base.get(name) for name in ours)
    return ours if apart else None


def last(model: type[models.Model], key: str) -> Version | None:
    """The last version of something that is no longer there."""
    if not (key.isascii() and key.isdigit()):
        return None
    kind = ContentType.objects.get_for_model(model)
    found: Version | None = Version.objects.filter(content_type=kind, object_id=key).order_by("-number").first()
    return found


def typed(admin: Any, request: HttpRequest) -> TemplateResponse:
    """What was typed into a form of something that is gone, to be copied."""
    texts = [(name, value) for name, value in request.POST.items() if value and name not in UNTYPED and name[0] != "_"]
    context = {**admin.admin_site.each_context(request), "title": "This is no longer here", "texts": texts}
    return TemplateResponse(request, "admin/desk/conflict_gone.html", context, status=409)
