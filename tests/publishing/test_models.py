"""Who may see what and when; addresses that move; what names what."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from articles.models import Article
from glossary.models import Term
from publishing import stamp
from publishing.addresses import content_at, leads_on
from publishing.models import THE_BEGINNING, FormerAddress, State, Use
from tests.making import make_article, make_outline, make_person, make_term, make_work

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 5, 1, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("state", "begin", "end", "seen"),
    [
        (State.PUBLISHED, None, None, True),
        (State.PUBLISHED, NOON, None, True),
        (State.PUBLISHED, NOON + HOUR, None, False),
        (State.PUBLISHED, None, NOON + HOUR, True),
        (State.PUBLISHED, None, NOON, False),
        (State.PUBLISHED, NOON - HOUR, NOON + HOUR, True),
        (State.DRAFT, None, None, False),
        (State.IN_REVIEW, NOON - HOUR, None, False),
        (State.RETIRED, None, None, False),
    ],
)
def test_query_and_object_agree_on_what_the_public_may_see(
    state: State, begin: datetime | None, end: datetime | None, seen: bool
) -> None:
    term = make_term(state=state, publish_at=begin, expires_at=end)
    assert Term.objects.published(NOON).filter(pk=term.pk).exists() is seen
    assert term.is_live(NOON) is seen


def test_visibility_is_a_window_and_a_draft_has_none() -> None:
    assert make_term("Affect").visibility() == (THE_BEGINNING, None)
    assert make_term("Empathy", state=State.DRAFT).visibility() == (None, None)


def test_the_database_refuses_an_end_before_the_beginning() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        make_term(publish_at=NOON, expires_at=NOON)


def test_the_database_refuses_a_published_article_without_recorded_rights() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        make_article(rights_basis=Article.Rights.NOT_RECORDED)
    draft = make_article(rights_basis=Article.Rights.NOT_RECORDED, state=State.DRAFT)
    draft.state = State.PUBLISHED
    with pytest.raises(ValidationError, match="Record on what right"):
        draft.full_clean()


def test_each_save_raises_the_version_number() -> None:
    term = make_term()
    assert term.version == 1
    term.save()
    assert term.version == 2


def test_a_former_address_leads_on_in_one_hop(client: Client) -> None:
    term = make_term()
    for slug in ("tuning", "tuned-in"):
        term.slug = slug
        term.save()
    for path in ("/glossary/attunement/", "/glossary/tuning/"):
        response = client.get(path)
        assert (response.status_code, response["Location"]) == (301, "/glossary/tuned-in/")


def test_two_terms_can_swap_their_addresses() -> None:
    first, second = make_term("Affect"), make_term("Empathy")
    first.slug = "elsewhere"
    first.save()
    second.slug = "affect"
    second.save()
    first.slug = "empathy"
    first.save()
    assert not FormerAddress.objects.filter(path__in=["/glossary/affect/", "/glossary/empathy/"]).exists()
    assert leads_on("/glossary/elsewhere/") == "/glossary/empathy/"


def test_an_unknown_address_leads_nowhere() -> None:
    assert leads_on("/glossary/never/") == ""


def test_content_is_found_by_its_address() -> None:
    term, outline, person = make_term(), make_outline(), make_person()
    article, page = make_article(), make_article("Privacy", kind=Article.Kind.PAGE)
    step = outline.steps.get()
    for content in (term, outline, person, article, page, step):
        assert content_at(content.get_absolute_url() + "#part") == content
    assert content_at("/glossary/") is None
    assert content_at("/nowhere/at/all/") is None


def uses_to(target: object) -> list[tuple[str, object, str]]:
    return [(use.kind, use.source, use.sentence) for use in Use.objects.to(target)]


def test_a_text_that_links_a_term_is_a_use_of_it_with_its_sentence() -> None:
    term = make_term()
    article = make_article(body="First things first. A therapist shows attunement to them.")
    assert uses_to(term) == [("term", article, "A therapist shows attunement to them.")]


def test_a_new_term_makes_uses_in_texts_that_were_there_before() -> None:
    article = make_article(body="A therapist shows attunement.")
    term = make_term()
    assert uses_to(term) == [("term", article, "A therapist shows attunement.")]


def test_a_deleted_object_leaves_no_uses_behind() -> None:
    term = make_term()
    make_article(body="A therapist shows attunement.")
    term.delete()
    assert not Use.objects.exists()


def test_citations_links_and_lists_are_uses() -> None:
    work, person = make_work(), make_person()
    term = make_term(
        "Affect", body="It is so [@siegel1999]. See [her](/people/diana-fosha/) and [more](https://example.org/x)."
    )
    term.recommended.add(work)
    assert uses_to(person) == [("link", term, "See her and more.")]
    assert [use.kind for use in Use.objects.to(work)] == ["citation", "listed"]
    assert Use.objects.get(kind="outside").address == "https://example.org/x"


def test_what_the_public_sees_of_uses_has_one_line_a_source_and_no_draft() -> None:
    term = make_term()
    article = make_article(body="With attunement.\n\n## Later\n\nMore attunement.")
    make_article("A draft", body="Here is attunement.", state=State.DRAFT)
    assert [(use.source, use.sentence) for use in Use.objects.to(term).seen_by_public()] == [
        (article, "With attunement.")
    ]


def test_a_text_whose_rights_have_ended_is_quoted_nowhere() -> None:
    term = make_term()
    article = make_article(body="## One\n\nWith attunement.", rights_end=NOON)
    article.term_usages.create(term=term, text="As a skill.")
    seen = [(use.kind, use.sentence, use.anchor) for use in Use.objects.to(term).of_kinds("term").seen_by_public()]
    assert seen == [("term", "", "")]
    assert Use.objects.get(kind="term").sentence == "With attunement."
    assert [use.sentence for use in Use.objects.to(term).of_kinds("usage").seen_by_public()] == ["As a skill."]


def test_an_address_that_is_longer_than_its_field_is_no_use_and_no_fault() -> None:
    longest = "https://example.org/".ljust(500, "x")
    make_term(body=f"See [this]({longest}) and [that]({longest}x).")
    assert [use.address for use in Use.objects.filter(kind="outside")] == [longest]


def test_the_stamp_changes_with_content_and_at_each_boundary() -> None:
    make_term(publish_at=NOON, expires_at=NOON + HOUR)
    first = stamp.current(NOON - HOUR)
    assert stamp.current(NOON - 2 * HOUR) == first
    assert stamp.current(NOON).boundary == NOON
    assert stamp.current(NOON + 2 * HOUR).boundary == NOON + HOUR
    make_term("Affect")
    assert stamp.current(NOON - HOUR).token != first.token


def test_a_rights_end_is_a_boundary_too() -> None:
    make_article(rights_end=NOON)
    assert stamp.current(NOON + HOUR).boundary == NOON


def test_the_stamp_takes_one_query_when_warm(django_assert_num_queries) -> None:
    make_term()
    stamp.current()
    with django_assert_num_queries(1):
        stamp.current(timezone.now())
