"""What a step of a practice outline holds: examples, terms, and what research finds."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.db import models

from glossary.models import Term
from publishing.models import Part
from resources.models import Citation

from .written import inline

if TYPE_CHECKING:
    from collections.abc import Sequence

    from publishing.markdown import Text


class Example(Part):
    """An invented moment of a session."""

    OWNERS = ("step",)
    step = models.ForeignKey("articles.Step", models.CASCADE, related_name="examples")
    situation = models.TextField()
    words = models.TextField("what the therapist says")
    why = models.TextField()

    def __str__(self) -> str:
        return self.situation

    def texts(self) -> Sequence[Text]:
        """The situation, the words as they are said, and the reason."""
        from publishing.markdown import Text

        said = Text(self.words, inline=True, quiet=True)
        return [*inline(self.situation, begins=False), said, *inline(self.why, begins=False)]


class StepTerm(Part):
    """A term that a step uses."""

    OWNERS = ("step",)
    step = models.ForeignKey("articles.Step", models.CASCADE, related_name="step_terms")
    term = models.ForeignKey(Term, models.CASCADE, related_name="+")

    class Meta(Part.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["step", "term"], name="articles_a_step_uses_a_term_once")
        ]

    def __str__(self) -> str:
        return str(self.term)


class Finding(Part):
    """What research says of a step, and how strong that is."""

    OWNERS = ("step",)
    step = models.ForeignKey("articles.Step", models.CASCADE, related_name="findings")
    claim = models.TextField()
    strength = models.CharField(max_length=200)

    def __str__(self) -> str:
        return self.claim


class EvidenceCitation(Citation):
    """A work that a finding rests on."""

    OWNERS = ("finding",)
    finding = models.ForeignKey(Finding, models.CASCADE, related_name="citations")
