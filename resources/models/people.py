"""People of whom the site says something."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.db import models
from django.urls import reverse

from publishing.archived import entered_for
from publishing.models import Content, ContentQuerySet
from publishing.ordering import Bytewise
from search.documents import Document

if TYPE_CHECKING:
    from collections.abc import Sequence

    from publishing.markdown import Text


class PersonQuerySet(ContentQuerySet["Person"]):
    def with_copies(self) -> Self:
        """With the copy of a website that has gone, where the register has one."""
        return self.annotate(website_copy=entered_for("website"))

    def by_name(self) -> Self:
        return self.order_by(Bytewise("name"))


class Person(Content):
    """Somebody of whom the site says something; other contributors are names on a work."""

    name = models.CharField(max_length=120)
    credentials = models.CharField(max_length=120, blank=True, help_text="As printed, for example “MA, LMHC”.")
    credentials_as_of = models.DateField(null=True, blank=True, help_text="When they were printed so.")
    biography = models.TextField(blank=True, help_text="Markdown; a short paragraph.")
    website = models.URLField(blank=True)

    objects: ClassVar[Any] = PersonQuerySet.as_manager()

    class Meta(Content.Meta):
        verbose_name_plural = "people"
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("resources:person", args=[self.slug])

    def texts(self) -> Sequence[Text]:
        from publishing.markdown import Text

        return (Text(self.biography),)

    def search_document(self) -> Document:
        from publishing.markdown import plain

        begin, end = self.visibility()
        return Document(
            kind="person",
            title=self.name,
            url=self.get_absolute_url(),
            names=(),
            summary=plain(*self.texts())[0],
            text="",
            label="Person",
            visible_from=begin,
            visible_until=end,
        )
