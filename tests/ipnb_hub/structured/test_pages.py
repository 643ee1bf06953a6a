"""What each kind of page tells machines."""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from articles.models import Article
from publishing.models import State
from resources.models import Resource
from tests.making import make_article, make_outline, make_person, make_term, make_work
from tests.shown import Shown, see

pytestmark = [pytest.mark.django_db, pytest.mark.once]

HUB = "https://hub.example.org"
OURS = {"@type": "Organization", "name": "IPNB Hub", "url": f"{HUB}/"}


@pytest.fixture(autouse=True)
def _public(settings) -> None:
    settings.HUB_URL = HUB


def told(client: Client, address: str) -> list[dict[str, Any]]:
    """The nodes of a page; none where it has no block."""
    blocks = [each for each in see(client, address).root.iter("script") if each.attrib["type"] == "application/ld+json"]
    assert len(blocks) <= 1
    return [node for each in blocks for node in json.loads(each.text or "")["@graph"]]


def about(client: Client, address: str) -> dict[str, Any]:
    """What a page is about, without the way to it."""
    subject, way = told(client, address)
    assert way["@type"] == "BreadcrumbList"
    return subject


def way(client: Client, address: str) -> list[tuple[str, str]]:
    steps = told(client, address)[-1]["itemListElement"]
    assert [step["position"] for step in steps] == list(range(1, len(steps) + 1))
    return [(step["name"], step["item"].removeprefix(HUB)) for step in steps]


def test_the_first_page_tells_how_to_search_the_site(client: Client) -> None:
    (site,) = told(client, "/")
    assert site == {
        "@type": "WebSite",
        "name": "IPNB Hub",
        "url": f"{HUB}/",
        "inLanguage": "en-US",
        "publisher": OURS,
        "potentialAction": {
            "@type": "SearchAction",
            "target": {"@type": "EntryPoint", "urlTemplate": f"{HUB}/search/?q={{search_term_string}}"},
            "query-input": "required name=search_term_string",
        },
    }


def test_a_summary_in_our_own_words_is_ours_and_based_on_the_original(client: Client) -> None:
    article = make_article(
        "The basics",
        standfirst="What it is.",
        rights_basis=Article.Rights.OWN_WORDS,
        original_title="The Original",
        original_outlet="GoodTherapy",
        original_date=date(2010, 4, 7),
        original_url="https://example.org/original",
    )
    article.authors.create(name="Christopher Diggins", person=make_person("Christopher Diggins"))
    assert about(client, "/articles/the-basics/") == {
        "@type": "Article",
        "headline": "The basics",
        "description": "What it is.",
        "url": f"{HUB}/articles/the-basics/",
        "inLanguage": "en-US",
        "dateModified": f"{article.updated:%Y-%m-%d}",
        "author": OURS,
        "publisher": OURS,
        "isBasedOn": {
            "@type": "CreativeWork",
            "name": "The Original",
            "author": [{"@type": "Person", "name": "Christopher Diggins", "url": f"{HUB}/people/christopher-diggins/"}],
            "publisher": {"@type": "Organization", "name": "GoodTherapy"},
            "datePublished": "2010-04-07",
            "url": "https://example.org/original",
        },
    }


def test_a_text_of_others_bears_their_names_and_a_person_who_is_not_public_is_only_named(client: Client) -> None:
    article = make_article("Reprinted", rights_basis=Article.Rights.PERMISSION, publish_at=timezone.now())
    article.authors.create(name="Ann Author", person=make_person("Ann Author", state=State.DRAFT))
    told_of = about(client, "/articles/reprinted/")
    assert told_of["author"] == [{"@type": "Person", "name": "Ann Author"}]
    assert told_of["datePublished"] == f"{timezone.now():%Y-%m-%d}"
    assert "isBasedOn" not in told_of
    assert "ann-author" not in json.dumps(told_of)


def test_a_term_tells_its_definition_and_its_other_names(client: Client) -> None:
    make_term("Attunement", "affect attunement")
    assert about(client, "/glossary/attunement/") == {
        "@type": "DefinedTerm",
        "name": "Attunement",
        "alternateName": ["affect attunement"],
        "description": "What Attunement means.",
        "url": f"{HUB}/glossary/attunement/",
        "inDefinedTermSet": f"{HUB}/glossary/",
    }
    assert about(client, "/glossary/")["@type"] == "DefinedTermSet"
    assert about(client, "/glossary/")["url"] == f"{HUB}/glossary/"


