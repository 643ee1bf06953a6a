"""Who names whom: the rows of `Use`, made again from texts and lists whenever content changes."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from typing import Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db import models

from . import changes, markdown, stamp
from .addresses import content_at
from .markdown import Mention
from .models import SiteVersion, Tracked, Use
from .stamp import Stamp

LONGEST_ADDRESS = 500  # as the field holds; PostgreSQL would refuse the whole change


def refresh(model: type[models.Model], keys: Collection[Any]) -> None:
    """The listener: make the uses of these objects again, and those of every text that the rules now read otherwise."""
    if not issubclass(model, Tracked):
        return
    refresh_objects(model, keys)
    if (otherwise := _rules_changed()) is not None:
        for each in apps.get_models():
            if issubclass(each, Tracked):
                sources = each._base_manager.prefetch_related(*each.NAMES)
                changes.announce(each, [source.pk for source in sources if _any(otherwise, source)])


def _rules_changed() -> Callable[[str], bool] | None:
    """Which texts link otherwise than when uses were last made, for example because of a new term; nothing: none."""
    row = SiteVersion.objects.get(pk=1)
    version = markdown.version()
    if row.rules == version:
        return None
    SiteVersion.objects.filter(pk=1).update(rules=version)
    return markdown.otherwise(row.rules)


def _any(otherwise: Callable[[str], bool], source: Tracked) -> bool:
    return any(otherwise(text.source) for text in source.texts())


def refresh_objects(model: type[Tracked], keys: Iterable[Any]) -> None:
    keys = list(keys)
    kind = ContentType.objects.get_for_model(model)
    now, sources = stamp.current(), list(model._base_manager.filter(pk__in=keys).prefetch_related(*model.NAMES))
    gone = set(keys) - {source.pk for source in sources}
    Use.objects.filter(source_type=kind, source_id__in=keys).delete()
    Use.objects.filter(target_type=kind, target_id__in=gone).delete()
    Use.objects.bulk_create(use for source in sources for use in uses_of(source, kind, now))


def uses_of(source: Tracked, kind: ContentType, now: Stamp) -> Iterator[Use]:
    """The uses that `source` makes, unsaved: those of its texts in reading order, then what only its lists name."""
    made = [*_in_texts(source, now)]
    cited = {use.target for use in made if use.kind == Use.Kind.CITATION}
    made += [
        Use(kind=listed.kind, target=listed.target, sentence=listed.sentence)
        for listed in source.listed()
        if listed.kind != Use.Kind.CITATION or listed.target not in cited
    ]
    for order, use in enumerate(made, start=1):
        use.source_type, use.source_id, use.order = kind, source.pk, order
        yield use


def _in_texts(source: Tracked, now: Stamp) -> Iterator[Use]:
    page = markdown.render(*source.texts(), about=subject(source), now=now)
    for mention, target in _resolved(page.mentions):
        place = {"sentence": mention.sentence, "anchor": mention.anchor}
        if isinstance(target, str):
            if len(target) <= LONGEST_ADDRESS:
                yield Use(kind=Use.Kind.OUTSIDE, address=target, **place)
        else:
            yield Use(kind=Use.Kind(mention.kind), target=target, **place)


def subject(content: models.Model) -> str:
    """How the pipeline names an object, for example "glossary.term:implicit-memory"."""
    return f"{content._meta.label_lower}:{'/'.join(content.natural_key())}"  # type: ignore[attr-defined]


def _resolved(mentions: Iterable[Mention]) -> Iterator[tuple[Mention, models.Model | str]]:
    """Each mention with the object it means, or the outside address; what does not exist is left out."""
    for mention in mentions:
        if mention.target.startswith(("http://", "https://", "mailto:")):
            yield mention, mention.target
        elif (found := _own(mention.target)) is not None:
            yield mention, found


def _own(target: str) -> models.Model | None:
    if target.startswith("/"):
        return content_at(target)
    label, _, key = target.partition(":")
    model = apps.get_model(label)
    try:
        return model._default_manager.get_by_natural_key(key)  # type: ignore[no-any-return]
    except model.DoesNotExist:
        return None
