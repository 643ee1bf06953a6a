"""Addresses change; whoever comes by an earlier one is led, in one step, to where something stands now."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from publishing.addresses import content_at, leads_on
from publishing.models import FormerAddress, State, Tracked
from publishing.renaming import swap
from tests.making import make_article, make_outline, make_person, make_step, make_term, make_work

pytestmark = pytest.mark.django_db


def rename(content: Any, slug: str) -> None:
    content.slug = slug
    content.save()


def paths() -> dict[str, str]:
    """Every former address, and where what it leads to stands."""
    rows: Any = FormerAddress.objects.all()
    return {each.path: each.content.get_absolute_url() for each in rows}


def test_every_earlier_address_leads_on_in_one_step(client: Client) -> None:
    term = make_term()
    for slug in ("second", "third", "fourth"):
        rename(term, slug)

    for slug in ("attunement", "second", "third"):
        response = client.get(f"/glossary/{slug}/")
        assert (response.status_code, response["Location"]) == (301, "/glossary/fourth/")


def test_an_address_that_something_comes_back_to_is_its_own_again(client: Client) -> None:
    term = make_term()
    rename(term, "second")
    rename(term, "attunement")

    assert client.get("/glossary/attunement/").status_code == 200
    assert client.get("/glossary/second/")["Location"] == "/glossary/attunement/"
    assert paths() == {"/glossary/second/": "/glossary/attunement/"}


def test_the_last_that_readers_met_at_an_address_is_what_it_leads_to() -> None:
    first = make_term("First", slug="shared")
    rename(first, "first")
    second = make_term("Second", slug="shared")
    assert leads_on("/glossary/shared/") == ""
    rename(second, "second")

    assert leads_on("/glossary/shared/") == "/glossary/second/"


def test_a_draft_takes_no_address_from_what_stood_there_before(client: Client) -> None:
    live = make_term("Live", slug="shared")
    rename(live, "live")
    draft = make_term("Draft", slug="shared", state=State.DRAFT)
    assert client.get("/glossary/shared/")["Location"] == "/glossary/live/"

    rename(draft, "elsewhere")
    assert leads_on("/glossary/shared/") == "/glossary/live/"
    assert leads_on("/glossary/elsewhere/") == ""

    draft.state = State.PUBLISHED
    rename(draft, "shared")
    assert client.get("/glossary/shared/").status_code == 200
    draft.delete()
    assert leads_on("/glossary/shared/") == ""


@pytest.mark.parametrize("ending", ["bib", "ris", "json", "md"])
def test_an_earlier_address_of_a_file_leads_to_the_file(client: Client, ending: str) -> None:
    article = make_article("The basics")
    rename(article, "second")
    rename(article, "basics")

    response = client.get(f"/articles/the-basics.{ending}")

    assert (response.status_code, response["Location"]) == (301, f"/articles/basics.{ending}")
    assert client.get(response["Location"]).status_code == 200


def test_a_file_that_the_new_place_has_not_leads_to_its_page() -> None:
    rename(make_term(), "second")
    assert leads_on("/glossary/attunement.md") == "/glossary/second.md"
    assert leads_on("/glossary/attunement.bib") == "/glossary/second/"


def test_a_file_that_never_was_there_leads_nowhere(client: Client) -> None:
    make_article("Privacy", kind="page")
    make_term()
    for address in ("/about/privacy.md", "/glossary/attunement.bib", "/glossary/attunement.exe"):
        assert client.get(address).status_code == 404


def test_the_slash_at_the_end_may_be_missing(client: Client) -> None:
    rename(make_term(), "second")
    assert client.get("/glossary/attunement")["Location"] == "/glossary/second/"
    assert client.get("/glossary/second")["Location"] == "/glossary/second/"


def test_a_frozen_version_is_found_where_its_article_went() -> None:
    article = make_article("The basics")
    rename(article, "second")

    assert leads_on("/articles/the-basics/versions/1/") == "/articles/second/versions/1/"
    assert Client().get("/articles/second/versions/1/").status_code == 200
    assert leads_on("/articles/the-basics/versions/") == "/articles/second/versions/"


def test_a_version_that_readers_cannot_see_leads_in_one_step_to_those_that_they_can(client: Client) -> None:
    article = make_article("The basics")
    rename(article, "second")

    assert client.get("/articles/the-basics/versions/9/", follow=True).redirect_chain == [
        ("/articles/second/versions/", 301)
    ]
    article.kind = "page"  # none of these has versions
    article.save()
    assert client.get("/articles/the-basics/versions/9/", follow=True).redirect_chain == [("/about/second/", 301)]
    assert client.get("/articles/second/versions/9/", follow=True).redirect_chain == [("/about/second/", 301)]


def test_a_version_that_never_was_of_an_article_that_never_moved_is_not_there(client: Client) -> None:
    make_article("The basics")
    assert client.get("/articles/the-basics/versions/9/").status_code == 404


def test_what_took_the_place_of_an_article_has_none_of_its_versions() -> None:
    new = make_article("New")
    make_article("Old", state=State.RETIRED, successor=new)
    assert leads_on("/articles/old/versions/1/") == "/articles/new/"
    assert leads_on("/articles/old.bib") == "/articles/new.bib"


def test_steps_follow_their_outline_and_their_files_too(client: Client) -> None:
    outline = make_outline(steps=1)
    rename(outline, "second")
    rename(outline, "a-way")
    step = outline.steps.get()
    rename(step, "listen")

    for address in ("three-steps/step-1/", "second/step-1/", "a-way/step-1/"):
        assert client.get(f"/practice/{address}")["Location"] == "/practice/a-way/listen/"
    assert client.get("/practice/three-steps/step-1.md")["Location"] == "/practice/a-way/listen.md"


def test_links_in_texts_to_an_earlier_address_mean_what_went_from_there() -> None:
    term = make_term()
    rename(term, "second")
    rename(term, "third")
    assert content_at("/glossary/attunement/") == content_at("/glossary/second/") == term


def test_a_link_to_a_term_by_its_earlier_address_still_finds_it(client: Client) -> None:
    term = make_term("Attunement", slug="tuning-in")
    make_article(body="It is [[tuning-in]].")
    assert 'href="/glossary/tuning-in/"' in client.get("/articles/the-basics/").content.decode()
    rename(term, "attunement")

    assert 'href="/glossary/attunement/"' in client.get("/articles/the-basics/").content.decode()


def test_a_work_is_found_among_the_references_by_the_key_that_it_had(client: Client) -> None:
    work = make_work("siegel1999")
    work.key = "siegel2012"
    work.save()

    page = client.get("/references/").content.decode()

    assert '<li id="siegel2012"><span id="siegel1999"></span>' in page


@pytest.mark.parametrize("kind", ["term", "article", "person", "outline", "work"])
def test_two_of_every_kind_change_places(kind: str) -> None:
    make: Any = {
        "term": make_term,
        "article": make_article,
        "person": make_person,
        "outline": make_outline,
        "work": lambda name: make_work(name.lower(), title=name, recommended=True),
    }[kind]
    one, other = make("One"), make("Other")
    rename(one, "one-now")
    before = one.get_absolute_url(), other.get_absolute_url()

    swap(one, other)

    one.refresh_from_db()
    other.refresh_from_db()
    assert (other.get_absolute_url(), one.get_absolute_url()) == before
    assert paths()[before[0].replace("-now", "")] == before[1]
    assert [path for path in paths() if "swap" in path or path in before] == []


def test_two_swaps_are_none() -> None:
    one, other = make_term("One"), make_term("Other")
    swap(one, other)
    swap(one, other)
    assert [content_at(f"/glossary/{slug}/") for slug in ("one", "other")] == [one, other]
    assert paths() == {}


def test_two_change_places_by_hand_as_well(client: Client) -> None:
    one, other = make_term("One"), make_term("Other")
    rename(one, "between")
    assert client.get("/glossary/one/")["Location"] == "/glossary/between/"
    rename(other, "one")
    assert client.get("/glossary/other/")["Location"] == "/glossary/one/"
    rename(one, "other")

    assert [content_at(f"/glossary/{slug}/") for slug in ("one", "other")] == [other, one]
    assert paths() == {"/glossary/between/": "/glossary/other/"}


def test_steps_go_with_outlines_that_change_places() -> None:
    one, other = make_outline("One", steps=2), make_outline("Other", steps=1)
    swap(one, other)

    assert content_at("/practice/one/step-1/") == other.steps.get()
    assert leads_on("/practice/one/step-2/") == "/practice/other/step-2/"
    assert paths() == {"/practice/one/step-2/": "/practice/other/step-2/"}


def test_two_steps_of_an_outline_change_places() -> None:
    outline = make_outline(steps=0)
    one, other = make_step(outline, 1), make_step(outline, 2)
    swap(one, other)
    assert content_at("/practice/three-steps/step-1/") == other


def test_a_swap_that_is_refused_changes_nothing() -> None:
    one, other = make_term("One"), make_term("Other")

    def refuse() -> None:
        raise RuntimeError

    with pytest.raises(RuntimeError):
        swap(one, other, refuse)
    assert content_at("/glossary/one/") == one


def test_a_chain_of_successors_is_one_step(client: Client) -> None:
    last = make_term("Last")
    middle = make_term("Middle", state=State.RETIRED, successor=last)
    first = make_term("First", state=State.RETIRED, successor=middle)
    rename(first, "was-first")

    for slug in ("first", "was-first", "middle"):
        response = client.get(f"/glossary/{slug}/")
        assert (response.status_code, response["Location"]) == (301, "/glossary/last/")
    rename(last, "at-last")
    assert client.get("/glossary/first/")["Location"] == "/glossary/at-last/"


def test_the_steps_of_a_retired_outline_lead_to_what_took_its_place() -> None:
    new = make_outline("New")
    make_outline("Old", state=State.RETIRED, successor=new)
    assert leads_on("/practice/old/step-1/") == "/practice/new/"


def test_what_has_expired_leads_on_too_and_what_readers_never_met_does_not() -> None:
    new, yesterday = make_term("New"), timezone.now() - timedelta(days=1)
    make_term("Over", expires_at=yesterday, successor=new)
    make_term("Draft", state=State.DRAFT, successor=new)
    make_term("Soon", publish_at=timezone.now() + timedelta(days=1), successor=new)
    assert [leads_on(f"/glossary/{slug}/") for slug in ("over", "draft", "soon")] == ["/glossary/new/", "", ""]


def test_successors_in_a_circle_are_refused_and_lead_nowhere_where_they_are() -> None:
    one = make_term("One", state=State.RETIRED)
    two = make_term("Two", state=State.RETIRED, successor=one)
    three = make_term("Three", state=State.RETIRED, successor=two)
    for successor in (three, one):
        one.successor = successor
        with pytest.raises(ValidationError) as refused:
            one.full_clean()
        assert refused.value.message_dict == {
            "successor": ["What replaces it would lead back to this page. Choose another one."]
        }
    one.successor = three
    one.save()
    assert [leads_on(f"/glossary/{slug}/") for slug in ("one", "two", "three")] == ["", "", ""]


def test_a_retired_work_names_its_successor_like_every_kind() -> None:
    new = make_work("new2020", recommended=True)
    old: Tracked = make_work("old1999", recommended=True, state=State.RETIRED, successor=new)
    old.full_clean()
    assert leads_on("/resources/old1999/") == "/resources/new2020/"
