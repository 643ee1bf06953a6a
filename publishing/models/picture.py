"""Pictures in texts."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from .watched import Watched


class Picture(Watched):
    """An uploaded picture, made anew from its pixels in two sizes; texts show it as `![description](/uploads/name)`.

    `name` is the file's name (a hash of its content, and ".webp"), `small_name` that of its smaller size.
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
    created = models.DateTimeField(auto_now_add=True)
    updated = models.DateTimeField(auto_now=True)

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
