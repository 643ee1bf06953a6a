"""How to write a text of the hub: an example of everything, with what the pipeline makes of it.

The apps above add examples of the rules that they register, with names that exist in this hub.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render as render_template
from django.templatetags.static import static
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from ..markdown import Text, filled, render
from ..written import Seen
from .preview import beside, may_preview


class Example(NamedTuple):
    """What can be written, and an example of it."""

    title: str
    source: str


class Shown(NamedTuple):
    """An example with its HTML."""

    title: str
    source: str
    html: SafeString


class Sheet(NamedTuple):
    examples: list[Shown]
    beside: SafeString


Offer = Callable[[], Iterable[Example]]
_offers: list[Offer] = []


def register(offer: Offer) -> None:
    """Let the sheet show these examples too; called from an app's `ready()`."""
    if offer not in _offers:
        _offers.append(offer)


def examples() -> list[Example]:
    """Every example, in the order of the sheet."""
    return [*_words(), *(each for offer in _offers for each in offer()), *_blocks()]


def sheet() -> Sheet:
    """The examples as one page, so that notes and footnotes are numbered through."""
    found = examples()
    page = filled(render(*(Text(each.source, begins=True) for each in found)))
    shown = [Shown(*each, html) for each, html in zip(found, page.html, strict=True)]
    return Sheet(shown, beside(Seen(page, SafeString("".join(page.html)))))


@require_safe
def cheat_sheet(request: HttpRequest) -> HttpResponse:
    """The sheet as a page of the admin; an editor takes it from there."""
    if not may_preview(request.user):
        raise PermissionDenied
    styles = f"{static('css/hub.css')} {static('admin-hub/preview.css')}"
    context = {**admin.site.each_context(request), "title": "How to write", "sheet": sheet(), "styles": styles}
    return render_template(request, "admin/desk/cheat_sheet.html", context)


def _words() -> list[Example]:
    return [
        Example("Paragraphs", "An empty line begins a new paragraph.\n\nA line end alone\ndoes not."),
        Example("Emphasis", "*Italic*, **bold**, ~~struck out~~."),
        Example("Links", "A [page of this site](/about/), a [page elsewhere](https://www.example.org/)."),
    ]


def _blocks() -> list[Example]:
    return [
        Example("Headings", "## A section\n\n### A part of it"),
        Example("A heading with an address of its own", "## What it is not {#limits}\n\nSee [there](#limits)."),
        Example("Lists", "- one thing\n- another\n  - a part of it\n\n1. first\n2. then"),
        Example("Quotations", "> Somebody else’s words. Terms are not linked here."),
        Example("Pictures", f"![The sign of this site: a triangle of three marks]({static('img/hub.svg')})"),
        Example("Tables", "| What | How many |\n| --- | ---: |\n| Terms | 3 |\n| Works | 12 |"),
        Example("Footnotes", "A remark in passing.[^small]\n\n[^small]: It stands at the foot of the text."),
        Example("Definition lists", "Word\n: What it means.\n\nAnother word\n: What that means."),
        Example(
            "Boxes",
            "!!! note\n    Also: tip, important, caution, warning.\n\n!!! caution Take care\n    It has its own title.",
        ),
        Example("Marks as they are", "\\*no italic\\*, \\[[no term]]"),
    ]
