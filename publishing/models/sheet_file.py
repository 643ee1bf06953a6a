"""A spreadsheet that was checked and waits for the editor's word."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.utils import timezone

KEPT = timedelta(hours=24)


class SheetFileQuerySet(models.QuerySet["SheetFile"]):
    def of(self, editor: Any, kind: str) -> Self:
        return self.filter(editor=editor, kind=kind)

    def forgotten(self) -> Self:
        return self.filter(made__lt=timezone.now() - KEPT)


class SheetFile(models.Model):
    """Kept in the database: any process can take the import up, and nobody finds the file in a folder.

    `seen` says, by the keys of the objects that the file names, the number of the version that the check compared with.
    """

    editor = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=40)
    name = models.CharField(max_length=200)
    data = models.BinaryField()
    seen = models.JSONField()
    made = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[Any] = SheetFileQuerySet.as_manager()

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return self.name
