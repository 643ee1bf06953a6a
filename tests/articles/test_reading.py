"""An article as readers meet it: sections, claims, notes in one order."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from articles.models import Article, Claim
from articles.reading import named_works, read
from publishing.changes import gathered
from publishing.models import State
from tests.making import make_article, make_person, make_term, make_work
from tests.shown import see

pytestmark = pytest.mark.django_db


def add(article: Article, section: str, finds: str, **fields: object) -> Claim:
    return Claim.objects.create(article=article, section=section, says="So.", finds=finds, **fields)


def draft(**fields: object) -> Article:
    """What is read does not depend on whether readers see it yet."""
    return make_article(state=State.DRAFT, **fields)


def whole(article: Article) -> Article:
    found: Article = Article.objects.whole().get(pk=article.pk)
    return found


@pytest.mark.once
def test_only_sections_with_a_heading_are_numbered() -> None:
    reading = read(draft(body="Before.\n\n## One\n\nFirst.\n\n### Deeper\n\nMore.\n\n## Two\n\nSecond."))
    assert [(each.number, each.anchor, each.title) for each in reading.passages] == [
        (0, "", ""),
        (1, "one", "One"),
        (2, "two", "Two"),
    ]
    assert reading.passages[0].html.strip() == "<p>Before.</p>"


@pytest.mark.once
def test_notes_are_numbered_in_the_order_of_reading() -> None:
    with gathered():
        for key in "abcdef":
            make_work(key)
        more = {"added_information": "More.[@d]", "editors_note": "Ours.[@f]"}
        article = make_article(body="## One\n\nText.[@a]\n\n## Two\n\nText.[@c]", **more)
        add(article, "added-information", "No.[@e]", said_by="added", order=1)
        add(article, "one", "No.[@b]", order=2)
    reading = read(whole(article))
    assert [note.key for note in reading.page.notes] == ["a", "b", "c", "d", "e", "f"]
    assert ">2</button>" in reading.passages[0].claims[0].finds
    assert reading.added is not None
    assert ">5</button>" in reading.added.claims[0].finds
    assert ">6</button>" in reading.editors_note


@pytest.mark.once
def test_claims_stand_with_their_section_in_the_editor_s_order() -> None:
    with gathered():
        article = draft(body="## One\n\nText.\n\n## Two\n\nText.")
        for order, (section, finds) in enumerate([("two", "A."), ("one", "B."), ("two", "C.")]):
            add(article, section, finds, order=order)
    reading = read(whole(article))
    assert [[each.finds for each in passage.claims] for passage in reading.passages] == [["B."], ["A.", "C."]]


@pytest.mark.once
def test_a_claim_on_a_section_that_was_renamed_stays_on_the_page() -> None:
    with gathered():
        article = draft(body="## One\n\nText.")
        add(article, "gone", "A.", order=1)
        add(article, "one", "B.", order=2)
    passages = read(whole(article)).passages
    assert [(each.title, [claim.finds for claim in each.claims]) for each in passages] == [
        ("One", ["B."]),
        ("", ["A."]),
    ]


@pytest.mark.once
def test_a_claim_on_added_information_is_shown_even_without_its_text() -> None:
    with gathered():
        article = draft(body="Text.")
        add(article, "added-information", "A.")
    added = read(whole(article)).added
    assert added is not None
    assert [claim.finds for claim in added.claims] == ["A."]


def test_works_that_dispute_or_support_a_claim_are_named_with_their_numbers_without_drafts() -> None:
    with gathered():
        article = make_article(body="## One\n\nText.")
        claim = add(article, "one", "No.[@disputes]")
        for stance in ("supports", "disputes", "context"):
            claim.citations.create(resource=make_work(stance, year=1999), stance=stance, locator="p. 2")
            claim.citations.create(resource=make_work(f"draft-{stance}", state=State.DRAFT), stance=stance)
    reading = read(whole(article))
    shown = reading.passages[0].claims[0]
    assert [text.partition("<button")[0] for text in (*shown.disputes, *shown.supports)] == [
        'Siegel <span class="held">1999',
        'Siegel <span class="held">1999',
    ]
    assert [(each.number, each.resource.key, each.locator) for each in reading.sources] == [
        (1, "disputes", ""),
        (2, "disputes", "p. 2"),
        (3, "supports", "p. 2"),
    ]


@pytest.mark.once
def test_a_slip_says_what_its_work_says_to_the_claim_beside_it_and_to_others() -> None:
    with gathered():
        both, context, elsewhere = (make_work(key) for key in ("both", "context", "elsewhere"))
        article = make_article(body="## One\n\nText.[@elsewhere]\n\n## Two\n\nText.")
        first = add(article, "one", "No.[@both][@context]", order=1)
        first.citations.create(resource=both, stance="disputes")
        first.citations.create(resource=context, stance="context")
        second = add(article, "two", "No.", order=2)
        second.citations.create(resource=both, stance="supports")
        second.citations.create(resource=elsewhere, stance="disputes")
    found = read(whole(article)).sources
    assert {each.resource.key: each.stances for each in found} == {
        "elsewhere": ("Disputes a claim on this page.",),
        "both": ("Disputes the claim.", "Supports a claim on this page."),
        "context": (),
    }


@pytest.mark.once
def test_a_claim_s_works_are_numbered_in_the_order_of_reading() -> None:
    with gathered():
        article = make_article(body="## One\n\nText.")
        for order, key in enumerate("ab"):
            add(article, "one", "No.", order=order).citations.create(resource=make_work(key), stance="supports")
    assert [each.resource.key for each in read(whole(article)).sources] == ["a", "b"]


@pytest.mark.once
def test_an_article_without_added_information_has_no_such_part() -> None:
    reading = read(draft(body="Text."))
    assert reading.added is None
    assert reading.editors_note == ""


@pytest.mark.once
def test_the_minutes_are_rounded_and_never_none() -> None:
    article = draft()
    for words, minutes in ((0, 1), (1, 1), (220, 1), (329, 1), (331, 2), (2200, 10)):
        article.body = "word " * words
        assert read(article).minutes == minutes, words


def test_a_text_whose_rights_have_ended_is_not_rendered_at_all() -> None:
    with gathered():
        article = make_article(body="## One\n\nText.", rights_end=timezone.now() - timedelta(seconds=1))
        add(article, "one", "No.")
    reading = read(whole(article))
    assert (reading.passages, reading.added, reading.editors_note, reading.minutes) == ([], None, "", 0)
    assert reading.page.plain == ()


def test_rows_that_share_a_printed_name_are_one_named_work() -> None:
    rows = [("Two books", "a"), ("Two books", "b"), ("", "c"), ("One", "d")]
    with gathered():
        article = draft()
        for order, (printed, key) in enumerate(rows):
            fields = {"as_printed": printed, "certainty": "probable", "note": f"Note {key}.", "order": order}
            article.citations.create(resource=make_work(key), **fields)
    named = named_works(whole(article))
    assert [(each.as_printed, each.certainty, each.note, len(each.rows)) for each in named] == [
        ("Two books", "Probable", "Note a.", 2),
        ("One", "Probable", "Note d.", 1),
    ]


@gathered()
def crowd(article: Article, n: int) -> None:
    """One of everything that an article's page can show, each named by its number."""
    person, term = make_person(f"Person {n}"), make_term(f"Word {n}", f"alias {n}")
    article.authors.create(name=f"Name {n}", role="Author", person=person)
    article.other_publications.create(outlet=f"Outlet {n}")
    article.listings.create(resource=make_work(f"listed{n}", recommended=True))
    article.term_usages.create(term=term, text="So.")
    article.citations.create(resource=make_work(f"named{n}"), as_printed=f"Book {n}", order=n)
    article.citations.create(resource=make_work(f"further{n}"), order=50 + n)
    qualified = add(article, "one", "No.", order=n)
    for stance in ("supports", "disputes", "context"):
        qualified.citations.create(resource=make_work(f"{stance}{n}"), stance=stance)
    make_work(f"noted{n}")


@pytest.mark.heavy
def test_an_article_takes_the_same_queries_whatever_it_holds(client: Client, django_assert_num_queries) -> None:
    body = "## One\n\n" + " ".join(f"On word {n}.[@noted{n}]" for n in range(2))
    article = make_article(body=body, state=State.DRAFT)
    for number, new in ((1, [0]), (2, [1])):
        with gathered():
            for n in new:
                crowd(article, n)
            Article.objects.filter(pk=article.pk).update(state=State.PUBLISHED)
        client.get("/articles/the-basics/")
        with django_assert_num_queries(ARTICLE_QUERIES):
            page = see(client, "/articles/the-basics/")
        assert page.html.count('class="claim"') == number
        lists = [len(page.lines(heading)) for heading in ("Terms on this page", "Listed with the article")]
        assert lists == [number] * 2
        assert len(page.lines("Sources")) == 3 * number  # one in the text; one disputes a claim, and one supports it
        assert len(page.pairs("Works the article names")) == number
        assert len(page.lines("Further sources")) >= number


ARTICLE_QUERIES = 28
