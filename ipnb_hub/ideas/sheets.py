"""Keeps the drawn map in step with the terms: drawn when they change, inside the same transaction, and then only read.

A term's place depends on its address, title, region, time window and relations. An edit of anything else draws nothing.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from django.apps import AppConfig
from django.db import DEFAULT_DB_ALIAS, connection, models
from django.utils import timezone

from glossary.models import Relation, Term
from publishing import changes
from publishing.models import THE_BEGINNING, State

from ..models import MapPlace, MapRelief, MapSheet
from . import contours, labels, layout
from .clusters import Cluster, Fact, clusters
from .graph import Place

RECIPE = 1  # to be raised with every change of how a sheet is drawn
MOST_MOMENTS = 12  # reliefs of one sheet; what follows is drawn with the next change
LARGE, LARGE_NAMES = 22, 11  # letters of the small picture, and how many terms it names
LARGE_REGION, LARGEST_REGION = 19, 29  # letters of its regions, and those on a phone
LARGE_CLEAR = 7  # nobody presses a mark there
COARSE = 72  # units between the points of the simplified outline

Pair = tuple[str, str]  # the slugs of two related terms
Ends = tuple[int, int]  # and their keys


class Plan(NamedTuple):
    """A sheet as it should be."""

    cluster: Cluster
    pairs: list[Pair]
    digest: str


def follow(model: type[models.Model], keys: Collection[Any]) -> None:
    """The listener: draws what differs when something that the map depends on has changed."""
    if model is Term:
        held = dict(MapPlace.objects.filter(term__in=keys).values_list("term", "digest"))
        if _told(_facts(keys), _ends(keys)) != held:
            draw()


def after_migrate(app_config: AppConfig, using: str, **options: Any) -> None:
    """Draw what a database from before the map, or from an older recipe, lacks; `migrate` says so with a plan."""
    if app_config.label == MapSheet._meta.app_label and using == DEFAULT_DB_ALIAS and "plan" in options:
        tables = connection.introspection.table_names()
        if {MapRelief._meta.db_table, Relation._meta.db_table} <= set(tables) and is_stale():
            draw()


def is_stale() -> bool:
    """Whether a sheet is missing, or drawn otherwise than it would be now."""
    held = dict(MapSheet.objects.values_list("slug", "digest"))
    return held != {plan.cluster.slug: plan.digest for plan in _plans(_facts(), _ends())}


def draw() -> int:
    """Draw every sheet that differs; how many there were."""
    with changes.gathered():
        facts, ends = _facts(), _ends()
        told = _told(facts, ends)
        plans = {plan.cluster.slug: (order, plan) for order, plan in enumerate(_plans(facts, ends))}
        kept = {sheet.slug: sheet for sheet in MapSheet.objects.all()}
        for slug, sheet in [*kept.items()]:
            if slug not in plans or plans[slug][1].digest != sheet.digest:
                kept.pop(slug).delete()
        waiting = [(order, plan) for slug, (order, plan) in plans.items() if slug not in kept]
        for order, plan in waiting:
            _write(order, plan, told)
        _note(kept, plans, told)
    return len(waiting)


def _note(kept: Mapping[str, MapSheet], plans: Mapping[str, tuple[int, Plan]], told: Mapping[int, str]) -> None:
    """Bring the order of the sheets that stay, and what is noted of their terms, up to date."""
    for slug, sheet in kept.items():
        order, plan = plans[slug]
        if (sheet.order, sheet.title) != (order, plan.cluster.title):
            sheet.order, sheet.title = order, plan.cluster.title
            sheet.save()
    stale = [place for place in MapPlace.objects.only("term", "digest") if place.digest != told[place.term]]
    for place in stale:
        place.digest = told[place.term]
    MapPlace.objects.bulk_update(stale, ["digest"], batch_size=500)


def _facts(keys: Collection[Any] | None = None) -> list[Fact]:
    """The terms that are published in their state, whether now or at some time: all, or of these."""
    terms = Term.objects.filter(state=State.PUBLISHED)
    if keys is not None:
        terms = terms.filter(pk__in=keys)
    fields = ("slug", "title_text", "region", "publish_at", "expires_at", "pk")
    return [Fact(each[0], each[1] or each[0], *each[2:]) for each in terms.titled().values_list(*fields).order_by("pk")]


def _ends(keys: Collection[Any] | None = None) -> list[Ends]:
    """The two terms of each relation: of all, or of those of these terms."""
    rows = Relation.objects.order_by("pk")
    if keys is not None:
        rows = rows.filter(models.Q(source__in=keys) | models.Q(target__in=keys))
    return list(rows.values_list("source_id", "target_id"))


def _told(facts: Iterable[Fact], ends: Iterable[Ends]) -> dict[int, str]:
    """A digest of what the map depends on, for each of these terms."""
    related: dict[int, list[int]] = {}
    for one, other in ends:
        related.setdefault(one, []).append(other)
        related.setdefault(other, []).append(one)
    return {fact.key: _digest([fact, sorted(related.get(fact.key, ()))]) for fact in facts}


def _digest(data: object) -> str:
    return hashlib.sha256(json.dumps(data, default=str).encode()).hexdigest()


def _plans(facts: list[Fact], ends: Iterable[Ends]) -> list[Plan]:
    slugs = {fact.key: fact.slug for fact in facts}
    pairs = sorted(
        (min(slugs[one], slugs[other]), max(slugs[one], slugs[other]))
        for one, other in ends
        if one in slugs and other in slugs
    )
    return [_plan(cluster, pairs) for cluster in clusters(facts)]


def _plan(cluster: Cluster, pairs: Iterable[Pair]) -> Plan:
    own = {fact.slug for fact in cluster.facts}
    inner = [pair for pair in pairs if own.issuperset(pair)]
    return Plan(cluster, inner, _digest([RECIPE, cluster.facts, inner]))


def _write(order: int, plan: Plan, told: Mapping[int, str]) -> None:
    facts = plan.cluster.facts
    MapPlace.objects.filter(term__in=[fact.key for fact in facts]).delete()  # of a term that comes from another sheet
    sheet = MapSheet.objects.create(slug=plan.cluster.slug, title=plan.cluster.title, order=order, digest=plan.digest)
    spots, named = _laid_out(facts, plan.pairs)
    MapPlace.objects.bulk_create(
        MapPlace(
            sheet=sheet,
            term=fact.key,
            slug=fact.slug,
            x=spots[fact.slug].x,
            y=spots[fact.slug].y,
            label=_plain(named[fact.slug]),
            digest=told[fact.key],
        )
        for fact in facts
    )
    MapRelief.objects.bulk_create(_reliefs(sheet, plan, spots, named))


def _laid_out(facts: Sequence[Fact], pairs: Sequence[Pair]) -> tuple[dict[str, layout.Point], dict[str, labels.Label]]:
    titles = {fact.slug: fact.title for fact in facts}
    if not pairs and not any(fact.region for fact in facts):
        return labels.settle(titles, labels.shelves(titles), ())
    nodes = [layout.Node(fact.slug, fact.title, fact.region.strip()) for fact in facts]
    return labels.settle(titles, layout.places(nodes, pairs), pairs)


def _plain(label: labels.Label) -> list[object]:
    return [label.anchor, label.x, label.y, *label.lines]


def _reliefs(
    sheet: MapSheet, plan: Plan, spots: Mapping[str, layout.Point], named: Mapping[str, labels.Label]
) -> Iterable[MapRelief]:
    """The relief of now, and one for each moment at which a term comes or goes by itself."""
    now = timezone.now()
    times = {time for fact in plan.cluster.facts for time in (fact.publish_at, fact.expires_at) if time and time > now}
    for since in [THE_BEGINNING, *sorted(times)[:MOST_MOMENTS]]:
        live = {fact.slug: fact for fact in plan.cluster.facts if fact.is_live(max(since, now))}
        yield MapRelief(sheet=sheet, since=since, **_relief(live, plan.pairs, spots, named))


def _relief(
    live: Mapping[str, Fact],
    pairs: Sequence[Pair],
    spots: Mapping[str, layout.Point],
    named: Mapping[str, labels.Label],
) -> dict[str, Any]:
    here = {slug: spots[slug] for slug in live}
    regions = {slug: fact.region.strip() for slug, fact in live.items()}
    is_related = bool(pairs) or any(regions.values())
    heights = contours.land(here.values()) if is_related else [[0.0]]
    lines = [contours.lines(heights, level) for level in contours.LEVELS]
    names = contours.region_names(regions, here, [named[slug].box for slug in live], lines[0])
    return {
        "contours": [path for each in lines if (path := contours.path(each))],
        "outline": contours.path(contours.lines(heights, contours.LEVELS[0], COARSE)),
        "regions": names,
        "large": _large(live, pairs, here, lines[0], names),
    }


def _large(
    live: Mapping[str, Fact],
    pairs: Sequence[Pair],
    at: Mapping[str, layout.Point],
    outer: Sequence[contours.Line],
    small: Sequence[contours.RegionName],
) -> dict[str, object]:
    """The names for a small picture: the regions, and the terms with most relations as far as they find room."""
    degrees = {slug: sum(slug in pair for pair in pairs) for slug in live}
    order = sorted(live, key=lambda slug: (-degrees[slug], slug))
    regions = {slug: fact.region.strip() for slug, fact in live.items()}
    large = contours.region_names(regions, at, [], outer, LARGEST_REGION)
    names = list(({name.text: name for name in small} | {name.text: name for name in large}).values())
    taken = [contours.name_box(name, LARGE_REGION) for name in names] + [
        labels.square(each, LARGE_CLEAR) for each in at.values()
    ]
    free = labels.first_free([(live[slug].title, at[slug]) for slug in order], taken, LARGE, LARGE_NAMES)
    return {"regions": names, "terms": [_plain(label) for label in free]}


def positions() -> dict[Place, tuple[int, int]]:
    """Where each public term stands on the map of 1152 by 820 units; several sheets lie side by side."""
    sheets = list(MapSheet.objects.values_list("pk", flat=True))
    columns = next(number for number in range(1, len(sheets) + 2) if number * number >= len(sheets))
    corners = {pk: divmod(number, columns) for number, pk in enumerate(sheets)}
    found = {}
    for slug, x, y, sheet in MapPlace.objects.seen_by_public().values_list("slug", "x", "y", "sheet"):
        row, column = corners[sheet]
        spot = (column * layout.WIDTH + x) // columns, (row * layout.HEIGHT + y) // columns
        found[Place("term", slug)] = spot
    return found


def outline() -> str:
    """The outermost contour of a map of one sheet as an SVG path with few points; else empty."""
    sheets = list(MapSheet.objects.all()[:2])
    relief = MapRelief.objects.at(sheets[0], timezone.now()) if len(sheets) == 1 else None
    return relief.outline if relief else ""
