"""The list of all public pages."""

from __future__ import annotations

from datetime import datetime, timedelta
from xml.etree import ElementTree as ET

import pytest
from django.test import Client
from django.utils import timezone

from articles.models import Article
from ipnb_hub import sitemaps
from publishing.changes import gathered
from publishing.models import State
from tests.making import make_article, make_outline, make_person, make_term, make_work

pytestmark = [pytest.mark.django_db, pytest.mark.heavy]

SPACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
HUB = "https://hub.example.org"
LISTS = ["/", "/articles/", "/practice/", "/glossary/", "/resources/", "/references/", "/map/"]


@pytest.fixture(autouse=True)
def _public(settings) -> None:
    settings.HUB_URL = HUB


def listed(client: Client, address: str = "/sitemap.xml", root: str = "urlset") -> list[str]:
    response = client.get(address)
    assert response.headers["Content-Type"] == "application/xml"
    tree = ET.fromstring(response.content)  # noqa: S314 our own answer
    assert tree.tag == f"{SPACE}{root}"
    found = [str(each.text) for each in tree.iter(f"{SPACE}loc")]
    assert all(each.startswith(HUB) for each in found)
    return [each.removeprefix(HUB) for each in found]


def test_every_public_page_is_listed_once(client: Client) -> None:
    make_article("The basics")
    make_article("Privacy", kind="page")
    make_outline(steps=2)
    make_term("Attunement")
    make_work("siegel1999", recommended=True)
    make_work("only-cited")
    make_person("Diana Fosha")
    assert listed(client) == [
        *LISTS,
        "/articles/the-basics/",
        "/about/privacy/",
        "/practice/three-steps/",
        "/practice/three-steps/step-1/",
        "/practice/three-steps/step-2/",
        "/glossary/attunement/",
        "/resources/siegel1999/",
        "/people/diana-fosha/",
    ]


def test_what_the_public_may_not_see_is_not_listed(client: Client) -> None:
    tomorrow = timezone.now() + timedelta(days=1)
    make_article("Draft", state=State.DRAFT)
    make_article("Tomorrow", publish_at=tomorrow)
    make_outline("Retired", state=State.RETIRED)
    make_term("In review", state=State.IN_REVIEW)
    make_term("Gone", expires_at=tomorrow - timedelta(days=2))
    make_work("draft", recommended=True, state=State.DRAFT)
    make_person("Draft", state=State.DRAFT)
    assert listed(client) == LISTS


def test_a_page_says_since_when_readers_see_it_as_it_is(client: Client) -> None:
    article = make_article("Old", publish_at=timezone.now() - timedelta(hours=1))
    Article.objects.filter(pk=article.pk).update(updated=timezone.now() - timedelta(days=30))
    tree = ET.fromstring(client.get("/sitemap.xml").content)  # noqa: S314 our own answer
    (revised,) = tree.iter(f"{SPACE}lastmod")
    assert datetime.fromisoformat(str(revised.text)) == article.publish_at


def test_a_list_longer_than_the_protocol_allows_is_split(client: Client, monkeypatch) -> None:
    monkeypatch.setattr(sitemaps, "MOST", 5)
    with gathered():
        for name in ("One", "Two", "Three", "Four"):
            make_term(name)
    assert listed(client, root="sitemapindex") == [f"/sitemap.xml?page={number}" for number in (1, 2, 3)]
    parts = [listed(client, f"/sitemap.xml?page={number}") for number in (1, 2, 3)]
    assert [len(part) for part in parts] == [5, 5, 1]
    assert [path for part in parts for path in part] == [
        *LISTS,
        *(f"/glossary/{name}/" for name in ("one", "two", "three", "four")),
    ]


@pytest.mark.parametrize("page", ["0", "2", "99999999999999999999"])
def test_a_part_that_is_not_there_is_not_found(client: Client, page: str) -> None:
    assert client.get("/sitemap.xml", {"page": page}).status_code == 404


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_takes_twelve_queries_however_long_it_is(
    client: Client, number: int, django_assert_num_queries
) -> None:
    with gathered():
        for each in range(number):
            make_article(f"Article {each}")
            make_outline(f"Outline {each}", steps=2)
            make_term(f"Term {each}")
            make_work(f"work{each}", recommended=True)
            make_person(f"Person {each}")
    with django_assert_num_queries(12):  # the number of each kind, and each kind
        client.get("/sitemap.xml")
