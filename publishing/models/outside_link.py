"""The register of links that lead out of the hub, and what was found when they were followed."""

from __future__ import annotations

from django.db import models


class OutsideLink(models.Model):
    """One outside address that some content names. It counts as checked only once it was asked for."""

    class State(models.TextChoices):
        UNCHECKED = "unchecked", "Not checked"
        FINE = "fine", "Fine"
        MOVED = "moved", "Moved"
        CANNOT_TELL = "cannot-tell", "Cannot tell"
        FAILING = "failing", "Failing"
        GONE = "gone", "Gone"

    address = models.CharField(max_length=500, unique=True)
    state = models.CharField(max_length=12, choices=State, default=State.UNCHECKED)
    archived = models.CharField("archived address", max_length=500, blank=True)
    moved_to = models.CharField(max_length=500, blank=True)
    checked = models.DateTimeField(null=True, blank=True, help_text="When it was last asked for.")
    last_fine = models.DateTimeField(null=True, blank=True)
    failures = models.PositiveIntegerField(default=0, help_text="In a row.")

    class Meta:
        ordering = ["address"]
        default_permissions = ("view", "change")

    def __str__(self) -> str:
        return self.address


class LinkCheck(models.Model):
    """One look at an outside address."""

    link = models.ForeignKey(OutsideLink, models.CASCADE, related_name="checks")
    at = models.DateTimeField()
    state = models.CharField(max_length=12, choices=OutsideLink.State)
    status = models.PositiveSmallIntegerField(null=True, help_text="The answer's HTTP status, if there was an answer.")
    detail = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["-at", "-pk"]
        default_permissions = ("view",)

    def __str__(self) -> str:
        return f"{self.link}: {self.get_state_display()}"
