"""The glossary that the tests of its files read."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone

from glossary.models import Name, Relation, Term
from publishing.models import Notice, State
from tests.making import make_article, make_term, make_work

UNSEEN: list[dict[str, Any]] = [
    {"state": State.DRAFT},
    {"state": State.RETIRED},
    {"publish_at": timezone.now() + timedelta(days=1)},
    {"expires_at": timezone.now() - timedelta(days=1)},
]


def make_content() -> None:
    Notice.objects.create(key="disclaimer", title="For learning", text="No **treatment**.")
    make_article("The basics")
    term = full_term()
    term.citations.create(resource=make_work("unseen1", title="Unseen work", state=State.DRAFT))
    for number, fields in enumerate(UNSEEN):
        Relation.objects.create(source=make_term(f"Unseen thing {number}", **fields), target=term)


def full_term() -> Term:
    """A term with a name of each kind, a relation each way, and a source."""
    term = make_term(
        "Attunement",
        "tuning in",
        region="Relationships",
        evidence_status="supported",
        evidence_note="Limits remain.",
        body="Known since long.[@siegel1999, p. 3] With safety.",
    )
    Name.objects.create(term=term, text="attunements", kind=Name.Kind.PLURAL, order=2)
    part, whole, wide, odd = (make_term(each) for each in ("Gaze", "Safety", "Relation", "Neglect"))
    Relation.objects.create(source=part, target=term, kind=Relation.Kind.PART)
    Relation.objects.create(source=term, target=whole, kind=Relation.Kind.PART)
    Relation.objects.create(source=wide, target=term, kind=Relation.Kind.BROADER)
    Relation.objects.create(source=term, target=odd, kind=Relation.Kind.CONTRASTS)
    term.citations.create(resource=make_work("siegel1999", year=1999, doi="10.1/a_b"), stance="supports")
    return term
