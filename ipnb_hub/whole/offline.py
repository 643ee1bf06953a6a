"""The whole hub as one HTML document, to read without a network: what the public may see now, and nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import rcssmin
from django.contrib.staticfiles import finders
from django.core.files.storage import default_storage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe

from articles.models import Article, PracticeOutline, Step
from glossary.models import Term
from ipnb_hub import feed_entries
from ipnb_hub.context import notices
from publishing import markdown, stamp
from publishing.models import Tracked
from resources import sources
from resources.models import Person, Resource
from resources.references import in_order

from .archive import is_upload
from .offline_html import Pages, Part

STYLES = ("css/hub.css", "css/offline.css")


@dataclass(frozen=True, slots=True)
class Entry:
    """One page of the hub in the document; its HTML is read when it is made, and written when all are."""

    id: str
    title: str
    part: Part

    @property
    def html(self) -> SafeString:
        return self.part.written()


@dataclass(frozen=True, slots=True)
class Group:
    id: str
    title: str
    entries: list[Entry]


@dataclass
class Document:
    pages: Pages = field(default_factory=Pages)

    def entry(self, path: str, title: str, template: str, context: dict[str, Any]) -> Entry:
        name = self.pages.add(path)
        return Entry(name, title, Part(render_to_string(template, context), name, self.pages, picture))

    def group(self, name: str, title: str, entries: Iterable[Entry], page: str = "") -> Group:
        """A part of the document, to which links to `page` lead."""
        found = self.pages.add(page or f"all.{name}", f"all.{name}")
        return Group(found, title, list(entries))

    def read(self, things: Iterable[Tracked], folder: str = "feed") -> Iterator[Entry]:
        """Articles, terms, outlines and steps, as the feed reads them."""
        for each in feed_entries.read(things):
            template = f"{folder}/{each.thing._meta.model_name}.html"
            yield self.entry(each.thing.get_absolute_url(), each.title, template, each.context)

    def groups(self) -> list[Group]:
        articles, practice = Article.objects.published(), self.read(_practice())
        read, about = self.read(articles.to_read().whole().by_title()), self.read(articles.pages().whole().by_title())
        return [
            self.group("articles", "Articles", read, reverse("articles:articles")),
            self.group("practice", "Practice", practice, reverse("articles:outlines")),
            self.group("glossary", "Glossary", self.read(_terms(), "offline"), reverse("glossary:glossary")),
            self.group("resources", "Resources", self.works(), reverse("resources:resources")),
            self.group("references", "References", self.references()),
            self.group("people", "People", self.people()),
            self.group("about", "About this site", about),
        ]

    def works(self) -> Iterator[Entry]:
        for work in Resource.objects.published().recommended().with_people().with_instead().by_title():
            yield self.entry(work.get_absolute_url(), work.title, "offline/resource.html", {"resource": work})

    def references(self) -> Iterator[Entry]:
        """One entry with every work, under the address of the page that lists them."""
        works = in_order(Resource.objects.published().with_people())
        yield self.entry(reverse("resources:references"), "All works", "offline/references.html", {"works": works})

    def people(self) -> Iterator[Entry]:
        for person in Person.objects.published().with_copies().by_name():
            page = markdown.render(*person.texts())
            context = {"person": person, "html": page.html[0], "sources": sources.numbered(page)}
            yield self.entry(person.get_absolute_url(), person.name, "offline/person.html", context)


def _terms() -> Iterable[Term]:
    terms: Iterable[Term] = Term.objects.published().whole().with_relations().by_title()
    return terms


def _practice() -> Iterator[Tracked]:
    """Each outline, and behind it its steps."""
    for outline in PracticeOutline.objects.published().whole().prefetch_related("steps").by_title():
        yield outline
        yield from Step.objects.of_outline(outline.slug).in_order().whole()


def written() -> str:
    """The document."""
    document = Document()
    with stamp.held():
        groups = document.groups()
    shown = {key: _still(document, notice.html) for key, notice in notices().items()}
    context = {"groups": groups, "notices": shown, "day": timezone.localdate(), "style": style()}
    return str(render_to_string("offline/hub.html", context))


def _still(document: Document, html: str) -> SafeString:
    return Part(html, "top", document.pages, picture).written()


def style() -> SafeString:
    """The site's style sheet, and what differs in one long page."""
    found = (Path(str(finders.find(name))).read_text(encoding="utf-8") for name in STYLES)
    return mark_safe(str(rcssmin.cssmin("\n".join(found))))  # noqa: S308 - our own files


def picture(address: str) -> bytes | None:
    """The bytes of an uploaded picture, if it is there."""
    name = address.lstrip("/")
    if not is_upload(name):
        return None
    path = Path(default_storage.path(name.removeprefix("uploads/")))
    return path.read_bytes() if path.is_file() else None
