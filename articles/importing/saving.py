"""An article that was found, as a draft whose rights are not recorded."""

from __future__ import annotations

from django.db import IntegrityError
from django.utils.text import slugify

from articles.models import Article, Author
from publishing import acting
from publishing.changes import gathered
from publishing.models import State

from .found import Found
from .result import fitted

UNTITLED = "Untitled article"
MOST_SLUG = 100
ATTEMPTS = 5


def save(found: Found) -> Article:
    """The stored draft; a ValidationError says what its fields cannot hold."""
    for attempt in range(1, ATTEMPTS + 1):
        article = draft(found)
        try:
            with acting.because(f"Imported from {found.name}"), gathered():
                _store(article, found)
        except IntegrityError:  # somebody took the address in this moment
            if attempt == ATTEMPTS:
                raise
        else:
            return article
    raise AssertionError  # pragma: no cover


def draft(found: Found) -> Article:
    hints = fitted(found.hints)
    title = hints.title or UNTITLED
    return Article(
        kind=Article.Kind.ARTICLE,
        state=State.DRAFT,
        rights_basis=Article.Rights.NOT_RECORDED,
        slug=free_slug(title),
        title=title,
        standfirst=hints.standfirst,
        byline=hints.byline,
        body=found.markdown,
        original_title=hints.title,
        original_outlet=hints.outlet,
        original_date=hints.date,
        original_url=hints.address,
    )


def _store(article: Article, found: Found) -> None:
    article.full_clean()
    article.save()
    for order, name in enumerate(fitted(found.hints).authors):
        author = Author(article=article, name=name, order=order)
        author.full_clean()
        author.save()


def free_slug(title: str) -> str:
    """An address made of the title that nothing stands at yet."""
    slug = slugify(title)[: MOST_SLUG - 5].strip("-") or "article"
    taken = set(Article.objects.filter(slug__startswith=slug).values_list("slug", flat=True))
    numbered = (f"{slug}-{number}" for number in range(2, len(taken) + 3))
    return slug if slug not in taken else next(each for each in numbered if each not in taken)
