"""The glossary that the tests of its pages read: each term shows something of its own."""

from __future__ import annotations

from datetime import date

from articles.models import TermUsage
from glossary.models import Relation, Term
from publishing.models import State
from tests.making import make_article, make_outline, make_term, make_work


def relate(source: Term, kind: str, target: Term) -> None:
    Relation.objects.create(source=source, kind=kind, target=target)


def make_terms() -> None:
    make_term("Amygdala", evidence_status="debated")
    make_term("Attunement", evidence_status="supported", body="Attunement needs empathy.")
    make_term("Empathy", "feeling with", body="It begins with attunement.")
    make_term("Cue", last_reviewed=date(2026, 3, 5), content_note="Speaks of abuse.")
    make_term("Eating")
    make_term("Écart", slug="cart")
    for title in ("Memory", "Implicit memory", "Explicit memory", "Priming"):
        make_term(title)
    make_term("Neglect", body="Second first.[@schore2003] Then this.[@siegel1999, p. 13]")
    make_term("Window of tolerance", "optimal arousal", evidence_status="clinical-concept")
    term = make_term(
        "Mirror neurons", "mirror system", evidence_status="debated", evidence_note="Firm in monkeys.", body="Cells."
    )
    term.names.create(text="MNS", kind="acronym", order=2)
    term.names.create(text="mirror neuron", kind="singular", order=3)


def make_surroundings() -> None:
    terms = {term.slug: term for term in Term.objects.all()}
    memory, implicit, explicit = terms["memory"], terms["implicit-memory"], terms["explicit-memory"]
    priming, cue, window = terms["priming"], terms["cue"], terms["window-of-tolerance"]
    relate(memory, "broader", implicit)
    relate(priming, "part", implicit)
    relate(implicit, "contrasts", explicit)
    relate(cue, "related", implicit)
    relate(terms["amygdala"], "related", make_term("Unseen", state=State.DRAFT))
    article = make_article(body="First this. Then attunement comes. Last that.")
    TermUsage.objects.create(article=article, term=window, text="As a skill.")
    make_outline().steps.get().step_terms.create(term=terms["eating"])
    window.recommended.add(make_work("siegel1999", recommended=True, year=1999))
    make_work("schore2003", title="Affect", year=2003)
    terms["neglect"].citations.create(resource=make_work("fosha2000", title="The power", year=2000), order=9)
    unseen = make_work("unseen2026", title="Unseen", state=State.DRAFT)
    priming.citations.create(resource=unseen)
    priming.recommended.add(unseen)
