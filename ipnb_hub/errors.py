"""The error pages, in the site's own design; an address that something had once leads on to it."""

from __future__ import annotations

import re

from django.contrib import admin
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.urls import reverse

from publishing.addresses import leads_on

MOST_WORDS = 100  # characters of an unknown address that go into the search box


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "400.html", status=400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """An editor is told within the admin, in the words of whatever refused."""
    user = getattr(request, "user", None)  # absent where the request was refused before anybody was known
    if user is None or not (request.path.startswith(reverse("admin:index")) and admin.site.has_permission(request)):
        return render(request, "403.html", status=403)
    context = {**admin.site.each_context(request), "title": "Your account may not do this", "reason": str(exception)}
    return render(request, "admin/403.html", context, status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    address = leads_on(request.path)
    if address:
        # An address may be taken again one day, so that no browser keeps the redirect for good.
        return HttpResponsePermanentRedirect(address, headers={"Cache-Control": "no-cache"})
    return render(request, "404.html", {"words": words_of(request.path)}, status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """The page for a fault of ours: it asks neither database nor settings for anything."""
    return render(None, "500.html", status=500)


def words_of(path: str) -> str:
    """The words in the last part of an address, for the search box."""
    last = path.rstrip("/").rpartition("/")[2]
    return re.sub(r"[\W_]+", " ", last)[:MOST_WORDS].strip()
