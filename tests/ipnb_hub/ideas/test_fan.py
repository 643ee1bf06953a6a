"""The drawing of what lies around one idea."""

from __future__ import annotations

import re

import pytest

from ipnb_hub.ideas.fan import MOST, MOST_RELATED, MOST_USES, ROW, Stroke, fan, small_fan, way
from ipnb_hub.ideas.graph import USED, Edge, Graph, Idea, Place


def term(title: str) -> Idea:
    return Idea(Place("term", title.lower()), title, f"/glossary/{title.lower()}/")


ROOT, BRAIN, CUE, DREAM = term("Affect"), term("Brain"), term("Cue"), term("Dream")


def joined(*edges: tuple[Idea, str, Idea]) -> Graph:
    ideas = {idea for source, _, target in edges for idea in (source, target)} | {ROOT}
    return Graph.of(
        ideas,
        [Edge(one.place, other.place, kind, "term" if kind == USED else "") for one, kind, other in edges],
    )


def test_a_curve_leads_from_the_root_to_each_row() -> None:
    drawn = fan(joined((ROOT, "related", BRAIN), (CUE, "related", ROOT)), ROOT.place)
    assert [each.idea.title for each in drawn.rows] == ["Brain", "Cue"]
    assert (drawn.width, drawn.height) == (120, 68)
    assert drawn.strokes == [Stroke("related", "M10 34c44 0 36 -17 110 -17M10 34c44 0 36 17 110 17")]
    assert (drawn.arcs, drawn.left_out) == (False, 0)


def test_an_arc_joins_neighbors_that_are_related_and_bows_more_the_further_they_are_apart() -> None:
    edges = [(ROOT, "related", each) for each in (BRAIN, CUE, DREAM)]
    drawn = fan(joined(*edges, (BRAIN, "contrasts", CUE), (DREAM, "part", BRAIN)), ROOT.place)
    assert drawn.kinds == ["related", "part", "contrasts"]
    assert drawn.strokes[1:] == [
        Stroke("part", "M120 17c-24 0-24 68 0 68"),
        Stroke("contrasts", "M120 17c-19 0-19 34 0 34"),
    ]
    assert drawn.arcs


def test_each_kind_of_line_is_one_path() -> None:
    kinds = ("related", "broader", "part", "contrasts", USED)
    drawn = fan(joined(*((ROOT, kind, term(f"T{n}")) for n, kind in enumerate(kinds))), ROOT.place)
    assert drawn.kinds == list(kinds)
    assert [stroke.path.count("M") for stroke in drawn.strokes] == [1] * 5


def test_what_nothing_is_joined_to_has_an_empty_fan() -> None:
    drawn = fan(joined(), ROOT.place)
    assert (drawn.rows, drawn.strokes, drawn.height) == ([], [], 0)


def test_the_same_data_gives_the_same_bytes() -> None:
    edges = [(ROOT, "related", BRAIN), (ROOT, "part", CUE), (CUE, "related", BRAIN)]
    assert fan(joined(*edges), ROOT.place) == fan(joined(*reversed(edges)), ROOT.place)


@pytest.mark.parametrize(("number", "left_out"), [(MOST, 0), (MOST + 3, 3)])
def test_a_fan_of_many_is_cut_and_says_how_many_are_left_out(number: int, left_out: int) -> None:
    drawn = fan(joined(*((ROOT, "related", term(f"T{n:02}")) for n in range(number))), ROOT.place)
    assert (len(drawn.rows), drawn.left_out) == (MOST, left_out)
    assert drawn.rows[-1].idea.title == f"T{MOST - 1}"
    ends = [int(rise) for rise in re.findall(r" (-?\d+) 110 ", drawn.strokes[0].path)]
    assert [ends[0], ends[-1]] == [17 - ROW * MOST // 2, ROW * MOST // 2 - 17]


def test_a_small_fan_has_room_for_relations_and_for_some_uses() -> None:
    related = [(ROOT, "related", term(f"R{n:02}")) for n in range(MOST_RELATED + 2)]
    uses = [(term(f"U{n:02}"), USED, ROOT) for n in range(MOST_USES + 1)]
    drawn = small_fan(joined(*related, *uses), ROOT.place)
    assert [each.edge.kind for each in drawn.rows] == ["related"] * MOST_RELATED + [USED] * MOST_USES
    assert drawn.left_out == 3


def test_the_ideas_of_a_way_are_joined_downwards_by_lines_of_their_kind() -> None:
    graph = joined((ROOT, "part", BRAIN), (BRAIN, "related", CUE), (CUE, "related", DREAM))
    lines = way(graph.between(ROOT.place, DREAM.place) or [])
    assert lines.height == 2 * ROW * 3 + ROW
    assert lines.strokes == [
        Stroke(kind, f"M8 {27 + 68 * n}v48") for n, kind in enumerate(["part", "related", "related"])
    ]
