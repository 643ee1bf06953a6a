"""An article as readers meet it: its sections with the claims that belong to them, numbered together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby, islice
from typing import NamedTuple

from django.utils.safestring import SafeString

from publishing import markdown, stamp, uses
from publishing.markdown import Page, Text, slots
from publishing.readability import WORDS_A_MINUTE
from resources import citations, references, sources
from resources.models import Citation, Resource
from resources.sources import Source, Works

from .models import Article, ArticleCitation, Claim, ClaimCitation, Listing, TermUsage
from .models.articles import ADDED_INFORMATION


@dataclass(frozen=True, slots=True)
class ShownClaim:
    """A claim with its texts as HTML, and the names and numbers of the works that dispute or support it."""

    claim: Claim
    says: SafeString
    finds: SafeString
    wording: SafeString
    disputes: list[SafeString]
    supports: list[SafeString]

    def numbers(self) -> set[int]:
        """The notes that are first met here."""
        texts = (self.says, self.finds, self.wording, *self.disputes, *self.supports)
        return {number for text in texts for number in slots.numbers(text)}


@dataclass(frozen=True, slots=True)
class Passage:
    """A section of the page: number and title are empty before the first heading."""

    anchor: str
    title: SafeString
    html: SafeString
    number: int
    claims: list[ShownClaim] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class NamedWork:
    """What the article names, as its copy names it, and the works that this means."""

    as_printed: str
    rows: list[ArticleCitation]

    @property
    def certainty(self) -> str:
        return self.rows[0].get_certainty_display()

    @property
    def note(self) -> str:
        return self.rows[0].note


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything of an article's page that comes from its texts."""

    page: Page
    passages: list[Passage]
    added: Passage | None
    editors_note: SafeString
    minutes: int
    sources: list[Source]


def read(article: Article, *, fill: bool = True) -> Reading:
    """Render an article, with the sources in its notes (`fill`); a text whose rights have ended is not rendered."""
    with stamp.held():
        page = rendered(article)
        return assembled(article, page, sources.works_of([page]), fill=fill)


def rendered(article: Article) -> Page:
    """The texts of an article's page with empty notes; a text whose rights have ended is not rendered."""
    if not article.may_show_text():
        return markdown.render()
    return markdown.render(*page_texts(article, known_works()), about=uses.subject(article))


def assembled(article: Article, rendered: Page, works: Works, *, fill: bool = True) -> Reading:
    """The page that an article was rendered to as a whole, while the same stamp is held."""
    if not article.may_show_text():
        return Reading(rendered, [], None, SafeString(), 0, [])
    known = known_works()
    found = sources.numbered(rendered, _stances(article, rendered, known), works)
    page = sources.filled(rendered, found) if fill else rendered
    parts = _parts(article, page, known)
    return Reading(
        page=page,
        passages=_passages(page, parts.claims),
        added=_added(parts),
        editors_note=parts.editors_note,
        minutes=max(1, round(sum(len(text.split()) for text in page.plain) / WORDS_A_MINUTE)),
        sources=found,
    )


def known_works() -> frozenset[str]:
    """The works that may be named now; asked for once a page, so that its texts and what they became stay in step."""
    return citations.works(stamp.current()).keys


def page_texts(article: Article, known: frozenset[str]) -> Iterator[Text]:
    """The article's texts, and behind those of each claim the works that dispute or support it."""
    texts = iter(article.texts())
    yield next(texts)
    for claim in article.claims_on_text():
        yield from islice(texts, len(claim.texts()))
        yield from _who_said(claim, known, after=claim.section)
    yield next(texts)
    for claim in article.claims_on_added():
        yield from islice(texts, len(claim.texts()))
        yield from _who_said(claim, known, after="")
    yield from texts


def _who_said(claim: Claim, known: frozenset[str], after: str) -> Iterator[Text]:
    for each in (*cited(claim, Citation.Stance.DISPUTES, known), *cited(claim, Citation.Stance.SUPPORTS, known)):
        source = citations.cite(references.short(each.resource), each.resource.key, each.locator)
        yield Text(source, inline=True, after=after, quiet=True)


def cited(claim: Claim, stance: Citation.Stance, known: frozenset[str]) -> list[ClaimCitation]:
    """The public works that say this to the claim."""
    return [each for each in claim.citations.all() if each.stance == stance and each.resource.key in known]


class _Parts(NamedTuple):
    """What the texts of an article became."""

    body: SafeString
    claims: list[ShownClaim]
    added: SafeString
    added_claims: list[ShownClaim]
    editors_note: SafeString


def _parts(article: Article, page: Page, known: frozenset[str]) -> _Parts:
    html = iter(page.html)
    return _Parts(
        body=next(html),
        claims=[_shown(claim, html, known) for claim in article.claims_on_text()],
        added=next(html),
        added_claims=[_shown(claim, html, known) for claim in article.claims_on_added()],
        editors_note=next(html),
    )


def _shown(claim: Claim, html: Iterator[SafeString], known: frozenset[str]) -> ShownClaim:
    """`html` gives the texts of the claim in the order of `page_texts`."""
    return ShownClaim(
        claim=claim,
        says=next(html),
        finds=next(html),
        wording=next(html),
        disputes=list(islice(html, len(cited(claim, Citation.Stance.DISPUTES, known)))),
        supports=list(islice(html, len(cited(claim, Citation.Stance.SUPPORTS, known)))),
    )


def _stances(article: Article, page: Page, known: frozenset[str]) -> dict[int, list[str]]:
    """What each note's work says to claims: the one beside which the note stands, or another one."""
    parts = _parts(article, page, known)
    said: dict[int, list[str]] = {}
    for shown in (*parts.claims, *parts.added_claims):
        here = shown.numbers()
        for number, [words] in sources.stances(page, shown.claim.citations.all(), "the claim").items():
            elsewhere = words.replace("the claim", "a claim on this page")
            said.setdefault(number, []).append(words if number in here else elsewhere)
    return {number: list(dict.fromkeys(words)) for number, words in said.items()}


def _added(parts: _Parts) -> Passage | None:
    if not (parts.added or parts.added_claims):
        return None
    return Passage(ADDED_INFORMATION, SafeString(), parts.added, 0, parts.added_claims)


def _passages(page: Page, claims: list[ShownClaim]) -> list[Passage]:
    """The sections with their claims; claims on a section that is no longer there follow the last."""
    waiting: dict[str, list[ShownClaim]] = defaultdict(list)
    for shown in claims:
        waiting[shown.claim.section].append(shown)
    number, passages = 0, []
    for section in page.sections:
        number += bool(section.title)
        here = waiting.pop(section.anchor, [])
        passages.append(Passage(section.anchor, section.title, section.html, number if section.title else 0, here))
    if left := [claim for each in waiting.values() for claim in each]:
        passages.append(Passage("", SafeString(), SafeString(), 0, left))
    return passages


def further_works(article: Article, page: Page) -> list[Resource]:
    """The public works that the article or a claim in it rests on, and no note of its page names."""
    of_claims = [each for claim in article.claims.all() for each in claim.citations.all()]
    return sources.further([*article.citations.all(), *of_claims], page)


def public_listings(article: Article) -> list[Listing]:
    return [each for each in article.listings.all() if each.resource.is_live()]


def public_usages(article: Article) -> list[TermUsage]:
    return [each for each in article.term_usages.all() if each.term.is_live()]


def named_works(article: Article) -> list[NamedWork]:
    named = [each for each in article.citations.all() if each.as_printed]
    return [NamedWork(label, list(rows)) for label, rows in groupby(named, key=lambda each: each.as_printed)]
