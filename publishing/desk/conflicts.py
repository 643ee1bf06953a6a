"""Two editors, one object: what was opened, what is there now, and what was typed, field by field."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.http import HttpRequest
from django.template.response import TemplateResponse

from .. import differences, records
from ..models import Version

if TYPE_CHECKING:
    from ..records import Record

MOST_TOLD = 5
UNTYPED = {"csrfmiddlewaretoken", "seen_version", "seen_newest", "seen_proposal", "draft_form", "draft_token", "why"}
DELETED = "Somebody removed this while you wrote, so it could not be saved. This is what you typed; copy what you need."


@dataclass(frozen=True, slots=True)
class Field:
    """One field in which somebody changed something; None where that side left it as it was."""

    label: str
    opened: str
    now: list[differences.Change] | None
    typed: list[differences.Change] | None


@dataclass(frozen=True, slots=True)
class Conflict:
    """`over` is what the button "save mine over it" sends: the number of the last version that its editor is shown, and
    the key of the newest one of all then; `both` is what "save both" sends, if the two never meet: the same with the
    fields to leave as they are.
    """

    told: list[Version]
    fields: list[Field]
    is_checked: bool
    over: str
    both: str = ""


def between(content: models.Model, seen: int, mine: Record | None = None) -> Conflict:
    """What happened to an object since version `seen`, beside what a form would store now (if that is valid)."""
    newest = Version.objects.newest()
    versions = list(Version.objects.since(content, seen))
    stored = type(content)._base_manager.filter(pk=content.pk).first()
    theirs = records.read(stored) if stored else {}
    base = next((each.record for each in versions if each.number == seen), None) or theirs
    told = [each for each in versions if each.number > seen]
    over = f"{told[0].number if told else seen}-{newest}"
    kept, budget = _kept(type(content), base, theirs, mine), differences.Budget()
    return Conflict(
        told=told[:MOST_TOLD],
        fields=[field for name in theirs for field in _fields(type(content), name, base, theirs, mine, budget)],
        is_checked=mine is not None,
        over=over,
        both="" if kept is None else f"{over}:{','.join(kept)}",
    )


def _fields(
    model: type[models.Model], name: str, base: Record, theirs: Record, mine: Record | None, budget: differences.Budget
) -> list[Field]:
    now = _changes(model, name, base, theirs, budget)
    typed = _changes(model, name, base, mine, budget) if mine is not None else {}
    return [
        Field(label, _before(now.get(label) or typed[label]), now.get(label), typed.get(label))
        for label in dict.fromkeys([*now, *typed])
    ]


def _changes(
    model: type[models.Model], name: str, before: Record, after: Record, budget: differences.Budget
) -> dict[str, Any]:
    found = differences.of_records({name: before.get(name)}, {name: after.get(name)}, model, budget)
    return {each.label: each.shown() for each in found}


def _before(changes: list[differences.Change]) -> str:
    return "".join(change.text for change in changes if change.kind != "new")


def _kept(model: type[models.Model], base: Record, theirs: Record, mine: Record | None) -> list[str] | None:
    """The fields to leave as they are now, so that both changes are stored; None if that takes a person."""
    if mine is None:
        return None
    changed_there = [name for name in theirs if base.get(name) != theirs[name] != mine.get(name)]
    fields = {each.name for each in (*records.columns(model), *model._meta.many_to_many)}
    never_meet = all(name in fields and mine.get(name) == base.get(name) for name in changed_there)
    return changed_there if never_meet else None


def last(model: type[models.Model], key: int) -> Version | None:
    """The last version of something that is no longer there."""
    kind = ContentType.objects.get_for_model(model)
    found: Version | None = Version.objects.filter(content_type=kind, object_id=key).order_by("-number").first()
    return found


def typed(admin: Any, request: HttpRequest, title: str, words: str) -> TemplateResponse:
    """What was typed into a form that can no longer be saved, to be copied."""
    texts = [
        (_called(admin.model, name), value)
        for name, value in request.POST.items()
        if value and name not in UNTYPED and name[:1] != "_" and not name.endswith(("_FORMS", "-id", "-DELETE"))
    ]
    context = {**admin.admin_site.each_context(request), "title": title, "words": words, "texts": texts}
    return TemplateResponse(request, "admin/desk/conflict_gone.html", context, status=409)


def _called(model: type[models.Model], name: str) -> str:
    """An editor's words for a field of a form: "Says", "Citations, row 2: Locator"."""
    parts = {str(each.get_accessor_name()): each.related_model for each in records.parts_of(model)}
    rows, _, rest = name.partition("-")
    place, _, field = rest.partition("-")
    if rows in parts and place.isdecimal():
        return f"{differences.label(model, rows)}, row {int(place[:4]) + 1}: {differences.label(parts[rows], field)}"
    return differences.label(model, name)
