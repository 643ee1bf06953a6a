"""Practice outlines: what a therapist does, step by step, for people who learn about therapy."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.db import models
from django.db.models import Prefetch, Q
from django.urls import reverse

from glossary.models import Term
from publishing import changes
from publishing.models import (
    Content,
    ContentQuerySet,
    FormerAddress,
    Listed,
    Part,
    Tracked,
    Use,
    WatchedQuerySet,
    revised,
    window,
)
from publishing.ordering import Bytewise
from resources.models import Resource
from search.documents import Document

from .step_parts import EvidenceCitation, StepTerm
from .written import inline, lines

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence
    from datetime import datetime

    from publishing.markdown import Text


class PracticeOutlineQuerySet(ContentQuerySet["PracticeOutline"]):
    def by_title(self) -> Self:
        return self.order_by(Bytewise("title"), "pk")

    def whole(self) -> Self:
        """With its notes, and the work that the steps come from where the public may see it."""
        works: models.QuerySet[Resource] = Resource.objects.published().with_people()
        return self.prefetch_related("ethics_notes", Prefetch("source", works))


class PracticeOutline(Content):
    NAMES = ("ethics_notes", "source")

    title = models.CharField(max_length=200)
    introduction = models.TextField(help_text="Two or three sentences under the title; Markdown, one paragraph.")
    how_the_steps_connect = models.TextField(blank=True, help_text="One sentence a line.")
    audience_note = models.TextField(blank=True, help_text="Whom the outline is for, and whom not.")
    safety_box = models.TextField(blank=True)
    source = models.ForeignKey(
        Resource,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="Where the steps come from.",
    )

    objects: ClassVar[Any] = PracticeOutlineQuerySet.as_manager()

    class Meta(Content.Meta):
        ordering = ["title"]

    def __str__(self) -> str:
        return self.title

    def save(self, *args: Any, **options: Any) -> None:
        """Its steps move with it."""
        with changes.gathered(options.get("using")):
            before = [(step, step.get_absolute_url()) for step in Step.objects.filter(outline=self.pk).with_outline()]
            super().save(*args, **options)
            for step, address in before:
                step.outline = self
                FormerAddress.objects.keep(step, address)

    def get_absolute_url(self) -> str:
        return reverse("articles:outline", args=[self.slug])

    @classmethod
    def search_queryset(cls) -> models.QuerySet[Any]:
        """The outlines with what their search documents need."""
        prepared: models.QuerySet[Any] = cls.objects.prefetch_related("ethics_notes")
        return prepared

    def search_document(self) -> Document:
        from publishing.markdown import plain

        begin, end = self.visibility()
        introduction, *others = plain(*self.texts())
        topics = (note.topic for note in self.ethics_notes.all())
        return Document(
            kind="step",
            title=self.title,
            url=self.get_absolute_url(),
            names=("Practice outline",),
            summary=introduction,
            text="\n".join(filter(None, [*others, *topics])),
            label="Practice outline",
            visible_from=begin,
            visible_until=end,
        )

    def connections(self) -> list[str]:
        return lines(self.how_the_steps_connect)

    def texts(self) -> Sequence[Text]:
        return [*self.opening_texts(), *self.closing_texts()]

    def opening_texts(self) -> Sequence[Text]:
        """What stands before the steps."""
        return inline(self.introduction, self.audience_note, *self.connections())

    def closing_texts(self) -> Sequence[Text]:
        """What stands after the steps."""
        notes = [note.text for note in self.ethics_notes.all()]
        return [*inline(*notes), *inline(self.safety_box)]

    def listed(self) -> Iterable[Listed]:
        if self.source:
            yield Listed(Use.Kind.CITATION, self.source)


def steps_follow(model: type[models.Model], keys: Collection[Any]) -> None:
    """The listener: what changes an outline changes when its steps may be seen."""
    if model is PracticeOutline:
        changes.announce(Step, Step.objects.filter(outline__in=keys).values_list("pk", flat=True))


class EthicsNote(Part):
    OWNERS = ("outline",)
    outline = models.ForeignKey(PracticeOutline, models.CASCADE, related_name="ethics_notes")
    topic = models.CharField(max_length=80)
    text = models.TextField()

    def __str__(self) -> str:
        return self.topic


class StepQuerySet(WatchedQuerySet["Step"]):
    def published(self, at: datetime | None = None) -> Self:
        """The steps of the outlines that the public may see."""
        return self.filter(window("outline__", at))

    def with_unpublished(self, content: Step) -> Self:
        """What the public may see, and the steps of this one's outline besides: for its preview."""
        return self.filter(window("outline__") | Q(outline=content.outline_id))

    def in_order(self) -> Self:
        return self.order_by("outline__title", "number")

    def recently_revised(self, most: int) -> Self:
        return self.order_by(revised("outline__").desc(), "outline__slug", "number")[:most]

    def with_outline(self) -> Self:
        return self.select_related("outline")

    def of_outline(self, slug: str) -> Self:
        return self.filter(outline__slug=slug)

    def whole(self) -> Self:
        """With everything that its page shows, of terms and works what the public may see."""
        terms: models.QuerySet[Term] = Term.objects.titled()
        works: models.QuerySet[Resource] = Resource.objects.with_people()
        return (
            self.select_related("outline")
            .prefetch_related("examples")
            .prefetch_related(
                Prefetch("step_terms", StepTerm.objects.filter(window("term__"))),
                Prefetch("step_terms__term", terms),
                Prefetch("findings__citations", EvidenceCitation.objects.filter(window("resource__"))),
                Prefetch("findings__citations__resource", works),
            )
        )

    def get_by_natural_key(self, outline: str, slug: str) -> Step:
        return self.get(outline__slug=outline, slug=slug)


