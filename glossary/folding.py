"""A text and, beside it, its folded form: whoever writes the one writes the other."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypeVar

from django.db import models
from django.db.models.query_utils import DeferredAttribute

from publishing.models import WatchedQuerySet
from search.text import fold

M = TypeVar("M", bound=models.Model)


class _Folded(DeferredAttribute):
    """Follows the row's `text`, whatever was read or assigned: a raw save asks no field, only its attribute."""

    def __get__(self, instance: Any, cls: Any = None) -> Any:
        return self if instance is None else folded(instance.text)

    def __set__(self, instance: Any, value: object) -> None:
        instance.__dict__[self.field.attname] = value  # Django leaves out of a save what is not there


class FoldedText(models.CharField[str, str]):
    """The folded form of the row's `text`."""

    descriptor_class = _Folded


class FoldedQuerySet(WatchedQuerySet[M]):
    """Writes `folded` with every `text`."""

    def update(self, **values: Any) -> int:
        if "text" in values and "folded" not in values:  # `bulk_update` gives both
            values["folded"] = folded(values["text"])
        return super().update(**values)

    def bulk_update(self, objs: Iterable[M], fields: Iterable[str], batch_size: int | None = None) -> int:
        return super().bulk_update(objs, with_folded(fields), batch_size)


def with_folded(fields: Iterable[str]) -> list[str]:
    """The fields that are written, with `folded` where `text` is among them."""
    wanted = dict.fromkeys(fields)
    return list(wanted | {"folded": None}) if "text" in wanted else list(wanted)


def folded(text: object) -> str:
    if not isinstance(text, str):
        raise TypeError(f"A text is folded before it is written, so it must be a plain string, not {text!r}.")
    return fold(text)
