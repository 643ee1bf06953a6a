"""Articles, with what is named, listed and cited in them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.db import models
from django.db.models import Prefetch, Q
from django.urls import reverse
from django.utils import timezone

from glossary.models import Term
from publishing.archived import entered_for
from publishing.models import Content, ContentQuerySet, Listed, Part, Revision, State, Use
from publishing.ordering import Bytewise
from resources.models import Citation, Person, Resource
from search.documents import Document

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from publishing.markdown import Text

    from .claims import Claim


# The anchor of the section with the added information.
ADDED_INFORMATION = "added-information"


class ArticleQuerySet(ContentQuerySet["Article"]):
    def to_read(self) -> Self:
        """Articles and overviews, without the pages about the site."""
        return self.exclude(kind=Article.Kind.PAGE)

    def pages(self) -> Self:
        return self.filter(kind=Article.Kind.PAGE)

    def by_title(self) -> Self:
        return self.order_by(Bytewise("title"), "pk")

    def with_authors(self) -> Self:
        return self.prefetch_related("authors")

    def whole(self) -> Self:
        """With everything that its page shows."""
        works: models.QuerySet[Resource] = Resource.objects.with_people()
        public_works: models.QuerySet[Resource] = Resource.objects.published().with_people()
        people: models.QuerySet[Person] = Person.objects.published()
        terms: models.QuerySet[Term] = Term.objects.titled()
        copied = self.annotate(original_copy=entered_for("original_url"))
        others = OtherPublication.objects.annotate(url_copy=entered_for("url"))
        return copied.prefetch_related("revisions").prefetch_related(
            Prefetch("other_publications", others),
            Prefetch("authors__person", people),
            Prefetch("citations__resource", public_works),
            Prefetch("claims__citations__resource", works),
            Prefetch("listings__resource", works),
            Prefetch("term_usages__term", terms),
        )


class Article(Content):
    """Something to read: an article, an overview, or a page about the site."""

    class Kind(models.TextChoices):
        ARTICLE = "article", "Article"
        OVERVIEW = "overview", "Overview"
        PAGE = "page", "Page about the site"

    class Rights(models.TextChoices):
        OWN_WORK = "own-work", "Own work"
        OWN_WORDS = "own-words", "Summary in own words"
        LICENSE = "license", "License"
        PERMISSION = "permission", "Written permission"
        PUBLIC_DOMAIN = "public-domain", "Public domain"
        NOT_RECORDED = "not-recorded", "Not recorded"

    NAMES = (
        "citations__resource",
        "claims__citations__resource",
        "authors__person",
        "listings__resource",
        "term_usages__term",
    )
    TIME_FIELDS = (*Content.TIME_FIELDS, "rights_end")

    kind = models.CharField(max_length=10, choices=Kind, default=Kind.ARTICLE)
    title = models.CharField(max_length=200)
    standfirst = models.TextField(blank=True, help_text="Two or three sentences under the title.")
    learning_points = models.TextField("what you will learn", blank=True, help_text="One point a line; plain text.")
    editors_note = models.TextField(
        "editor's note", blank=True, help_text="Markdown; shown apart, visibly not the author's words."
    )
    byline = models.CharField(max_length=200, blank=True, help_text="As printed.")
    body = models.TextField(blank=True, help_text="Markdown. Cite a work with [@key], link a term with [[term]].")
    added_information = models.TextField(
        blank=True,
        help_text="Markdown: what stood with the article and its author did not write; shown apart.",
    )
    original_title = models.CharField(max_length=200, blank=True)
    original_outlet = models.CharField(max_length=150, blank=True)
    original_date = models.DateField(null=True, blank=True)
    original_url = models.URLField("original address", max_length=500, blank=True)
    gaps = models.TextField("gaps in the known copy", blank=True, help_text="What is missing, and where.")
    rights_basis = models.CharField(max_length=15, choices=Rights, default=Rights.NOT_RECORDED)
    rights_holder = models.CharField(max_length=150, blank=True)
    rights_statement = models.TextField(blank=True, help_text="Shown with the article.")
    rights_evidence = models.TextField(
        blank=True, help_text="Who allowed what, when, and where that is kept; never shown to readers."
    )
    rights_end = models.DateTimeField("rights end at", null=True, blank=True)

    objects: ClassVar[Any] = ArticleQuerySet.as_manager()

    class Meta(Content.Meta):
        ordering = ["title"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Content.Meta.constraints,
            models.CheckConstraint(
                condition=~Q(state=State.PUBLISHED) | ~Q(rights_basis__in=("not-recorded", "")),
                name="articles_rights_before_publishing",
                violation_error_message="Record on what right this may be published first.",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        if self.kind == self.Kind.PAGE:
            return reverse("articles:about") if self.slug == "about" else reverse("articles:page", args=[self.slug])
        return reverse("articles:article", args=[self.slug])

    def may_show_text(self, at: datetime | None = None) -> bool:
        """Whether the rights still run; afterwards readers see standfirst, attribution and link."""
        return self.rights_end is None or (at or timezone.now()) < self.rights_end

    @classmethod
    def search_queryset(cls) -> models.QuerySet[Any]:
        """The articles with what their search documents need."""
        prepared: models.QuerySet[Any] = cls.objects.prefetch_related("claims")
        return prepared

    def search_document(self) -> Document:
        """What is to be found; a text whose rights will end is left out, so that it cannot outlive them."""
        from publishing.markdown import plain

        begin, end = self.visibility()
        return Document(
            kind="article",
            title=self.title,
            url=self.get_absolute_url(),
            names=(self.original_title,) if self.original_title not in ("", self.title) else (),
            summary=self.standfirst,
            text="" if self.rights_end else "\n".join(plain(*self.texts())),
            facet=self.kind,
            label=self.get_kind_display(),
            visible_from=begin,
            visible_until=end,
        )

    def claims_on_text(self) -> list[Claim]:
        return [claim for claim in self.claims.all() if claim.section != ADDED_INFORMATION]

    def claims_on_added(self) -> list[Claim]:
        """The claims that concern the added information."""
        return [claim for claim in self.claims.all() if claim.section == ADDED_INFORMATION]

    def texts(self) -> Sequence[Text]:
        """The body with each claim after its section, the added information with its claims, the editor's note."""
        from publishing.markdown import Text

        claims = self.claims_on_text()
        return (
            Text(self.body),
            *(Text(text, inline=True, after=claim.section) for claim in claims for text in claim.texts()),
            Text(self.added_information),
            *(Text(text, inline=True) for claim in self.claims_on_added() for text in claim.texts()),
            Text(self.editors_note),
        )

    def listed(self) -> Iterable[Listed]:
        of_claims = [each for claim in self.claims.all() for each in claim.citations.all()]
        cited: list[Citation] = [*self.citations.all(), *of_claims]
        yield from (Listed(Use.Kind.CITATION, each.resource) for each in cited if each.resource)
        yield from (Listed(Use.Kind.AUTHOR, each.person) for each in self.authors.all() if each.person)
        yield from (Listed(Use.Kind.LISTED, each.resource, each.note) for each in self.listings.all())
        yield from (Listed(Use.Kind.USAGE, each.term, each.text) for each in self.term_usages.all())


