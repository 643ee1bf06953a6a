"""The way through the hub for somebody new: the article, its three core terms, the practice outline, the resources."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse

from articles.models import Article, PracticeOutline
from glossary.models import Term

FIRST_ARTICLE = "interpersonal-neurobiology-the-basics"
CORE_TERMS = ("implicit-memory", "mirror-neurons", "emotional-resonance")
OUTLINE = "three-steps"


@dataclass(frozen=True, slots=True)
class Stop:
    """A page of the way."""

    title: str
    url: str


@dataclass(frozen=True, slots=True)
class Stage:
    """One of its four parts; `mark` is the sign of its kind."""

    name: str
    mark: str
    stops: list[Stop]


@dataclass(frozen=True, slots=True)
class Way:
    """The stages that are public now, as seen from the page at `url`."""

    stages: list[Stage]
    url: str

    @property
    def previous(self) -> Stop | None:
        return self._beside(-1)

    @property
    def next(self) -> Stop | None:
        return self._beside(1)

    @property
    def is_on_it(self) -> bool:
        return any(stop.url == self.url for stop in self._stops())

    def _stops(self) -> list[Stop]:
        return [stop for stage in self.stages for stop in stage.stops]

    def _beside(self, step: int) -> Stop | None:
        """The page before or after this one; nothing for a page that is not on the way."""
        stops = self._stops()
        places = [place for place, stop in enumerate(stops) if stop.url == self.url]
        place = places[0] + step if places else -1
        return stops[place] if 0 <= place < len(stops) else None


def way(url: str) -> Way:
    return Way([stage for stage in _stages() if stage.stops], url)


def _stages() -> Iterator[Stage]:
    article = Article.objects.published().first_of(FIRST_ARTICLE)
    outline = PracticeOutline.objects.published().first_of(OUTLINE)
    terms = Term.objects.published().titled().in_order_of(CORE_TERMS)
    yield Stage("Article", "article", _named([article] if article else []))
    yield Stage("Core terms", "term", _named(terms))
    yield Stage("Practice", "step", _named([outline] if outline else []))
    yield Stage("Resources", "resource", [Stop("Works to go on with", reverse("resources:resources"))])


def _named(content: list[Article] | list[Term] | list[PracticeOutline]) -> list[Stop]:
    return [Stop(str(each), each.get_absolute_url()) for each in content]
