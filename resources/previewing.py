"""What a person's page shows of the biography, as previews ask for it."""

from __future__ import annotations

from publishing import markdown
from publishing.written import Seen, Shape, Written, register

from . import citations
from .models import Person


def install() -> None:
    register(Person, seen, biography=(Shape.BLOCKS, "div.prose"))


def seen(written: Written) -> Seen:
    someone = Person.objects.get(pk=written.key)
    written.into(someone)
    page = citations.fill(markdown.render(*someone.texts()))
    return Seen(page, page.html[0])
