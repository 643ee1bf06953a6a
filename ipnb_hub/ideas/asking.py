"""Finds the place that somebody means: "term:implicit-memory", "implicit-memory" or "mirror cells"."""

from __future__ import annotations

import re

from django.apps import apps

from search.engine import Hit, find
from search.reasons import IN_THE_TEXT, SOME_OF_THE_WORDS
from search.text import fold

from .gathering import found, ideas_of
from .graph import KINDS, Place

LONGEST = 250  # characters: two slugs and a kind
SLUG = re.compile(r"[-\w]+(/[-\w]+)?\Z", re.ASCII)


def resolve(asked: str) -> Place | None:
    """A place that the public may see, or None: by its address, by its slug alone, then by the best hit of a search.

    What has the form of an address means just that.
    """
    asked = asked.strip()[:LONGEST]
    kind, colon, slug = asked.partition(":")
    if colon and kind in KINDS:
        return _live(Place(kind, slug))
    return _by_slug(asked) or _by_search(asked)


def _live(place: Place) -> Place | None:
    return place if SLUG.match(place.slug) and found(place) else None


def _by_slug(asked: str) -> Place | None:
    return next(filter(None, (_live(Place(kind, asked)) for kind in KINDS)), None)


def _by_search(asked: str) -> Place | None:
    """What has just this title; else the best term by its names, what else has such a name, a term by its text."""
    terms, every = find(asked, kind="term").hits, find(asked).hits
    titled = [hit for hit in every if fold(hit.title) == fold(asked)]
    named = [hit for hit in (*terms, *every) if hit.why not in (IN_THE_TEXT, SOME_OF_THE_WORDS)]
    in_texts = [hit for hit in terms if hit.why == IN_THE_TEXT]
    return next(filter(None, map(_place, (*titled, *named, *in_texts))), None)


def _place(hit: Hit) -> Place | None:
    """The place of a hit, if it is on the map: a page about the site is not."""
    model = apps.get_model(hit.model)
    ideas = ideas_of([(model, hit.object_id)])
    return next((idea.place for idea in ideas.values()), None)
