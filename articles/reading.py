"""An article as readers meet it: its sections with the claims that belong to them, numbered together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby

from django.utils.safestring import SafeString

from publishing import markdown, uses
from publishing.markdown import Page

from .models import Article, ArticleCitation, Claim, ClaimCitation
from .models.articles import ADDED_INFORMATION

WORDS_A_MINUTE = 220  # adults reading English non-fiction in silence: 238 on average; a little slower for new words


@dataclass(frozen=True, slots=True)
class ShownClaim:
    """A claim with its texts as HTML and its works by what they say to it."""

    claim: Claim
    says: SafeString
    finds: SafeString
    wording: SafeString
    supports: list[ClaimCitation]
    disputes: list[ClaimCitation]
    context: list[ClaimCitation]


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


def read(article: Article) -> Reading:
    """Render an article; a text whose rights have ended is not rendered at all."""
    if not article.may_show_text():
        return Reading(markdown.render(), [], None, SafeString(), 0)
    page = markdown.render(*article.texts(), about=uses.subject(article))
    html = iter(page.html)
    next(html)  # the body: it is shown section by section
    claims = _claims(article.claims_on_text(), html)
    added = next(html)
    added_claims = _claims(article.claims_on_added(), html)[ADDED_INFORMATION]
    return Reading(
        page=page,
        passages=_passages(page, claims),
        added=Passage(ADDED_INFORMATION, SafeString(), added, 0, added_claims) if added or added_claims else None,
        editors_note=next(html),
        minutes=max(1, round(sum(len(text.split()) for text in page.plain) / WORDS_A_MINUTE)),
    )


def _passages(page: Page, claims: dict[str, list[ShownClaim]]) -> list[Passage]:
    """The sections with their claims; claims on a section that is no longer there follow the last."""
    number, passages = 0, []
    for section in page.sections:
        number += bool(section.title)
        shown = claims.pop(section.anchor, [])
        passages.append(Passage(section.anchor, section.title, section.html, number if section.title else 0, shown))
    if left := [claim for each in claims.values() for claim in each]:
        passages.append(Passage("", SafeString(), SafeString(), 0, left))
    return passages


def _claims(claims: Iterable[Claim], html: Iterator[SafeString]) -> dict[str, list[ShownClaim]]:
    """The claims of each section; `html` gives their texts, three a claim."""
    by_section: dict[str, list[ShownClaim]] = defaultdict(list)
    for claim in claims:
        by_section[claim.section].append(_shown(claim, next(html), next(html), next(html)))
    return by_section


def _shown(claim: Claim, says: SafeString, finds: SafeString, wording: SafeString) -> ShownClaim:
    stances: dict[str, list[ClaimCitation]] = defaultdict(list)
    for citation in claim.citations.all():
        if citation.resource.is_live():
            stances[citation.stance].append(citation)
    return ShownClaim(claim, says, finds, wording, stances["supports"], stances["disputes"], stances["context"])


def named_works(article: Article) -> list[NamedWork]:
    named = [each for each in article.citations.all() if each.as_printed]
    return [NamedWork(label, list(rows)) for label, rows in groupby(named, key=lambda each: each.as_printed)]
