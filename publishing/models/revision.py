"""The change log of a piece of content, for its readers."""

from __future__ import annotations

from django.db import models

from .watched import Part


class Revision(Part):
    """What an editor revised, when and why; one table per kind of owner."""

    date = models.DateField(help_text="The day on which readers first saw it so.")
    what = models.TextField("what was revised", help_text="One or two sentences of plain text, for readers.")
    why = models.TextField(blank=True, help_text="The reason, in plain text; empty: none is shown.")

    class Meta(Part.Meta):
        abstract = True
        # The newest first; of one day what was written down last.
        ordering = ["-date", "-order", "-pk"]

    def __str__(self) -> str:
        return f"{self.date}: {self.what}"
