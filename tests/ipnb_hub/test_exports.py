"""What pages say of how to cite them, and the files that they lead to."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from django.utils import timezone

from publishing.changes import gathered
from tests.making import make_article, make_outline, make_term, make_work
from tests.shown import see, words

pytestmark = [pytest.mark.django_db, pytest.mark.once]

HUB = "http://127.0.0.1:8000"
MARKDOWN = [("text/markdown", "md", "Markdown")]
CITATIONS = [
    ("application/x-bibtex", "bib", "BibTeX"),
    ("application/x-research-info-systems", "ris", "RIS"),
    ("application/vnd.citationstyles.csl+json", "json", "CSL-JSON"),
]
GLOSSARY = [("text/csv", "csv", "CSV"), ("application/json", "json", "JSON"), ("text/turtle", "ttl", "SKOS (Turtle)")]


@gathered()
def make_everything() -> None:
    make_article("The basics")
    make_term("Attunement")
    make_outline("Three steps")
    make_work("a", slug="mindsight", recommended=True)


@pytest.mark.parametrize(
    ("address", "files"),
    [
        ("/articles/the-basics/", MARKDOWN + CITATIONS),
        ("/glossary/attunement/", MARKDOWN),
        ("/practice/three-steps/", MARKDOWN),
        ("/practice/three-steps/step-1/", MARKDOWN),
        ("/resources/mindsight/", CITATIONS),
        ("/references/", CITATIONS),
        ("/glossary/", GLOSSARY),
    ],
)
def test_a_page_leads_to_its_files_and_names_them_in_its_head(
    client: Client, address: str, files: list[tuple[str, str, str]]
) -> None:
    make_everything()
    page = see(client, address)
    expected = [(media_type, f"{address.rstrip('/')}.{ending}", label) for media_type, ending, label in files]
    labels = {label for _, _, label in expected}
    links = [(words(each), each.get("href")) for each in page.main.iter("a") if words(each) in labels]
    assert links == [(label, href) for _, href, label in expected]
    head = [each for each in page.root.iter("link") if each.get("rel") == "alternate" and each.get("title") is None]
    assert [(each.get("type"), each.get("href")) for each in head] == [each[:2] for each in expected]
    for _, href, _ in expected:
        assert client.get(href).status_code == 200


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("/articles/the-basics/", "The basics."),
        ("/glossary/attunement/", "Attunement. In Glossary."),
        ("/practice/three-steps/", "Three steps [Practice outline]."),
        ("/practice/three-steps/step-1/", "The step 1. In Three steps."),
    ],
)
def test_a_page_says_how_to_cite_it(client: Client, address: str, said: str) -> None:
    make_everything()
    today = timezone.localdate()
    section = see(client, address).section("Cite this page")
    assert section is not None
    assert f"IPNB Hub. ({today:%Y, %B} {today.day}). {said} {HUB}{address} Download:" in words(section)


def test_a_summary_names_its_original_too(client: Client) -> None:
    article = make_article(
        "The basics",
        rights_basis="own-words",
        original_title="Of old",
        original_outlet="GoodTherapy",
        original_date=date(2010, 4, 7),
        original_url="https://www.example.org/",
    )
    article.authors.create(name="Christopher Diggins")
    section = see(client, "/articles/the-basics/").section("Cite this page")
    assert section is not None
    assert "The basics [Guided summary]." in words(section)
    assert (
        "The original: Diggins, C. (2010, April 7). Of old. GoodTherapy. https://www.example.org/ Download:"
        in words(section)
    )


def test_the_glossary_says_what_its_csv_does_with_formulas(client: Client) -> None:
    assert "an apostrophe stands before a cell that a spreadsheet would take for a formula" in (
        see(client, "/glossary/").text
    )
