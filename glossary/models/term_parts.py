"""What a term holds besides its names and relations: the works it cites, and its change log."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from publishing.models import Revision
from resources.models import Citation

from .terms import Term


class TermCitation(Citation):
    """A work that a glossary entry cites."""

    OWNERS = ("term",)
    term = models.ForeignKey(Term, models.CASCADE, related_name="citations")

    class Meta(Citation.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["term", "resource"], name="glossary_a_work_is_cited_once")
        ]


class TermRevision(Revision):
    """An entry in the change log of a glossary entry."""

    OWNERS = ("term",)
    term = models.ForeignKey(Term, models.CASCADE, related_name="revisions")
