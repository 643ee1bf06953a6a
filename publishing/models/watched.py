"""Models whose every change is announced."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Self, TypeVar

from django.db import models, transaction

from publishing import changes

if TYPE_CHECKING:
    from collections.abc import Iterable

M = TypeVar("M", bound=models.Model)


class WatchedQuerySet(models.QuerySet[M]):
    """A QuerySet whose writes raise the content version first and announce what they changed."""

    def update(self, **values: Any) -> int:
        with transaction.atomic(using=self.db), changes.gathered(self.db):
            keys = list(self.values_list("pk", flat=True))
            changes.announce_keys(self.model, keys)
            count = super().update(**values)
            changes.announce_keys(self.model, keys)
            return count

    def bulk_create(self, objs: Iterable[M], *args: Any, **options: Any) -> list[M]:
        if options.get("ignore_conflicts") or options.get("update_conflicts"):
            raise NotImplementedError("conflicts would leave the search index without the written rows")
        with transaction.atomic(using=self.db), changes.gathered(self.db):
            created = super().bulk_create(objs, *args, **options)
            for each in created:
                changes.announce_instance(each)
            return created

    def bulk_update(self, objs: Iterable[M], fields: Iterable[str], batch_size: int | None = None) -> int:
        objs = list(objs)
        with transaction.atomic(using=self.db), changes.gathered(self.db):
            return super().bulk_update(objs, fields, batch_size)

    def delete(self) -> tuple[int, dict[str, int]]:
        """Delete with all that goes along, and announce that once it is gone: no listener meets half of it."""
        with transaction.atomic(using=self.db), changes.gathered(self.db):
            return super().delete()

    delete.alters_data = True  # type: ignore[attr-defined]
    delete.queryset_only = True  # type: ignore[attr-defined]


class Watched(models.Model):
    """A model whose every change is announced (see `publishing.changes`)."""

    objects: ClassVar[models.Manager[Self]] = WatchedQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **options: Any) -> None:
        using = options.get("using") or self._state.db
        with transaction.atomic(using=using), changes.gathered(using):
            changes.announce_stored(self)
            super().save(*args, **options)

    def delete(self, using: Any = None, keep_parents: bool = False) -> tuple[int, dict[str, int]]:
        with transaction.atomic(using=using), changes.gathered(using):
            return super().delete(using, keep_parents)


class Part(Watched):
    """A row that belongs to a piece of content; its changes are its owner's."""

    OWNERS: ClassVar[tuple[str, ...]] = ()
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        abstract = True
        ordering = ["order", "pk"]
