"""Compares the whole index with the content, and makes it anew."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from django.db import models, transaction

from . import registered, structure
from .fulltext import full_text
from .indexing import chunks, documents, entry_of, forget, keys_of, put_all, words_of
from .models import Entry, Key

_COMPARED = [each.attname for each in Entry._meta.concrete_fields if each.name != "id"]
_COMPARED_KEY = [each.attname for each in Key._meta.concrete_fields if each.name not in ("id", "entry")]


def _silent(done: int, total: int) -> None:
    """Nobody watches."""


def rebuild(progress: Callable[[int, int], None] = _silent) -> int:
    """Make the index anew in one transaction, readers keep the old one meanwhile; how many entries it has.

    `progress` hears how many objects are done, of how many: first none, then after each chunk.
    """
    structure.ensure()
    with transaction.atomic():
        full_text().lock()
        work = {label: _keys(model) for label, model in registered().items()}
        done, total = 0, sum(map(len, work.values()))
        progress(done, total)
        full_text().rebuild()  # what is broken could not be emptied
        forget_all()
        for label, keys in work.items():
            for chunk in chunks(keys):
                put_all(label, documents(registered()[label], chunk))
                done += len(chunk)
                progress(done, total)
        full_text().tidy()
    return Entry.objects.count()


def forget_all() -> None:
    for chunk in chunks(list(Entry.objects.values_list("pk", flat=True))):
        forget(chunk)


def differences() -> Iterator[str]:
    """What differs between the index and the content, one sentence each."""
    faults = structure.faults()
    yield from faults
    for label, model in registered().items():
        for chunk in chunks(_keys(model)):
            yield from _differences(label, model, chunk)
    yield from _orphans()
    if not faults and (number := full_text().differing()):
        yield f"The full text differs from its entries ({number})."


def _keys(model: type[models.Model]) -> list[Any]:
    return list(model._default_manager.order_by("pk").values_list("pk", flat=True))


def _differences(label: str, model: type[models.Model], keys: list[int]) -> Iterator[str]:
    held = {each.object_id: each for each in Entry.objects.of_objects(label, keys).prefetch_related("keys", "words")}
    for key, document in documents(model, keys).items():
        entry = held.get(key)
        if entry is None:
            yield f"{label} {key} ({document.title}) is not in the index."
        elif _parts(entry, entry.keys.all(), entry.words.all()) != _expected(entry_of(label, key, document)):
            yield f"{label} {key} ({document.title}) is out of date in the index."


def _expected(entry: Entry) -> object:
    return _parts(entry, list(keys_of(entry)), list(words_of(entry)))


def _parts(entry: Entry, keys: Any, words: Any) -> object:
    """Everything that the index holds of an entry, in a form that can be compared."""
    return (
        [getattr(entry, name) for name in _COMPARED],
        sorted(([getattr(key, name) for name in _COMPARED_KEY] for key in keys), key=str),
        sorted((word.text, word.reversed) for word in words),
    )


def _orphans() -> Iterator[str]:
    """Entries of objects that are gone, or of models that are no longer registered."""
    for label in Entry.objects.order_by("model").values_list("model", flat=True).distinct():
        held = list(Entry.objects.of_model(label).order_by("object_id").values_list("object_id", "title"))
        model = registered().get(label)
        there = set(_keys(model)) if model else set()
        yield from (f"{label} {key} ({title}) is gone, but in the index." for key, title in held if key not in there)
