"""What articles and outlines refuse, and how they speak of themselves."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.utils import timezone

from articles.models import Article, PracticeOutline, Step
from glossary.models import Term
from publishing.changes import gathered
from publishing.models import State
from resources.models import Resource
from tests.making import make_article, make_outline, make_person, make_step, make_term, make_work
from tests.seeded import taken_back

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 5, 1, 12, tzinfo=UTC)


@pytest.fixture(scope="module")
def _content(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    with django_db_blocker.unblock(), taken_back():
        with gathered():
            make_article(standfirst="In short.", body="The **text**.", original_title="As printed")
            make_article("Overview", kind="overview")
            make_article("Page", kind="page")
            outline = make_outline(how_the_steps_connect="First.\nThen.", audience_note="For all.")
            outline.steps.update(cautions="Go slow.")
            outline.ethics_notes.create(topic="Consent", text="Ask.")
            make_work(title="The mind")
            make_term("Affect")
        yield


@pytest.fixture
def article(_content: None, db: None) -> Article:
    return Article.objects.get(slug="the-basics")


@pytest.fixture
def outline(_content: None, db: None) -> PracticeOutline:
    """An outline of one step."""
    return PracticeOutline.objects.get(slug="three-steps")


@pytest.fixture
def work(_content: None, db: None) -> Resource:
    return Resource.objects.get()


@pytest.fixture
def term(_content: None, db: None) -> Term:
    return Term.objects.get()


def refused(make: Any, **fields: Any) -> bool:
    """Whether the database itself refuses the row."""
    try:
        with transaction.atomic():
            make(**fields)
    except IntegrityError:
        return True
    return False


def test_an_article_without_recorded_rights_may_be_a_draft_but_not_be_published() -> None:
    draft = make_article(state=State.DRAFT, rights_basis="not-recorded")
    assert refused(Article.objects.filter(pk=draft.pk).update, state=State.PUBLISHED)
    draft.state = State.PUBLISHED
    with pytest.raises(ValidationError, match="Record on what right this may be published first."):
        draft.full_clean()


def test_the_text_may_be_shown_until_the_minute_its_rights_end() -> None:
    assert Article(rights_end=None).may_show_text(NOON)
    assert Article(rights_end=NOON + timedelta(seconds=1)).may_show_text(NOON)
    assert not Article(rights_end=NOON).may_show_text(NOON)


def test_an_address_follows_the_kind() -> None:
    assert Article(slug="x").get_absolute_url() == "/articles/x/"
    assert Article(slug="x", kind="overview").get_absolute_url() == "/articles/x/"
    assert Article(slug="x", kind="page").get_absolute_url() == "/about/x/"
    assert Article(slug="about", kind="page").get_absolute_url() == "/about/"


def test_an_article_that_becomes_a_page_leads_on_from_its_old_address(client: Any) -> None:
    article = make_article("Privacy")
    article.kind = Article.Kind.PAGE
    article.save()
    response = client.get("/articles/privacy/")
    assert (response.status_code, response["Location"]) == (301, "/about/privacy/")


def test_a_citation_names_a_work_or_what_was_printed(article: Article, work: Resource) -> None:
    assert refused(article.citations.create, note="Nothing")
    assert str(article.citations.create(as_printed="A book")) == "A book"
    assert str(article.citations.create(resource=work)) == "The mind"


def test_rows_of_an_article_are_not_doubled(article: Article, work: Resource, term: Term) -> None:
    claim = article.claims.create(section="one", says="So.", finds="No.")
    for make, fields in (
        (article.listings.create, {"resource": work}),
        (article.term_usages.create, {"term": term, "text": "So."}),
        (claim.citations.create, {"resource": work}),
    ):
        assert not refused(make, **fields)
        assert refused(make, **fields)


def test_two_steps_of_an_outline_share_neither_number_nor_address(outline: PracticeOutline) -> None:
    other = make_outline("Another", steps=0, state=State.DRAFT)
    assert refused(make_step, outline=outline, number=1, slug="new")
    assert refused(make_step, outline=outline, number=2, slug="step-1")
    assert not refused(make_step, outline=other, number=1)


def test_a_step_uses_a_term_once(outline: PracticeOutline, term: Term) -> None:
    step = outline.steps.get()
    assert not refused(step.step_terms.create, term=term)
    assert refused(step.step_terms.create, term=term)


def test_a_listed_work_cannot_be_deleted_from_under_an_article(article: Article, work: Resource) -> None:
    article.listings.create(resource=work)
    with pytest.raises(models.ProtectedError):
        work.delete()


def test_lists_are_written_one_entry_a_line() -> None:
    step = Step(therapist_does=" Listens. \r\n\r\nAsks.", cautions="", questions="Why?")
    assert step.things_done() == ["Listens.", "Asks."]
    assert step.cautions_listed() == []
    assert step.questions_listed() == ["Why?"]
    assert PracticeOutline(how_the_steps_connect="One.\nTwo.").connections() == ["One.", "Two."]


def test_a_step_is_seen_exactly_when_its_outline_is() -> None:
    end = timezone.now() + timedelta(days=1)
    with gathered():
        seen, draft = make_outline("Seen", expires_at=end), make_outline("Draft", state=State.DRAFT)
    own = Step.objects.filter(outline__in=(seen, draft))
    assert list(own.published()) == [seen.steps.get()]
    assert seen.steps.get().visibility() == seen.visibility()
    assert draft.steps.get().visibility() == (None, None)
    assert list(own.published(end)) == []


def test_steps_stand_by_number_and_are_found_by_outline_and_address() -> None:
    with gathered():
        outline = make_outline("Ordered", steps=0)
        for number in (2, 3, 1):
            make_step(outline, number)
    assert [step.number for step in Step.objects.of_outline("ordered").in_order()] == [1, 2, 3]
    step = Step.objects.get_by_natural_key("ordered", "step-2")
    assert (str(step), step.natural_key()) == ("2. The step 2", ("ordered", "step-2"))
    assert step.get_absolute_url() == "/practice/ordered/step-2/"


def test_what_is_to_read_and_what_is_about_the_site_are_told_apart(article: Article) -> None:
    assert [each.title for each in Article.objects.to_read().by_title()] == ["Overview", "The basics"]
    assert [each.title for each in Article.objects.pages()] == ["Page"]


def test_the_search_hears_the_text_but_not_one_whose_rights_will_end(article: Article) -> None:
    document = article.search_document()
    assert (document.kind, document.facet, document.label) == ("article", "article", "Article")
    assert (document.names, document.summary, document.text.strip()) == (("As printed",), "In short.", "The text.")
    article.rights_end = timezone.now() + timedelta(days=1)
    assert article.search_document().text == ""


def test_the_search_hears_an_outline_with_all_that_is_around_its_steps(outline: PracticeOutline) -> None:
    document = outline.search_document()
    assert (document.kind, document.title, document.label) == ("step", "Three steps", "Practice outline")
    assert (document.names, document.summary) == (("Practice outline",), "Why.")
    assert {"First.", "Then.", "For all.", "Consent", "Ask."} <= set(document.text.splitlines())
    assert (document.visible_from, document.visible_until) == outline.visibility()


def test_the_search_hears_a_step_under_its_outline_s_window(outline: PracticeOutline) -> None:
    step = outline.steps.get()
    document = step.search_document()
    assert (document.kind, document.title, document.label) == ("step", "The step 1", "Practice, step 1")
    assert (document.summary, document.text) == ("To help.", "Listens.\nAsks.\nGo slow.")
    assert (document.visible_from, document.visible_until) == step.outline.visibility()


@gathered()
def make_parts(article: Article, step: Step) -> list[Any]:
    return [
        article.authors.create(name="Chris", person=make_person("Chris")),
        article.other_publications.create(outlet="Blog"),
        article.listings.create(resource=Resource.objects.get()),
        article.term_usages.create(term=Term.objects.get(), text="So."),
        article.claims.create(section="one", says="That.", finds="No."),
        step.outline.ethics_notes.get(),
        step.examples.create(situation="Case", words="Hm.", why="So."),
        step.findings.create(claim="It helps.", strength="A trial."),
    ]


def test_parts_are_called_by_what_they_say(article: Article, outline: PracticeOutline) -> None:
    made = make_parts(article, outline.steps.get())
    assert [str(each) for each in made] == [
        "Chris",
        "Blog",
        "The mind",
        "Affect: So.",
        "That.",
        "Consent",
        "Case",
        "It helps.",
    ]
