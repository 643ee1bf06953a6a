"""An address under which somebody without an account may see something before it is published."""

from __future__ import annotations

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models


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

    class Meta:
        ordering = ["-made"]
        default_permissions = ()

    def __str__(self) -> str:
        return f"Preview of {self.content}"
