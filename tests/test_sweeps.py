"""Every page of the site, found by following every link from the first page on."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from urllib.parse import urljoin, urlsplit
from xml.etree import ElementTree as ET

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, resolve, reverse
from django.utils import timezone
from rdflib import RDF, Graph, URIRef
from rdflib.namespace import SDO

from glossary.models import Relation, Term
from ipnb_hub.ideas.graph import KINDS
from publishing.changes import gathered
from publishing.models import State
from tests.crawling import Seen, crawl, visit
from tests.making import make_article, make_outline, make_person, make_term, make_work
from tests.seeded import taken_back

# So that there is a database to seed, also where this file runs alone.
pytestmark = [pytest.mark.django_db, pytest.mark.heavy]

# Addresses that no page links to, each with the reason.
EXCUSED = {
    "healthz": "for machines: says that the process is up",
    "readyz": "for machines: says that the hub can answer",
    "markdownx_markdownify": "for signed-in editors: the preview of a text",
    "markdown_sheet": "for signed-in editors: how to write a text",
    "upload": "for pictures in texts, which a page shows and does not link; what is delivered has none",
    "desk:deleted": "for signed-in editors: what was deleted",
    "desk:keep-draft": "for signed-in editors: keeps what is typed",
    "desk:show-draft": "for signed-in editors: gives it back",
    "desk:discard-draft": "for signed-in editors: drops it",
    "desk:compare-draft": "for signed-in editors: what differs in it",
    "desk:proposals": "for signed-in editors: proposed versions",
    "desk:proposal": "for signed-in editors: one of them, beside what readers see",
    "desk:add-picture": "for signed-in editors: takes a picture from the window of the text editor",
    "preview": "for those who were handed a link to something that is not public yet",
    "suggest": "for the search box and for browsers: what is offered while somebody types",
    "opensearch": "for browsers: how to search the hub from the address bar",
    "sitemap": "for search engines: robots.txt names it; what it lists is judged below",
    "robots": "for crawlers",
    "security_txt": "for those who found a weakness; there is none without a contact",
}
# Where the crawl begins besides the first page: pages that a reader reaches by a form.
FORMS = ("/search/?q=mirror+neurons", "/search/?q=zzzz", "/search/?q=a&page=2", "/search/?q=siegel&kind=resource")
UNSEEN = "Unseen by anybody"
HIDDEN = (
    "unseen-term", "unseen2026", "unseen2025", "unseen-by-anybody", "unseen-page", "unseen-outline", "unseen-soon",
    "unseen-past",
)  # fmt: skip
MACHINES = (
    "/feed/", "/sitemap.xml", "/robots.txt", "/glossary.csv", "/glossary.json", "/glossary.ttl", "/references.bib",
    "/references.ris", "/references.json", "/glossary/implicit-memory.md", "/search/suggest/?q=uns", "/map/",
)  # fmt: skip
TYPES = {
    "Article", "Book", "BreadcrumbList", "Chapter", "CreativeWork", "DefinedTerm", "DefinedTermSet", "EntryPoint",
    "ItemList", "LearningResource", "ListItem", "Organization", "Periodical", "Person", "PropertyValue", "Report",
    "ScholarlyArticle", "SearchAction", "Thing", "VideoObject", "WebSite",
}  # fmt: skip
VOCABULARY = frozenset(map(str, dir(SDO)))
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


@pytest.fixture(scope="module")
def pages(_seeded_module: object, django_db_blocker: Any) -> Iterator[dict[str, Seen]]:
    """The whole delivered site, with a draft of every kind beside it; on PostgreSQL the first pages of each view."""
    with django_db_blocker.unblock(), taken_back():
        write_drafts()
        yield crawl(Client(), *FORMS, **({} if connection.vendor == "sqlite" else {"most": 3, "alike": 3}))


def shown(pages: dict[str, Seen]) -> dict[str, Seen]:
    """Those that a browser shows as a page; the others are files for machines."""
    return {address: seen for address, seen in pages.items() if seen.is_page}


@gathered()
def write_drafts() -> None:
    work = make_work("unseen2026", title=UNSEEN, state=State.DRAFT, recommended=True)
    make_work("unseen2025", slug="unseen2025", title=UNSEEN, state=State.RETIRED)
    make_person(UNSEEN, state=State.IN_REVIEW)
    make_article(UNSEEN, body="With implicit memory [@unseen2026].", state=State.DRAFT)
    make_article("Unseen page", kind="page", state=State.DRAFT)
    make_outline(UNSEEN, slug="unseen-outline", state=State.DRAFT)
    make_term(UNSEEN, slug="unseen-term", state=State.DRAFT, body="About implicit memory.").recommended.add(work)
    tomorrow, yesterday = timezone.now() + timedelta(days=1), timezone.now() - timedelta(days=1)
    write_timed("Unseen soon", "unseen-soon", publish_at=tomorrow)
    write_timed("Unseen past", "unseen-past", expires_at=yesterday)


def write_timed(title: str, slug: str, **times: Any) -> None:
    """One of every kind that is published, but not now, tied to what everybody sees."""
    work = make_work(slug, title=title, recommended=True, **times)
    term = make_term(title, body=f"About implicit memory [@{slug}].", region=title, **times)
    term.recommended.add(work)
    Relation.objects.create(source=term, target=Term.objects.get(slug="implicit-memory"), kind=Relation.Kind.RELATED)
    make_person(title, **times)
    make_article(title, body=f"With implicit memory and [[{slug}]] [@{slug}].", **times)
    make_outline(title, **times)


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


@pytest.mark.once
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


@pytest.mark.once
def test_every_button_finds_what_it_opens_on_its_page(pages: dict[str, Seen]) -> None:
    assert sum(len(seen.opened) for seen in pages.values()) > 200
    missing = {address: set(seen.opened) - set(seen.ids) for address, seen in pages.items()}
    assert {address: targets for address, targets in missing.items() if targets} == {}


def test_every_page_has_one_h1_and_no_id_twice(pages: dict[str, Seen]) -> None:
    assert {address: seen.headings for address, seen in shown(pages).items() if len(seen.headings) != 1} == {}
    twice = {address: {i for i in seen.ids if seen.ids.count(i) > 1} for address, seen in pages.items()}
    assert {address: ids for address, ids in twice.items() if ids} == {}


def test_every_page_has_a_title_of_its_own(pages: dict[str, Seen]) -> None:
    titles: dict[str, str] = {}
    for address, seen in shown(pages).items():
        if "?" not in address:
            assert titles.setdefault(seen.title, address) == address, seen.title
            assert seen.title.endswith("IPNB Hub") or address == "/"


def test_no_page_has_inline_code_or_asks_others_for_anything(pages: dict[str, Seen]) -> None:
    assert {address: seen.inline for address, seen in pages.items() if seen.inline} == {}
    assert {address: seen.outside for address, seen in pages.items() if seen.outside} == {}


def test_every_page_says_that_it_is_for_learning_and_where_help_is(pages: dict[str, Seen]) -> None:
    for address, seen in shown(pages).items():
        assert "988" in seen.text, address
        assert "116 123" in seen.text, address
        assert "therapist–client relationship" in seen.text, address
        assert 'href="/about/help-now/"' in seen.text, address


def test_no_draft_is_seen_anywhere(pages: dict[str, Seen]) -> None:
    for address, seen in pages.items():
        assert traces(seen.text) == [], address
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


@pytest.mark.soak  # tests/test_unpublished.py asks for as much, on a smaller hub
def test_no_file_and_no_map_is_there_for_what_is_a_draft_or_not_public_now(pages: dict[str, Seen]) -> None:
    resolved = [resolve(urlsplit(address).path) for address in pages if pages[address].status == 200]
    files = {match.view_name: {k: v for k, v in match.kwargs.items() if k != "ending"} for match in resolved}
    files.pop("articles:about")  # the one page whose name stands in its pattern
    files = {name: given for name, given in files.items() if {"slug", "page"} & set(given)}
    assert len(files) > 12
    assert Term.objects.filter(slug__startswith="unseen-").count() == 3
    for slug in HIDDEN:
        for name, kwargs in files.items():
            given = {key: slug if key in ("slug", "page") else value for key, value in kwargs.items()}
            assert Client().get(reverse(name, kwargs=given)).status_code == 404, (name, given)
        for kind in KINDS:
            for asked in ({"around": f"{kind}:{slug}"}, {"from": "term:implicit-memory", "to": f"{kind}:{slug}"}):
                assert Client().get("/map/", asked).status_code == 404, asked
    for address in MACHINES:
        assert traces(Client().get(address).content.decode()) == [], address


def traces(text: str) -> list[str]:
    """What tells of hidden content; a class is called so, too."""
    return re.findall(r"unseen(?:-\w+|20\d\d| by| page| soon| past)", text, re.IGNORECASE)


def test_no_reader_gets_a_cookie_and_every_page_has_the_strict_policy(pages: dict[str, Seen]) -> None:
    for address, seen in pages.items():
        assert seen.cookies == 0, address
        assert "script-src 'self'" in seen.policy, address
        assert "unsafe" not in seen.policy, address


def nodes(seen: Seen) -> Iterator[dict[str, Any]]:
    """Every node of a page's structured data, nested ones too."""
    waiting: list[Any] = [json.loads(text)["@graph"] for text in seen.data]
    while waiting:
        each = waiting.pop()
        if isinstance(each, dict):
            yield each
            waiting += each.values()
        elif isinstance(each, list):
            waiting += each


