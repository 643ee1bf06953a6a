"""The front page of the admin: what waits for somebody, what happens next, and what happened."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, NamedTuple

from django.apps import apps
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst

from publishing.models import Content, Draft, OutsideLink, Proposal, State, Version
from publishing.standing import standing
from search.models import Miss

MOST = 6  # lines a box
DAYS = 28  # of the plot


class Line(NamedTuple):
    """One thing of a box: what it is called, where it is edited, and a remark."""

    words: str
    url: str
    remark: str


@dataclass(frozen=True, slots=True)
class Box:
    """A list of the front page; `more` leads to all of it, where there is such a list."""

    slug: str
    title: str
    count: int
    lines: list[Line]
    none: str
    more: str = ""

    @property
    def left_out(self) -> int:
        return self.count - len(self.lines)


class Bar(NamedTuple):
    """A day of the plot: its changes, and the place and height of its bar in a drawing of 28 by 40."""

    day: Any
    changes: int
    x: int
    y: float
    height: float


def boxes(user: Any) -> list[Box]:
    """What the front page shows to this editor, in the order of its urgency."""
    shown = [model for model in _content() if _may(user, model)]
    made = [_review(user, shown), _own(user, shown), _scheduled(shown), _overdue(shown)]
    made += [_links()] if user.has_perm("publishing.view_outsidelink") else []
    made += [_misses()] if settings.HUB_NOTE_EMPTY_SEARCHES and user.has_perm("search.view_miss") else []
    return made


def recent(user: Any, most: int = 12) -> list[tuple[Version, str]]:
    """The last changes of what this editor may see, each with the address of its form; none for what is gone."""
    seen = _seen_by(user).select_related("content_type")[:most]
    found = _objects((row.content_type_id, row.object_id) for row in seen)
    return [(row, _form(found.get((row.content_type_id, row.object_id)))) for row in seen]


def plot(user: Any) -> list[Bar]:
    """How many changes there were on each of the last days."""
    today = timezone.localdate()
    first = today - timedelta(days=DAYS - 1)
    rows = _seen_by(user).filter(made__date__gte=first).order_by()
    days = dict(rows.values_list("made__date").annotate(models.Count("pk")))
    counts = [(first + timedelta(days=place), days.get(first + timedelta(days=place), 0)) for place in range(DAYS)]
    most = max([1, *(count for _, count in counts)])
    heights = [round(38 * count / most, 1) for _, count in counts]
    return [
        Bar(day, n, place, 40 - high, high) for place, ((day, n), high) in enumerate(zip(counts, heights, strict=True))
    ]


def _content() -> list[type[Content]]:
    return [model for model in apps.get_models() if issubclass(model, Content)]


def _may(user: Any, model: type[models.Model]) -> bool:
    names = (f"{model._meta.app_label}.{action}_{model._meta.model_name}" for action in ("view", "change"))
    return any(user.has_perm(name) for name in names)


def _kinds(user: Any) -> list[int]:
    """The keys of the models that this editor may look at."""
    kinds = ContentType.objects.get_for_models(*apps.get_models())
    return [kind.pk for model, kind in kinds.items() if _may(user, model)]


def _seen_by(user: Any) -> models.QuerySet[Version]:
    found: models.QuerySet[Version] = Version.objects.filter(content_type__in=_kinds(user))
    return found


def _form(content: models.Model | None) -> str:
    if content is None:
        return ""
    return reverse(f"admin:{content._meta.app_label}_{content._meta.model_name}_change", args=[content.pk])


def _kind(model: models.Model | type[models.Model]) -> str:
    return capfirst(str(model._meta.verbose_name))


def _objects(keys: Iterable[tuple[int, Any]]) -> dict[tuple[int, Any], models.Model]:
    """The objects of these kinds and keys that are still there, with a query a kind."""
    wanted: dict[int, set[Any]] = {}
    for kind, key in keys:
        wanted.setdefault(kind, set()).add(key)
    found: dict[tuple[int, Any], models.Model] = {}
    for kind, ids in wanted.items():
        model: Any = ContentType.objects.get_for_id(kind).model_class()
        rows = model.references() if hasattr(model, "references") else model._base_manager.all()
        found |= {(kind, row.pk): row for row in rows.filter(pk__in=ids)}
    return found


def _review(user: Any, shown: list[type[Content]]) -> Box:
    proposals = Proposal.objects.waiting().filter(content_type__in=_kinds(user))
    lines = [Line(str(each), reverse("desk:proposals"), "A proposed version") for each in proposals[:MOST]]
    for model in shown:
        lines += [Line(str(each), _form(each), _kind(model)) for each in _rows(model, "in_state", State.IN_REVIEW)]
    count = proposals.count() + sum(model.objects.in_state(State.IN_REVIEW).count() for model in shown)
    return Box("review", "Waiting for review", count, lines[:MOST], "Nothing waits.", reverse("desk:proposals"))


def _own(user: Any, shown: list[type[Content]]) -> Box:
    """Drafts that this editor changed last, and forms that they left without saving."""
    lines = [line for draft in Draft.objects.filter(editor=user.pk) if (line := _left(draft))]
    for model in shown:
        latest = Version.objects.filter(
            content_type=ContentType.objects.get_for_model(model), object_id=models.OuterRef("pk")
        ).order_by("-number")
        rows = model.references().filter(state=State.DRAFT).annotate(by=models.Subquery(latest.values("editor")[:1]))
        lines += [Line(str(each), _form(each), _kind(model)) for each in rows.filter(by=user.pk).order_by("-updated")]
    return Box("own", "My drafts", len(lines), lines[:MOST], "You have no drafts.")


def _left(draft: Draft) -> Line | None:
    label, _, key = draft.form.partition(":")
    model = apps.get_model(label) if label.count(".") == 1 and label in _labels() else None
    if model is None:
        return None
    content = None if key == "new" else model._base_manager.filter(pk=key).first() if key.isdigit() else None
    base = f"admin:{model._meta.app_label}_{model._meta.model_name}"
    url = _form(content) or reverse(f"{base}_add")
    return Line(str(content or f"A new {model._meta.verbose_name}"), url, "Typed and not saved")


def _labels() -> set[str]:
    return {model._meta.label_lower for model in apps.get_models()}


def _rows(model: type[Content], method: str, *arguments: Any) -> Iterator[Any]:
    """The first of the objects that this method of their QuerySet gives, with their titles at hand."""
    keys = list(getattr(model.objects, method)(*arguments).values_list("pk", flat=True)[:MOST])
    found = {row.pk: row for row in model.references().filter(pk__in=keys)} if keys else {}
    yield from (found[key] for key in keys)


def _timed(shown: list[type[Content]], method: str, moment: Any, name: str, words: Any) -> tuple[int, list[Line]]:
    """How many objects of all kinds there are, and the first of them by this field."""
    rows = sorted(
        (each for model in shown for each in _rows(model, method, moment)), key=lambda each: getattr(each, name)
    )
    count = sum(getattr(model.objects, method)(moment).count() for model in shown)
    return count, [Line(str(each), _form(each), words(each)) for each in rows[:MOST]]


def _scheduled(shown: list[type[Content]]) -> Box:
    count, lines = _timed(shown, "scheduled", timezone.now(), "publish_at", standing)
    return Box("scheduled", "Scheduled", count, lines, "Nothing is scheduled.")


def _overdue(shown: list[type[Content]]) -> Box:
    today = timezone.localdate()
    count, lines = _timed(
        shown, "overdue", today, "next_review_due", lambda each: f"Due {date_format(each.next_review_due, 'N j, Y')}"
    )
    return Box("overdue", "Overdue for review", count, lines, "Nothing is overdue.")


def _links() -> Box:
    broken = OutsideLink.objects.filter(state__in=(OutsideLink.State.GONE, OutsideLink.State.FAILING))
    address = reverse("admin:publishing_outsidelink_changelist")
    lines = [Line(each.address, address, each.get_state_display()) for each in broken[:MOST]]
    unchecked = OutsideLink.objects.filter(state=OutsideLink.State.UNCHECKED).count()
    none = (
        f"None is known to be broken; {unchecked} have not been checked."
        if unchecked
        else "None is known to be broken."
    )
    return Box("links", "Broken links", broken.count(), lines, none, address)


def _misses() -> Box:
    often = Miss.objects.often().order_by("-number", "text")
    address = reverse("admin:search_miss_changelist")
    lines = [Line(each.text, address, f"{each.number} times") for each in often[:MOST]]
    return Box("misses", "Searches that found nothing", often.count(), lines, "None so far.", address)