class Author(Part):
    """Who wrote an article, with name and role as printed there."""

    OWNERS = ("article",)
    article = models.ForeignKey(Article, models.CASCADE, related_name="authors")
    name = models.CharField(max_length=120)
    role = models.CharField(max_length=150, blank=True, help_text="Their role at the publisher.")
    person = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="authorships")

    def __str__(self) -> str:
        return self.name


class OtherPublication(Part):
    """Where else an article appeared, and what was said of it there."""

    OWNERS = ("article",)
    article = models.ForeignKey(Article, models.CASCADE, related_name="other_publications")
    outlet = models.CharField(max_length=150)
    date = models.DateField(null=True, blank=True)
    url = models.URLField("address", max_length=500, blank=True)
    remark = models.TextField(blank=True, help_text="What the republisher said, in our words.")

    def __str__(self) -> str:
        return self.outlet


class Listing(Part):
    """A resource that is listed with an article."""

    OWNERS = ("article",)
    article = models.ForeignKey(Article, models.CASCADE, related_name="listings")
    resource = models.ForeignKey(Resource, models.PROTECT, related_name="+")
    note = models.TextField(blank=True)

    class Meta(Part.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["article", "resource"], name="articles_a_resource_is_listed_once")
        ]

    def __str__(self) -> str:
        return str(self.resource)


class TermUsage(Part):
    """How an article uses a term."""

    OWNERS = ("article", "term")
    article = models.ForeignKey(Article, models.CASCADE, related_name="term_usages")
    term = models.ForeignKey(Term, models.CASCADE, related_name="+")
    text = models.TextField()

    class Meta(Part.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["article", "term"], name="articles_a_term_is_used_once")
        ]

    def __str__(self) -> str:
        return f"{self.term}: {self.text}"


class ArticleCitation(Citation):
    """A work that an article names, as its copy names it, and how sure it is that this work is meant."""

    class Certainty(models.TextChoices):
        CERTAIN = "certain", "Certain"
        PROBABLE = "probable", "Probable"
        DOUBTFUL = "doubtful", "Doubtful"

    OWNERS = ("article",)
    article = models.ForeignKey(Article, models.CASCADE, related_name="citations")
    # Empty where nobody knows which work is meant.
    resource = models.ForeignKey(  # type: ignore[assignment]
        Resource, models.PROTECT, related_name="+", null=True, blank=True, verbose_name="work"
    )
    as_printed = models.CharField(
        "as the article names it", max_length=200, blank=True, help_text="Several rows may share one name."
    )
    certainty = models.CharField(max_length=10, choices=Certainty, default=Certainty.CERTAIN)
    note = models.TextField(blank=True)

    class Meta(Citation.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(resource__isnull=False) | ~Q(as_printed=""),
                name="articles_citation_names_something",
            )
        ]

    def __str__(self) -> str:
        return str(self.resource or self.as_printed)


class ArticleRevision(Revision):
    """An entry in the change log of an article."""

    OWNERS = ("article",)
    article = models.ForeignKey(Article, models.CASCADE, related_name="revisions")
