"""The page of the map: drawn, as a column with arcs, and in words."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any
from xml.etree.ElementTree import Element

import pytest
from django.test import Client
from django.utils import timezone

from glossary.models import Relation
from publishing.changes import gathered
from publishing.models import State
from tests.making import make_term
from tests.shown import Shown, see, words

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture
def four() -> None:
    """Two regions with two ideas each, and relations of every kind."""
    with gathered():
        affect = make_term("Affect", region="Feeling", evidence_status="debated")
        labeling = make_term("Affect labeling", region="Feeling")
        brain = make_term("Amygdala", region="Brain", evidence_status="supported")
        cortex = make_term("Prefrontal cortex", region="Brain")
        Relation.objects.create(source=labeling, target=affect, kind=Relation.Kind.PART)
        Relation.objects.create(source=brain, target=cortex, kind=Relation.Kind.RELATED)
        Relation.objects.create(source=affect, target=brain, kind=Relation.Kind.CONTRASTS)
        Relation.objects.create(source=labeling, target=cortex, kind=Relation.Kind.BROADER)


def part(page: Shown, name: str) -> Element:
    return next(each for each in page.main.iter() if name in each.attrib.get("class", "").split())


def groups(chart: Element) -> dict[str, list[dict[str, str]]]:
    return {each.attrib.get("class", ""): [path.attrib for path in each.iter("path")] for each in chart.iter("g")}


@pytest.mark.usefixtures("four")
def test_the_page_says_how_many_ideas_and_relations_there_are(client: Client) -> None:
    page = see(client, "/map/")
    assert (page.heading, page.title) == ("A map of the ideas", "A map of the ideas – IPNB Hub")
    assert "4 ideas and 4 relations between them." in page.text
    current = [text for text, _, is_current in page.chosen("Main") if is_current]
    assert current == ["Map"]


@pytest.mark.usefixtures("four")
def test_every_idea_is_a_link_with_its_mark_in_the_drawing(client: Client) -> None:
    chart = part(see(client, "/map/"), "chart")
    assert chart.attrib["role"] == "group"
    assert chart.attrib["aria-label"] == "The map: each idea leads to its entry"
    found = {
        a.attrib["href"]: (words(next(a.iter("title"))), next(a.iter("use")).attrib["href"]) for a in chart.iter("a")
    }
    assert found == {
        "/glossary/affect/": ("Affect: debated", "#mark-debated"),
        "/glossary/affect-labeling/": ("Affect labeling: not yet assessed", "#mark-not-yet-assessed"),
        "/glossary/amygdala/": ("Amygdala: supported", "#mark-supported"),
        "/glossary/prefrontal-cortex/": ("Prefrontal cortex: not yet assessed", "#mark-not-yet-assessed"),
    }
    assert {float(circle.attrib["r"]) for circle in chart.iter("circle")} == {13.0}


@pytest.mark.usefixtures("four")
def test_every_kind_of_relation_has_its_line_darker_within_a_region(client: Client) -> None:
    found = groups(part(see(client, "/map/"), "chart"))
    assert [path.get("stroke-width") for path in found["near"]] == [None, "2"]  # related; part
    assert [(path.get("stroke-width"), path.get("stroke-dasharray")) for path in found["long"]] == [
        ("2", None),  # broader
        (None, "7 3"),  # contrasts
    ]
    assert len(found["isolines"]) >= 1
    assert all(path["d"].startswith("M") and path["d"].endswith("z") for path in found["isolines"])


@pytest.mark.usefixtures("four")
def test_the_lines_of_an_idea_lead_to_its_neighbors_and_end_before_them(client: Client) -> None:
    chart = part(see(client, "/map/"), "chart")
    at = {}
    for link in chart.iter("a"):
        circle = next(link.iter("circle"))
        at[link.attrib["href"]] = (int(circle.attrib["cx"]), int(circle.attrib["cy"]))
    affect = next(a for a in chart.iter("a") if a.attrib["href"] == "/glossary/affect/")
    rays = re.fullmatch(r"M(\d+) (\d+)l(-?\d+) ?(-?\d+)zl(-?\d+) ?(-?\d+)z", next(affect.iter("path")).attrib["d"])
    assert rays is not None
    x, y, *steps = map(int, rays.groups())
    assert (x, y) == at["/glossary/affect/"]
    ends = {(x + steps[0], y + steps[1]), (x + steps[2], y + steps[3])}
    for neighbour in ("/glossary/affect-labeling/", "/glossary/amygdala/"):
        gaps = [((ex - at[neighbour][0]) ** 2 + (ey - at[neighbour][1]) ** 2) ** 0.5 for ex, ey in ends]
        assert 8 <= min(gaps) <= 10


@pytest.mark.usefixtures("four")
def test_the_same_relations_stand_below_in_words_by_region(client: Client) -> None:
    page = see(client, "/map/")
    section = page.section("The same in words")
    assert section is not None
    regions = [words(each) for each in section.iter("h3")]
    assert sorted(regions) == ["Brain", "Feeling"]
    assert sorted(words(each) for each in section.iter("li")) == [
        "Affect contrasts with Amygdala; has the part Affect labeling",
        "Affect labeling is broader than Prefrontal cortex; is part of Affect",
        "Amygdala contrasts with Affect; is related to Prefrontal cortex",
        "Prefrontal cortex is narrower than Affect labeling; is related to Amygdala",
    ]


@pytest.mark.usefixtures("four")
def test_the_column_with_arcs_names_the_same_ideas_in_the_order_of_the_words(client: Client) -> None:
    page = see(client, "/map/")
    column, section = part(page, "arcs"), page.section("The same in words")
    assert section is not None
    assert page.links(column) == page.links(section)
    assert [words(each) for each in column.iter("h2")] == [words(each) for each in section.iter("h3")]
    drawing = next(column.iter("svg"))
    assert drawing.attrib["aria-hidden"] == "true"
    # Four names and two headings of two rows, 26 units each; sixteen units are a size of letters.
    assert (drawing.attrib["viewbox"], drawing.attrib["height"]) == (
        "0 0 72 208",
        "13.0em",
    )
    assert "".join(path.attrib["d"] for path in drawing.iter("path")).count("M") == 4


@pytest.mark.usefixtures("four")
def test_the_legend_says_every_mark_and_every_line(client: Client) -> None:
    section = see(client, "/map/").section("Legend")
    assert section is not None
    legend = words(section)
    for said in (
        "Well established",
        "Clinical concept",
        "thin line",
        "thick one",
        "dashes",
        "paler",
        "eight relations",
    ):
        assert said in legend


def test_an_idea_with_eight_relations_has_a_larger_mark(client: Client) -> None:
    with gathered():
        hub = make_term("Hub")
        for number in range(8):
            Relation.objects.create(source=hub, target=make_term(f"Idea {number}"))
    chart = part(see(client, "/map/"), "chart")
    sizes = {a.attrib["href"]: next(a.iter("use")).attrib["width"] for a in chart.iter("a")}
    assert sizes.pop("/glossary/hub/") == "19"
    assert set(sizes.values()) == {"15"}


def test_nothing_that_is_not_public_now_is_on_the_page(client: Client) -> None:
    later = timezone.now() + timedelta(hours=1)
    shown = make_term("Affect", region="Feeling")
    for number, fields in enumerate(
        [{"state": State.DRAFT}, {"state": State.RETIRED}, {"publish_at": later}, {"expires_at": timezone.now()}]
    ):
        hidden = make_term(f"Unseen {number}", region=f"Secret {number}", **fields)
        Relation.objects.create(source=shown, target=hidden)
    for address in ("/map/", "/"):
        html = see(client, address).html
        assert "Affect" in html
        assert not re.search("Unseen|unseen-[0-9]|Secret", html)
    assert "1 idea and 0 relations" in see(client, "/map/").text


def test_the_map_of_an_empty_hub_stands(client: Client) -> None:
    page = see(client, "/map/")
    assert "There are no ideas on it yet." in page.text
    make_term("Unseen", state=State.DRAFT)
    assert see(client, "/map/").text == page.text


@pytest.fixture
def many() -> None:
    with gathered():
        for number in range(61):
            make_term(f"Idea {number:02}", region=("Body", "Memory")[number % 2])


@pytest.mark.usefixtures("many")
def test_more_than_sixty_ideas_are_offered_by_region(client: Client) -> None:
    page = see(client, "/map/")
    assert "61 ideas are too many for one sheet" in page.text
    assert page.lines("Regions") == ["Body 31 ideas", "Memory 30 ideas"]
    assert page.links(page.section("Regions")) == [("Body", "/map/?cluster=body"), ("Memory", "/map/?cluster=memory")]
    sheet = see(client, "/map/?cluster=memory")
    assert (sheet.heading, sheet.title) == ("Memory", "Memory, on the map – IPNB Hub")
    assert len(list(part(sheet, "chart").iter("a"))) == 30


@pytest.mark.usefixtures("four")
@pytest.mark.parametrize("asked", ["brain", "x", "../etc", "%F0%9F%92%A9", "a" * 500])
def test_a_sheet_that_does_not_exist_is_not_found(client: Client, asked: str) -> None:
    response = client.get(f"/map/?cluster={asked}")
    assert response.status_code == 404
    assert Shown(response).heading == "This page is not in the guide"


@pytest.mark.usefixtures("four")
def test_the_first_page_shows_the_map_as_one_link(client: Client) -> None:
    page = see(client, "/")
    whole = [each for each in page.main.iter("a") if each.attrib.get("class") == "whole"]
    assert len(whole) == 2  # beside the first lines on wide screens, below the ways in on others; one is shown
    for link in whole:
        assert link.attrib["href"] == "/map/"
        drawing = next(link.iter("svg"))
        assert drawing.attrib["aria-hidden"] == "true"
        assert sorted(words(each) for each in drawing.iter("text")) == [
            "Affect",
            "Affect labeling",
            "Amygdala",
            "Brain",
            "Feeling",
            "Prefrontal cortex",
        ]
        assert len(list(drawing.iter("use"))) == 4
    assert "4 ideas and how they are related. Open the map" in page.text


@pytest.mark.parametrize("number", [2, 6])
def test_the_map_takes_the_same_queries_for_any_number_of_ideas(
    client: Client, number: int, django_assert_num_queries: Any
) -> None:
    with gathered():
        terms = [make_term(f"Idea {n}", region=f"Region {n}") for n in range(number)]
        for other in terms[1:]:
            Relation.objects.create(source=terms[0], target=other)
    client.get("/map/")
    with django_assert_num_queries(MAP_QUERIES):
        client.get("/map/")


MAP_QUERIES = 7
