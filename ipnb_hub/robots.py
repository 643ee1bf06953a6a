"""What crawlers may do (RFC 9309)."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from publishing.addresses import full

# Result pages are not here: they say "noindex" themselves, which only a crawler that may read them learns.
CLOSED = ("admin:index", "suggest")


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    closed = [f"Disallow: {reverse(name)}" for name in CLOSED]
    lines = ["User-agent: *", *closed, "", f"Sitemap: {full(reverse('sitemap'))}", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")
