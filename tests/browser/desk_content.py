"""One object of every kind that the admin knows, with what its pages need to have something to show."""

from __future__ import annotations

from datetime import date

from django.utils import timezone

from glossary.models import Term
from publishing import acting, previewing, records
from publishing.changes import gathered
from publishing.desk import proposals
from publishing.models import LinkCheck, Notice, OutsideLink, Proposal, State, latest_number
from search.models import Miss
from tests.filling import editor
from tests.making import make_article, make_outline, make_person, make_term, make_work
from tests.publishing.pictures.picture_making import picture

LONG = "https://journals.example.org/" + "a-very-long-address-without-a-place-to-break" * 3
TEXT = "It has **weight** [@siegel1999] and [[Affect]], but nobody knows [@nobody2001].\n\n## A\n\n- one\n- two\n"


def fill() -> None:
    terms()
    articles()
    register()
    propose()


@gathered()
def terms() -> None:
    person, work = make_person(), make_work()
    work.contributors.create(name="Fosha, Diana", person=person, order=1)
    affect = make_term("Affect", slug="affects", body=f"See [the paper]({LONG}).")
    term = make_term("Attunement", "tuning in", body=TEXT)
    term.relations.create(kind="part", target=affect)
    term.citations.create(resource=work)


def articles() -> None:
    article = make_article("The basics of attunement", body=TEXT, original_url=LONG, byline="Diana Fosha")
    article.claims.create(section="a", says="It is said.", finds="It is found [@siegel1999].")
    outline = make_outline(steps=2)
    outline.steps.first().findings.create(claim="It helps.", strength="Supported.")
    make_article("A draft", state=State.DRAFT, body=TEXT)


def register() -> None:
    """What is no content: a picture, a link that was followed, an earlier address, a search that found nothing."""
    picture(description="Two halves, red and blue")
    link = OutsideLink.objects.order_by("-address").first() or OutsideLink.objects.create(address=LONG)
    OutsideLink.objects.filter(pk=link.pk).update(state=OutsideLink.State.GONE, checked=timezone.now(), failures=3)
    LinkCheck.objects.create(link=link, at=timezone.now(), state=OutsideLink.State.GONE, status=410, detail="Gone")
    Notice.objects.get_or_create(key="x", defaults={"title": "A notice", "text": "Its text."})
    Miss.objects.create(text="polyvagal theory", number=4, first_day=date(2026, 1, 2), last_day=date(2026, 1, 3))
    affect = Term.objects.get(slug="affects")
    affect.slug = "affect"
    affect.save()


def propose() -> None:
    """A second version, a proposal that waits and does not know it, a preview link, something deleted."""
    term, writer = Term.objects.get(slug="attunement"), editor("wim", may_publish=False)
    record = {**records.read(term), "definition": "To be in tune with somebody."}
    with acting.by(writer, name="Wim", why="It was too short."):
        proposals.propose(writer, term, record, latest_number(term))
    term.definition = "To be well in tune."
    term.save()
    assert Proposal.objects.waiting().count() == 1
    previewing.make(make_term("Kept back", state=State.DRAFT), writer, 7, "For a colleague")
    make_term("Gone", state=State.DRAFT).delete()
