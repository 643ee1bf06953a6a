"""Works. One is recommended (a page of its own) or only cited (a place on the references page)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Count, F, OuterRef, Prefetch, Q, Value
from django.db.models.functions import Concat
from django.urls import reverse

from publishing.archived import entered_for
from publishing.models import Content, ContentQuerySet, Part
from publishing.ordering import Bytewise
from resources.isbn import check_isbn
from search.documents import Document

from .people import Person

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


class Audience(models.TextChoices):
    THERAPISTS = "therapists", "Therapists"
    STUDENTS = "students", "Students"
    GENERAL = "general-readers", "General readers"


class ResourceQuerySet(ContentQuerySet["Resource"]):
    def recommended(self) -> Self:
        return self.filter(recommended=True)

    def of_kind(self, kind: str) -> Self:
        return self.filter(kind=kind)

    def for_audience(self, audience: str) -> Self:
        return self.filter(**{Resource.AUDIENCE_FIELDS[Audience(audience)]: True})

    def by_title(self) -> Self:
        return self.order_by(Bytewise("title"), "pk")

    def by_person(self, person: Person) -> Self:
        keys = Contributor.objects.filter(person=person).values("resource")
        return self.filter(pk__in=keys).order_by(F("year").asc(nulls_last=True), Bytewise("title"), "pk")

    def kind_counts(self) -> dict[str, int]:
        return dict(self.order_by().values_list("kind").annotate(Count("pk")))

    def audience_counts(self) -> dict[str, int]:
        fields = Resource.AUDIENCE_FIELDS.items()
        return self.aggregate(**{value: Count("pk", filter=Q(**{field: True})) for value, field in fields})

    def with_people(self) -> Self:
        """With the names on each work, their people where the public may see them, and copies of what is gone."""
        people: models.QuerySet[Person] = Person.objects.published()
        of_doi = entered_for(Concat(Value("https://doi.org/"), OuterRef("doi")))
        copied = self.annotate(url_copy=entered_for("url"), doi_copy=of_doi)
        return copied.prefetch_related(Prefetch("contributors__person", people))

    def with_names(self) -> Self:
        """With the names on each work."""
        return self.prefetch_related("contributors")

    def with_instead(self) -> Self:
        """With what readers can turn to instead, where the public may see it."""
        works: models.QuerySet[Resource] = Resource.objects.published()
        return self.prefetch_related(Prefetch("instead", works))

    def with_keys(self, keys: Iterable[str]) -> Self:
        return self.filter(key__in=keys)

    def beginning_with_key(self, start: str) -> list[str]:
        """The citation keys that begin with these letters."""
        return list(self.filter(key__istartswith=start).values_list("key", flat=True))

    def with_numbers(self, doi: str, isbn: str) -> Self:
        """The works with this DOI or this ISBN; an empty one is nobody's."""
        same_doi = Q(doi__iexact=doi) if doi else Q(pk=None)
        return self.filter(same_doi | (Q(isbn=isbn) if isbn else Q(pk=None)))

    def get_by_natural_key(self, key: str) -> Resource:
        return self.get(key=key)


