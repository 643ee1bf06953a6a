"""What the feed tells of: the texts that readers saw last for the first time as they are now."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any, cast

from articles.models import Article, PracticeOutline, Step
from articles.practising import read_outline, read_step
from articles.reading import read
from glossary.models import Term
from publishing import markdown, uses
from publishing.models import Tracked
from resources.models import Resource
from resources.sources import Source


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
    return with_works([READERS[type(each)](each) for each in chosen[:most]])


def _candidates(most: int) -> list[Tracked]:
    """The newest of each kind."""
    lists: tuple[Iterable[Tracked], ...] = (
        Article.objects.published().to_read().whole().recently_revised(most),
        Term.objects.published().titled().whole().recently_revised(most),
        PracticeOutline.objects.published().whole().prefetch_related("steps").recently_revised(most),
        Step.objects.published().whole().recently_revised(most),
    )
    return [each for found in lists for each in found]


def _article(article: Article) -> Entry:
    reading = read(article)
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


def _term(term: Term) -> Entry:
    page = markdown.render(*term.texts(), about=uses.subject(term))
    return Entry("Term", term.title, term, term.definition, {"term": term, "page": page})


def _outline(outline: PracticeOutline) -> Entry:
    reading = read_outline(outline, [])
    context = {"outline": outline, "reading": reading, "sources": reading.sources}
    return Entry("Practice outline", outline.title, outline, reading.description, context)


def _step(step: Step) -> Entry:
    reading = read_step(step)
    context = {"step": step, "reading": reading, "sources": reading.sources}
    return Entry("Practice step", step.title, step, reading.description, context)


READERS = cast(
    "dict[type[Tracked], Callable[[Any], Entry]]",
    {Article: _article, Term: _term, PracticeOutline: _outline, Step: _step},
)


def with_works(entries: list[Entry]) -> list[Entry]:
    """The entries of terms with the works of their notes too; all are asked for at once."""
    pages = [each.context["page"] for each in entries if "page" in each.context]
    keys = {note.key for page in pages for note in page.notes}
    works = {work.key: work for work in Resource.objects.published().with_keys(keys).with_people()} if keys else {}
    return [_with(each, works) if "page" in each.context else each for each in entries]


def _with(entry: Entry, works: dict[str, Resource]) -> Entry:
    notes = entry.context["page"].notes
    sources = [Source(note.number, works[note.key], note.locator) for note in notes if note.key in works]
    return replace(entry, context=entry.context | {"sources": sources})
