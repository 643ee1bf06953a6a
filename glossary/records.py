"""How an entry of the glossary is cited."""

from __future__ import annotations

from resources import bibliography
from resources.bibliography import Record

from .models import Term


def term(page: Term) -> Record:
    return bibliography.of_page(page, page.title, container="Glossary")
