"""A hub with something in every table that an export takes along."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.contrib.auth.models import User

from ipnb_hub.whole import rows, tables
from publishing.changes import gathered
from publishing.models import Draft, Notice, OutsideLink, Picture, Proposal, Seeded, Version
from resources.models import Person
from tests.making import make_article, make_outline, make_person, make_term, make_work

NOW = datetime(2026, 3, 1, 12, 30, 15, 123456, tzinfo=UTC)


def write_uploads(uploads: Path) -> None:
    (uploads / "a1.webp").write_bytes(b"picture one")
    (uploads / "b2.webp").write_bytes(bytes(range(256)) * 900)


def write_full() -> dict[str, Any]:
    """Something in many tables, with odd letters, dates long ago and a history."""
    ed = User.objects.create_user("ed", password="secret of the account")
    with gathered():
        made = _content()
    term = made["term"]
    term.slug = "size"
    term.save()
    Proposal.objects.create(content=term, title="t", record={"x": 1}, based_on=1, editor=ed, editor_name="Ed Itor")
    Version.objects.update(editor=ed, editor_name="Ed Itor")
    Draft.objects.create(editor=ed, form=f"glossary.term:{term.pk}", data=[["body", "typed"]])
    link = OutsideLink.objects.get(address="https://out.example/")
    link.checks.create(at=NOW, state=OutsideLink.State.FINE, status=200)
    OutsideLink.objects.filter(pk=link.pk).update(archived="https://archive.example/out", checked=NOW, failures=2)
    said = {"width": 40, "height": 30, "description": "Halves", "credit": "Ana"}
    Picture.objects.create(name="a1.webp", **said)
    Picture.objects.create(name="c3.webp", taken_down=NOW, taken_down_why="Asked for.", **said)
    Seeded.objects.create(model="glossary.term", key="size", record="r" * 64, digest="d" * 64)
    return {**made, "ed": ed}


def _content() -> dict[str, Any]:
    work = make_work(unverified_fields=["year", "isbn"], doi="10.1000/abc", url="https://work.example/")
    term = make_term(
        "Größe ‘x’",
        "other\u00a0name",
        slug="groesse",
        body="See [@siegel1999] and [out](https://out.example/).\r\n\n🧠",
    )
    term.recommended.add(work)
    other = make_term("Attunement")
    term.relations.create(target=other)
    article = make_article(original_date="2011-01-02", publish_at=NOW)
    article.editions.create(
        number=99, title="The basics", made=NOW, data={"b": [1, 2.5, None], "a": "é"}, digest="d" * 64
    )
    _with_parts(article, term, work)
    Notice.objects.create(key="disclaimer", title="Disclaimer", text="No advice.")
    Person.objects.filter(pk=make_person().pk).update(created=datetime(1999, 1, 1, tzinfo=UTC), updated=NOW)
    return {"term": term, "work": work, "article": article}


def _with_parts(article: Any, term: Any, work: Any) -> None:
    """A row in each table of parts."""
    today = NOW.date()
    step = make_outline(steps=2).steps.first()
    step.outline.ethics_notes.create(topic="Consent", text="Ask.")
    step.examples.create(situation="Silence.", words="Take your time.", why="To wait.")
    step.step_terms.create(term=term)
    step.findings.create(claim="It helps.").citations.create(resource=work)
    article.authors.create(name="Ann Author")
    article.citations.create(resource=work, as_printed="The book")
    article.claims.create(says="So.", finds="Not so.").citations.create(resource=work)
    article.listings.create(resource=work)
    article.term_usages.create(term=term, text="So.")
    article.other_publications.create(outlet="Elsewhere", url="https://else.example/")
    for content in (article, term):
        content.revisions.create(date=today, what="All.")


def everything() -> dict[str, list[bytes]]:
    return {label: list(rows.written(model)) for label, model in tables.moved().items()}
