"""The numbered sources at the foot of a page, and what follows under "Further sources"."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from publishing.markdown import Page

from .models import Citation, Resource


@dataclass(frozen=True, slots=True)
class Source:
    """One numbered note with the work that it means."""

    number: int
    resource: Resource
    locator: str


def numbered(page: Page) -> list[Source]:
    """The works of a page's notes, in the order of their numbers."""
    keys = {note.key for note in page.notes}
    works = {work.key: work for work in Resource.objects.published().with_keys(keys).with_people()} if keys else {}
    return [Source(note.number, works[note.key], note.locator) for note in page.notes if note.key in works]


def further(citations: Iterable[Citation], page: Page) -> list[Resource]:
    """The public works among the citations that no note of the page names, each once."""
    noted = {note.key for note in page.notes}
    works = {each.resource.key: each.resource for each in citations if each.resource and each.resource.is_live()}
    return [work for key, work in works.items() if key not in noted]