def path_of(address: str) -> str:
    """The path of an address of this site, without fragment; empty for another site's."""
    assert address.startswith(("http://", "https://")), address
    hub = f"{settings.HUB_URL}/"
    return urlsplit(address).path if address.startswith(hub) else ""


def test_every_page_tells_its_address_its_title_and_what_it_is_about(pages: dict[str, Seen]) -> None:
    for address, seen in shown(pages).items():
        meta, title = seen.meta, seen.title.removesuffix(" – IPNB Hub")
        assert 20 <= len(meta["description"]) <= 320, address
        assert meta["og:description"] == meta["description"], address
        assert (meta["og:title"], meta["og:site_name"]) == (title, "IPNB Hub"), address
        assert meta["og:type"] in ("website", "article", "profile"), address
        assert meta["og:url"] == seen.canonical, address
        assert "og:image" not in meta, address


def test_every_page_without_a_query_is_its_own_canonical_address_but_frozen_versions(pages: dict[str, Seen]) -> None:
    for address, seen in shown(pages).items():
        if "?" not in address:
            assert seen.canonical == f"{settings.HUB_URL}{address.partition('versions/')[0]}"


def test_only_results_of_searches_and_frozen_versions_are_kept_out_of_search_engines(pages: dict[str, Seen]) -> None:
    kept_out = {address for address, seen in shown(pages).items() if "noindex" in seen.meta.get("robots", "")}
    assert kept_out == {each for each in pages if each.startswith("/search/?") or "/versions/" in each}
    assert len(kept_out) > 3


