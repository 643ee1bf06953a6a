"""Rows about one object of content, of whatever kind."""

from __future__ import annotations

from typing import Self, TypeVar

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models

M = TypeVar("M", bound=models.Model)


class AboutQuerySet(models.QuerySet[M]):
    def of(self, content: models.Model) -> Self:
        """The rows about this object."""
        kind = ContentType.objects.get_for_model(content)
        return self.filter(content_type=kind, object_id=content.pk)


class About(models.Model):
    """It outlives the object."""

    content_type = models.ForeignKey(ContentType, models.CASCADE, related_name="+")
    object_id = models.PositiveBigIntegerField()
    content = GenericForeignKey()

    class Meta:
        abstract = True
