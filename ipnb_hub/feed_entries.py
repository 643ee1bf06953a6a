"""What the feed tells of: the texts that readers saw last for the first time as they are now."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, cast

from articles.models import Article, PracticeOutline, Step
from articles.practising import assembled_outline, assembled_step, rendered_outline, rendered_step
from articles.reading import assembled, rendered
from glossary.models import Term
from publishing import markdown, stamp, uses
from publishing.markdown import Page
from publishing.models import Tracked
from resources.sources import Works, numbered, works_of


@dataclass(frozen=True, slots=True)
class Entry:
    """A text with what its template shows; `authors` is empty where it is the hub's own."""

    kind: str
    title: str
    thing: Tracked
    summary: str
    context: dict[str, Any]
    authors: str = ""
    rights: str = ""

    @property
    def template(self) -> str:
        return f"feed/{self.thing._meta.model_name}.html"


def newest(most: int) -> list[Entry]:
    """So many entries, the newest first."""
    chosen = sorted(_candidates(most), key=lambda each: each.get_absolute_url())
    chosen.sort(key=lambda each: each.revised_at(), reverse=True)
    return read(chosen[:most])


def read(things: Iterable[Tracked]) -> list[Entry]:
    """Articles, terms, outlines and steps, each as an entry; the works that they cite are asked for at once."""
    things = list(things)
    with stamp.held():
        pages = [RENDERED[type(each)](each) for each in things]
        works = works_of(pages)
        return [ENTRIES[type(each)](each, page, works) for each, page in zip(things, pages, strict=True)]


def _candidates(most: int) -> list[Tracked]:
    """The newest of each kind."""
    lists: tuple[Iterable[Tracked], ...] = (
        Article.objects.published().to_read().whole().recently_revised(most),
        Term.objects.published().titled().whole().recently_revised(most),
        PracticeOutline.objects.published().whole().prefetch_related("steps").recently_revised(most),
        Step.objects.published().whole().recently_revised(most),
    )
    return [each for found in lists for each in found]


def _article(article: Article, page: Page, works: Works) -> Entry:
    reading = assembled(article, page, works, fill=False)
    printed = article.rights_basis not in (Article.Rights.OWN_WORDS, Article.Rights.OWN_WORK)
    return Entry(
        kind=article.get_kind_display(),
        title=article.title,
        thing=article,
        summary=article.standfirst,
        context={"article": article, "reading": reading, "sources": reading.sources},
        authors=", ".join(each.name for each in article.authors.all()) if printed else "",
        rights=article.rights_statement,
    )


def _rendered_term(term: Term) -> Page:
    return markdown.render(*term.texts(), about=uses.subject(term))


def _term(term: Term, page: Page, works: Works) -> Entry:
    context = {"term": term, "page": page, "sources": numbered(page, works=works)}
    return Entry("Term", term.title, term, term.definition, context)


def _rendered_outline(outline: PracticeOutline) -> Page:
    return rendered_outline(outline, [])


def _outline(outline: PracticeOutline, page: Page, works: Works) -> Entry:
    reading = assembled_outline(outline, [], page, works)
    context = {"outline": outline, "reading": reading, "sources": reading.sources}
    return Entry("Practice outline", outline.title, outline, reading.description, context)


def _step(step: Step, page: Page, works: Works) -> Entry:
    reading = assembled_step(step, page, works)
    context = {"step": step, "reading": reading, "sources": reading.sources}
    return Entry("Practice step", step.title, step, reading.description, context)


RENDERED = cast(
    "dict[type[Tracked], Callable[[Any], Page]]",
    {Article: rendered, Term: _rendered_term, PracticeOutline: _rendered_outline, Step: rendered_step},
)
ENTRIES = cast(
    "dict[type[Tracked], Callable[[Any, Page, Works], Entry]]",
    {Article: _article, Term: _term, PracticeOutline: _outline, Step: _step},
)