@pytest.mark.once
def test_every_page_carries_one_block_of_data_of_known_types(pages: dict[str, Seen]) -> None:
    assert {address: len(seen.data) for address, seen in shown(pages).items() if len(seen.data) != 1} == {}
    types = {node["@type"] for seen in shown(pages).values() for node in nodes(seen)}
    assert types - TYPES == set()
    assert types >= TYPES - {"Thing", "Report"}


@pytest.mark.once
@pytest.mark.filterwarnings("ignore:.* is deprecated, use Dataset:DeprecationWarning")  # rdflib, within itself
def test_structured_data_name_nothing_that_schema_org_does_not_know(pages: dict[str, Seen]) -> None:
    for address, seen in shown(pages).items():
        graph = Graph()
        data = json.loads(seen.data[0]) | {"@context": {"@vocab": str(SDO), "query-input": None}}
        graph.parse(data=json.dumps(data), format="json-ld")
        assert len(graph) > 3, address
        names = {each for each in graph.predicates() if each != RDF.type} | set(graph.objects(None, RDF.type))
        assert {str(name) for name in names if not known(name)} == set(), address


def known(name: object) -> bool:
    return isinstance(name, URIRef) and str(name) in VOCABULARY


@pytest.mark.once
def test_addresses_in_structured_data_are_full_and_lead_to_pages(pages: dict[str, Seen]) -> None:
    for address, seen in shown(pages).items():
        for node in nodes(seen):
            for name in ("url", "item", "sameAs", "inDefinedTermSet"):
                if path := path_of(node[name]) if name in node else "":
                    assert path in pages, f"{address}: {name} {node[name]}"


def test_the_way_to_every_inner_page_begins_at_home_and_ends_there(pages: dict[str, Seen]) -> None:
    for address, seen in shown(pages).items():
        ways = [node for node in nodes(seen) if node["@type"] == "BreadcrumbList"]
        assert len(ways) == (address != "/"), address
        for way in ways:
            steps = way["itemListElement"]
            assert [step["position"] for step in steps] == list(range(1, len(steps) + 1))
            assert steps[0]["item"] == f"{settings.HUB_URL}/"
            assert path_of(steps[-1]["item"]) == address.partition("?")[0]


@pytest.mark.once
def test_the_sitemap_lists_every_page_once_and_nothing_else(pages: dict[str, Seen]) -> None:
    root = ET.fromstring(visit(Client(), "/sitemap.xml").text)  # noqa: S314 our own answer
    assert root.tag == f"{SITEMAP}urlset"
    listed = [str(each.text) for each in root.iter(f"{SITEMAP}loc")]
    public = {seen.canonical for address, seen in shown(pages).items() if "?" not in address}
    assert sorted(listed) == sorted(public - {f"{settings.HUB_URL}/search/"})
