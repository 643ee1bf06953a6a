"""An article as a Markdown file: its text, its claims, and what its page says about it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import islice

from django.http import HttpResponse

from glossary import markdown_files as page
from glossary.markdown_files import plain, section, words
from publishing import uses
from publishing.markdown import Page
from publishing.markdown.commonmark import Portable, bare, headed, quoted
from resources.models import Citation

from . import records
from .models import Article, Claim
from .models.written import lines
from .reading import (
    NamedWork,
    cited,
    further_works,
    known_works,
    named_works,
    page_texts,
    public_listings,
    public_usages,
    read,
)

NOT_SHOWN = (
    "The text is not shown here, because the permission to show it has ended. "
    "Please read it where it was first published."
)


def file(article: Article) -> HttpResponse:
    head = page.head(article, article.title, _kind(article), _rights(article), original=article.original_url)
    return page.file(head, _blocks(article))


def _rights(article: Article) -> str:
    ours = article.rights_basis in (Article.Rights.OWN_WORK, Article.Rights.OWN_WORDS)
    return " ".join(filter(None, [article.rights_statement, page.RIGHTS if ours else article.rights_holder]))


def _kind(article: Article) -> str:
    return records.article(article).genre or article.get_kind_display()


def _blocks(article: Article) -> Iterator[str]:
    reading = read(article)
    yield page.heading(article.title, 1)
    yield plain(article.standfirst)
    yield _origin(article)
    yield page.note(article.content_note)
    yield from _text(article, reading.page) if article.may_show_text() else [NOT_SHOWN]
    yield section("About this page", *_about(article))
    yield section("Cite this page", *citations(article))
    yield from page.closing()
    yield page.footnotes(reading.sources)


def citations(article: Article) -> list[str]:
    first = records.original(article)
    of_original = [page.cite(first, "The original: ")] if first else []
    return [page.cite(records.article(article)), *of_original]


def _origin(article: Article) -> str:
    """Whose words these are, and where the original stands."""
    if not article.original_title:
        return plain(article.byline)
    by = f" by {article.byline}" if article.byline else ""
    own = article.rights_basis == Article.Rights.OWN_WORDS
    begun = f"Summary written for this site, after “{article.original_title}”{by}" if own else f"By {article.byline}"
    outlet = f", first published by {article.original_outlet}" if article.original_outlet else ""
    at = f" on {_day(article.original_date)}" if article.original_date else ""
    holder = f" All rights in the original: {article.rights_holder}." if article.rights_holder else ""
    address = f" {bare(article.original_url)}" if article.original_url else ""
    return f"{plain(f'{begun}{outlet}{at}.')}{address}{words(holder) and f' {words(holder)}'}"


def _text(article: Article, rendered: Page) -> Iterator[str]:
    known = known_works()
    found = page.written(*page_texts(article, known), about=uses.subject(article), path=article.get_absolute_url())
    others = iter(found.others)
    on_text = [(claim, _claim(claim, others, known)) for claim in article.claims_on_text()]
    added = next(others)
    on_added = [_claim(claim, others, known) for claim in article.claims_on_added()]
    yield section("Editor’s note", next(others))
    yield section("What you will learn", page.bullets(map(words, lines(article.learning_points))))
    yield from _passages(found, on_text)
    yield section("Information added by the blog", added, *on_added)
    yield from _lists(article, rendered)


def _passages(found: Portable, claims: Iterable[tuple[Claim, str]]) -> Iterator[str]:
    """Each section and the claims on it; claims on a section that is no longer there follow the last."""
    waiting: dict[str, list[str]] = defaultdict(list)
    for claim, text in claims:
        waiting[claim.section].append(text)
    for part in found.parts:
        yield headed(2, part.title) if part.title else ""
        yield part.text
        yield from waiting.pop(part.anchor, [])
    for left in waiting.values():
        yield from left


def _claim(claim: Claim, others: Iterator[str], known: frozenset[str]) -> str:
    """A claim as a quotation; `others` gives its texts in the order of `page_texts`."""
    says, finds, wording = islice(others, 3)
    disputes = list(islice(others, len(cited(claim, Citation.Stance.DISPUTES, known))))
    supports = list(islice(others, len(cited(claim, Citation.Stance.SUPPORTS, known))))
    who = "The added information says" if claim.said_by == Claim.SaidBy.ADDED else "The author says"
    blocks = [
        "**A claim that needs qualifying**",
        f"**{who}:** {says}",
        f"**Research finds:** {finds}",
        f"**Evidence:** {claim.get_status_display()}" if claim.status else "",
        f"**In today’s words:** {wording}" if wording else "",
        f"Disputes the claim: {', '.join(disputes)}" if disputes else "",
        f"Supports the claim: {', '.join(supports)}" if supports else "",
    ]
    return quoted("\n\n".join(block for block in blocks if block))


def _lists(article: Article, rendered: Page) -> Iterator[str]:
    """What follows the text on the page."""
    uses_words = (f"{page.own_link(each.term)}: {words(each.text)}" for each in public_usages(article))
    yield section("How the article uses its words", page.bullets(uses_words))
    yield section("Works the article names", page.bullets(map(_named, named_works(article))))
    listed = (f"{page.reference(each.resource)} {words(each.note)}".rstrip() for each in public_listings(article))
    yield section("Listed with the article", page.bullets(listed))
    yield page.works("Further sources", further_works(article, rendered))


def _named(name: NamedWork) -> str:
    rows = [page.reference(row.resource) if row.resource else "" for row in name.rows]
    said = [*rows, *(words(row.note) for row in name.rows)]
    return f"{words(name.as_printed)} ({name.certainty.lower()}): {' '.join(each for each in said if each)}".rstrip(
        ": "
    )


def _about(article: Article) -> Iterator[str]:
    for author in article.authors.all():
        yield plain(f"Author: {author.name}, {author.role}") if author.role else ""
    for other in article.other_publications.all():
        at = f", {_day(other.date)}" if other.date else ""
        address = f" {bare(other.url)}" if other.url else ""
        yield f"{plain(f'Also appeared: {other.outlet}{at}. {other.remark}')}{address}"
    yield plain(f"Gaps in the copy: {article.gaps}") if article.gaps else ""
    yield plain(f"Rights: {article.rights_statement}") if article.rights_statement else ""


def _day(day: date) -> str:
    return f"{day:%B} {day.day}, {day.year}"
