"""Where the ideas of a page lie on the map."""

from __future__ import annotations

import re
from datetime import timedelta
from itertools import pairwise, permutations
from math import cos, sin
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from glossary.models import Term
from ipnb_hub.ideas.graph import Place
from ipnb_hub.ideas.locator import MOST, SCALE, dots, drawn, scaled, sheet
from publishing.changes import gathered
from publishing.models import State
from tests.making import make_article, make_outline, make_term, make_work
from tests.shown import Shown, see, words

AFFECT, BRAIN, CUE = (Place("term", slug) for slug in ("affect", "brain", "cue"))
POSITIONS = {AFFECT: (100, 40), BRAIN: (40, 400), CUE: (600, 8)}


@pytest.mark.once
def test_dots_are_one_path_of_relative_moves_in_sixths_of_the_map() -> None:
    assert dots([(100, 40), (40, 400), (600, 8)]) == "m7 67h0m10-60h0m83-6h0"
    assert dots([]) == ""


@pytest.mark.once
def test_the_ideas_of_the_page_are_a_path_of_their_own() -> None:
    found = drawn(POSITIONS, "M0 0z", [CUE, AFFECT, Place("term", "unknown")])
    assert (found.dots, found.here, found.outline) == ("m7 67h0", "m17 7h0m83-6h0", "M0 0z")
    assert (found.used, found.total, found.few) == (2, 3, True)
    assert not drawn(POSITIONS, "", POSITIONS).few


@pytest.mark.once
def test_the_same_ideas_give_the_same_bytes() -> None:
    items = list(POSITIONS.items())
    assert len({drawn(dict(order), "", [BRAIN]) for order in permutations(items)}) == 1


@pytest.mark.once
def test_of_very_many_ideas_only_some_are_drawn_but_all_of_the_page() -> None:
    many = {Place("term", f"t{n:04}"): (n, n) for n in range(1000)}
    found = drawn(many, "", [Place("term", "t0001"), Place("term", "t0003"), Place("term", "t0005")])
    assert found.dots.count("h0") == 143 <= MOST
    assert (found.here.count("h0"), found.total) == (3, 1000)


def ends(path: str) -> list[tuple[int, int]]:
    """The points that a path of one "q" and many "t" passes."""
    (x, y), steps = map(int, re.findall(r"-?\d+", path)[:2]), [int(each) for each in re.findall(r"-?\d+", path)[4:]]
    passed = [(x, y)]
    for right, down in zip(steps[::2], steps[1::2], strict=True):
        x, y = x + right, y + down
        passed.append((x, y))
    return passed