def test_an_outline_lists_its_steps_in_order_and_where_they_come_from(client: Client) -> None:
    source = make_work("diggins2010", title="The Original")
    outline = make_outline(steps=2, source=source)
    assert about(client, "/practice/three-steps/") == {
        "@type": "LearningResource",
        "name": "Three steps",
        "description": "Why.",
        "url": f"{HUB}/practice/three-steps/",
        "inLanguage": "en-US",
        "dateModified": f"{outline.updated:%Y-%m-%d}",
        "author": OURS,
        "isBasedOn": {"@type": "CreativeWork", "name": "The Original", "url": f"{HUB}/references/#diggins2010"},
        "mainEntity": {
            "@type": "ItemList",
            "numberOfItems": 2,
            "itemListElement": [
                {
                    "@type": "ListItem",
                    "position": number,
                    "name": f"The step {number}",
                    "url": f"{HUB}/practice/three-steps/step-{number}/",
                }
                for number in (1, 2)
            ],
        },
    }


def test_a_source_that_is_not_public_is_not_told(client: Client) -> None:
    make_outline(source=make_work("hidden", state=State.DRAFT))
    assert "isBasedOn" not in about(client, "/practice/three-steps/")


def test_a_step_tells_its_place_in_its_outline(client: Client) -> None:
    make_outline(steps=2)
    step = about(client, "/practice/three-steps/step-2/")
    assert (step["@type"], step["name"], step["position"]) == ("LearningResource", "The step 2", 2)
    assert step["isPartOf"] == {
        "@type": "LearningResource",
        "name": "Three steps",
        "url": f"{HUB}/practice/three-steps/",
    }


def test_a_person_is_told_without_letters_behind_the_name(client: Client) -> None:
    make_person("Diana Fosha", credentials="PhD", website="https://example.org", biography="Of *AEDP*.")
    assert about(client, "/people/diana-fosha/") == {
        "@type": "Person",
        "name": "Diana Fosha",
        "url": f"{HUB}/people/diana-fosha/",
        "sameAs": "https://example.org",
    }


def test_a_book_tells_who_made_it_when_and_where_it_is_found(client: Client) -> None:
    work = make_work(
        recommended=True,
        title="Healing Trauma",
        year=2003,
        publisher="Norton",
        isbn="978-0-393-70396-8",
        edition="2nd",
        doi="10.1000/x",
        description="Why it helps.",
        standing=Resource.Standing.RETRACTED,
    )
    work.contributors.all().delete()
    work.contributors.create(name="Daniel J. Siegel", person=make_person("Daniel J. Siegel", slug="daniel"))
    work.contributors.create(name="Marion Solomon", role="editor")
    work.contributors.create(name="Norton Institute", role="author", order=1)
    work.contributors.create(name="et al.", role="author", order=2)
    work.contributors.create(name="Allan Schore", role="series-editor")
    assert about(client, "/resources/siegel1999/") == {
        "@type": "Book",
        "name": "Healing Trauma",
        "description": "Why it helps.",
        "url": "https://doi.org/10.1000/x",
        "author": [
            {"@type": "Person", "name": "Daniel J. Siegel", "url": f"{HUB}/people/daniel/"},
            "Norton Institute",
        ],
        "editor": [{"@type": "Person", "name": "Marion Solomon"}],
        "datePublished": "2003",
        "publisher": {"@type": "Organization", "name": "Norton"},
        "creativeWorkStatus": "Retracted",
        "identifier": {"@type": "PropertyValue", "propertyID": "DOI", "value": "10.1000/x"},
        "isbn": "978-0-393-70396-8",
        "bookEdition": "2nd",
    }


def test_what_nobody_has_checked_is_not_told(client: Client) -> None:
    fields = {
        "year": 2003,
        "publisher": "Norton",
        "isbn": "978-0-393-70396-8",
        "edition": "2nd",
        "doi": "10.1000/x",
        "url": "https://doi.org/10.1000/x",
    }
    make_work(recommended=True, unverified_fields=["authors", *fields], **fields)
    assert about(client, "/resources/siegel1999/") == {"@type": "Book", "name": "The book siegel1999"}


