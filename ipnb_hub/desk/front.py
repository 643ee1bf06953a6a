"""The front page of the admin: what waits for somebody, what happens next, and what happened."""

from __future__ import annotations

from collections.abc import Iterable
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

from publishing.desk.guarding import number
from publishing.desk.standing import standing
from publishing.models import Content, Draft, OutsideLink, Proposal, State, Version
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
    shown = [model for model in apps.get_models() if issubclass(model, Content) and _may(user, model)]
    made = [_review(user, shown), _own(user, shown), _scheduled(shown), _overdue(shown)]
    made += [_links()] if user.has_perm("publishing.view_outsidelink") else []
    made += [_misses()] if settings.HUB_NOTE_EMPTY_SEARCHES and user.has_perm("search.view_miss") else []
    return made


def recent(user: Any, most: int = 12) -> list[tuple[Version, str]]:
    """The last changes of what this editor may see, each with the address of its form; none for what is gone."""
    seen = _seen_by(user).defer("record")[:most]
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


def _first(rows: models.QuerySet[Any]) -> tuple[int, list[Any]]:
    """How many there are, and the first of them, in one query."""
    found = list(rows.annotate(of_all=models.Window(models.Count("pk")))[:MOST])
    return (found[0].of_all if found else 0), found


def _first_of_all(shown: list[type[Content]], method: str, *arguments: Any) -> tuple[int, list[Any]]:
    """The same of what this method of their QuerySets gives, for all of these models."""
    found = [_first(getattr(model.references(), method)(*arguments)) for model in shown]
    return sum(count for count, _ in found), [row for _, rows in found for row in rows]


def _review(user: Any, shown: list[type[Content]]) -> Box:
    proposed, proposals = _first(Proposal.objects.waiting().filter(content_type__in=_kinds(user)).defer("record"))
    ready, contents = _first_of_all(shown, "in_state", State.IN_REVIEW)
    address = reverse("desk:proposals")
    lines = [Line(str(each), address, "A proposed version") for each in proposals]
    lines += [Line(str(each), _form(each), _kind(each)) for each in contents]
    return Box("review", "Waiting for review", proposed + ready, lines[:MOST], "Nothing waits.", address)


def _own(user: Any, shown: list[type[Content]]) -> Box:
    """Drafts that this editor changed last, and forms that they left without saving."""
    left = _left(user)
    found = [_first(_last_changed_by(user, model)) for model in shown]
    lines = [*left, *(Line(str(each), _form(each), _kind(each)) for _, rows in found for each in rows)]
    count = len(left) + sum(many for many, _ in found)
    return Box("own", "My drafts", count, lines[:MOST], "You have no drafts.")


def _last_changed_by(user: Any, model: type[Content]) -> models.QuerySet[Any]:
    kind = ContentType.objects.get_for_model(model)
    latest = Version.objects.filter(content_type=kind, object_id=models.OuterRef("pk")).order_by("-number")
    drafts = model.references().filter(state=State.DRAFT)
    by: models.QuerySet[Any] = drafts.annotate(by=models.Subquery(latest.values("editor")[:1])).filter(by=user.pk)
    return by.order_by("-updated", "pk")


def _left(user: Any) -> list[Line]:
    """The forms that this editor left without saving, the latest first."""
    forms = [form.partition(":") for form in Draft.objects.by(user).values_list("form", flat=True)]
    kinds = {
        model._meta.label_lower: kind for model, kind in ContentType.objects.get_for_models(*apps.get_models()).items()
    }
    known = [(kinds[label], key) for label, _, key in forms if label in kinds]
    found = _objects((kind.pk, number(key)) for kind, key in known if number(key))
    return [_left_at(kind.model_class(), key, found.get((kind.pk, number(key)))) for kind, key in known]


def _left_at(model: Any, key: str, content: models.Model | None) -> Line:
    page = "import" if key == "import" else "add"
    words = str(content or f"A new {model._meta.verbose_name}")
    url = _form(content) or reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}")
    return Line(words, url, "Typed and not saved")


def _timed(shown: list[type[Content]], method: str, moment: Any, name: str, words: Any) -> tuple[int, list[Line]]:
    """How many objects of all kinds there are, and the first of them by this field."""
    count, rows = _first_of_all(shown, method, moment)
    rows.sort(key=lambda each: getattr(each, name))
    return count, [Line(str(each), _form(each), words(each)) for each in rows[:MOST]]


def _scheduled(shown: list[type[Content]]) -> Box:
    count, lines = _timed(shown, "scheduled", timezone.now(), "publish_at", standing)
    return Box("scheduled", "Scheduled", count, lines, "Nothing is scheduled.")


def _overdue(shown: list[type[Content]]) -> Box:
    today = timezone.localdate()
    count, lines = _timed(
        shown, "overdue", today, "next_review_due", lambda each: f"Due {date_format(each.next_review_due)}"
    )
    return Box("overdue", "Overdue for review", count, lines, "Nothing is overdue.")


def _links() -> Box:
    broken = OutsideLink.objects.filter(state__in=(OutsideLink.State.GONE, OutsideLink.State.FAILING))
    address = reverse("admin:publishing_outsidelink_changelist")
    count, first = _first(broken)
    lines = [Line(each.address, address, each.get_state_display()) for each in first]
    return Box("links", "Broken links", count, lines, "" if lines else _none_broken(), address)


def _none_broken() -> str:
    unchecked = OutsideLink.objects.filter(state=OutsideLink.State.UNCHECKED).count()
    many = f"{unchecked} have" if unchecked > 1 else "1 has"
    return f"None is known to be broken{f'; {many} not been checked' if unchecked else ''}."


def _misses() -> Box:
    count, often = _first(Miss.objects.often().order_by("-number", "text"))
    address = reverse("admin:search_miss_changelist")
    lines = [Line(each.text, address, f"{each.number} times") for each in often]
    return Box("misses", "Searches that found nothing", count, lines, "None so far.", address)
