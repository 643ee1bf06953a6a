"""What a piece of content was: one row for each state in which it was kept, as a whole."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.conf import settings
from django.db import models

from .about import About, AboutQuerySet
from .content import State

if TYPE_CHECKING:
    from .content import Tracked


class VersionQuerySet(AboutQuerySet["Version"]):
    def kept(self) -> Self:
        """Those that hold a record: all but deletions."""
        return self.filter(record__isnull=False)

    def newest(self) -> int:
        """The key of the newest of all: every later change makes one with a higher key."""
        return int(self.order_by("-pk").values_list("pk", flat=True).first() or 0)

    def since(self, content: models.Model, number: int) -> Self:
        """Version `number` of an object and all later ones, the newest first."""
        return self.of(content).filter(number__gte=number).order_by("-number")


class Version(About):
    """An object with all its parts as it stood after one change; its numbers count from 1 and never return.

    `record` is what `publishing.records.read` gives; empty where the change deleted the object.
    """

    class Action(models.TextChoices):
        CREATED = "created", "Created"
        CHANGED = "changed", "Changed"
        DELETED = "deleted", "Deleted"
        RESTORED = "restored", "Restored"

    number = models.PositiveIntegerField()
    action = models.CharField(max_length=10, choices=Action, default=Action.CHANGED)
    key = models.CharField(max_length=200, help_text="Its natural key at that time.")
    title = models.CharField(max_length=300, help_text="What it was called at that time.")
    state = models.CharField(max_length=10, blank=True)
    record: Any = models.JSONField(null=True)
    digest = models.CharField(max_length=64, blank=True)
    made = models.DateTimeField(db_index=True)
    editor = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    editor_name = models.CharField(max_length=150, blank=True, help_text="Stays when the account goes.")
    why = models.CharField(max_length=300, blank=True)

    objects: ClassVar[Any] = VersionQuerySet.as_manager()

    class Meta:
        ordering = ["-made", "-pk"]
        default_permissions = ("view",)
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["content_type", "object_id", "number"], name="publishing_version_once"),
        ]

    def __str__(self) -> str:
        return f"{self.title}, version {self.number}"

    def state_in_words(self) -> str:
        return dict(State.choices).get(self.state, self.state)


def latest_number(content: Tracked | models.Model) -> int:
    """The number of its last version; 0 before its first. Inside a content transaction nobody can raise it."""
    last = Version.objects.of(content).order_by("-number").values_list("number", flat=True).first()
    return int(last or 0)
