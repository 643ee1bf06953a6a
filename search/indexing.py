"""Writes the index, in the transaction of the content that it is about."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from importlib.metadata import version
from itertools import islice, pairwise
from typing import Any

from django.db import models, transaction

from . import registered
from .documents import Document, place
from .fulltext import full_text
from .models import Entry, Key, Word
from .text import BOUNDARY, LONGEST_WORD, STOP_WORDS, bag, fold, squash, stem, stems, words

CHUNK = 500
LONGEST_TEXT = 200_000
LONGEST_KEY = 200
SHORTEST_WORD = 4  # shorter words are not corrected
# To be raised when the same document gives other rows than before.
RECIPE = f"3 {version('pystemmer')}"
_OWN = ("model", "object_id")
# What stands beside a name as in its entry.
OF_ENTRY = (*_OWN, "kind", "place", "facet", "visible_from", "visible_until")
_MADE = [each.name for each in Entry._meta.concrete_fields if each.name not in ("id", *_OWN)]


def index(model: type[models.Model], keys: Collection[Any]) -> None:
    """Take in these objects of a model as they are in the database now; a key without a row was deleted.

    The model may have a class method `search_queryset()` that fetches ahead what its documents need.
    """
    label = model._meta.label_lower
    if label not in registered():
        return
    for chunk in chunks(keys):
        made = documents(model, chunk)
        put_all(label, made)
        drop(label, [key for key in chunk if key not in made])


def documents(model: type[models.Model], keys: Collection[Any]) -> dict[Any, Document]:
    """The documents of those of these objects that exist, drafts too."""
    prepared: Any = getattr(model, "search_queryset", model._default_manager.all)()
    return {each.pk: each.search_document() for each in prepared.filter(pk__in=keys)}


def put(label: str, key: int, document: Document) -> None:
    put_all(label, {key: document})


def put_all(label: str, made: Mapping[int, Document]) -> None:
    """Write the entries of these documents of one model, unless they are the same as before."""
    held = dict(Entry.objects.of_objects(label, list(made)).values_list("object_id", "digest"))
    changed = [entry for key, each in made.items() if held.get(key) != (entry := entry_of(label, key, each)).digest]
    if changed:
        with transaction.atomic():
            _write(changed)


def _write(changed: Sequence[Entry]) -> None:
    entries = Entry.objects.bulk_create(changed, update_conflicts=True, unique_fields=list(_OWN), update_fields=_MADE)
    _forget_parts([entry.pk for entry in entries])
    Key.objects.bulk_create([key for entry in entries for key in keys_of(entry)])
    Word.objects.bulk_create([word for entry in entries for word in words_of(entry)])
    full_text().written(entries)


def drop(label: str, keys: Collection[int]) -> None:
    """Forget these objects of a model."""
    gone = list(Entry.objects.of_objects(label, list(keys)).values_list("pk", flat=True)) if keys else []
    if gone:
        with transaction.atomic():
            forget(gone)


def forget(entries: Sequence[int]) -> None:
    """Delete these entries with their keys and words."""
    _forget_parts(entries)
    Entry.objects.filter(pk__in=entries)._raw_delete("default")  # noqa: SLF001


def _forget_parts(entries: Sequence[int]) -> None:
    """Delete in two statements: nobody listens, and Django would otherwise fetch each row first."""
    Key.objects.filter(entry__in=entries)._raw_delete("default")  # noqa: SLF001
    Word.objects.filter(entry__in=entries)._raw_delete("default")  # noqa: SLF001


def digest_of(document: Document) -> str:
    told = json.dumps([RECIPE, asdict(document)], default=str, sort_keys=True)
    return hashlib.sha256(told.encode("utf-8", "replace")).hexdigest()


def entry_of(label: str, key: int, document: Document) -> Entry:
    """The row of a document, not yet written."""
    names = list(dict.fromkeys((document.title, *document.names)))
    text = document.text[:LONGEST_TEXT]
    return Entry(
        model=label,
        object_id=key,
        kind=document.kind,
        place=place(document.kind),
        facet=document.facet,
        title=document.title,
        folded=fold(document.title),
        url=document.url,
        names=names,
        label=document.label,
        summary=document.summary,
        text=text,
        visible_from=document.visible_from,
        visible_until=document.visible_until,
        name_words=_apart(each for name in names for each in (words(name), *_joined(name))),
        known_words=" ".join(words(document.words)),
        title_stems=_apart([stems(document.title)]),
        name_stems=_apart(map(stem, each) for name in names for each in (words(name), *_joined(name))),
        text_stems=_apart([stems(document.summary), stems(text)]),
        digest=digest_of(document),
        recipe=RECIPE,
    )


def _apart(texts: Iterable[Iterable[str]]) -> str:
    """The words of several texts in one column."""
    return f" {BOUNDARY} ".join(map(" ".join, texts))


def _joined(name: str) -> list[tuple[str]]:
    """Neighbouring words of a name without the space between them, as they may be typed.

    None with a word that means nothing: "a theory" would make a known word of "atheory", a slip in the name "theory".
    """
    pairs = [pair for pair in pairwise(words(name)) if STOP_WORDS.isdisjoint(pair)]
    return [("".join(pair)[:LONGEST_WORD],) for pair in pairs]


def keys_of(entry: Entry) -> Iterator[Key]:
    """A key for each name, those that fold alike once."""
    for folded in dict.fromkeys(map(fold, entry.names)):
        if folded:
            yield Key(
                entry=entry,
                folded=folded[:LONGEST_KEY],
                squashed=(squashed := squash(folded)[:LONGEST_KEY]),
                reversed=squashed[::-1],
                stemmed=bag(words(folded))[:LONGEST_KEY],
                is_title=folded == entry.folded,
                title=entry.folded[:LONGEST_KEY],
                **{name: getattr(entry, name) for name in OF_ENTRY},
            )


def words_of(entry: Entry) -> Iterator[Word]:
    """A row for each word of the names, and each further one, that is long enough to be corrected to."""
    of_names = [word for name in entry.names for word in words(name)]
    for text in dict.fromkeys([*of_names, *entry.known_words.split()]):
        if len(text) >= SHORTEST_WORD and text not in STOP_WORDS:
            yield Word(entry=entry, text=text, reversed=text[::-1])


def chunks(keys: Iterable[Any], size: int = CHUNK) -> Iterator[list[Any]]:
    each = iter(keys)
    while chunk := list(islice(each, size)):
        yield chunk
