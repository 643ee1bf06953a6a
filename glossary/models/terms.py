"""Terms, the names they go by, and how they relate."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple, Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Count, F, OuterRef, Prefetch, Q, Subquery
from django.db.models.functions import Greatest, Least, Length, Substr, Upper
from django.urls import reverse

from glossary.evidence import Evidence
from glossary.folding import FoldedQuerySet, FoldedText, folded, with_folded
from publishing.models import Content, ContentQuerySet, Listed, Part, Use
from publishing.ordering import Bytewise
from resources.citing import complete
from resources.models import Resource
from search.documents import Document
from search.text import fold

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from publishing.markdown import Page, Text


class TermQuerySet(ContentQuerySet["Term"]):
    def titled(self) -> Self:
        """With the title of each term at hand (`Term.title` then needs no query)."""
        titles = Name.objects.filter(term=OuterRef("pk"), kind=Name.Kind.TITLE)
        return self.annotate(
            title_text=Subquery(titles.values("text")[:1]), title_folded=Subquery(titles.values("folded")[:1])
        )

    def by_title(self) -> Self:
        return self.titled().order_by(Bytewise("title_folded"), "pk")

    def shortest_named(self) -> Term | None:
        """The term with the shortest title."""
        return self.titled().order_by(Length("title_text"), Bytewise("title_folded")).first()

    def with_names(self) -> Self:
        return self.prefetch_related("names")

    def starting_with(self, letter: str) -> Self:
        return self.titled().filter(title_folded__startswith=letter.lower())

    def with_evidence(self, status: str) -> Self:
        return self.filter(evidence_status=status)

    def letters(self) -> set[str]:
        """The capital letters that titles begin with."""
        firsts = self.titled().values_list(Upper(Substr("title_folded", 1, 1)), flat=True)
        return set(firsts.order_by().distinct())

    def evidence_counts(self) -> dict[str, int]:
        return dict(self.order_by().values_list("evidence_status").annotate(Count("pk")))

    def whole(self) -> Self:
        """With everything that a term's page shows."""
        works: models.QuerySet[Resource] = Resource.objects.with_people()
        public_works: models.QuerySet[Resource] = Resource.objects.published().with_people()
        return self.with_names().prefetch_related(
            "revisions",
            Prefetch("citations__resource", works),
            Prefetch("recommended", public_works),
        )

    def with_relations(self) -> Self:
        related: models.QuerySet[Term] = Term.objects.titled()
        return self.prefetch_related(
            Prefetch("relations__target", related), Prefetch("inverse_relations__source", related)
        )

    def on_page(self, page: Page) -> list[Term]:
        """The public terms that a page links, in the order of their first link."""
        if not page.terms:
            return []
        found = {term.slug: term for term in self.published().filter(slug__in=page.terms).titled().with_names()}
        return [found[slug] for slug in page.terms if slug in found]


