"""The way through the hub at the foot of its pages."""

from __future__ import annotations

import pytest
from django.test import Client

from articles.models import Article
from glossary.models import Term
from ipnb_hub.path import CORE_TERMS, FIRST_ARTICLE, OUTLINE, way
from publishing.changes import gathered
from publishing.models import State
from tests.making import make_article, make_outline, make_term
from tests.shown import see

pytestmark = [pytest.mark.django_db, pytest.mark.once]

ARTICLE = f"/articles/{FIRST_ARTICLE}/"
WAY = [
    ("The basics", ARTICLE),
    ("Implicit memory", "/glossary/implicit-memory/"),
    ("Mirror neurons", "/glossary/mirror-neurons/"),
    ("Emotional resonance", "/glossary/emotional-resonance/"),
    ("Three steps", "/practice/three-steps/"),
    ("Works to go on with", "/resources/"),
]


@gathered()
def lay() -> None:
    for slug in CORE_TERMS:
        make_term(slug.replace("-", " ").capitalize())
    make_article("The basics", slug=FIRST_ARTICLE)
    make_outline(slug=OUTLINE)


@pytest.mark.parametrize("place", range(len(WAY)))
def test_each_page_of_the_way_shows_all_of_it_and_leads_back_and_on(client: Client, place: int) -> None:
    lay()
    seen = way(WAY[place][1])
    before, after = (WAY[place - 1] if place else None), (WAY[place + 1] if place + 1 < len(WAY) else None)
    assert (seen.previous and (seen.previous.title, seen.previous.url)) == before
    assert (seen.next and (seen.next.title, seen.next.url)) == after

    page = see(client, WAY[place][1])
    (nav,) = [each for each in page.root.iter("nav") if each.get("aria-label") == "A way through the hub"]
    assert page.links(nav) == [*WAY, *([before] if before else []), *([after] if after else [])]
    assert [each.get("href") for each in nav.iter("a") if each.get("aria-current") == "page"] == [WAY[place][1]]


def test_what_is_not_public_is_not_on_the_way(client: Client) -> None:
    lay()
    Term.objects.filter(slug="mirror-neurons").update(state=State.DRAFT)
    Article.objects.update(state=State.RETIRED)
    seen = way("/glossary/emotional-resonance/")
    assert seen.previous
    assert seen.previous.url == "/glossary/implicit-memory/"
    assert [stage.name for stage in seen.stages] == ["Core terms", "Practice", "Resources"]


def test_a_term_beside_the_way_does_not_show_it(client: Client) -> None:
    lay()
    make_term("Trauma")
    assert "A way through the hub" not in client.get("/glossary/trauma/").content.decode()
