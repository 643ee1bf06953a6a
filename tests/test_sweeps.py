"""Every page of the site, found by following every link from the first page on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urljoin, urlsplit

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, resolve

from publishing.models import State
from tests.making import make_article, make_outline, make_person, make_term, make_work
from tests.seeded import taken_back

pytestmark = pytest.mark.django_db  # so that there is a database to seed, also where this file runs alone

# Addresses that no page links to, each with the reason.
EXCUSED = {
    "healthz": "for machines: says that the process is up",
    "readyz": "for machines: says that the hub can answer",
    "markdownx_markdownify": "for signed-in editors: the preview of a text",
    "suggest": "for the search box and for browsers: what is offered while somebody types",
    "opensearch": "for browsers: how to search the hub from the address bar",
}
# Where the crawl begins besides the first page: pages that a reader reaches by a form.
FORMS = ("/search/?q=mirror+neurons", "/search/?q=zzzz", "/search/?q=a&page=2", "/search/?q=siegel&kind=resource")
UNSEEN = "Unseen by anybody"
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}


@dataclass
class Seen:
    """What a page holds, as far as the promises below need it."""

    status: int
    text: str
    headings: list[str] = field(default_factory=list)
    title: str = ""
    links: list[str] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)
    opened: list[str] = field(default_factory=list)
    inline: list[str] = field(default_factory=list)
    outside: list[str] = field(default_factory=list)
    cookies: int = 0
    policy: str = ""


class Reader(HTMLParser):
    def __init__(self, seen: Seen) -> None:
        super().__init__()
        self.seen, self.open, self.words = seen, [], []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        if tag not in VOID:
            self.open.append(tag)
        if tag == "h1":
            self.words = []
        if "id" in found:
            self.seen.ids.append(found["id"])
        if "popovertarget" in found:
            self.seen.opened.append(found["popovertarget"])
        if tag == "a" and "href" in found:
            self.seen.links.append(found["href"])
        self.seen.inline += [f"{tag} {name}" for name in found if name == "style" or name.startswith("on")]
        if tag == "style" or (tag == "script" and "src" not in found):
            self.seen.inline.append(tag)
        loaded = found.get("src") or (found.get("href") if tag == "link" and found.get("rel") != "canonical" else "")
        if loaded and urlsplit(loaded).netloc:
            self.seen.outside.append(loaded)

    def handle_endtag(self, tag: str) -> None:
        if tag == "h1":
            self.seen.headings.append(" ".join("".join(self.words).split()))
        if tag in self.open:
            while self.open.pop() != tag:
                pass

    def handle_data(self, data: str) -> None:
        if "title" in self.open and "svg" not in self.open:
            self.seen.title += data
        if "h1" in self.open:
            self.words.append(data)


def visit(client: Client, address: str) -> Seen:
    response = client.get(address)
    text = response.content.decode()
    seen = Seen(response.status_code, text, cookies=len(response.cookies))
    seen.policy = response.headers.get("Content-Security-Policy", "")
    if response.headers.get("Content-Type", "").startswith("text/html"):
        Reader(seen).feed(text)
    return seen


def crawl(client: Client) -> dict[str, Seen]:
    """Every address that can be reached, without fragments, with what stands there.

    Filters are followed once from each list, not in all their combinations.
    """
    waiting, pages = ["/", *FORMS], {}
    while waiting:
        address = waiting.pop()
        if address in pages:
            continue
        pages[address] = seen = visit(client, address)
        waiting += [link for link in local_links(address, seen) if "?" not in link or "?" not in address]
    return pages


def local_links(address: str, seen: Seen) -> Iterator[str]:
    for link in seen.links:
        parts = urlsplit(urljoin(address, link))
        if not parts.scheme and not parts.netloc and not parts.path.startswith(("/admin/", "/static/")):
            yield f"{parts.path}?{parts.query}" if parts.query else parts.path


@pytest.fixture(scope="module")
def pages(_seeded_module: object, django_db_blocker: Any) -> Iterator[dict[str, Seen]]:
    """The whole delivered site, with a draft of every kind beside it."""
    with django_db_blocker.unblock(), taken_back():
        write_drafts()
        yield crawl(Client())


def write_drafts() -> None:
    work = make_work("unseen2026", title=UNSEEN, state=State.DRAFT, recommended=True)
    make_work("unseen2025", slug="unseen2025", title=UNSEEN, state=State.RETIRED)
    make_person(UNSEEN, state=State.IN_REVIEW)
    make_article(UNSEEN, body="With implicit memory [@unseen2026].", state=State.DRAFT)
    make_article("Unseen page", kind="page", state=State.DRAFT)
    make_outline(UNSEEN, slug="unseen-outline", state=State.DRAFT)
    make_term(UNSEEN, slug="unseen-term", state=State.DRAFT, body="About implicit memory.").recommended.add(work)


def test_every_address_named_in_the_urls_is_visited_or_excused(pages: dict[str, Seen]) -> None:
    visited = {resolve(urlsplit(address).path).view_name for address in pages if pages[address].status == 200}
    assert names() - visited - set(EXCUSED) == set()
    assert set(EXCUSED) <= names()


def names() -> set[str]:
    return set(_names(get_resolver().url_patterns, ""))


def _names(patterns: list[URLPattern | URLResolver], space: str) -> Iterator[str]:
    for each in patterns:
        if isinstance(each, URLResolver):
            if each.app_name != "admin":
                yield from _names(each.url_patterns, f"{each.namespace}:" if each.namespace else space)
        elif each.name:
            yield f"{space}{each.name}"


def test_every_link_leads_to_a_page(pages: dict[str, Seen]) -> None:
    assert len(pages) > 120
    assert {address: seen.status for address, seen in pages.items() if seen.status != 200} == {}


def test_every_link_to_a_part_of_a_page_finds_it(pages: dict[str, Seen]) -> None:
    missing = []
    for address, seen in pages.items():
        for link in seen.links:
            parts = urlsplit(urljoin(address, link))
            target = f"{parts.path}?{parts.query}" if parts.query else parts.path
            if parts.fragment and target in pages and parts.fragment not in pages[target].ids:
                missing.append(f"{address} → {link}")
    assert missing == []


def test_every_button_finds_what_it_opens_on_its_page(pages: dict[str, Seen]) -> None:
    assert sum(len(seen.opened) for seen in pages.values()) > 200
    missing = {address: set(seen.opened) - set(seen.ids) for address, seen in pages.items()}
    assert {address: targets for address, targets in missing.items() if targets} == {}


def test_every_page_has_one_h1_and_no_id_twice(pages: dict[str, Seen]) -> None:
    assert {address: seen.headings for address, seen in pages.items() if len(seen.headings) != 1} == {}
    twice = {address: {i for i in seen.ids if seen.ids.count(i) > 1} for address, seen in pages.items()}
    assert {address: ids for address, ids in twice.items() if ids} == {}


def test_every_page_has_a_title_of_its_own(pages: dict[str, Seen]) -> None:
    titles: dict[str, str] = {}
    for address, seen in pages.items():
        if "?" not in address:
            assert titles.setdefault(seen.title, address) == address, seen.title
            assert seen.title.endswith("IPNB Hub") or address == "/"


def test_no_page_has_inline_code_or_asks_others_for_anything(pages: dict[str, Seen]) -> None:
    assert {address: seen.inline for address, seen in pages.items() if seen.inline} == {}
    assert {address: seen.outside for address, seen in pages.items() if seen.outside} == {}


def test_every_page_says_that_it_is_for_learning_and_where_help_is(pages: dict[str, Seen]) -> None:
    for address, seen in pages.items():
        assert "988" in seen.text, address
        assert "116 123" in seen.text, address
        assert "therapist–client relationship" in seen.text, address
        assert 'href="/about/help-now/"' in seen.text, address


def test_no_draft_is_seen_anywhere(pages: dict[str, Seen]) -> None:
    for address, seen in pages.items():
        for trace in (UNSEEN, "unseen2026", "unseen2025", "unseen-term", "unseen-outline", "Unseen page"):
            assert trace not in seen.text, address
    for address in (
        "/glossary/unseen-term/",
        "/resources/unseen2026/",
        "/people/unseen-by-anybody/",
        "/articles/unseen-by-anybody/",
        "/about/unseen-page/",
        "/practice/unseen-outline/",
        "/practice/unseen-outline/step-1/",
    ):
        assert Client().get(address).status_code == 404, address
    assert "Unseen" not in visit(Client(), "/search/?q=unseen+by+anybody").text.replace("nseen by anybody</", "")


def test_no_reader_gets_a_cookie_and_every_page_has_the_strict_policy(pages: dict[str, Seen]) -> None:
    for address, seen in pages.items():
        assert seen.cookies == 0, address
        assert "script-src 'self'" in seen.policy, address
        assert "unsafe" not in seen.policy, address
