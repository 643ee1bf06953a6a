"""What a browser is told about searching the hub, and what is suggested while somebody types."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from django.test import Client
from django.utils import timezone

from publishing.changes import gathered
from publishing.models import State
from tests.making import make_article, make_person, make_term, make_work
from tests.shown import Shown, see

pytestmark = pytest.mark.django_db

HUB = "http://127.0.0.1:8000"  # HUB_URL where nothing is set
SPACE = {"": "http://a9.com/-/spec/opensearch/1.1/", "moz": "http://www.mozilla.org/2006/browser/search/"}


def suggested(client: Client, typed: str) -> list[Any]:
    response = client.get("/search/suggest/", {"q": typed})
    assert response.status_code == 200
    return list(json.loads(response.content))


def described(client: Client) -> ET.Element:
    return ET.fromstring(client.get("/opensearch.xml").content)  # noqa: S314 our own answer


def test_a_suggestion_says_what_it_is_why_it_is_offered_and_where_it_stands(client: Client) -> None:
    make_term("Implicit memory", "nondeclarative memory", evidence_status="well-established")
    assert suggested(client, "nondecl") == [
        "nondecl",
        ["Implicit memory"],
        ["Term, well established · also called nondeclarative memory"],
        [f"{HUB}/glossary/implicit-memory/"],
    ]


def test_every_kind_is_suggested_in_its_own_words(client: Client) -> None:
    make_term("Attunement", evidence_status="debated")
    make_article("Attunement explained")
    make_person("Attunia Example")
    make_work("attuned2001", title="Attuned", recommended=True, kind="book", year=2001)
    _, titles, abouts, addresses = suggested(client, "attun")
    assert dict(zip(titles, abouts, strict=True)) == {
        "Attunement": "Term, debated",
        "Attunement explained": "Article",
        "Attunia Example": "Person",
        "Attuned": "Resource: book, 2001",
    }
    assert sorted(addresses) == [
        f"{HUB}/articles/attunement-explained/",
        f"{HUB}/glossary/attunement/",
        f"{HUB}/people/attunia-example/",
        f"{HUB}/resources/attuned2001/",
    ]


def test_no_more_than_eight_are_suggested(client: Client) -> None:
    with gathered():
        for number in range(10):
            make_term(f"Memory {number}")
    assert [len(part) for part in suggested(client, "memory")[1:]] == [8, 8, 8]


def test_the_query_comes_back_cleaned_and_cut_as_the_search_reads_it(client: Client) -> None:
    assert suggested(client, "  mirror \n neurons ")[0] == "mirror neurons"
    assert suggested(client, "x" * 3000)[0] == "x" * 200


@pytest.mark.parametrize(
    "typed", ["", "   ", '"', "'; DROP TABLE term --", "<script>", "😀", "\ud800", "ا", "* NOT OR", "the"]
)
def test_what_finds_nothing_is_answered_with_empty_lists(client: Client, typed: str) -> None:
    make_term("Mindsight")
    assert suggested(client, typed.encode("utf-8", "surrogatepass").decode("utf-8", "replace"))[1:] == [[], [], []]


def test_bytes_that_are_no_text_are_answered_too(client: Client) -> None:
    response = client.get("/search/suggest/?q=%ED%A0%80%FF")
    assert (response.status_code, json.loads(response.content)[1:]) == (200, [[], [], []])


def test_no_query_at_all_is_answered_with_empty_lists(client: Client) -> None:
    assert json.loads(client.get("/search/suggest/").content) == ["", [], [], []]


def test_what_the_public_may_not_see_is_not_suggested(client: Client) -> None:
    now = timezone.now()
    make_term("Mindsight one", state=State.DRAFT)
    make_term("Mindsight two", state=State.RETIRED)
    make_term("Mindsight three", publish_at=now + timedelta(hours=1))
    make_term("Mindsight four", expires_at=now - timedelta(hours=1))
    make_term("Mindsight five", publish_at=now - timedelta(hours=1))
    assert suggested(client, "minds")[1] == ["Mindsight five"]


def test_suggestions_are_kept_in_no_cache_and_are_never_taken_for_a_page(client: Client) -> None:
    headers = client.get("/search/suggest/?q=memory").headers
    assert headers["Content-Type"] == "application/x-suggestions+json"
    assert headers["Cache-Control"] == "no-store"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert "Set-Cookie" not in headers


def test_a_title_in_a_suggestion_cannot_end_its_string(client: Client) -> None:
    make_term('Mindsight "</script>" \u2028', slug="mindsight")
    response = client.get("/search/suggest/?q=mindsight")
    assert response.content.isascii()
    assert json.loads(response.content)[1][0].startswith('Mindsight "</script>"')


@pytest.mark.once
@pytest.mark.parametrize("address", ["/search/suggest/", "/opensearch.xml"])
def test_only_reading_is_allowed(client: Client, address: str) -> None:
    assert client.head(address).status_code == 200
    for send in (client.post, client.put, client.delete, client.patch):
        response = send(address)
        assert (response.status_code, response["Allow"]) == (405, "GET, HEAD")


@pytest.mark.once
def test_the_description_names_the_public_addresses_whatever_host_was_asked(client: Client, settings: Any) -> None:
    settings.HUB_URL = "https://hub.example.org"
    templates = [(each.get("type"), each.get("template")) for each in described(client).findall("Url", SPACE)]
    assert templates == [
        ("text/html", "https://hub.example.org/search/?q={searchTerms}"),
        ("application/x-suggestions+json", "https://hub.example.org/search/suggest/?q={searchTerms}"),
        ("application/opensearchdescription+xml", "https://hub.example.org/opensearch.xml"),
    ]


@pytest.mark.once
def test_the_description_has_what_a_browser_asks_for(client: Client) -> None:
    found = described(client)
    assert found.tag == f"{{{SPACE['']}}}OpenSearchDescription"
    texts = {name: found.findtext(name, namespaces=SPACE) for name in ("ShortName", "InputEncoding", "moz:SearchForm")}
    assert texts == {"ShortName": "IPNB Hub", "InputEncoding": "UTF-8", "moz:SearchForm": f"{HUB}/search/"}
    assert len(texts["ShortName"] or "") <= 16
    assert len(found.findtext("Description", namespaces=SPACE) or "") <= 1024
    assert found.findtext("Image", namespaces=SPACE) == f"{HUB}/static/img/hub.svg"


@pytest.mark.once
def test_the_description_is_xml_that_may_be_kept_for_a_day(client: Client) -> None:
    response = client.get("/opensearch.xml")
    assert response.content.startswith(b'<?xml version="1.0" encoding="UTF-8"?>')
    assert response.headers["Content-Type"] == "application/opensearchdescription+xml"
    assert response.headers["Cache-Control"] == "max-age=86400"


def test_every_page_leads_to_the_description_and_to_the_search(client: Client) -> None:
    make_term("Mindsight")
    for page in (see(client, "/"), see(client, "/glossary/mindsight/"), Shown(client.get("/nowhere/"))):
        found = [each for each in page.root.iter("link") if each.attrib["rel"] == "search"]
        assert [(each.attrib["href"], each.attrib["type"], each.attrib["title"]) for each in found] == [
            ("/opensearch.xml", "application/opensearchdescription+xml", "IPNB Hub")
        ]
        links = [each.attrib["href"] for each in page.one("header").iter("a") if each.attrib.get("rel") == "search"]
        assert links == ["/search/"]


def test_every_page_has_one_box_with_a_label_that_needs_no_script(client: Client) -> None:
    make_term("Mindsight")
    sizes = {}
    for address in ("/", "/glossary/", "/glossary/mindsight/", "/search/?q=sight", "/nowhere/", "/references/"):
        page = Shown(client.get(address))
        form = page.one("form")
        box = next(form.iter("input"))
        assert [*page.root.iter("form")] == [form], address
        assert (form.attrib["action"], form.get("method", "get"), box.attrib["name"]) == ("/search/", "get", "q")
        assert next(form.iter("label")).attrib["for"] == box.attrib["id"]
        assert not [name for name in box.attrib if name == "role" or name.startswith("aria-")], address
        sizes[address] = (form.attrib["class"].split()[1], box.attrib["value"])
    assert sizes == {
        "/": ("large", ""),
        "/glossary/": ("large", ""),
        "/glossary/mindsight/": ("small", ""),
        "/search/?q=sight": ("large", "sight"),
        "/nowhere/": ("large", "nowhere"),
        "/references/": ("small", ""),
    }
