"""Statements in articles that today's evidence qualifies."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django.db import models

from glossary.evidence import Evidence
from publishing.models import Part
from resources.citing import complete
from resources.models import Citation

from .articles import Article

if TYPE_CHECKING:
    from collections.abc import Collection


class Claim(Part):
    """A statement in an article that today's evidence qualifies."""

    class SaidBy(models.TextChoices):
        AUTHOR = "author", "The author"
        ADDED = "added", "The added information"

    OWNERS = ("article",)
    article = models.ForeignKey(Article, models.CASCADE, related_name="claims")
    section = models.SlugField(max_length=120, help_text="The anchor of the section that it concerns.")
    said_by = models.CharField(max_length=10, choices=SaidBy, default=SaidBy.AUTHOR)
    says = models.TextField("what is said", help_text="A paraphrase.")
    finds = models.TextField("what research finds", help_text="May cite works with [@key].")
    wording = models.TextField("in today's words", blank=True)
    status = models.CharField(max_length=20, choices=Evidence, blank=True, help_text="Empty: none is shown.")

    def __str__(self) -> str:
        return self.says

    def texts(self) -> tuple[str, str, str]:
        return self.says, self.finds, self.wording


class ClaimCitation(Citation):
    """A work that speaks to a claim."""

    OWNERS = ("claim",)
    claim = models.ForeignKey(Claim, models.CASCADE, related_name="citations")

    class Meta(Citation.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["claim", "resource"], name="articles_a_claim_cites_a_work_once")
        ]


def citations_follow(model: type[models.Model], keys: Collection[Any]) -> None:
    """The listener: a work that an article's texts cite gets a row, unless a claim has one."""
    if model is Article:
        for article in Article.objects.filter(pk__in=keys):
            of_claims = ClaimCitation.objects.filter(claim__article=article)
            complete(article, article.citations, of_claims)
