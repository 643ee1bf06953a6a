"""How articles, outlines and steps are cited: as pages of the hub, and an article's original as a work of its own."""

from __future__ import annotations

from resources import bibliography
from resources.bibliography import Record

from .models import Article, PracticeOutline, Step


def article(page: Article) -> Record:
    """A summary in the hub's own words is the hub's; any other text is by those who wrote it."""
    is_summary = page.rights_basis == Article.Rights.OWN_WORDS
    authors = [] if is_summary else [each.name for each in page.authors.all()]
    genre = "Guided summary" if is_summary and page.original_title else ""
    return bibliography.of_page(page, page.title, authors=authors, genre=genre)


def original(page: Article) -> Record | None:
    """Where the article appeared first, as far as the hub says so."""
    if not page.original_title:
        return None
    return Record(
        key=f"{page.slug}-original",
        type="webpage",
        title=bibliography.one_line(page.original_title),
        authors=bibliography.names(each.name for each in page.authors.all()),
        issued=bibliography.day(page.original_date) if page.original_date else None,
        publisher=bibliography.one_line(page.original_outlet),
        url=bibliography.one_line(page.original_url),
    )


def outline(page: PracticeOutline) -> Record:
    return bibliography.of_page(page, page.title, genre="Practice outline")


def step(page: Step) -> Record:
    return bibliography.of_page(page, page.title, container=page.outline.title)
