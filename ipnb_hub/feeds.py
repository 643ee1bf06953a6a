"""The Atom feed of new and revised texts, each in full."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.xmlutils import SimplerXMLGenerator
from django.views.decorators.http import require_safe

from publishing.addresses import full
from publishing.models import Tracked

from .feed_entries import Entry, newest
from .feed_html import portable

TITLE = "IPNB Hub"
SUBTITLE = "New and revised articles, glossary entries and practice outlines, each in full."
NEWEST = 30
# Characters that no XML document may hold, however they are written.
UNWRITABLE = dict.fromkeys({*range(0x20), 0xFFFE, 0xFFFF} - {0x09, 0x0A, 0x0D})


class FullFeed(Atom1Feed):
    """Atom whose entries hold the whole text; a summary is plain text."""

    def add_item_elements(self, handler: SimplerXMLGenerator, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, {**item, "description": None})  # it would be taken for HTML
        handler.addQuickElement("summary", item["description"], {"type": "text"})
        handler.addQuickElement("content", item["content"], {"type": "html"})


@require_safe
def feed(request: HttpRequest) -> HttpResponse:
    return HttpResponse(written(newest(NEWEST)), content_type="application/atom+xml; charset=utf-8")


def written(entries: Iterable[Entry]) -> str:
    """The feed as XML; its addresses are those of the public hub, whatever host was asked."""
    home, own = full(reverse("home")), full(reverse("feed"))
    atom = FullFeed(
        TITLE, home, "", language="en-US", author_name=TITLE, subtitle=SUBTITLE, feed_url=own, feed_guid=own
    )
    for entry in entries:
        _add(atom, entry)
    return atom.writeString("utf-8")


def _add(atom: FullFeed, entry: Entry) -> None:
    address = full(entry.thing.get_absolute_url())
    html = render_to_string(entry.template, entry.context)
    begin, _ = entry.thing.visibility()
    atom.add_item(
        title=_plain(entry.title),
        link=address,
        description=_plain(entry.summary),
        author_name=_plain(entry.authors) or None,
        pubdate=max(entry.thing.created, begin or entry.thing.created),
        updateddate=entry.thing.revised_at(),
        unique_id=_name(entry.thing),
        categories=(entry.kind,),
        item_copyright=_plain(entry.rights) or None,
        content=_plain(portable(html, address).strip()),
    )


def _name(thing: Tracked) -> str:
    """A name that it keeps for good, also when its address changes (RFC 4151)."""
    host = urlsplit(settings.HUB_URL).hostname
    return f"tag:{host},{thing.created:%Y-%m-%d}:{thing._meta.model_name}/{thing.pk}"


def _plain(text: str) -> str:
    return text.translate(UNWRITABLE)
