"""What every page of the site shows."""

from __future__ import annotations

from typing import NamedTuple

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from django.utils.safestring import SafeString

from publishing import markdown
from publishing.addresses import full
from publishing.markdown import Page, Text
from publishing.models import Notice
from publishing.written import Seen, Written


class ShownNotice(NamedTuple):
    title: str
    html: SafeString


def site(request: HttpRequest) -> dict[str, object]:
    preview = getattr(request, "preview", None)  # what is said above a page that is not public
    return {"notices": SimpleLazyObject(notices), "canonical": full(request.path), "preview": preview}


def notices() -> dict[str, ShownNotice]:
    """Disclaimer, crisis note and the like, by their keys with underscores."""
    found = list(Notice.objects.all())
    page = _rendered(found)
    return {
        notice.key.replace("-", "_"): ShownNotice(notice.title, html)
        for notice, html in zip(found, page.html, strict=True)
    }


def seen(written: Written) -> Seen:
    """What every page shows of a notice."""
    found = list(Notice.objects.all())
    place, notice = next(each for each in enumerate(found) if each[1].pk == written.key)
    written.into(notice)
    page = _rendered(found)
    return Seen(page, page.html[place])


def _rendered(notices: list[Notice]) -> Page:
    return markdown.render(*(Text(notice.text, quiet=True) for notice in notices))
