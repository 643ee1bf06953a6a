"""The index: an entry for every findable object, its names as keys, and the words of its names.

Nothing else writes these tables than `search.indexing`; what is found by full text lies beside them in what
`search.sqlite` or `search.postgresql` makes.
"""

from __future__ import annotations

from datetime import date
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q


class EntryQuerySet(models.QuerySet["Entry"]):
    def of_model(self, label: str) -> Self:
        return self.filter(model=label)

    def of_objects(self, label: str, keys: list[int]) -> Self:
        return self.filter(model=label, object_id__in=keys)

    def of_other_recipe(self, recipe: str) -> Self:
        return self.filter(Q(recipe__lt=recipe) | Q(recipe__gt=recipe))


class Entry(models.Model):
    """One findable object: what a hit shows, when it may be found, and its words and stems in order."""

    model = models.CharField(max_length=60)
    object_id = models.PositiveBigIntegerField()
    kind = models.CharField(max_length=20)
    place = models.PositiveSmallIntegerField(help_text="The kind's place among equally good hits.")
    facet = models.CharField(max_length=40, blank=True)
    title = models.TextField()
    folded = models.TextField(help_text="The folded title: hits that are equally good stand in its order.")
    url = models.TextField()
    names = models.JSONField(default=list)
    label = models.TextField(blank=True)
    summary = models.TextField(blank=True)
    text = models.TextField(blank=True)
    visible_from = models.DateTimeField(null=True)
    visible_until = models.DateTimeField(null=True)
    name_words = models.TextField(blank=True)
    known_words = models.TextField(blank=True, help_text="Further words that typing errors are corrected to.")
    title_stems = models.TextField(blank=True)
    name_stems = models.TextField(blank=True)
    text_stems = models.TextField(blank=True)
    digest = models.CharField(max_length=64, help_text="The hash of the document that it was made from.")
    recipe = models.CharField(max_length=40, db_index=True, help_text="How the words were made.")

    objects: ClassVar[EntryQuerySet] = EntryQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name_plural = "entries"
        constraints = [models.UniqueConstraint(fields=["model", "object_id"], name="search_one_entry_an_object")]
        # What is found in texts is counted from this index alone; an entry itself is as long as its texts.
        indexes = [
            models.Index(
                fields=["id", "model", "place", "object_id", "kind", "facet", "visible_from", "visible_until"],
                name="search_entry_without_texts",
            )
        ]

    def __str__(self) -> str:
        return self.title


class Key(models.Model):
    """A name of an entry: folded, once more without spaces, that backwards, and as its stems in one order.

    Beside it stands what decides whether and where its entry is found, so that names are sought without their entries.
    """

    entry = models.ForeignKey(Entry, models.CASCADE, related_name="keys")
    folded = models.CharField(max_length=200)
    squashed = models.CharField(max_length=200)
    reversed = models.CharField(max_length=200, help_text="The name without spaces, backwards.")
    stemmed = models.CharField(max_length=200)
    is_title = models.BooleanField()
    model = models.CharField(max_length=60)
    object_id = models.PositiveBigIntegerField()
    kind = models.CharField(max_length=20)
    place = models.PositiveSmallIntegerField(help_text="That of its entry.")
    facet = models.CharField(max_length=40, blank=True)
    title = models.CharField(max_length=200, help_text="The folded title of its entry.")
    visible_from = models.DateTimeField(null=True)
    visible_until = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["squashed"], name="search_key_squashed"),
            models.Index(fields=["reversed"], name="search_key_reversed"),
            models.Index(fields=["stemmed"], name="search_key_stemmed"),
        ]

    def __str__(self) -> str:
        return self.folded


class Word(models.Model):
    """A word of an entry's names; typing errors are corrected to words like it."""

    entry = models.ForeignKey(Entry, models.CASCADE, related_name="words")
    text = models.CharField(max_length=60)
    reversed = models.CharField(max_length=60)

    class Meta:
        indexes = [
            models.Index(fields=["text"], name="search_word_text"),
            models.Index(fields=["reversed"], name="search_word_reversed"),
        ]

    def __str__(self) -> str:
        return self.text


class MissQuerySet(models.QuerySet["Miss"]):
    def often(self) -> Self:
        """What may be shown: a text that was typed once or twice may be somebody's own."""
        return self.filter(number__gte=Miss.SHOWN_FROM)

    def first_on(self, day: date) -> Self:
        return self.filter(first_day=day)

    def last_before(self, day: date) -> Self:
        return self.filter(last_day__lt=day)

    def rarest_before(self, day: date, most: int) -> list[str]:
        """What may go first: last searched for before that day, the rarest first, the oldest of those first."""
        return list(self.last_before(day).order_by("number", "last_day").values_list("text", flat=True)[:most])

    def among(self, texts: list[str]) -> Self:
        return self.filter(text__in=texts)


class Miss(models.Model):
    """A text that was searched for and not found. No row number: it would tell the order within a day."""

    LONGEST: ClassVar[int] = 100
    SHOWN_FROM: ClassVar[int] = 3
    text = models.CharField("what was searched for", max_length=LONGEST, primary_key=True)
    number = models.PositiveBigIntegerField("how often")
    first_day = models.DateField("first searched for on")
    last_day = models.DateField("last searched for on")

    objects: ClassVar[MissQuerySet] = MissQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = "search without an answer"
        verbose_name_plural = "searches without an answer"
        default_permissions = ("view", "delete")
        constraints = [models.CheckConstraint(condition=Q(number__gte=1), name="search_miss_is_counted")]

    def __str__(self) -> str:
        return self.text
