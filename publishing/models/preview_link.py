"""An address under which somebody without an account may see something before it is published."""

from __future__ import annotations

from typing import Any, ClassVar, Self

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils import timezone


class PreviewLinkQuerySet(models.QuerySet["PreviewLink"]):
    def open(self) -> Self:
        """Those that still lead somewhere."""
        return self.filter(revoked=None, ends__gt=timezone.now())

    def of(self, content: models.Model) -> Self:
        kind = ContentType.objects.get_for_model(content)
        return self.filter(content_type=kind, object_id=content.pk)

    def with_digest(self, digest: str) -> PreviewLink | None:
        return self.filter(digest=digest).first()


class PreviewLink(models.Model):
    """A signed link to one object's page; it ends by itself, and can be revoked. Its token is kept as a hash."""

    content_type = models.ForeignKey(ContentType, models.CASCADE, related_name="+")
    object_id = models.PositiveBigIntegerField()
    content = GenericForeignKey()
    digest = models.CharField(max_length=64, unique=True)
    made = models.DateTimeField(auto_now_add=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    note = models.CharField(max_length=120, blank=True, help_text="For whom it is; only editors see this.")
    ends = models.DateTimeField()
    revoked = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[Any] = PreviewLinkQuerySet.as_manager()

    class Meta:
        ordering = ["-made"]
        default_permissions = ()

    def __str__(self) -> str:
        return f"Preview of {self.content}"
