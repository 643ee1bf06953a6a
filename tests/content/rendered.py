"""Every text of the hub as the pipeline renders it, with the links that it made."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

from django.apps import apps

from publishing import markdown, uses
from publishing.addresses import content_at
from publishing.markdown import Page, Text
from publishing.models import Notice, Tracked


@dataclass(frozen=True)
class Rendered:
    """One object's texts: its address, the page they make, and the links to the glossary with their words."""

    address: str
    page: Page
    links: list[tuple[str, str]]
    lost: list[str]  # addresses of this site to which the texts link, and where nothing is


@dataclass
class Links(HTMLParser):
    """The glossary links of a text: the slug of each and the words that it stands on."""

    found: list[tuple[str, str]] = field(default_factory=list)
    slug: str = ""

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = dict(attrs)
        if tag == "a" and named.get("class") == "term":
            self.slug = str(named["href"]).rstrip("/").rpartition("/")[2]
            self.found.append((self.slug, ""))

    def handle_endtag(self, tag: str) -> None:
        if tag == "a":
            self.slug = ""

    def handle_data(self, data: str) -> None:
        if self.slug:
            slug, words = self.found.pop()
            self.found.append((slug, " ".join(f"{words}{data}".split())))


def everything() -> list[Rendered]:
    """Every content object and every notice, by address."""
    models = [model for model in apps.get_models() if issubclass(model, Tracked)]
    objects = [each for model in models for each in model._base_manager.all()]
    pages = [_rendered(each.get_absolute_url(), each.texts(), uses.subject(each)) for each in objects if each.texts()]
    quiet = {f"notice {notice.key}": Text(notice.text, quiet=True) for notice in Notice.objects.all()}
    notices = [_rendered(address, [text], "") for address, text in quiet.items()]
    return sorted([*pages, *notices], key=lambda each: each.address)


def _rendered(address: str, texts: Any, about: str) -> Rendered:
    page = markdown.render(*texts, about=about)
    links = Links()
    links.feed("\n".join(page.html))
    own = {mention.target.partition("#")[0] for mention in page.mentions if mention.target.startswith("/")}
    lost = [each for each in own if content_at(each) is None and each not in LISTS]
    return Rendered(address, page, links.found, sorted(lost))


# Pages of this site that are no content object.
LISTS = ("/glossary/", "/resources/", "/references/", "/practice/", "/articles/", "/about/")
