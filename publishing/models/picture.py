"""Pictures in texts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Q

from .watched import Watched, WatchedQuerySet

FILE_NAME = r"[0-9a-f]{32}\.webp"  # half a SHA-256 of what is in the file


class PictureQuerySet(WatchedQuerySet["Picture"]):
    def with_files(self, names: Iterable[str]) -> Self:
        """The pictures that one of these files belongs to."""
        names = list(names)
        return self.filter(Q(name__in=names) | Q(small_name__in=names))

    def added_before(self, moment: datetime) -> Self:
        return self.filter(created__lte=moment)

    def shown(self) -> Self:
        """Without those that were taken down."""
        return self.filter(taken_down=None)

    def taken_down(self) -> Self:
        return self.exclude(taken_down=None)

    def file_names(self) -> Iterator[str]:
        """The names of their files."""
        for pair in self.values_list("name", "small_name"):
            yield from filter(None, pair)


class Picture(Watched):
    """An uploaded picture, made anew from its pixels in two sizes; texts show it as `![description](/uploads/name)`.

    `name` is the file's name (a hash of its content, and ".webp"), `small_name` that of its smaller size. Of one that
    was taken down the record stays, so that pages can say what stood there, and nobody adds it again unawares.
    """

    name = models.CharField(max_length=80, unique=True)
    small_name = models.CharField(max_length=80, blank=True, help_text="Empty where the picture is small itself.")
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    small_width = models.PositiveIntegerField(default=0)
    description = models.CharField(
        max_length=300, blank=True, help_text="What somebody who cannot see it would need to know."
    )
    decorative = models.BooleanField(default=False, help_text="It says nothing that the text does not say.")
    credit = models.CharField(max_length=200, blank=True, help_text="Who made it, and on what terms; shown beneath it.")
    original_name = models.CharField(max_length=120, blank=True)
    added_by = models.CharField(max_length=150, blank=True)
    taken_down = models.DateTimeField(null=True, blank=True, help_text="Since when its files are gone for good.")
    taken_down_why = models.CharField(max_length=200, blank=True, help_text="Never shown to readers.")
    created = models.DateTimeField(auto_now_add=True)
    updated = models.DateTimeField(auto_now=True)

    objects: ClassVar[Any] = PictureQuerySet.as_manager()

    class Meta:
        ordering = ["-created", "-pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(decorative=True, description="") | Q(decorative=False) & ~Q(description=""),
                name="publishing_picture_is_described",
                violation_error_message="Describe the picture, or mark it as decorative.",
            ),
        ]

    def __str__(self) -> str:
        return self.description or self.original_name or self.name

    def get_absolute_url(self) -> str:
        return f"/uploads/{self.name}"

    @property
    def small_url(self) -> str:
        """The address of its smaller size; where it has none, its own."""
        return f"/uploads/{self.small_name or self.name}"
