"""The index: an entry for every findable object, its names as keys, and the words of its names.

Nothing else writes these tables than `search.indexing`; what is found by full text lies beside them in what
`search.sqlite` or `search.postgresql` makes.
"""

from __future__ import annotations

from datetime import datetime
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
    title_stems = models.TextField(blank=True)
    name_stems = models.TextField(blank=True)
    text_stems = models.TextField(blank=True)
    digest = models.CharField(max_length=64, help_text="The hash of the document that it was made from.")
    recipe = models.CharField(max_length=40, db_index=True, help_text="How the words were made.")

    objects: ClassVar[EntryQuerySet] = EntryQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name_plural = "entries"
        constraints = [models.UniqueConstraint(fields=["model", "object_id"], name="search_one_entry_an_object")]

    def __str__(self) -> str:
        return self.title


class Key(models.Model):
    """A name of an entry: folded, once more without spaces, and as its stems in one order."""

    entry = models.ForeignKey(Entry, models.CASCADE, related_name="keys")
    folded = models.CharField(max_length=200)
    squashed = models.CharField(max_length=200)
    stemmed = models.CharField(max_length=200)
    is_title = models.BooleanField()

    class Meta:
        indexes = [
            models.Index(fields=["squashed"], name="search_key_squashed"),
            models.Index(fields=["stemmed"], name="search_key_stemmed"),
        ]

    def __str__(self) -> str:
        return self.folded


class WordQuerySet(models.QuerySet["Word"]):
    def visible(self, at: datetime) -> Self:
        """Words of entries whose window is open at that moment; an empty beginning is never."""
        not_over = Q(entry__visible_until=None) | Q(entry__visible_until__gt=at)
        return self.filter(not_over, entry__visible_from__lte=at)

    def near(self, words: list[str]) -> Self:
        """Words of about the same length that begin with the same letter or end alike."""
        like = Q(pk__in=[])
        for word in words:
            lengths = Q(length__range=(len(word) - 2, len(word) + 2))
            like |= lengths & (Q(first=word[0]) | Q(tail=word[-Word.TAIL :]))
        return self.filter(like)


class Word(models.Model):
    """A word of an entry's names; typing errors are corrected to words like it."""

    TAIL: ClassVar[int] = 3
    entry = models.ForeignKey(Entry, models.CASCADE, related_name="words")
    text = models.CharField(max_length=60)
    first = models.CharField(max_length=1)
    tail = models.CharField(max_length=3)
    length = models.PositiveSmallIntegerField()

    objects: ClassVar[WordQuerySet] = WordQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        indexes = [
            models.Index(fields=["first", "length", "text"], name="search_word_first"),
            models.Index(fields=["tail", "length", "text"], name="search_word_tail"),
        ]

    def __str__(self) -> str:
        return self.text
