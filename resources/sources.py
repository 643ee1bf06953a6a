"""The numbered sources of a page: what its notes hold, the list at its foot, and what follows as "Further sources"."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from publishing.markdown import Page

from .models import Citation, Resource

Stances = Mapping[int, list[str]]
Works = Mapping[str, Resource]
_SAID: dict[str, str] = {Citation.Stance.SUPPORTS: "Supports", Citation.Stance.DISPUTES: "Disputes"}


@dataclass(frozen=True, slots=True)
class Source:
    """One numbered note with the work that it means, and what that work says to the matter, in words."""

    number: int
    resource: Resource
    locator: str
    stances: tuple[str, ...] = ()

    def slip(self) -> SafeString:
        """What opens in place."""
        return render_to_string("parts/slip.html", {"source": self})


def works_of(pages: Iterable[Page]) -> Works:
    """The works in the notes of these pages, by their keys, all asked for at once; those that the public may see."""
    keys = {note.key for page in pages for note in page.notes}
    return {work.key: work for work in Resource.objects.published().with_keys(keys).with_people()} if keys else {}


def numbered(page: Page, stances: Stances | None = None, works: Works | None = None) -> list[Source]:
    """The works of a page's notes, in the order of their numbers; those that the public may not see are left out.

    `works` are those that were asked for already, for this page and others.
    """
    works = works_of([page]) if works is None else works
    said = stances or {}
    return [
        Source(note.number, works[note.key], note.locator, tuple(said.get(note.number, ())))
        for note in page.notes
        if note.key in works
    ]


def filled(page: Page, sources: Iterable[Source]) -> Page:
    """The page with these sources in its notes."""
    return page.filled({source.number: source.slip() for source in sources})


def stances(page: Page, citations: Iterable[Citation], what: str) -> dict[int, list[str]]:
    """What the cited works say to `what`, by the numbers of their notes; a work that is only context says nothing."""
    said: dict[int, list[str]] = {}
    for citation in citations:
        verb = _SAID.get(citation.stance)
        for note in page.notes if verb and citation.resource else ():
            if note.key == citation.resource.key:
                said.setdefault(note.number, []).append(f"{verb} {what}.")
    return said


def further(citations: Iterable[Citation], page: Page) -> list[Resource]:
    """The public works among the citations that no note of the page names, each once."""
    noted = {note.key for note in page.notes}
    works = {each.resource.key: each.resource for each in citations if each.resource and each.resource.is_live()}
    return [work for key, work in works.items() if key not in noted]
