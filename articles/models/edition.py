"""Editions: each published version of an article, frozen whole."""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from publishing.models import window

from .articles import Article

OURS = (Article.Rights.OWN_WORK, Article.Rights.OWN_WORDS)


class EditionQuerySet(models.QuerySet["Edition"]):
    def public(self, at: datetime | None = None) -> Self:
        """What readers met before that moment (now), of the articles whose text they may read at that moment."""
        at = at or timezone.now()
        rights = Q(article__rights_end=None) | Q(article__rights_end__gt=at)
        # Where our own words or work have taken its place, nobody has the right to the text before them any more.
        summary = Q(article__rights_basis=Article.Rights.OWN_WORDS, data__is_summary=True)
        ours = Q(article__rights_basis=Article.Rights.OWN_WORK, data__is_ours=True)
        stands = ~Q(article__rights_basis__in=OURS) | summary | ours
        readable = self.filter(window("article__", at), rights, stands, made__lte=at)
        return readable.exclude(article__kind=Article.Kind.PAGE).select_related("article")

    def at(self, slug: str, number: int) -> Self:
        """The one at this address."""
        return self.filter(article__slug=slug, number=number)

    def of_article(self, slug: str) -> Self:
        """The newest first, without what is frozen in them."""
        return self.filter(article__slug=slug).defer("data").order_by("-number")


class Edition(models.Model):
    """An article as readers saw it: text, claims, citations and references, at an address of its own.

    It falls with the article's rights. `number` counts from 1 for each article.
    """

    # It outlives the article: one that is restored has its old key, and what was cited as version 1 stays that.
    article = models.ForeignKey(Article, models.DO_NOTHING, related_name="editions", db_constraint=False)
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=200)
    made = models.DateTimeField(help_text="From when on readers could see it so.")
    data = models.JSONField(help_text="As of articles.editions.frozen.")
    digest = models.CharField(max_length=64)

    objects: ClassVar[Any] = EditionQuerySet.as_manager()

    class Meta:
        ordering = ["article", "-number"]
        default_permissions = ("view",)
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["article", "number"], name="articles_edition_once"),
        ]

    def __str__(self) -> str:
        return f"{self.title}, version {self.number}"

    def get_absolute_url(self) -> str:
        return reverse("articles:edition", args=[self.article.slug, self.number])
