"""The graph of ideas: its words, its order, and the way from one idea to another."""

from __future__ import annotations

from itertools import permutations

import pytest

from ipnb_hub.ideas.graph import USED, Edge, Graph, Idea, Place, label


def idea(title: str, kind: str = "term", **fields: object) -> Idea:
    slug = title.lower().replace(" ", "-")
    return Idea(Place(kind, slug), title, f"/{kind}/{slug}/", **fields)  # type: ignore[arg-type]


def edge(source: Idea, target: Idea, kind: str = "related", way: str = "") -> Edge:
    return Edge(source.place, target.place, kind, way)


AFFECT, BRAIN, CUE, DREAM, EMPATHY = (idea(title) for title in ("Affect", "Brain", "Cue", "Dream", "Empathy"))
BASICS = idea("The basics", "article")
TERMS = [AFFECT, BRAIN, CUE, DREAM, EMPATHY]


def way(graph: Graph, start: Idea, end: Idea) -> list[tuple[str, str]] | None:
    steps = graph.between(start.place, end.place)
    return None if steps is None else [(step.label, step.idea.title) for step in steps]


def test_a_place_is_written_as_kind_and_slug() -> None:
    assert str(Place("step", "three-steps/listen")) == "step:three-steps/listen"


@pytest.mark.parametrize(
    ("kind", "way", "from_source", "from_target"),
    [
        ("related", "", "is related to", "is related to"),
        ("broader", "", "is broader than", "is narrower than"),
        ("part", "", "is part of", "has the part"),
        ("contrasts", "", "contrasts with", "contrasts with"),
        (USED, "term", "uses the term", "is used in"),
        (USED, "usage", "uses the term", "is used in"),
        (USED, "citation", "cites", "is cited in"),
        (USED, "listed", "lists", "is listed in"),
        (USED, "link", "links to", "is linked from"),
        (USED, "author", "is by", "is an author of"),
        (USED, "editor", "is edited by", "edited"),
        (USED, "speaker", "is given by", "speaks in"),
        (USED, "founder", "was founded by", "founded"),
        (USED, "series-editor", "has had the series editor", "has been a series editor of"),
        (USED, "described", "is described with the term", "is named in the note on"),
        (USED, "listed-with", "is listed with", "is listed with"),
    ],
)
def test_an_edge_reads_from_both_ends(kind: str, way: str, from_source: str, from_target: str) -> None:
    seen = edge(AFFECT, BRAIN, kind, way)
    assert (label(seen, AFFECT.place), label(seen, BRAIN.place)) == (from_source, from_target)


def test_a_term_is_marked_by_its_evidence_and_anything_else_by_its_kind() -> None:
    assert idea("Affect", evidence="debated").mark == "debated"
    assert BASICS.mark == "article"


def test_a_work_is_drawn_without_its_subtitle_and_with_its_year() -> None:
    work = idea("The Developing Mind: How Relationships Shape Us", "resource", year=2012)
    assert work.short == "The Developing Mind, 2012"
    assert idea("Affect: a word", "term").short == "Affect: a word"


def test_a_long_title_is_cut_where_it_is_drawn() -> None:
    assert idea("a" * 60, "resource", year=2012).short == "a" * 35 + "…, 2012"
    assert idea("a" * 60).short == "a" * 47 + "…"


def test_the_order_of_what_is_given_changes_nothing() -> None:
    edges = [edge(AFFECT, BRAIN), edge(CUE, AFFECT, "part"), edge(BASICS, CUE, USED, "term")]
    graphs = {
        repr((list(graph.ideas), graph.edges))
        for ideas in permutations([AFFECT, CUE, BASICS, BRAIN])
        for some in permutations(edges)
        for graph in [Graph.of(ideas, some)]
    }
    assert len(graphs) == 1
    assert list(Graph.of([BASICS, CUE, BRAIN, AFFECT], edges).ideas.values()) == [AFFECT, BRAIN, CUE, BASICS]


def test_an_edge_without_both_ends_is_left_out() -> None:
    assert Graph.of([AFFECT], [edge(AFFECT, BRAIN), edge(BRAIN, AFFECT), edge(AFFECT, AFFECT)]).edges == ()


def test_of_several_edges_between_two_the_most_telling_is_kept() -> None:
    related, uses, cites = (
        edge(BRAIN, AFFECT, "related"),
        edge(AFFECT, BRAIN, USED, "term"),
        edge(AFFECT, BRAIN, USED, "citation"),
    )
    assert Graph.of(TERMS, [cites, uses, related]).edges == (related,)
    assert Graph.of(TERMS, [cites, uses]).edges == (uses,)


def test_neighbors_are_related_ideas_first_then_uses_by_kind_and_title() -> None:
    graph = Graph.of(
        [*TERMS, BASICS],
        [
            edge(BASICS, AFFECT, USED, "term"),
            edge(BRAIN, AFFECT, USED, "term"),
            edge(AFFECT, EMPATHY, "part"),
            edge(DREAM, AFFECT),
        ],
    )
    assert [(each.label, each.idea.title) for each in graph.neighbours(AFFECT.place)] == [
        ("is related to", "Dream"),
        ("is part of", "Empathy"),
        ("is used in", "Brain"),
        ("is used in", "The basics"),
    ]
    assert graph.neighbours(CUE.place) == []


def test_a_way_tells_each_step_in_words() -> None:
    graph = Graph.of(TERMS, [edge(AFFECT, BRAIN, "part"), edge(CUE, BRAIN, "broader")])
    assert way(graph, AFFECT, CUE) == [("is part of", "Brain"), ("is narrower than", "Cue")]
    assert way(graph, CUE, AFFECT) == [("is broader than", "Brain"), ("has the part", "Affect")]


def test_relations_are_preferred_to_a_text_that_names_both() -> None:
    uses = [edge(BASICS, AFFECT, USED, "term"), edge(BASICS, DREAM, USED, "term")]
    three = [edge(AFFECT, BRAIN), edge(BRAIN, CUE), edge(CUE, DREAM)]
    graph = Graph.of([*TERMS, BASICS], [*uses, *three])
    assert way(graph, AFFECT, DREAM) == [("is related to", title) for title in ("Brain", "Cue", "Dream")]


def test_a_text_that_names_both_is_preferred_to_four_relations() -> None:
    uses = [edge(BASICS, AFFECT, USED, "term"), edge(BASICS, EMPATHY, USED, "term")]
    four = [edge(AFFECT, BRAIN), edge(BRAIN, CUE), edge(CUE, DREAM), edge(DREAM, EMPATHY)]
    graph = Graph.of([*TERMS, BASICS], [*uses, *four])
    assert way(graph, AFFECT, EMPATHY) == [("is used in", "The basics"), ("uses the term", "Empathy")]


def test_of_equally_short_ways_the_first_by_title_is_told() -> None:
    edges = [edge(AFFECT, DREAM), edge(AFFECT, BRAIN), edge(DREAM, EMPATHY), edge(BRAIN, EMPATHY)]
    for some in permutations(edges):
        assert way(Graph.of(TERMS, some), AFFECT, EMPATHY) == [("is related to", "Brain"), ("is related to", "Empathy")]


def test_there_is_no_way_to_what_nothing_leads_to_and_none_is_needed_to_itself() -> None:
    graph = Graph.of(TERMS, [edge(AFFECT, BRAIN)])
    assert way(graph, AFFECT, CUE) is None
    assert way(graph, AFFECT, BASICS) is None
    assert way(graph, BASICS, AFFECT) is None
    assert way(graph, AFFECT, AFFECT) == []
