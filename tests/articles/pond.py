"""A page that somebody imports, and what the form of the import shows of it."""

from __future__ import annotations

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.filling import document

IMPORT = "/admin/articles/article/import/"
LONG = "These are words enough to be a paragraph of a sentence or two, as people write them."
PAGE = f"""<html><head><title>A Day at the Pond | The Pond Papers</title>
<meta property="og:site_name" content="The Pond Papers"><meta property="article:published_time" content="2011-05-04">
<link rel="canonical" href="https://pond.example/day/"></head><body><nav><a href="/">Home</a></nav>
<article><h1>A Day at the Pond</h1><p class="byline">By Nora Fields, MA</p><p>{LONG}</p>
<p>Teh frogs said "no" to the familiy, and we went home in the evening.</p>
<aside><p>A box beside the text.</p></aside><p>{LONG} Again.</p></article></body></html>"""


def upload(client: Client, content: str = PAGE, name: str = "pond.html") -> Any:
    return client.post(
        IMPORT, {"file": SimpleUploadedFile(name, content.encode()), "text": "", "kind": "", "address": ""}
    )


def texts(response: Any, tag: str, css: str) -> list[str]:
    return [
        " ".join("".join(each.itertext()).split())
        for each in document(response).iter(tag)
        if css in (each.get("class") or "")
    ]


def offers(response: Any) -> dict[str, str]:
    """The key of each correction by what is found there."""
    found = {}
    for label in document(response).iter("label"):
        box, words = label.find("input"), label.find("del")
        if words is not None and box is not None:
            found[words.text or ""] = box.get("value", "")
    return found