class Resource(Content):
    """One bibliographic record for anything that is recommended or cited."""

    class Kind(models.TextChoices):
        BOOK = "book", "Book"
        ARTICLE = "article", "Article"
        CHAPTER = "chapter", "Chapter"
        VIDEO = "video", "Video"
        ORGANISATION = "organisation", "Organization"
        WEBSITE = "website", "Website"
        TRAINING = "training", "Training"
        JOURNAL = "journal", "Journal"
        REPORT = "report", "Report"

    class Availability(models.TextChoices):
        NOT_CHECKED = "not-checked", "Not checked"
        AVAILABLE = "available", "Available"
        GONE = "gone", "No longer available"
        UNKNOWN = "unknown", "Not known"

    class Standing(models.TextChoices):
        NOT_CHECKED = "not-checked", "Not checked"
        CURRENT = "current", "Current"
        CORRECTED = "corrected", "Corrected"
        RETRACTED = "retracted", "Retracted"
        SUPERSEDED = "superseded", "Superseded"

    AUDIENCE_FIELDS: ClassVar[dict[Audience, str]] = {
        Audience.THERAPISTS: "for_therapists",
        Audience.STUDENTS: "for_students",
        Audience.GENERAL: "for_general_readers",
    }
    UNVERIFIABLE: ClassVar[tuple[str, ...]] = (
        *("authors", "year", "title", "container", "publisher", "volume", "issue", "pages", "edition"),
        *("doi", "isbn", "url"),
    )

    key = models.CharField(
        "citation key",
        max_length=60,
        unique=True,
        validators=[RegexValidator(r"^[A-Za-z0-9][A-Za-z0-9_-]*\Z", "Letters, digits, - and _ only.")],
        help_text="What texts cite it by: [@key].",
    )
    kind = models.CharField(max_length=12, choices=Kind)
    title = models.CharField(max_length=300)
    year = models.PositiveSmallIntegerField(null=True, blank=True)
    container = models.CharField(
        max_length=250,
        blank=True,
        help_text="The journal, or the book that holds the chapter, with its editors.",
    )
    publisher = models.CharField(max_length=150, blank=True)
    volume = models.CharField(max_length=20, blank=True)
    issue = models.CharField(max_length=20, blank=True)
    pages = models.CharField(max_length=40, blank=True)
    edition = models.CharField(max_length=40, blank=True, help_text="For example “3rd”.")
    doi = models.CharField(
        "DOI",
        max_length=150,
        blank=True,
        validators=[RegexValidator(r"^10\.\d{4,9}/\S+\Z", "A DOI begins with 10. and has no spaces.")],
    )
    isbn = models.CharField("ISBN", max_length=17, blank=True, validators=[check_isbn])
    url = models.URLField("web address", max_length=500, blank=True)
    archived_url = models.URLField("archived address", max_length=500, blank=True)
    availability = models.CharField(max_length=12, choices=Availability, default=Availability.NOT_CHECKED)
    standing = models.CharField("source standing", max_length=12, choices=Standing, default=Standing.NOT_CHECKED)
    how_verified = models.TextField("how it was verified", blank=True)
    unverified_fields = models.JSONField(
        default=list,
        blank=True,
        help_text="Fields that nobody has checked yet; the public pages leave them out.",
    )
    editors_note = models.TextField("note for editors", blank=True, help_text="Never shown to readers.")
    description = models.TextField(blank=True)
    availability_note = models.CharField(
        max_length=250, blank=True, help_text="What readers should know about getting it."
    )
    instead = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text="What readers can turn to when it is not available.",
    )
    for_therapists = models.BooleanField(default=False)
    for_students = models.BooleanField(default=False)
    for_general_readers = models.BooleanField(default=False)
    recommended = models.BooleanField(
        default=False, help_text="Listed among the resources, with a page of its own; otherwise only cited."
    )

    objects: ClassVar[Any] = ResourceQuerySet.as_manager()

    # Keys that it had before, where a page shows them: links to its place among the references still find it.
    former_keys: Sequence[str] = ()

    class Meta(Content.Meta):
        ordering = ["title"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Content.Meta.constraints,
            models.CheckConstraint(condition=~Q(title=""), name="resources_resource_has_a_title"),
        ]

    def __str__(self) -> str:
        return self.title

    def natural_key(self) -> tuple[str, ...]:
        return (self.key,)

    def get_absolute_url(self) -> str:
        if self.recommended:
            return reverse("resources:resource", args=[self.slug])
        return f"{reverse('resources:references')}#{self.key}"

    def clean(self) -> None:
        super().clean()
        unknown = set(self.unverified_fields) - set(self.UNVERIFIABLE)
        if unknown:
            raise ValidationError({"unverified_fields": f"Not a field of a work: {', '.join(sorted(unknown))}."})

    def shown(self, field: str) -> Any:
        """The value of a field as readers may see it: empty where nobody has checked it (a title stays)."""
        if field in self.unverified_fields and field != "title":
            return None
        return getattr(self, field)

    def people(self) -> list[Contributor]:
        """The names on it as readers may see them: none where nobody has checked them."""
        return [] if "authors" in self.unverified_fields else list(self.contributors.all())

    def label(self) -> str:
        """Its kind and year in words, as far as they may be shown."""
        year = self.shown("year")
        return f"{self.get_kind_display()}, {year}" if year else self.get_kind_display()

    @classmethod
    def search_queryset(cls) -> models.QuerySet[Any]:
        """The works with what their search documents need."""
        prepared: models.QuerySet[Any] = cls.objects.prefetch_related("contributors")
        return prepared

    def search_document(self) -> Document:
        begin, end = self.visibility()
        names = ", ".join(each.name for each in self.people())
        return Document(
            kind="resource",
            title=self.title,
            url=self.get_absolute_url(),
            names=(),
            words=names,
            summary=self.description or names,
            text=" ".join(filter(None, (names, self.shown("container"), self.shown("publisher")))),
            facet=self.kind,
            label=self.label(),
            visible_from=begin,
            visible_until=end,
        )

    def audiences(self) -> list[Audience]:
        return [audience for audience, field in self.AUDIENCE_FIELDS.items() if getattr(self, field)]


class Contributor(Part):
    """A name on a work, as printed there."""

    class Role(models.TextChoices):
        AUTHOR = "author", "Author"
        EDITOR = "editor", "Editor"
        SPEAKER = "speaker", "Speaker"
        FOUNDER = "founder", "Founder"
        SERIES_EDITOR = "series-editor", "Series editor"

    OWNERS = ("resource",)
    resource = models.ForeignKey(Resource, models.CASCADE, related_name="contributors")
    name = models.CharField(max_length=120, help_text="As printed on the work.")
    role = models.CharField(max_length=15, choices=Role, default=Role.AUTHOR)
    note = models.CharField(max_length=120, blank=True, help_text="For example “one of several co-founders”.")
    person = models.ForeignKey(
        Person,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="contributions",
        help_text="If they have a page.",
    )

    def __str__(self) -> str:
        return self.name


class Citation(Part):
    """A work that something rests on or answers to; one table per kind of owner."""

    class Stance(models.TextChoices):
        SUPPORTS = "supports", "Supports"
        DISPUTES = "disputes", "Disputes"
        CONTEXT = "context", "Context"

    resource = models.ForeignKey(Resource, models.PROTECT, related_name="+", verbose_name="work")
    stance = models.CharField(max_length=10, choices=Stance, default=Stance.CONTEXT)
    locator = models.CharField(max_length=60, blank=True, help_text="For example “p. 13”.")

    class Meta(Part.Meta):
        abstract = True

    def __str__(self) -> str:
        return str(self.resource)
