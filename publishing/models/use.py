"""Who names whom."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.apps import apps
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.contrib.contenttypes.prefetch import GenericPrefetch
from django.db import models
from django.db.models import Q

from .content import Tracked

if TYPE_CHECKING:
    from collections.abc import Iterable


class UseQuerySet(models.QuerySet["Use"]):
    def to(self, target: models.Model) -> Self:
        """The uses that name `target`, in the order of their sources."""
        return self.to_any(type(target), [target.pk])

    def to_any(self, model: type[models.Model], keys: Iterable[Any]) -> Self:
        kind = ContentType.objects.get_for_model(model)
        return self.filter(target_type=kind, target_id__in=keys)

    def to_these(self, targets: Iterable[models.Model]) -> Self:
        """The uses that name one of these, by others."""
        keys: dict[ContentType, list[Any]] = {}
        for target in targets:
            keys.setdefault(ContentType.objects.get_for_model(target), []).append(target.pk)
        named, own = Q(pk__in=()), Q(pk__in=())
        for kind, ours in keys.items():
            named |= Q(target_type=kind, target_id__in=ours)
            own |= Q(source_type=kind, source_id__in=ours)
        return self.filter(named).exclude(own)

    def by_kind(self) -> Self:
        """In the order of their kinds, with both ends and what a line about each needs."""
        place = models.Case(*(models.When(kind=kind, then=n) for n, kind in enumerate(Use.Kind.values)), default=99)
        ends = [GenericPrefetch(end, _reference_querysets()) for end in ("source", "target")]
        return self.order_by(place, "source_type", "source_id", "order").prefetch_related(*ends)

    def pairs_of_lists(self) -> set[tuple[str, int, str, int | None]]:
        """Model and key of source and target, where rows of the source say the same."""
        rows = self.exclude(kind__in=(Use.Kind.TERM, Use.Kind.LINK)).order_by()
        found = rows.values_list("source_type", "source_id", "target_type", "target_id").distinct()
        return {(_label(a), source, _label(b), target) for a, source, b, target in found}

    def of_kinds(self, *kinds: str) -> Self:
        return self.filter(kind__in=kinds)

    def seen_by_public(self) -> list[Use]:
        """One use a source, the first with a sentence if there is one, of the sources that are live now."""
        first: dict[tuple[int, int], Use] = {}
        for use in self.prefetch_related(GenericPrefetch("source", _reference_querysets())):
            known = first.setdefault((use.source_type_id, use.source_id), use)
            if use.sentence and not known.sentence:
                first[use.source_type_id, use.source_id] = use
        live = [use.without_text_it_may_not_show() for use in first.values() if use.source and use.source.is_live()]
        return sorted(live, key=lambda use: str(use.source).casefold())


def _label(kind: int) -> str:
    model = ContentType.objects.get_for_id(kind).model_class()
    return model._meta.label if model else ""


def _reference_querysets() -> list[models.QuerySet[Any]]:
    tracked = [model for model in apps.get_models() if issubclass(model, Tracked)]
    return [model.references() for model in tracked]


class Use(models.Model):
    """Something names something: a text links a term, cites a work, leads to a page or an outside address."""

    class Kind(models.TextChoices):
        TERM = "term", "explains the term"
        CITATION = "citation", "cites"
        LINK = "link", "links to"
        OUTSIDE = "outside", "links to an outside address"
        LISTED = "listed", "lists"
        AUTHOR = "author", "is by"
        USAGE = "usage", "uses the term"

    IN_TEXTS: ClassVar[tuple[str, ...]] = (Kind.TERM, Kind.CITATION, Kind.LINK)

    kind = models.CharField(max_length=10, choices=Kind)
    source_type = models.ForeignKey(ContentType, models.CASCADE, related_name="+")
    source_id = models.PositiveBigIntegerField()
    source = GenericForeignKey("source_type", "source_id")
    target_type = models.ForeignKey(ContentType, models.CASCADE, null=True, related_name="+")
    target_id = models.PositiveBigIntegerField(null=True)
    target = GenericForeignKey("target_type", "target_id")
    address = models.URLField(max_length=500, blank=True)
    anchor = models.CharField(max_length=120, blank=True)
    sentence = models.TextField(blank=True)
    order = models.PositiveIntegerField(default=0)

    objects: ClassVar[Any] = UseQuerySet.as_manager()

    class Meta:
        ordering = ["source_type", "source_id", "order"]
        indexes = [
            models.Index(fields=["target_type", "target_id", "kind"], name="publishing_use_target"),
            models.Index(fields=["source_type", "source_id"], name="publishing_use_source"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(target_id=None, target_type=None) & ~Q(address="")
                | Q(target_id__isnull=False, target_type__isnull=False, address=""),
                name="publishing_use_has_one_target",
            )
        ]

    def __str__(self) -> str:
        return f"{self.source} {self.get_kind_display()} {self.target or self.address}"

    def without_text_it_may_not_show(self) -> Use:
        """Itself, unsaved, without the sentence that its source may no longer show."""
        if self.kind in self.IN_TEXTS and self.source and not self.source.may_show_text():
            self.sentence = self.anchor = ""
        return self

    def of_model(self, label: str) -> bool:
        """Whether its source is of the model with this label ("glossary.term")."""
        kind = ContentType.objects.get_for_id(self.source_type_id)
        return f"{kind.app_label}.{kind.model}" == label
