"""The articles that the tests of their pages read: each shows something of its own."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from articles.models import Article, Claim
from publishing.models import State
from resources.models import Resource
from tests.making import make_article, make_person, make_term, make_work

PRINTED: dict[str, Any] = {
    "byline": "Chris Writer, MA, LMHC",
    "original_title": "The Basics of It",
    "original_outlet": "The Blog",
    "original_date": date(2009, 12, 1),
    "original_url": "https://blog.example.org/basics",
    "rights_basis": Article.Rights.OWN_WORDS,
    "rights_holder": "Chris Writer",
    "rights_statement": "A summary in our words.",
}


def make_articles() -> None:
    for key, year in (("schore2003", 2003), ("siegel1999", 1999), ("fosha2000", 2000), ("w", 1994), ("v", None)):
        make_work(key, year=year)
    make_term()
    for make in (make_basics, make_plain, make_claims, make_parts, make_named, make_listing, make_ended):
        make()


def make_basics() -> None:
    article = make_article("Basics", standfirst="In short.", gaps="Breaks off once.", **PRINTED)
    article.authors.create(name="Chris Writer", role="Contributor", person=make_person("Chris Writer"))
    article.other_publications.create(
        outlet="Another blog", date=date(2010, 4, 10), url="https://b.example.org/", remark="Found it useful."
    )


def make_plain() -> None:
    make_article("What it is", kind="overview", standfirst="So it is.")
    for title in ("Contact", "Privacy"):
        make_article(title, kind="page")
    make_article("About", kind="page", body="Who we are.")
    make_article("Sparse", original_title="The Basics of It", original_outlet="The Paper")
    article = make_article("Inside", rights_evidence="A letter in the drawer")
    article.authors.create(name="H. Hidden", role="Author", person=make_person("Hidden", state=State.DRAFT))
    note = {"editors_note": "We *think* so.", "learning_points": "One thing.\nAnother."}
    make_article("Noted", content_note="Speaks of loss.", **note)
    make_article("Short", body="Few words.")
    make_article("Long", body="word " * 660)
    make_article("Until", body="The text.", rights_end=timezone.now() + timedelta(hours=1))
    make_article("Dated", last_reviewed=date(2026, 3, 5))


def make_claims() -> None:
    article = make_article("Claims", body="## One\n\nFirst.\n\n## Two\n\nSecond.", added_information="Some *more*.")
    dispute = claim(article, "that", section="two", status="debated", wording="In part.", order=1)
    for key, stance in (("schore2003", "disputes"), ("siegel1999", "supports"), ("fosha2000", "context")):
        dispute.citations.create(resource=Resource.objects.get(key=key), stance=stance)
    claim(article, "the other", section="added-information", said_by="added", order=2)


def make_parts() -> None:
    body = "## One & all\n\nOn attunement.[@w]\n\n## Two\n\nEnd."
    article = make_article("Parts", body=body, added_information="More.")
    article.citations.create(resource=Resource.objects.get(key="v"), order=5)
    article.citations.create(resource=Resource.objects.get(key="w"), as_printed="A book", order=6)


def make_named() -> None:
    article = make_article("Named")
    work, draft = Resource.objects.get(key="w"), make_work("unseen", title="Unseen", state=State.DRAFT)
    article.citations.create(
        resource=work, as_printed="Schore’s book", certainty="probable", note="One of two.", order=1
    )
    article.citations.create(as_printed="A study", certainty="doubtful", note="Nobody knows which.", order=2)
    article.citations.create(resource=draft, as_printed="Another", order=3)


def make_listing() -> None:
    article = make_article("Listing")
    for order, (key, state) in enumerate([("b", "published"), ("a", "published"), ("c", "draft")]):
        work = make_work(key, recommended=True, state=state)
        article.listings.create(resource=work, note=f"Note {key}.", order=order)
        article.term_usages.create(term=make_term(f"Word {key}", state=state), text=f"Used as {key}.", order=order)


def make_ended() -> None:
    """Its rights end after it was written, while it was public."""
    article = make_article(
        "Ended",
        standfirst="In short.",
        body="## One\n\nThe secret text on attunement.[@w]",
        added_information="A secret more.",
        editors_note="A secret note.",
        **{**PRINTED, "rights_basis": "permission"},
    )
    claim(article, "a secret claim")


def claim(article: Article, says: str, **fields: Any) -> Claim:
    fields = {"section": "one", "finds": f"Not {says}", **fields}
    return Claim.objects.create(article=article, says=says, **fields)