@pytest.mark.once
def test_an_outline_is_told_by_its_ends_and_nothing_that_is_rounded_adds_up() -> None:
    corners = [(round(400 + 300 * cos(turn / 8)), round(400 + 300 * sin(turn / 8))) for turn in range(50)]
    middles = [((x + u) // 2, (y + v) // 2) for (x, y), (u, v) in pairwise([*corners, corners[0]])]
    places = [middles[-1], *(point for pair in zip(corners, middles, strict=True) for point in pair)]
    steps = [f"{x - places[at - at % 2][0]} {y - places[at - at % 2][1]}" for at, (x, y) in enumerate(places[1:])]
    told = scaled(f"M{places[0][0]} {places[0][1]}q{' '.join(steps)}z")
    passed = ends(told)
    assert told.count("q") == told.count("t") == 1
    assert passed[0] == passed[-1]
    wanted = [middles[-1], *middles]
    off = [abs(SCALE * x - u) + abs(SCALE * y - v) for (x, y), (u, v) in zip(passed, wanted, strict=True)]
    assert max(off) <= 2 * SCALE


@pytest.fixture
@gathered()
def _terms(db: None) -> None:
    make_term("Affect", region="Feeling")
    make_term("Brain", region="Body")
    make_term("Cue", region="Feeling")


def caption(page: Shown) -> str:
    return words(page.one("figcaption"))


def marked(page: Shown) -> int:
    """How many ideas stand out on the page's locator."""
    paths = [each for each in page.main.iter("path") if each.attrib.get("class", "").startswith("here")]
    return sum(each.attrib["d"].count("h0") for each in paths)


@pytest.mark.once
@pytest.mark.usefixtures("_terms")
def test_a_term_shows_its_own_place(client: Client) -> None:
    page = see(client, "/glossary/affect/")
    assert (caption(page), marked(page)) == ("Its place among the 3 ideas. See the map", 1)
    assert page.links(page.one("figcaption")) == [("See the map", "/map/")]


@pytest.mark.once
@pytest.mark.usefixtures("_terms")
@pytest.mark.parametrize(
    ("body", "said", "number"),
    [
        ("Nothing.", "None of the 3 ideas is used here. See it on the map", 0),
        ("On affect.", "1 of the 3 ideas is used here. See it on the map", 1),
        ("On affect and cues.", "2 of the 3 ideas are used here. See it on the map", 2),
    ],
)
def test_an_article_shows_the_ideas_that_it_uses(client: Client, body: str, said: str, number: int) -> None:
    make_article("The basics", body=body)
    page = see(client, "/articles/the-basics/")
    assert (caption(page), marked(page)) == (said, number)
    assert page.links(page.one("figcaption")) == [("See it on the map", "/map/?around=article:the-basics")]


@pytest.mark.once
@pytest.mark.usefixtures("_terms")
def test_an_outline_and_a_step_show_the_ideas_that_they_use(client: Client) -> None:
    outline = make_outline(introduction="On affect.")
    outline.steps.get().step_terms.create(term=Term.objects.get(slug="cue"))
    whole, step = see(client, "/practice/three-steps/"), see(client, "/practice/three-steps/step-1/")
    assert caption(whole).startswith("1 of the 3 ideas is used here.")
    assert caption(step).startswith("1 of the 3 ideas is used here.")
    assert step.links(step.one("figcaption")) == [("See it on the map", "/map/?around=step:three-steps/step-1")]


@pytest.mark.once
@pytest.mark.usefixtures("_terms")
def test_a_resource_shows_the_ideas_that_name_it(client: Client) -> None:
    work = make_work("work", recommended=True)
    Term.objects.get(slug="cue").recommended.add(work)
    assert caption(see(client, "/resources/work/")) == "1 of the 3 ideas names this work. See it on the map"
    Term.objects.get(slug="affect").recommended.add(work)
    assert caption(see(client, "/resources/work/")) == "2 of the 3 ideas name this work. See it on the map"


@pytest.mark.once
@pytest.mark.usefixtures("_terms")
def test_the_glossary_shows_all_and_an_unknown_page_none(client: Client) -> None:
    glossary, unknown = see(client, "/glossary/"), Shown(client.get("/nothing/"))
    assert (caption(glossary), marked(glossary)) == ("All 3 on the map", 0)
    assert (caption(unknown), marked(unknown)) == ("Not on the map", 0)


@pytest.mark.once
@pytest.mark.django_db
def test_without_terms_there_is_no_locator(client: Client) -> None:
    make_article("The basics")
    assert not list(see(client, "/articles/the-basics/").main.iter("figcaption"))


@pytest.mark.usefixtures("_terms")
@pytest.mark.parametrize(
    "fields",
    [
        {"state": State.DRAFT},
        {"state": State.RETIRED},
        {"publish_at": timezone.now() + timedelta(days=1)},
        {"expires_at": timezone.now() - timedelta(days=1)},
    ],
)
def test_what_the_public_may_not_see_has_no_dot(client: Client, fields: dict[str, Any]) -> None:
    make_term("Unseen", region="Feeling", **fields)
    make_article("The basics", body="On affect. On the unseen.")
    page = see(client, "/articles/the-basics/")
    assert caption(page).startswith("1 of the 3 ideas is used here.")
    assert sum(each.attrib["d"].count("h0") for each in page.main.iter("path")) == 3


@pytest.mark.usefixtures("_terms")
def test_a_locator_takes_one_query_however_many_ideas_there_are() -> None:
    sheet()
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert len(sheet().positions) == 3
    assert len(queries) == 1


@pytest.mark.usefixtures("_terms")
def test_the_places_are_read_anew_when_a_term_is_added() -> None:
    assert len(sheet().positions) == 3
    make_term("Dream", region="Body")
    assert len(sheet().positions) == 4