class Term(Content):
    """An entry of the glossary. Its title is the one name of the kind "title"."""

    NAMES = ("citations__resource", "recommended")

    definition = models.CharField(
        max_length=240,
        help_text="One sentence of plain text, at most 240 characters. It opens in place wherever the term is linked.",
    )
    region = models.CharField(
        max_length=40,
        blank=True,
        help_text="A word or two that group terms on the map, for example “Memory”.",
    )
    body = models.TextField(blank=True, help_text="Markdown. Cite a work with [@key], link a term with [[term]].")
    evidence_status = models.CharField(max_length=20, choices=Evidence, default=Evidence.NOT_ASSESSED)
    evidence_note = models.TextField(blank=True, help_text="Which part is firm and which is not; plain text.")
    recommended = models.ManyToManyField(
        Resource,
        blank=True,
        related_name="+",
        verbose_name="recommended works",
        help_text="Where to read on.",
    )

    objects: ClassVar[Any] = TermQuerySet.as_manager()

    class Meta(Content.Meta):
        ordering = ["slug"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Content.Meta.constraints,
            models.CheckConstraint(condition=Q(evidence_status__in=Evidence.values), name="glossary_evidence_is_known"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("glossary:term", args=[self.slug])

    @property
    def title(self) -> str:
        if "title_text" in self.__dict__:
            return str(self.__dict__["title_text"] or self.slug)
        for name in self.names.all():
            if name.kind == Name.Kind.TITLE:
                return name.text
        return self.slug

    def check_parts(self) -> None:
        if not self.names.filter(kind=Name.Kind.TITLE).exists():
            raise ValidationError({"names": "A term has one title."})

    def related_terms(self) -> list[RelatedTerm]:
        """The public terms that it is related to, by title; needs `with_relations()` to be quick."""
        seen = [RelatedTerm(each.get_kind_display(), each.target) for each in self.relations.all()]
        seen += [RelatedTerm(Relation.INVERSES[each.kind], each.source) for each in self.inverse_relations.all()]
        return sorted((each for each in seen if each.term.is_live()), key=lambda each: fold(each.term.title))

    def other_names(self) -> list[Name]:
        """What else it is called: aliases and acronyms, without plurals and spelling variants."""
        return [name for name in self.names.all() if name.kind in (Name.Kind.ALIAS, Name.Kind.ACRONYM)]

    @classmethod
    def references(cls) -> models.QuerySet[Any]:
        titled: models.QuerySet[Any] = cls.objects.titled()
        return titled

    @classmethod
    def search_queryset(cls) -> models.QuerySet[Any]:
        """The terms with what their search documents need."""
        named: models.QuerySet[Any] = cls.objects.titled().with_names()
        return named

    def search_document(self) -> Document:
        from publishing.markdown import plain

        begin, end = self.visibility()
        return Document(
            kind="term",
            title=self.title,
            url=self.get_absolute_url(),
            names=tuple(name.text for name in self.names.all() if name.kind != Name.Kind.TITLE),
            summary=self.definition,
            text="\n".join([*plain(*self.texts()), self.evidence_note]),
            facet=self.evidence_status,
            label=self.get_evidence_status_display(),
            visible_from=begin,
            visible_until=end,
        )

    def texts(self) -> Sequence[Text]:
        from publishing.markdown import Text

        return (Text(self.body),)

    def listed(self) -> Iterable[Listed]:
        yield from (Listed(Use.Kind.CITATION, citation.resource) for citation in self.citations.all())
        yield from (Listed(Use.Kind.LISTED, resource) for resource in self.recommended.all())


class NameQuerySet(FoldedQuerySet["Name"]):
    def get_by_natural_key(self, text: str) -> Name:
        return self.get(folded=fold(text))


def citations_follow(model: type[models.Model], keys: Collection[Any]) -> None:
    """The listener: a work that a term's text cites gets a row."""
    if model is Term:
        for term in Term.objects.filter(pk__in=keys):
            complete(term, term.citations)


class Name(Part):
    """A title, alias, plural, acronym or other spelling; no two names of the glossary fold alike."""

    class Kind(models.TextChoices):
        TITLE = "title", "Title"
        ALIAS = "alias", "Also called"
        SINGULAR = "singular", "Singular"
        PLURAL = "plural", "Plural"
        ACRONYM = "acronym", "Acronym"
        VARIANT = "variant", "Other spelling"

    OWNERS = ("term",)
    term = models.ForeignKey(Term, models.CASCADE, related_name="names")
    text = models.CharField(max_length=100)
    folded = FoldedText(max_length=120, unique=True, blank=True, editable=False)
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.ALIAS)
    autolink = models.BooleanField(
        "link by itself",
        default=True,
        help_text="Off for common single words such as “feeling”: found by search, never linked by itself.",
    )

    # A form that writes all names of a term at once compares them with each other itself.
    siblings_move = False

    objects: ClassVar[Any] = NameQuerySet.as_manager()

    class Meta(Part.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["term"],
                condition=Q(kind="title"),
                name="glossary_one_title_a_term",
                violation_error_message="A term has one title.",
            ),
            models.CheckConstraint(condition=~Q(folded=""), name="glossary_name_has_letters"),
        ]

    def __str__(self) -> str:
        return self.text

    def save(self, *args: Any, **options: Any) -> None:
        self.folded = folded(self.text)  # now it is loaded, and is saved wherever all fields are
        if options.get("update_fields") is not None:
            options["update_fields"] = with_folded(options["update_fields"])
        super().save(*args, **options)

    def clean(self) -> None:
        if not self.folded:
            raise ValidationError({"text": "A name needs at least one letter or digit."})
        twins = Name.objects.exclude(pk=self.pk).filter(folded=self.folded).select_related("term")
        twin = (twins.exclude(term=self.term_id) if self.siblings_move else twins).first()
        if twin:
            raise ValidationError({"text": f"“{twin.text}” is already a name of the term “{twin.term}”."})


class RelatedTerm(NamedTuple):
    """A term as seen from another: "has the part", "is related to" …"""

    label: str
    term: Term


class Relation(Part):
    """How two terms relate, stored once; the other side reads the inverse."""

    class Kind(models.TextChoices):
        RELATED = "related", "is related to"
        BROADER = "broader", "is broader than"
        PART = "part", "is part of"
        CONTRASTS = "contrasts", "contrasts with"

    INVERSES: ClassVar[dict[str, str]] = {
        Kind.RELATED: "is related to",
        Kind.BROADER: "is narrower than",
        Kind.PART: "has the part",
        Kind.CONTRASTS: "contrasts with",
    }
    OWNERS = ("source", "target")
    source = models.ForeignKey(Term, models.CASCADE, related_name="relations", verbose_name="term")
    kind = models.CharField("relation", max_length=10, choices=Kind, default=Kind.RELATED)
    target = models.ForeignKey(Term, models.CASCADE, related_name="inverse_relations", verbose_name="other term")

    class Meta(Part.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                Least("source", "target"),
                Greatest("source", "target"),
                name="glossary_one_relation_a_pair",
                violation_error_message="These two terms are already related.",
            ),
            models.CheckConstraint(
                condition=~Q(source=F("target")),
                name="glossary_no_relation_to_itself",
                violation_error_message="A term is not related to itself.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source} {self.get_kind_display()} {self.target}"
