"""What the site keeps beside its content: notices, former addresses, its version, what was delivered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models

from .watched import Watched

if TYPE_CHECKING:
    from .content import Tracked


class Notice(Watched):
    """A text that stands on many pages: disclaimer, crisis note, endorsement note."""

    key = models.SlugField(unique=True)
    title = models.CharField(max_length=120)
    text = models.TextField(help_text="Markdown.")
    updated = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["key"]

    def __str__(self) -> str:
        return self.title

    def natural_key(self) -> tuple[str, ...]:
        return (self.key,)


class FormerAddressManager(models.Manager["FormerAddress"]):
    def keep(self, content: Tracked, before: str) -> None:
        """Remember that `content` stood at `before` until this save; what readers meet frees its own address.

        A draft takes nothing from what stood at its address before: readers are led on until they meet it there.
        """
        now = content.get_absolute_url()
        if content.was_seen():
            self.filter(path=now).delete()
        if before in ("", now):
            return
        if content.was_seen() or not self.filter(path=before).exists():
            kind = ContentType.objects.get_for_model(content)
            self.update_or_create(path=before, defaults={"content_type": kind, "object_id": content.pk})

    def of(self, content: models.Model) -> models.QuerySet[FormerAddress]:
        """The addresses that lead to this object."""
        kind = ContentType.objects.get_for_model(content)
        return self.filter(content_type=kind, object_id=content.pk).order_by("path")

    def left_by(self, model: type[models.Model]) -> list[tuple[int, str]]:
        """The keys of objects of this model, and where they stood."""
        kind = ContentType.objects.get_for_model(model)
        return list(self.filter(content_type=kind).order_by("path").values_list("object_id", "path"))

    def places(self, model: type[models.Model], page: str) -> dict[int, list[str]]:
        """The places on that page (what stands behind "#") where objects of the model stood, by their keys."""
        found: dict[int, list[str]] = {}
        for key, path in self.left_by(model):
            if path.startswith(f"{page}#"):
                found.setdefault(key, []).append(path.partition("#")[2])
        return found

    def pass_on(self, content: Tracked, to: Tracked) -> None:
        """`to` stands for `content` from now on: all its addresses lead there."""
        kinds = ContentType.objects.get_for_model(content), ContentType.objects.get_for_model(to)
        self.filter(content_type=kinds[0], object_id=content.pk).update(content_type=kinds[1], object_id=to.pk)
        self.update_or_create(path=content.get_absolute_url(), defaults={"content_type": kinds[1], "object_id": to.pk})
        self.filter(path=to.get_absolute_url()).delete()


class FormerAddress(models.Model):
    """An address that something had once; it leads on to where that something is now.

    A live page at the same address goes before it. One with "#" was a place on a page.
    """

    path = models.CharField(max_length=250, unique=True)
    content_type = models.ForeignKey(ContentType, models.CASCADE)
    object_id = models.PositiveBigIntegerField()
    content = GenericForeignKey()

    objects = FormerAddressManager()

    class Meta:
        verbose_name_plural = "former addresses"

    def __str__(self) -> str:
        return self.path


class SiteVersion(models.Model):
    """One row that changes with every change of content; the token never returns, even after a roll-back."""

    number = models.PositiveBigIntegerField(default=0)
    token = models.CharField(max_length=32, blank=True)
    rules = models.CharField(max_length=200, blank=True, help_text="The rules by which uses were last made.")

    def __str__(self) -> str:
        return f"content version {self.number}"


class Seeded(models.Model):
    """What the seed loader wrote once: the hash of the fixture's record, and of the object as it was then."""

    model = models.CharField(max_length=60)
    key = models.CharField(max_length=200)
    record = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)

    class Meta:
        verbose_name_plural = "seeded"
        constraints = [models.UniqueConstraint(fields=["model", "key"], name="publishing_seeded_once")]

    def __str__(self) -> str:
        return f"{self.model} {self.key}"
