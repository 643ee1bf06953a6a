"""An address under which somebody without an account may see something before it is published."""

from __future__ import annotations

from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.utils import timezone

from .about import About, AboutQuerySet


class PreviewLinkQuerySet(AboutQuerySet["PreviewLink"]):
    def open(self) -> Self:
        """Those that still lead somewhere."""
        return self.filter(revoked=None, ends__gt=timezone.now())

    def with_digest(self, digest: str) -> PreviewLink | None:
        return self.filter(digest=digest).first()


class PreviewLink(About):
    """A signed link to one object's page; it ends by itself, and can be revoked. Its token is kept as a hash."""

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
