"""A proposed version of something that readers see, by somebody who may not publish it."""

from __future__ import annotations

from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models

from .about import About, AboutQuerySet


class ProposalQuerySet(AboutQuerySet["Proposal"]):
    def waiting(self) -> Self:
        return self.filter(state=Proposal.State.WAITING)

    def by(self, editor: Any) -> Self:
        return self.filter(editor=editor)


class Proposal(About):
    """Another record of an object, waiting for somebody who may publish it; the public page stays as it is."""

    class State(models.TextChoices):
        WAITING = "waiting", "Waiting for review"
        ACCEPTED = "accepted", "Accepted"
        DECLINED = "declined", "Declined"
        WITHDRAWN = "withdrawn", "Withdrawn"

    title = models.CharField(max_length=300)
    record = models.JSONField(help_text="As of publishing.records.read.")
    based_on = models.PositiveIntegerField(help_text="The number of the version that its editor saw.")
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    editor = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    editor_name = models.CharField(max_length=150, blank=True)
    why = models.CharField(max_length=300, blank=True)
    made = models.DateTimeField(auto_now_add=True)
    changed = models.DateTimeField(auto_now=True)
    decided_by = models.CharField(max_length=150, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    answer = models.TextField(blank=True, help_text="What the reviewer says to its editor.")

    objects: ClassVar[Any] = ProposalQuerySet.as_manager()

    class Meta:
        ordering = ["made", "pk"]
        default_permissions = ("view",)
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["content_type", "object_id", "editor"],
                condition=models.Q(state="waiting"),
                name="publishing_one_proposal_waits",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title}, proposed by {self.editor_name}"

    def mark(self) -> str:
        """What a form that shows it holds; it differs once the proposal does."""
        return f"{self.pk} {self.changed.isoformat()}"
