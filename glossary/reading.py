"""A term as readers meet it: its text with its numbered sources."""

from __future__ import annotations

from typing import NamedTuple

from publishing import markdown, uses
from publishing.markdown import Page
from publishing.written import Seen, Shape, Written, register
from resources import sources
from resources.sources import Source

from .models import Term


class Reading(NamedTuple):
    page: Page
    sources: list[Source]


def read(entry: Term) -> Reading:
    rendered = markdown.render(*entry.texts(), about=uses.subject(entry))
    found = sources.numbered(rendered, sources.stances(rendered, entry.citations.all(), "the idea"))
    return Reading(sources.filled(rendered, found), found)


def seen(written: Written) -> Seen:
    """What a term's page shows of its text."""
    entry = Term.objects.titled().whole().get(pk=written.key)
    written.into(entry)
    page = read(entry).page
    return Seen(page, page.html[0])


def install() -> None:
    register(Term, seen, body=(Shape.BLOCKS, "div.prose"))
