"""What leads to what: ideas, the relations between them, and who uses whom; only what the public may see now."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from heapq import heappop, heappush
from typing import NamedTuple

from django.utils.text import Truncator

from glossary.models import Relation
from publishing.models import Use
from resources.models import Contributor
from search.text import fold

# The kinds of places, in the order in which they are listed.
KINDS = ("term", "article", "step", "resource", "person")
USED = "used"
# Ways that no use and no role has: a person whose note names a term, and a body that is listed with a person.
DESCRIBED, LISTED_WITH = "described", "listed-with"
LONGEST_DRAWN = 48  # characters of a title: two lines of a narrow screen
# What a step of a connection costs: a relation between two ideas says more than that one text names both.
COSTS = {USED: 3}
RELATION_COST = 2


class Place(NamedTuple):
    """Something on the map: "term:implicit-memory"; a step is "step:<outline>/<step>", its outline "step:<outline>"."""

    kind: str
    slug: str

    def __str__(self) -> str:
        return f"{self.kind}:{self.slug}"


@dataclass(frozen=True, slots=True)
class Idea:
    """A place with what a line that names it needs; only terms have `evidence` and `region`, only works a `year`."""

    place: Place
    title: str
    url: str
    evidence: str = ""
    region: str = ""
    year: int | None = None

    @property
    def short(self) -> str:
        """The title to draw: of a work without its subtitle, with its year, which tells editions apart."""
        if self.place.kind != "resource":
            return Truncator(self.title).chars(LONGEST_DRAWN)
        short = Truncator(self.title.partition(": ")[0]).chars(LONGEST_DRAWN - 12)
        return f"{short}, {self.year}" if self.year else short

    @property
    def mark(self) -> str:
        return self.evidence or self.place.kind

    @property
    def order(self) -> tuple[int, str, str]:
        return KINDS.index(self.place.kind), fold(self.title), self.place.slug


class Edge(NamedTuple):
    """`kind` is a kind of relation, or "used"; then `way` is the kind of use, or the role of a person in a work."""

    source: Place
    target: Place
    kind: str
    way: str = ""

    def other(self, end: Place) -> Place:
        return self.target if end == self.source else self.source


class Neighbour(NamedTuple):
    """A neighbour, and the words that lead to it: "has the part", "is cited in"."""

    label: str
    idea: Idea
    edge: Edge

    @property
    def is_related(self) -> bool:
        """Whether the plainest relation leads to it, which goes without saying."""
        return self.edge.kind == Relation.Kind.RELATED

    @property
    def is_use(self) -> bool:
        return self.edge.kind == USED


class Ways(NamedTuple):
    """A use in words, from its source and from its target."""

    from_source: str
    from_target: str


# Of several uses between two places the first in this order is the one that is told.
USES: dict[str, Ways] = {
    Use.Kind.AUTHOR: Ways("is by", "is an author of"),
    Contributor.Role.EDITOR: Ways("is edited by", "edited"),
    Contributor.Role.SPEAKER: Ways("is given by", "speaks in"),
    Contributor.Role.FOUNDER: Ways("was founded by", "founded"),
    Contributor.Role.SERIES_EDITOR: Ways("has had the series editor", "has been a series editor of"),
    LISTED_WITH: Ways("is listed with", "is listed with"),
    Use.Kind.USAGE: Ways("uses the term", "is used in"),
    Use.Kind.TERM: Ways("uses the term", "is used in"),
    DESCRIBED: Ways("is described with the term", "is named in the note on"),
    Use.Kind.CITATION: Ways("cites", "is cited in"),
    Use.Kind.LISTED: Ways("lists", "is listed in"),
    Use.Kind.LINK: Ways("links to", "is linked from"),
}


def label(edge: Edge, seen_from: Place) -> str:
    """The edge in words that stand between `seen_from` and the other end."""
    forwards = seen_from == edge.source
    if edge.kind == USED:
        return USES[edge.way].from_source if forwards else USES[edge.way].from_target
    return str(Relation.Kind(edge.kind).label) if forwards else Relation.INVERSES[edge.kind]


@dataclass(frozen=True)
class Graph:
    """Ideas and edges between them, both in an order that depends on nothing but themselves."""

    ideas: Mapping[Place, Idea]
    edges: tuple[Edge, ...]

    @classmethod
    def of(cls, ideas: Iterable[Idea], edges: Iterable[Edge]) -> Graph:
        """The graph in its order: one edge a pair, and only edges whose both ends are there."""
        known = {idea.place: idea for idea in sorted(ideas, key=lambda idea: idea.order)}
        between = {edge for edge in edges if edge.source in known and edge.target in known}
        told: dict[frozenset[Place], Edge] = {}
        for edge in sorted(between, key=_telling):
            if edge.source != edge.target:
                told.setdefault(frozenset(edge[:2]), edge)
        return cls(known, tuple(sorted(told.values())))

    @cached_property
    def _by_place(self) -> dict[Place, list[Edge]]:
        found: dict[Place, list[Edge]] = {}
        for edge in self.edges:
            found.setdefault(edge.source, []).append(edge)
            found.setdefault(edge.target, []).append(edge)
        return found

    @cached_property
    def _ranks(self) -> dict[Place, int]:
        return {place: rank for rank, place in enumerate(self.ideas)}

    def neighbours(self, place: Place) -> list[Neighbour]:
        """What a place is joined to: related ideas first, then what uses it or what it uses, by kind and title."""
        edges = self._by_place.get(place, [])
        ordered = sorted(edges, key=lambda edge: (edge.kind == USED, self._ranks[edge.other(place)]))
        return [self._step(place, edge) for edge in ordered]

    def _step(self, place: Place, edge: Edge) -> Neighbour:
        return Neighbour(label(edge, place), self.ideas[edge.other(place)], edge)

    def between(self, start: Place, end: Place) -> list[Neighbour] | None:
        """The steps of the cheapest way: none to itself, None where there is no way.

        Of equally cheap ways the one with fewer uses, then the one whose ideas come first.
        """
        if start not in self.ideas or end not in self.ideas:
            return None
        last = self._last_edges(start, end)
        if start != end and end not in last:
            return None
        way: list[Neighbour] = []
        while end != start:
            before = last[end].other(end)
            way.append(self._step(before, last[end]))
            end = before
        return way[::-1]

    def _last_edges(self, start: Place, end: Place) -> dict[Place, Edge]:
        """The last edge on the cheapest way to each place, until `end` is reached (Dijkstra)."""
        last: dict[Place, Edge] = {}
        cheapest: dict[Place, tuple[int, int]] = {start: (0, 0)}
        open_places = [((0, 0), 0, start)]
        while open_places:
            (cost, uses), _, place = heappop(open_places)
            if place == end:
                break
            if (cost, uses) > cheapest[place]:
                continue
            for edge in self._by_place.get(place, ()):
                there = edge.other(place)
                reached = cost + COSTS.get(edge.kind, RELATION_COST), uses + (edge.kind == USED)
                if there not in cheapest or reached < cheapest[there]:
                    cheapest[there], last[there] = reached, edge
                    heappush(open_places, (reached, self._ranks[there], there))
        return last


def _telling(edge: Edge) -> tuple[bool, int, Edge]:
    """Relations before uses, and the telling uses before the others."""
    return edge.kind == USED, _TELLING.get(edge.way, 0), edge


_TELLING = {way: place for place, way in enumerate(USES)}