@pytest.mark.parametrize(
    ("kind", "container", "kind_told", "holder"),
    [
        ("article", "Nature", "ScholarlyArticle", {"@type": "Periodical", "name": "Nature"}),
        ("article", "", "Article", None),
        ("chapter", "In M. Solomon & D. Siegel (Eds.), Healing Trauma", "Chapter", "Healing Trauma"),
        ("chapter", "In A. Ed (Ed.), One", "Chapter", "One"),
        ("chapter", "Inner Worlds", "Chapter", "Inner Worlds"),
        ("video", "", "VideoObject", None),
        ("website", "", "WebSite", None),
        ("journal", "", "Periodical", None),
        ("report", "", "Report", None),
    ],
)
def test_every_kind_of_work_has_its_own_type(
    client: Client, kind: str, container: str, kind_told: str, holder: Any
) -> None:
    make_work(recommended=True, kind=kind, container=container)
    work = about(client, "/resources/siegel1999/")
    assert work["@type"] == kind_told
    assert work.get("isPartOf") == ({"@type": "Book", "name": holder} if isinstance(holder, str) else holder)
    assert work["author"] == [{"@type": "Person", "name": "Siegel, D. J."}]


@pytest.mark.parametrize(
    ("kind", "role", "kind_told"),
    [
        ("organisation", "founder", "Organization"),
        ("organisation", "author", "Organization"),
        ("training", "founder", "Organization"),
        ("training", "author", "Thing"),
    ],
)
def test_a_body_has_founders_and_no_authors(client: Client, kind: str, role: str, kind_told: str) -> None:
    work = make_work(recommended=True, kind=kind, url="https://example.org")
    work.contributors.update(role=role)
    found = about(client, "/resources/siegel1999/")
    founder = {"founder": [{"@type": "Person", "name": "Siegel, D. J."}]} if role == "founder" else {}
    named = {"name": "The book siegel1999", "url": "https://example.org"}
    assert found == {"@type": kind_told, **named, **founder}


def test_the_speaker_of_a_video_is_its_creator(client: Client) -> None:
    make_work(recommended=True, kind="video").contributors.update(role="speaker")
    video = about(client, "/resources/siegel1999/")
    assert video["creator"] == [{"@type": "Person", "name": "Siegel, D. J."}]
    assert "author" not in video


def test_every_page_tells_the_way_to_it(client: Client) -> None:
    make_article("The basics")
    make_article("About us", slug="about", kind="page")
    make_article("Privacy", kind="page")
    make_outline()
    make_term("Attunement")
    make_work(recommended=True)
    make_person("Diana Fosha")
    home, about_us = ("Home", "/"), ("About this site", "/about/")
    practice = [home, ("Practice", "/practice/"), ("Three steps", "/practice/three-steps/")]
    step = "/practice/three-steps/step-1/"
    assert way(client, "/articles/the-basics/") == [
        home,
        ("Articles", "/articles/"),
        ("The basics", "/articles/the-basics/"),
    ]
    assert way(client, "/about/") == [home, about_us]
    assert way(client, "/about/privacy/") == [home, about_us, ("Privacy", "/about/privacy/")]
    assert way(client, "/practice/three-steps/") == practice
    assert way(client, step) == [*practice, ("The step 1", step)]
    assert way(client, "/glossary/?letter=a") == [home, ("Glossary", "/glossary/")]
    assert way(client, "/resources/siegel1999/")[1:] == [
        ("Resources", "/resources/"),
        ("The book siegel1999", "/resources/siegel1999/"),
    ]
    assert way(client, "/people/diana-fosha/") == [home, ("Diana Fosha", "/people/diana-fosha/")]
    assert way(client, "/search/?q=x") == [home, ("Search", "/search/")]


def test_a_page_that_is_not_there_tells_nothing_and_has_no_address(client: Client) -> None:
    make_term("Tomorrow", publish_at=timezone.now() + timedelta(days=1))
    for address in ("/nowhere/", "/glossary/tomorrow/"):
        response = client.get(address)
        assert response.status_code == 404
        page = Shown(response)
        assert "ld+json" not in page.html
        assert not [each for each in page.root.iter("link") if each.attrib["rel"] == "canonical"]
