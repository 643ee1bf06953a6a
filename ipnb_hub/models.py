"""The map as it was last drawn; made from the content by `ipnb_hub.ideas.sheets`, never edited."""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar, Self

from django.db import models

from glossary.models import Term


class MapSheetQuerySet(models.QuerySet["MapSheet"]):
    def seen_by_public(self) -> Self:
        """The sheets with something to see on them, and how much: `ideas`."""
        live = models.Q(places__term__in=Term.objects.published().values("pk"))
        return self.annotate(ideas=models.Count("places", filter=live)).filter(ideas__gt=0)


class MapSheet(models.Model):
    """A part of the map that fits a page: all ideas, or those of one region where there are too many."""

    slug = models.SlugField(unique=True, max_length=60, blank=True)
    title = models.CharField(max_length=80, blank=True)
    order = models.PositiveIntegerField(default=0)
    digest = models.CharField(max_length=64)
    ideas: int  # set by `seen_by_public`

    objects: ClassVar[Any] = MapSheetQuerySet.as_manager()

    class Meta:
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return self.title or "The whole map"


class MapPlaceQuerySet(models.QuerySet["MapPlace"]):
    def seen_by_public(self) -> Self:
        return self.filter(term__in=Term.objects.published().values("pk"))

    def on(self, sheet: MapSheet) -> Self:
        return self.filter(sheet=sheet)


class MapPlace(models.Model):
    """Where a term stands on its sheet, and how its name is set; `digest` is of what that depends on."""

    sheet = models.ForeignKey(MapSheet, models.CASCADE, related_name="places")
    # A number and no foreign key: a place outlives its term until the map is drawn without it.
    term = models.PositiveBigIntegerField(unique=True)
    slug = models.CharField(max_length=100)
    x = models.PositiveSmallIntegerField()
    y = models.PositiveSmallIntegerField()
    label = models.JSONField(help_text="SVG’s text-anchor, the start of the first baseline, and the lines.")
    digest = models.CharField(max_length=64)

    objects: ClassVar[Any] = MapPlaceQuerySet.as_manager()

    class Meta:
        ordering = ["slug"]

    def __str__(self) -> str:
        return self.slug


class MapReliefQuerySet(models.QuerySet["MapRelief"]):
    def at(self, sheet: MapSheet, moment: datetime) -> MapRelief | None:
        return self.filter(sheet=sheet, since__lte=moment).order_by("since").last()


class MapRelief(models.Model):
    """Contours and names of a sheet as they hold from a moment on: of the terms that are public then, and no other."""

    sheet = models.ForeignKey(MapSheet, models.CASCADE, related_name="reliefs")
    since = models.DateTimeField()
    contours = models.JSONField(help_text="SVG paths, the outermost first.")
    outline = models.TextField(blank=True, help_text="The outermost once more, with fewer points.")
    regions = models.JSONField(help_text="Names of regions, each with the middle of its baseline.")
    large = models.JSONField(help_text="The same for a small picture: names of regions, and of a few terms.")

    objects: ClassVar[Any] = MapReliefQuerySet.as_manager()

    class Meta:
        ordering = ["sheet", "since"]
        constraints = [models.UniqueConstraint(fields=["sheet", "since"], name="ipnb_hub_one_relief_a_moment")]

    def __str__(self) -> str:
        return f"{self.sheet}, from {self.since:%Y-%m-%d %H:%M}"
