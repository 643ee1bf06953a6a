"""The pages of the map about one idea, and about the way from one to another."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from articles.models import Author
from glossary.models import Relation, Term
from ipnb_hub.ideas.around import PER_PAGE
from publishing.changes import gathered
from publishing.models import State
from tests.making import make_article, make_outline, make_person, make_term, make_work
from tests.shown import Shown, see

pytestmark = [pytest.mark.django_db, pytest.mark.once]

AROUND = "/map/?around="


def relate(source: Term, target: Term, kind: str = "related") -> None:
    Relation.objects.create(source=source, target=target, kind=kind)


def refused(client: Client, **asked: str) -> Shown:
    response = client.get("/map/", asked)
    assert response.status_code == 404
    return Shown(response)


def test_an_idea_stands_among_its_neighbors_in_a_drawing_and_in_words(client: Client) -> None:
    affect, brain, cue = make_term("Affect", evidence_status="debated"), make_term("Brain"), make_term("Cue")
    relate(affect, brain)
    relate(cue, affect, "part")
    relate(brain, cue)
    article = make_article("The basics", body="On affect.")
    Author.objects.create(article=article, name="F.", person=make_person())
    page = see(client, "/map/", around="term:affect")
    assert page.heading == "Around Affect"
    assert page.title == "Around Affect – IPNB Hub"
    assert "It leads to 2 terms and 1 article." in page.text
    assert page.lines("Its neighbors") == ["Brain", "Cue has the part", "The basics is used in"]
    assert page.all("h3") == ["Affect is related to", "Affect has the part", "Affect is used in"]
    assert page.links(page.section("Its neighbors")) == [
        ("Brain", f"{AROUND}term:brain"),
        ("Cue", f"{AROUND}term:cue"),
        ("The basics", f"{AROUND}article:the-basics"),
    ]
    assert page.links(page.section("The same in words")) == [
        ("Brain", "/glossary/brain/"),
        ("Cue", "/glossary/cue/"),
        ("The basics", "/articles/the-basics/"),
    ]
    assert ("Read about Affect", "/glossary/affect/") in page.links()


def test_the_legend_explains_the_lines_that_are_there(client: Client) -> None:
    with gathered():
        affect, brain, cue = make_term("Affect"), make_term("Brain"), make_term("Cue")
        relate(affect, brain, "contrasts")
    assert "Dashes: contrasts. " in see(client, "/map/", around="term:affect").text
    assert "Thin line" not in see(client, "/map/", around="term:affect").text
    with gathered():
        relate(affect, cue, "broader")
        relate(brain, cue)
        make_article("The basics", body="On affect.")
    legend = (
        "Thin line: related. Thick line: part or broader. Dashes: contrasts. Dots: one names the other. "
        "Arcs join neighbors that are related to each other."
    )
    assert legend in see(client, "/map/", around="term:affect").text


def test_any_kind_of_page_has_its_surroundings(client: Client) -> None:
    outline = make_outline()
    affect = make_term("Affect")
    outline.steps.get().step_terms.create(term=affect)
    affect.recommended.add(make_work("work", title="A work", year=2001))
    step = see(client, "/map/", around="step:three-steps/step-1")
    assert step.lines("Its neighbors") == ["Three steps is part of", "Affect uses the term"]
    work = see(client, "/map/", around="resource:work")
    assert (work.heading, work.lines("Its neighbors")) == ("Around A work", ["Affect is listed in"])
    assert see(client, "/map/", around="term:affect").lines("The same in words") == [
        "Step 1: The step 1",
        "A work 2001",
    ]


def test_an_idea_without_neighbors_says_so(client: Client) -> None:
    make_term("Affect")
    page = see(client, "/map/", around="term:affect")
    assert "Nothing on the map is joined to it so far." in page.text
    assert page.all("h2") == []


def test_a_name_leads_to_the_address_of_what_it_means(client: Client) -> None:
    make_term("Mirror neurons", "MNS", slug="mirror-neurons")
    response = client.get("/map/", {"around": "MNS"})
    assert (response.status_code, response["Location"]) == (302, "/map/?around=term%3Amirror-neurons")


@pytest.mark.parametrize("asked", ["term:unseen", "term:nothing", "nonsense:x", "zzzz", "<b>", "Unseen"])
def test_what_is_not_on_the_map_gets_a_page_in_plain_words(client: Client, asked: str) -> None:
    make_term("Unseen", state=State.DRAFT)
    page = refused(client, around=asked)
    assert page.heading == "Not on the map"
    assert "Try another spelling, or search all pages for it." in page.text


@pytest.mark.parametrize(
    "fields",
    [
        {"state": State.DRAFT},
        {"state": State.IN_REVIEW},
        {"state": State.RETIRED},
        {"publish_at": timezone.now() + timedelta(days=1)},
        {"expires_at": timezone.now() - timedelta(days=1)},
    ],
)
def test_what_the_public_may_not_see_is_on_neither_page(client: Client, fields: dict[str, object]) -> None:
    with gathered():
        affect, unseen, brain = make_term("Affect"), make_term("Unseen", **fields), make_term("Brain")
        relate(affect, unseen)
        relate(unseen, brain)
    assert "Unseen" not in see(client, "/map/", around="term:affect").html
    way = see(client, "/map/", **{"from": "term:affect", "to": "term:brain"})
    assert "Nothing on the map leads from one to the other." in way.text
    assert "Unseen" not in way.html
    refused(client, around="term:unseen")
    refused(client, **{"from": "term:affect", "to": "term:unseen"})


@gathered()
def make_many(number: int) -> None:
    affect = make_term("Affect")
    for n in range(number):
        relate(affect, make_term(f"Term {n:03}"))


def test_more_neighbors_than_the_drawing_holds_are_all_in_the_list(client: Client) -> None:
    make_many(43)
    page = see(client, "/map/", around="term:affect")
    assert "The drawing shows the first 40 of 43; the list below it names all." in page.text
    assert (len(page.lines("Its neighbors")), len(page.lines("The same in words"))) == (40, 43)


def test_a_list_of_hundreds_has_pages(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ipnb_hub.ideas.around.PER_PAGE", 3)
    assert PER_PAGE == 200
    make_many(7)
    page = see(client, "/map/", around="term:affect", page="3")
    assert page.lines("The same in words") == ["Term 006"]
    assert page.chosen("Pages") == [
        ("First", "/map/?around=term%3Aaffect", False),
        ("Previous", "/map/?around=term%3Aaffect&page=2", False),
    ]
    assert page.title == "Around Affect, page 3 – IPNB Hub"


def test_the_way_from_one_idea_to_another_is_told_step_by_step(client: Client) -> None:
    affect, brain = make_term("Affect"), make_term("Brain")
    relate(affect, brain, "part")
    make_article("The basics", body="On the brain. On cues.")
    make_term("Cue")
    page = see(client, "/map/", **{"from": "term:affect", "to": "term:cue"})
    assert page.heading == "From Affect to Cue"
    assert "Affect is part of Brain, which is used in The basics, which uses the term Cue." in page.text
    assert page.lines("Three steps") == ["Affect", "is part of Brain", "is used in The basics", "uses the term Cue"]
    assert page.links(page.section("Three steps")) == [
        ("Affect", "/glossary/affect/"),
        ("Brain", "/glossary/brain/"),
        ("The basics", "/articles/the-basics/"),
        ("Cue", "/glossary/cue/"),
    ]


def test_one_and_the_same_idea_is_no_way(client: Client) -> None:
    make_term("Affect")
    page = see(client, "/map/", **{"from": "term:affect", "to": "term:affect"})
    assert "These are one and the same." in page.text


def test_names_of_two_ideas_lead_to_the_address_of_their_connection(client: Client) -> None:
    make_term("Affect")
    make_term("Mirror neurons", slug="mirror-neurons")
    response = client.get("/map/", {"from": "affect", "to": "Mirror neurons"})
    assert response["Location"] == "/map/?from=term%3Aaffect&to=term%3Amirror-neurons"


@pytest.mark.parametrize("asked", [{"from": "affect"}, {"to": "affect"}, {"from": "affect", "to": " "}])
def test_half_a_question_is_asked_for_its_other_half(client: Client, asked: dict[str, str]) -> None:
    page = see(client, "/map/", **asked)
    assert page.heading == "Name two ideas"
    assert "affect" in [each.attrib.get("value") for each in page.main.iter("input")]


@pytest.mark.parametrize("asked", [{"from": "zzzz", "to": "affect"}, {"from": "affect", "to": "zzzz"}])
def test_the_end_that_is_not_on_the_map_is_named_and_the_form_keeps_both(client: Client, asked: dict[str, str]) -> None:
    make_term("Affect")
    page = refused(client, **asked)
    assert "Nothing on the map is called “zzzz”." in page.text
    assert {"zzzz", "affect"} <= {each.attrib.get("value") for each in page.main.iter("input")}
