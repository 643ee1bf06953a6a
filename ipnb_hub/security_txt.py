"""Where to tell of a weakness in the hub's security (RFC 9116)."""

from __future__ import annotations

import re
from datetime import UTC, datetime, time, timedelta

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from publishing.addresses import full

HOLDS_FOR = timedelta(days=180)  # the standard asks for less than a year
_MAIL = re.compile(r"[^\s:@]+@[^\s:@]+\Z")
_ADDRESS = re.compile(r"(?:https://|mailto:)\S+\Z")


# Not kept anywhere: its end moves on with each day.
@require_safe
@never_cache
def security_txt(request: HttpRequest) -> HttpResponse:
    """Not found where no contact is set: without one the file would not be valid."""
    contact = contact_address(settings.HUB_CONTACT)
    if not contact:
        raise Http404
    expires = datetime.combine(timezone.now().date(), time(), UTC) + HOLDS_FOR
    lines = [
        "# How to tell whoever runs this hub of a weakness in its security.",
        f"Contact: {contact}",
        f"Expires: {expires:%Y-%m-%dT%H:%M:%SZ}",
        "Preferred-Languages: en",
        f"Canonical: {full(request.path)}",
        "",
    ]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


def contact_address(contact: str) -> str:
    """The contact as an address that the standard allows, https: or mailto:; empty where it is neither."""
    if _MAIL.match(contact):
        return f"mailto:{contact}"
    return contact if _ADDRESS.match(contact) else ""
