"""Works and people, as far as readers may see what is known of them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from publishing.addresses import full
from resources import references
from resources.bibliography import ET_AL, WORTH_SAYING, held_in
from resources.models import Contributor, Person, Resource

from .nodes import Node, node

Kind = Resource.Kind
Role = Contributor.Role
TYPES = {
    Kind.BOOK: "Book",
    Kind.CHAPTER: "Chapter",
    Kind.VIDEO: "VideoObject",
    Kind.ORGANISATION: "Organization",
    Kind.WEBSITE: "WebSite",
    Kind.JOURNAL: "Periodical",
    Kind.REPORT: "Report",
}
# In what an article or a chapter stands.
HOLDERS = {"ScholarlyArticle": "Periodical", "Chapter": "Book"}
NO_WORKS = ("Organization", "Thing")


def person(someone: Person) -> Node:
    return node("Person", name=someone.name, url=full(someone.get_absolute_url()), sameAs=someone.website)


def work(found: Resource) -> Node:
    """A work, or the body behind it; what nobody has checked is left out."""
    kind, people = _type(found), found.people()
    about = {"name": found.title, "description": found.description, "url": references.address(found)}
    if kind in NO_WORKS:
        return node(kind, **about, founder=_named(people, Role.FOUNDER))
    return node(
        kind,
        **about,
        author=_named(people, Role.AUTHOR),
        editor=_named(people, Role.EDITOR),
        creator=_named(people, Role.SPEAKER),
        datePublished=str(found.shown("year") or ""),
        publisher=node("Organization", name=found.shown("publisher")) if found.shown("publisher") else None,
        creativeWorkStatus=found.get_standing_display() if found.standing in WORTH_SAYING else "",
        **_printed(found, kind),
    )


def linked(found: Resource) -> Node:
    """A work by its name and its place on this site."""
    return node("CreativeWork", name=found.title, url=full(found.get_absolute_url()))


def _type(found: Resource) -> str:
    if found.kind == Kind.ARTICLE:
        return "ScholarlyArticle" if found.shown("container") else "Article"
    if found.kind == Kind.TRAINING:
        # A body that trains is one with founders; of any other nothing says whether it is a course or who gives it.
        return "Organization" if _named(found.people(), Role.FOUNDER) else "Thing"
    return TYPES[Kind(found.kind)]


def _printed(found: Resource, kind: str) -> dict[str, Any]:
    """What only printed works have: where they stand, pages, edition, numbers."""
    holder, (container, _), doi = HOLDERS.get(kind), held_in(found), found.shown("doi")
    printed: dict[str, Any] = {"identifier": node("PropertyValue", propertyID="DOI", value=doi) if doi else None}
    if holder and container:
        printed["isPartOf"] = node(holder, name=container)
    if kind in HOLDERS:
        printed["pagination"] = found.shown("pages")
    if kind == "Book":
        printed |= {"isbn": found.shown("isbn"), "bookEdition": found.shown("edition")}
    return printed


def _named(people: Iterable[Contributor], role: str) -> list[Node | str]:
    """Those who have this part in it; a name that may be a body's or a pseudonym is given as it is printed."""
    named = [each for each in people if each.role == role and each.name != ET_AL]
    return [_contributor(each) for each in named]


def _contributor(each: Contributor) -> Node | str:
    if each.person:
        return node("Person", name=each.name, url=full(each.person.get_absolute_url()))
    return node("Person", name=each.name) if references.surname(each.name) != each.name else each.name
