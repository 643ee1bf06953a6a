"""Editions: each published version of an article, frozen whole."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.urls import reverse

from .articles import Article


class Edition(models.Model):
    """An article as readers saw it: text, claims, citations and references, at an address of its own.

    It falls with the article's rights. `number` counts from 1 for each article.
    """

    article = models.ForeignKey(Article, models.CASCADE, related_name="editions")
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=200)
    made = models.DateTimeField()
    data = models.JSONField(help_text="As of articles.editions.frozen.")
    digest = models.CharField(max_length=64)

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