class Step(Tracked):
    """One step of an outline; whether the public may see it is its outline's matter."""

    NAMES = ("outline", "examples", "findings__citations__resource", "step_terms__term")

    outline = models.ForeignKey(PracticeOutline, models.CASCADE, related_name="steps")
    number = models.PositiveSmallIntegerField()
    slug = models.SlugField("address", max_length=100)
    title = models.CharField(max_length=200)
    in_the_article = models.TextField(blank=True, help_text="What the article says of it, in our words.")
    purpose = models.TextField()
    therapist_does = models.TextField("what the therapist does", help_text="One thing a line.")
    cautions = models.TextField(blank=True, help_text="One caution a line.")
    questions = models.TextField("reflection questions", blank=True, help_text="One question a line.")

    objects: ClassVar[Any] = StepQuerySet.as_manager()

    class Meta:
        ordering = ["outline", "number"]
        default_permissions = ("add", "change", "delete", "view", "publish")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["outline", "slug"], name="articles_step_address_is_unique"),
            models.UniqueConstraint(fields=["outline", "number"], name="articles_step_number_is_unique"),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.title}"

    def natural_key(self) -> tuple[str, ...]:
        return (self.outline.slug, self.slug)

    def get_absolute_url(self) -> str:
        return reverse("articles:step", args=[self.outline.slug, self.slug])

    def governing(self) -> PracticeOutline:
        return self.outline

    def visibility(self) -> tuple[datetime | None, datetime | None]:
        return self.outline.visibility()

    def gave_way_to(self) -> Tracked | None:
        return self.outline.gave_way_to()

    def was_seen(self) -> bool:
        return self.outline.was_seen()

    @classmethod
    def references(cls) -> models.QuerySet[Any]:
        with_outline: models.QuerySet[Any] = cls.objects.select_related("outline")
        return with_outline

    @classmethod
    def search_queryset(cls) -> models.QuerySet[Any]:
        """The steps with what their search documents need."""
        prepared: models.QuerySet[Any] = cls.objects.with_outline().prefetch_related("examples")
        return prepared

    def search_document(self) -> Document:
        from publishing.markdown import plain

        begin, end = self.visibility()
        purpose, *others = plain(*self.texts())
        return Document(
            kind="step",
            title=self.title,
            url=self.get_absolute_url(),
            names=(),
            summary=purpose,
            text="\n".join(filter(None, others)),
            label=f"Practice, step {self.number}",
            visible_from=begin,
            visible_until=end,
        )

    def things_done(self) -> list[str]:
        return lines(self.therapist_does)

    def cautions_listed(self) -> list[str]:
        return lines(self.cautions)

    def questions_listed(self) -> list[str]:
        return lines(self.questions)

    def texts(self) -> Sequence[Text]:
        first = inline(self.purpose, self.in_the_article, *self.things_done())
        examples = [text for example in self.examples.all() for text in example.texts()]
        return [*first, *examples, *inline(*self.cautions_listed(), *self.questions_listed(), begins=False)]

    def listed(self) -> Iterable[Listed]:
        for finding in self.findings.all():
            cited = finding.citations.all()
            yield from (Listed(Use.Kind.CITATION, citation.resource, finding.claim) for citation in cited)
        yield from (Listed(Use.Kind.LISTED, each.term) for each in self.step_terms.all())
