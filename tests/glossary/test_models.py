"""What the glossary refuses, and how terms speak of themselves."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction

from glossary.evidence import Evidence
from glossary.models import Name, Relation, Term, TermCitation
from publishing import markdown
from publishing.changes import gathered
from publishing.models import State
from resources.models import Resource
from search.upkeep import differences
from tests.making import make_term, make_work
from tests.seeded import taken_back

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def _content(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    with django_db_blocker.unblock(), taken_back():
        with gathered():
            make_term("Co-regulation")
            make_term("Affect", "feelings", body="A **state**.", evidence_status="supported", evidence_note="Firm.")
            make_term("Empathy")
            make_term()
            make_work("siegel1999")
        yield


@pytest.fixture
def terms(_content: None, db: None) -> dict[str, Term]:
    """The terms that every test reads, by their slug."""
    return {term.slug: term for term in Term.objects.all()}


@pytest.fixture
def term(terms: dict[str, Term]) -> Term:
    return terms["attunement"]


@pytest.fixture
def work(_content: None, db: None) -> Resource:
    return Resource.objects.get()


def refused(make, *arguments: object, **fields: object) -> bool:
    """Whether the database itself refuses the row."""
    try:
        with transaction.atomic():
            make(*arguments, **fields)
    except IntegrityError:
        return True
    return False


def test_no_two_names_of_the_glossary_fold_alike(terms: dict[str, Term]) -> None:
    term, other = terms["co-regulation"], terms["empathy"]
    assert refused(Name.objects.create, term=term, text="co regulation")
    assert refused(Name.objects.create, term=other, text="CO REGULATION")
    with pytest.raises(ValidationError, match="“Co-regulation” is already a name of the term “Co-regulation”."):
        Name(term=other, text="coRegulation".replace("R", "-r")).full_clean()


@pytest.mark.parametrize("text", ["", "–", "’", "…"])
def test_a_name_has_at_least_one_letter_or_digit(term: Term, text: str) -> None:
    assert refused(Name.objects.create, term=term, text=text)
    with pytest.raises(ValidationError):
        Name(term=term, text=text).full_clean()


def test_a_term_has_one_title_and_never_a_second(term: Term) -> None:
    assert refused(Name.objects.create, term=term, text="Tuning in", kind=Name.Kind.TITLE)


def test_two_terms_relate_once_in_whichever_direction(terms: dict[str, Term]) -> None:
    one, two = terms["affect"], terms["empathy"]
    Relation.objects.create(source=one, target=two, kind="part")
    assert refused(Relation.objects.create, source=two, target=one, kind="related")
    with pytest.raises(ValidationError, match="These two terms are already related."):
        Relation(source=two, target=one).full_clean()


def test_a_term_never_relates_to_itself(term: Term) -> None:
    assert refused(Relation.objects.create, source=term, target=term)


def test_every_relation_has_an_inverse() -> None:
    assert set(Relation.INVERSES) == set(Relation.Kind.values)


def test_the_database_refuses_an_evidence_status_that_nobody_knows() -> None:
    assert refused(Term.objects.create, slug="x", definition="X.", evidence_status="proven")


def test_every_evidence_status_has_a_meaning_in_words() -> None:
    assert [each.label for each in Evidence] == [
        "Well established",
        "Supported",
        "Debated",
        "Theoretical model",
        "Clinical concept",
        "Not yet assessed",
    ]
    assert all(each.meaning.endswith(".") for each in Evidence)


def test_a_term_is_called_by_its_title_and_without_one_by_its_address(terms: dict[str, Term]) -> None:
    term = terms["affect"]
    assert str(Term.objects.get(pk=term.pk)) == "Affect"
    assert Term.objects.titled().get(pk=term.pk).title == "Affect"
    term.names.all().delete()
    assert str(Term.objects.get(pk=term.pk)) == "affect"
    assert Term.objects.titled().get(pk=term.pk).title == "affect"


def test_a_titled_term_asks_nothing_for_its_title(terms: dict[str, Term], django_assert_num_queries) -> None:
    with django_assert_num_queries(1):
        titles = {term.title for term in Term.objects.titled()}
    assert titles == {"Affect", "Attunement", "Co-regulation", "Empathy"}


def test_terms_stand_by_title_whatever_their_case(terms: dict[str, Term]) -> None:
    with gathered():
        for title in ("interoception", "Immediacy", "AEDP"):
            make_term(title, state=State.DRAFT)
    assert [term.title for term in Term.objects.by_title()] == [
        *("AEDP", "Affect", "Attunement", "Co-regulation", "Empathy", "Immediacy", "interoception"),
    ]


def test_the_letters_are_those_that_titles_begin_with(terms: dict[str, Term]) -> None:
    with gathered():
        for title in ("interoception", "Immediacy", "Émotion"):
            make_term(title, slug=title.encode("ascii", "ignore").decode().lower())
    assert Term.objects.letters() == {"A", "C", "E", "I"}
    assert {term.title for term in Term.objects.starting_with("E")} == {"Émotion", "Empathy"}


def test_a_name_is_found_by_any_spelling(terms: dict[str, Term]) -> None:
    assert Name.objects.get_by_natural_key("CO REGULATION").text == "Co-regulation"


def test_plurals_and_other_spellings_are_no_further_names(terms: dict[str, Term]) -> None:
    term, more = terms["affect"], [("affects", "plural"), ("AFX", "acronym"), ("affekt", "variant")]
    with gathered():
        for order, (text, kind) in enumerate(more, start=2):
            term.names.create(text=text, kind=kind, order=order)
    assert [name.text for name in term.other_names()] == ["feelings", "AFX"]


def test_a_work_that_the_text_cites_gets_a_row_once(term: Term, work: Resource) -> None:
    term.body = "So.[@siegel1999] And again.[@siegel1999, p. 3]"
    term.save()
    assert [(row.resource.key, row.stance) for row in term.citations.all()] == [("siegel1999", "context")]


def test_a_row_of_an_editor_is_kept_as_it_is(term: Term, work: Resource) -> None:
    TermCitation.objects.create(term=term, resource=work, stance="disputes", locator="p. 2")
    term.body = "So.[@siegel1999]"
    term.save()
    assert [(row.stance, row.locator) for row in term.citations.all()] == [("disputes", "p. 2")]


def test_a_cited_work_cannot_be_deleted_from_under_a_term(term: Term, work: Resource) -> None:
    term.citations.create(resource=work)
    with pytest.raises(models.ProtectedError):
        work.delete()


def test_the_terms_of_a_page_come_in_the_order_of_their_links(terms: dict[str, Term]) -> None:
    page = markdown.render(markdown.Text("First empathy, then affect, then empathy."))
    assert [term.title for term in Term.objects.on_page(page)] == ["Empathy", "Affect"]


def test_a_page_without_links_asks_for_no_terms(django_assert_num_queries) -> None:
    page = markdown.render(markdown.Text("Nothing to explain."))
    with django_assert_num_queries(0):
        assert Term.objects.on_page(page) == []


def test_the_search_hears_a_term_s_names_text_and_evidence(terms: dict[str, Term]) -> None:
    document = terms["affect"].search_document()
    assert (document.kind, document.title, document.names) == ("term", "Affect", ("feelings",))
    assert (document.facet, document.label) == ("supported", "Supported")
    assert document.text.split() == ["A", "state.", "Firm."]


def test_what_a_term_is_found_by_does_not_wait_for_what_its_text_names() -> None:
    term = make_term("Waiting", body="It needs [[attunement to come|resonance]], and more [@later2100].")
    before = Term.objects.get(pk=term.pk).search_document()
    assert before.text == "It needs resonance, and more.\n"
    make_work("later2100")
    make_term("Attunement to come")
    assert Term.objects.get(pk=term.pk).search_document() == before
    Term.objects.exclude(pk=term.pk).update(state="draft")
    assert list(differences()) == []
