"""What the head of a page says of it besides its title."""

from __future__ import annotations

import pytest
from django.template import Context, Template
from django.test import Client

from glossary import views
from tests.making import make_term
from tests.shown import see

pytestmark = [pytest.mark.django_db, pytest.mark.once]

HUB = "https://hub.example.org"


@pytest.fixture(autouse=True)
def _public(settings) -> None:
    settings.HUB_URL = HUB


def head(client: Client, address: str) -> dict[str, str]:
    """The meta elements of a page, and its canonical address."""
    root = see(client, address).root
    meta = {each.get("property") or each.get("name") or "": each.get("content") or "" for each in root.iter("meta")}
    links = {each.attrib["rel"]: each.attrib["href"] for each in root.iter("link")}
    return meta | {"canonical": links["canonical"], "feed": links["alternate"]}


def test_a_page_is_shared_under_its_own_title_and_description(client: Client) -> None:
    make_term("Fight & “flight”", slug="fight", definition='What <it> is & "means".')
    found = head(client, "/glossary/fight/")
    assert found["description"] == found["og:description"] == 'What <it> is & "means".'
    assert (found["og:title"], found["og:site_name"], found["og:type"]) == ("Fight & “flight”", "IPNB Hub", "article")
    assert found["og:url"] == found["canonical"] == f"{HUB}/glossary/fight/"
    assert found["feed"] == "/feed/"


@pytest.mark.parametrize(
    ("address", "canonical"),
    [
        ("/glossary/?utm_source=x&fbclid=y", "/glossary/"),
        ("/glossary/?letter=a", "/glossary/"),
        ("/glossary/?page=1", "/glossary/"),
        ("/glossary/?page=2&utm_source=x", "/glossary/?page=2"),
        ("/glossary/?page=99", "/glossary/?page=3"),
        ("/glossary/?page=2&letter=t", "/glossary/"),
        ("/glossary/?page=2&letter=", "/glossary/?page=2"),
    ],
)
def test_one_address_stands_for_all_that_show_the_same(
    client: Client, monkeypatch, address: str, canonical: str
) -> None:
    monkeypatch.setattr(views, "PER_PAGE", 1)
    for title in ("Thought", "Trauma", "Trust"):
        make_term(title)
    assert head(client, address)["canonical"] == f"{HUB}{canonical}"


def test_what_is_kept_is_shown_and_can_be_shown_again() -> None:
    template = Template("{% load structured %}{% keep title %} A {{ x }} {% endkeep %}|{{ title }}")
    assert template.render(Context({"x": "<&>"})) == "A &lt;&amp;&gt;|A &lt;&amp;&gt;"
