"""What every page of the site shows."""

from __future__ import annotations

from typing import NamedTuple

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from django.utils.safestring import SafeString

from publishing import markdown
from publishing.addresses import full
from publishing.markdown import Text
from publishing.models import Notice


class ShownNotice(NamedTuple):
    title: str
    html: SafeString


def site(request: HttpRequest) -> dict[str, object]:
    return {"notices": SimpleLazyObject(notices), "canonical": full(request.path)}


def notices() -> dict[str, ShownNotice]:
    """Disclaimer, crisis note and the like, by their keys with underscores."""
    found = list(Notice.objects.all())
    page = markdown.render(*(Text(notice.text, quiet=True) for notice in found))
    return {
        notice.key.replace("-", "_"): ShownNotice(notice.title, html)
        for notice, html in zip(found, page.html, strict=True)
    }
