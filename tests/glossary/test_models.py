"""What the glossary refuses, and how terms speak of themselves."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction

from glossary.evidence import Evidence
from glossary.models import Name, Relation, Term, TermCitation
from publishing import markdown
from publishing.changes import gathered
from search.upkeep import differences
from tests.making import make_term, make_work

pytestmark = pytest.mark.django_db


def refused(make, *arguments: object, **fields: object) -> bool:
    """Whether the database itself refuses the row."""
    try:
        with transaction.atomic():
            make(*arguments, **fields)
    except IntegrityError:
        return True
    return False


def test_no_two_names_of_the_glossary_fold_alike() -> None:
    term, other = make_term("Co-regulation", slug="co"), make_term("Empathy")
    assert refused(Name.objects.create, term=term, text="co regulation")
    assert refused(Name.objects.create, term=other, text="CO REGULATION")
    with pytest.raises(ValidationError, match="“Co-regulation” is already a name of the term “Co-regulation”."):
        Name(term=other, text="coRegulation".replace("R", "-r")).full_clean()


@pytest.mark.parametrize("text", ["", "–", "’", "…"])
def test_a_name_has_at_least_one_letter_or_digit(text: str) -> None:
    term = make_term()
    assert refused(Name.objects.create, term=term, text=text)
    with pytest.raises(ValidationError):
        Name(term=term, text=text).full_clean()


def test_a_term_has_one_title_and_never_a_second() -> None:
    term = make_term()
    assert refused(Name.objects.create, term=term, text="Tuning in", kind=Name.Kind.TITLE)


def test_two_terms_relate_once_in_whichever_direction() -> None:
    one, two = make_term("One"), make_term("Two")
    Relation.objects.create(source=one, target=two, kind="part")
    assert refused(Relation.objects.create, source=two, target=one, kind="related")
    with pytest.raises(ValidationError, match="These two terms are already related."):
        Relation(source=two, target=one).full_clean()


def test_a_term_never_relates_to_itself() -> None:
    term = make_term()
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


def test_a_term_is_called_by_its_title_and_without_one_by_its_address() -> None:
    term = make_term("Affect", "feelings")
    assert str(Term.objects.get(pk=term.pk)) == "Affect"
    assert Term.objects.titled().get(pk=term.pk).title == "Affect"
    term.names.all().delete()
    assert str(Term.objects.get(pk=term.pk)) == "affect"
    assert Term.objects.titled().get(pk=term.pk).title == "affect"


def test_a_titled_term_asks_nothing_for_its_title(django_assert_num_queries) -> None:
    make_term()
    with django_assert_num_queries(1):
        assert [term.title for term in Term.objects.titled()] == ["Attunement"]


def test_terms_stand_by_title_whatever_their_case() -> None:
    with gathered():
        for title in ("interoception", "Immediacy", "AEDP", "attunement"):
            make_term(title)
    assert [term.title for term in Term.objects.by_title()] == ["AEDP", "attunement", "Immediacy", "interoception"]


def test_the_letters_are_those_that_titles_begin_with() -> None:
    with gathered():
        for title in ("interoception", "Immediacy", "Émotion"):
            make_term(title, slug=title.encode("ascii", "ignore").decode().lower())
    assert Term.objects.letters() == {"I", "E"}
    assert [term.title for term in Term.objects.starting_with("E")] == ["Émotion"]


def test_a_name_is_found_by_any_spelling() -> None:
    make_term("Co-regulation", slug="co-regulation")
    assert Name.objects.get_by_natural_key("CO REGULATION").text == "Co-regulation"


def test_plurals_and_other_spellings_are_no_further_names() -> None:
    term = make_term("Affect", "feelings")
    for order, (text, kind) in enumerate([("affects", "plural"), ("AFX", "acronym"), ("affekt", "variant")], start=2):
        term.names.create(text=text, kind=kind, order=order)
    assert [name.text for name in term.other_names()] == ["feelings", "AFX"]


def test_a_work_that_the_text_cites_gets_a_row_once() -> None:
    make_work("siegel1999")
    term = make_term(body="So.[@siegel1999] And again.[@siegel1999, p. 3]")
    term.save()
    assert [(row.resource.key, row.stance) for row in term.citations.all()] == [("siegel1999", "context")]


def test_a_row_of_an_editor_is_kept_as_it_is() -> None:
    work, term = make_work("siegel1999"), make_term()
    TermCitation.objects.create(term=term, resource=work, stance="disputes", locator="p. 2")
    term.body = "So.[@siegel1999]"
    term.save()
    assert [(row.stance, row.locator) for row in term.citations.all()] == [("disputes", "p. 2")]


def test_a_cited_work_cannot_be_deleted_from_under_a_term() -> None:
    work = make_work("siegel1999")
    make_term(body="So.[@siegel1999]")
    with pytest.raises(models.ProtectedError):
        work.delete()


def test_the_terms_of_a_page_come_in_the_order_of_their_links() -> None:
    make_term("Affect")
    make_term("Empathy")
    page = markdown.render(markdown.Text("First empathy, then affect, then empathy."))
    assert [term.title for term in Term.objects.on_page(page)] == ["Empathy", "Affect"]


def test_a_page_without_links_asks_for_no_terms(django_assert_num_queries) -> None:
    page = markdown.render(markdown.Text("Nothing to explain."))
    with django_assert_num_queries(0):
        assert Term.objects.on_page(page) == []


def test_the_search_hears_a_term_s_names_text_and_evidence() -> None:
    term = make_term("Affect", "feelings", body="A **state**.", evidence_status="supported", evidence_note="Firm.")
    document = Term.objects.get(pk=term.pk).search_document()
    assert (document.kind, document.title, document.names) == ("term", "Affect", ("feelings",))
    assert (document.facet, document.label) == ("supported", "Supported")
    assert document.text.split() == ["A", "state.", "Firm."]


def test_what_a_term_is_found_by_does_not_wait_for_what_its_text_names() -> None:
    term = make_term(body="It needs [[attunement to come|resonance]], and more [@later2100].")
    before = Term.objects.get(pk=term.pk).search_document()
    assert before.text == "It needs resonance, and more.\n"
    make_work("later2100")
    make_term("Attunement to come")
    assert Term.objects.get(pk=term.pk).search_document() == before
    Term.objects.exclude(pk=term.pk).update(state="draft")
    assert list(differences()) == []
