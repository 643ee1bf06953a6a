"""Which content stands at an address, and where something went."""

from __future__ import annotations

import pytest
from django.test import Client

from publishing.addresses import content_at, leads_on
from publishing.models import FormerAddress, State, Use
from tests.making import make_article, make_outline, make_person, make_step, make_term, make_work

pytestmark = pytest.mark.django_db


def test_every_kind_of_page_knows_its_content() -> None:
    outline = make_outline(steps=0)
    step = make_step(outline)
    made = [
        make_term(),
        make_article(),
        make_article("About", kind="page"),
        make_article("Privacy", kind="page"),
        outline,
        step,
        make_person(),
        make_work(recommended=True),
    ]
    assert [content_at(each.get_absolute_url()) for each in made] == made


def test_a_step_is_found_in_its_own_outline() -> None:
    make_outline()
    other = make_outline("Another")
    assert content_at("/practice/another/step-1/") == other.steps.get()


def test_query_and_fragment_do_not_matter_and_neither_does_the_state() -> None:
    term = make_term(state=State.DRAFT)
    assert content_at("/glossary/attunement/?x=1#known") == term


@pytest.mark.parametrize(
    "address", ["/glossary/", "/", "/search/?q=x", "/nowhere/", "/glossary/no/", "", "glossary/attunement/", "/a\0b/"]
)
def test_where_nothing_of_an_editor_stands_nothing_is_found(address: str) -> None:
    make_term()
    assert content_at(address) is None


@pytest.mark.parametrize("path", ["/nowhere/", "", "/a\0b/", "/" + "x" * 5000])
def test_an_address_that_nothing_ever_had_leads_nowhere(path: str) -> None:
    assert leads_on(path) == ""


def test_an_address_leads_through_every_move_to_where_it_stands_now() -> None:
    term = make_term()
    for slug in ("second", "third"):
        term.slug = slug
        term.save()
    assert [leads_on(f"/glossary/{slug}/") for slug in ("attunement", "second")] == ["/glossary/third/"] * 2
    term.slug = "attunement"
    term.save()
    assert leads_on("/glossary/attunement/") == ""
    assert leads_on("/glossary/third/") == "/glossary/attunement/"


def test_an_address_of_something_deleted_leads_nowhere() -> None:
    term = make_term()
    term.slug = "second"
    term.save()
    term.delete()
    assert FormerAddress.objects.filter(path="/glossary/attunement/").exists()
    assert leads_on("/glossary/attunement/") == ""


def test_a_work_that_is_no_longer_recommended_leads_to_the_references() -> None:
    work = make_work(recommended=True)
    work.recommended = False
    work.save()
    assert leads_on("/resources/siegel1999/") == "/references/#siegel1999"


def test_the_short_address_of_the_page_about_the_site_is_its_own() -> None:
    about = make_article("Zulu", slug="about", kind="page")
    make_article("Alpha")
    assert content_at("/about/") == about


def test_a_former_address_never_tells_where_a_draft_stands() -> None:
    term = make_term(state=State.DRAFT)
    term.slug = "secret"
    term.save()
    assert FormerAddress.objects.filter(path="/glossary/attunement/").exists()
    assert leads_on("/glossary/attunement/") == ""


def test_the_steps_move_with_their_outline() -> None:
    outline = make_outline(steps=2)
    outline.slug = "a-way"
    outline.save()
    for step in ("", "step-1/", "step-2/"):
        assert leads_on(f"/practice/three-steps/{step}") == f"/practice/a-way/{step}"


def test_a_retired_page_leads_on_to_its_successor_while_that_is_live(client: Client) -> None:
    new = make_term("Empathy")
    make_term("Sympathy", state=State.RETIRED, successor=new)
    response = client.get("/glossary/sympathy/")
    assert (response.status_code, response["Location"], response["Cache-Control"]) == (
        301,
        "/glossary/empathy/",
        "no-cache",
    )
    new.state = State.DRAFT
    new.save()
    assert client.get("/glossary/sympathy/").status_code == 404


def test_a_link_to_a_former_address_stays_a_use() -> None:
    person = make_person("Diana Fosha")
    article = make_article(body="See [her](/people/diana-fosha/).")
    person.slug = "fosha"
    person.save()
    article.save()
    assert [use.source for use in Use.objects.to(person)] == [article]


def test_an_article_is_not_found_at_the_address_of_another_kind() -> None:
    page = make_article("Privacy", kind="page")
    assert content_at("/about/privacy/") == page
    assert content_at("/articles/privacy/") is None
