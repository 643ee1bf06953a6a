"""Articles and practice outlines."""

from __future__ import annotations

from typing import Any

from articles.models import Article, PracticeOutline, Step
from articles.practising import OutlineReading, StepReading
from publishing.addresses import full

from .nodes import LANGUAGE, Node, day, hub, node
from .works import linked


def article(found: Article) -> Node:
    """A text to read. A summary in our own words is the hub's, based on the original."""
    return node(
        "Article",
        headline=found.title,
        description=found.standfirst,
        url=full(found.get_absolute_url()),
        inLanguage=LANGUAGE,
        datePublished=day(found.publish_at),
        dateModified=day(found.updated),
        author=_authors(found),
        publisher=hub(),
        isBasedOn=_original(found) if found.original_title else None,
    )


def _authors(found: Article) -> Any:
    ours = found.rights_basis == Article.Rights.OWN_WORDS
    return hub() if ours or not found.authors.all() else _printed(found)


def _printed(found: Article) -> list[Node]:
    """Those whom the original names as its authors."""
    return [_person(each.name, each.person) for each in found.authors.all()]


def _person(name: str, person: Any) -> Node:
    return node("Person", name=name, url=full(person.get_absolute_url()) if person else "")


def _original(found: Article) -> Node:
    return node(
        "CreativeWork",
        name=found.original_title,
        author=_printed(found),
        publisher=node("Organization", name=found.original_outlet) if found.original_outlet else None,
        datePublished=day(found.original_date),
        url=found.original_url,
    )


def outline(found: PracticeOutline, reading: OutlineReading) -> Node:
    """A practice outline with its steps in order."""
    steps = [
        node("ListItem", position=step.number, name=step.title, url=full(step.get_absolute_url()))
        for step in (shown.step for shown in reading.steps)
    ]
    return _to_learn(
        found,
        reading.description,
        isBasedOn=linked(found.source) if found.source and found.source.is_live() else None,
        mainEntity=node("ItemList", numberOfItems=len(steps), itemListElement=steps),
    )


def step(found: Step, reading: StepReading) -> Node:
    whole = node("LearningResource", name=found.outline.title, url=full(found.outline.get_absolute_url()))
    return _to_learn(found, reading.description, position=found.number, isPartOf=whole)


def _to_learn(found: PracticeOutline | Step, description: str, **properties: Any) -> Node:
    return node(
        "LearningResource",
        name=found.title,
        description=description,
        url=full(found.get_absolute_url()),
        inLanguage=LANGUAGE,
        dateModified=day(found.updated),
        author=hub(),
        **properties,
    )
