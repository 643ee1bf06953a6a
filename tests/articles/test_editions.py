"""Editions: each published version of an article stays as readers saw it, for as long as they may read it."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from django.utils import timezone
from django.utils.html import strip_tags

from articles.models import Article, Claim, Edition
from glossary.models import Name, Term
from publishing import changes, history
from publishing.models import State, Version
from resources.models import Resource
from tests.making import make_article, make_person, make_term, make_work
from tests.seeded import taken_back

pytestmark = pytest.mark.django_db

BODY = "## One\n\nAttunement is told of [@siegel1999, p. 3].\n"


@pytest.fixture(scope="module")
def _article(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    with django_db_blocker.unblock(), taken_back():
        _make_article()
        yield


@pytest.fixture
def article(_article: None, db: None) -> Article:
    """Everything that an edition can hold, in its first."""
    return Article.objects.get()


def _make_article() -> None:
    with changes.gathered():
        term, work = make_term("Attunement"), make_work(title="The developing mind", year=1999)
    with changes.gathered():
        article = make_article(
            body=BODY, standfirst="What it says.", editors_note="A *note*.", learning_points="To\nsee"
        )
        article.authors.create(name="A Writer", role="Guest", person=make_person("A Writer"))
        article.citations.create(resource=work, as_printed="Siegel’s book", note="Surely.")
        article.listings.create(resource=work, note="Worth it.")
        article.term_usages.create(term=term, text="As being with.")
        claim = Claim.objects.create(
            article=article, section="one", says="All of it.", finds="Some of it.", status="debated"
        )
        claim.citations.create(resource=work, stance="disputes")


def numbers(article) -> list[int]:
    return list(Edition.objects.filter(article=article).order_by("number").values_list("number", flat=True))


def change(article, **values) -> None:
    Article.objects.filter(pk=article.pk).update(**values)


def status(client, path: str = "/articles/the-basics/versions/1/") -> int:
    return int(client.get(path).status_code)


def body(client, path: str) -> str:
    text = client.get(path).content.decode()
    return text[text.index("<main") : text.index("</main>")]


def test_a_published_state_is_shown_whole_at_its_own_address(client, article):
    answer = client.get("/articles/the-basics/versions/1/")

    text = " ".join(strip_tags(answer.content.decode()).split())
    day = f"{timezone.localdate():%B} {timezone.localdate().day}, {timezone.localdate().year}"
    for words in (
        f"This is version 1 of {day}, kept as it was.",
        "What it says.", "A note.", "Attunement is told of", "All of it.", "Some of it.", "Debated",
        "Disputes the claim: Siegel 1999", "What Attunement means.", "As being with.", "Siegel’s book", "Worth it.",
        "A Writer, Guest", "Siegel, D. J. (1999). The developing mind.", "Here: p. 3.",
        "The basics (Version 1). http", "/articles/the-basics/versions/1/",
    ):  # fmt: skip
        assert words in text
    assert answer.headers["X-Robots-Tag"] == "noindex"
    assert '<meta name="robots" content="noindex">' in answer.content.decode()
    assert 'rel="canonical" href="http' in answer.content.decode()
    assert '/articles/the-basics/">' in answer.content.decode().split('rel="canonical"')[1].split("\n")[0]


def test_what_changes_later_changes_nothing_in_it(client, article):
    path = "/articles/the-basics/versions/1/"
    before = body(client, path)
    with changes.gathered():
        change(article, body="New text.", title="A new title", standfirst="New.", editors_note="")
        for parts in (article.claims, article.citations, article.listings, article.authors, article.term_usages):
            parts.all().delete()
        Name.objects.all().delete()
        Term.objects.all().delete()
        Resource.objects.update(title="Another book", state=State.DRAFT)

    assert body(client, path) == before
    assert numbers(article) == [1, 2]
    assert "New text." in body(client, "/articles/the-basics/versions/2/")


def test_only_what_readers_see_makes_an_edition(article):
    change(article, rights_evidence="A letter.", next_review_due="2030-01-01")
    make_term("Another")
    article.save()

    assert numbers(article) == [1]
    change(article, body="Other.")
    change(article, state=State.DRAFT, body="Unready.")
    assert numbers(article) == [1, 2]
    change(article, state=State.PUBLISHED)
    assert numbers(article) == [1, 2, 3]


def test_it_falls_when_the_article_is_no_longer_public(client, article):
    assert (status(client), status(client, "/articles/the-basics/versions/")) == (200, 200)

    for state in (State.DRAFT, State.IN_REVIEW, State.RETIRED):
        change(article, state=state)
        assert (status(client), status(client, "/articles/the-basics/versions/")) == (404, 404), state


@pytest.mark.parametrize("field", ["rights_end", "expires_at"])
def test_it_falls_with_the_rights_and_with_the_window(client, article, field):
    change(article, **{field: timezone.now() + timedelta(hours=1)})
    assert status(client) == 200

    change(article, **{field: timezone.now() - timedelta(seconds=1)})

    assert (status(client), status(client, "/articles/the-basics/versions/")) == (404, 404)
    assert numbers(article) == [1]


def test_a_scheduled_text_is_read_at_its_minute_and_no_sooner(client, article):
    begin = timezone.now() + timedelta(hours=1)
    change(article, publish_at=begin, body="Soon.")

    assert numbers(article) == [1, 2]
    assert [status(client, f"/articles/the-basics/versions/{n}/") for n in (1, 2)] == [404, 404]
    change(article, publish_at=begin - timedelta(hours=2))
    assert [status(client, f"/articles/the-basics/versions/{n}/") for n in (1, 2)] == [200, 200]
    assert Edition.objects.get(number=2).made <= timezone.now()


def test_what_no_reader_has_met_is_no_edition(client):
    begin = timezone.now() + timedelta(hours=1)
    article = make_article("Another", publish_at=begin, body="A slip of the pen.")
    change(article, body="As it should be.")
    assert list(Edition.objects.filter(article=article).values_list("number", "made")) == [(1, begin)]

    change(article, publish_at=None)

    assert "As it should be." in body(client, "/articles/another/versions/1/")
    change(article, publish_at=begin, body="Later.")
    change(article, state=State.DRAFT)
    assert numbers(article) == [1]


def test_public_is_what_readers_could_meet_at_that_moment(article):
    begin = datetime(2040, 1, 1, tzinfo=UTC)
    change(article, publish_at=begin, body="Then.")
    minute = timedelta(minutes=1)

    assert Edition.objects.public(begin - minute).count() == 0
    assert sorted(Edition.objects.public(begin).values_list("number", flat=True)) == [1, 2]


def test_an_article_that_comes_back_has_its_editions_again(client, article):
    article_key = article.pk
    with changes.gathered():
        Article.objects.get(pk=article_key).delete()
    assert status(client) == 404
    assert Edition.objects.count() == 1

    history.restore(history.before_deletion(history.deleted()[0]))
    change(article, body="After its return.")

    assert numbers(Article(pk=article_key)) == [1, 2]
    assert status(client) == 200


def test_pages_about_the_site_and_drafts_have_none(client):
    about, draft = make_article("About", slug="about", kind="page"), make_article("Draft", state=State.DRAFT)

    assert [*numbers(about), *numbers(draft)] == []
    assert status(client, "/articles/about/versions/") == 404


def test_the_list_names_all_that_readers_have_seen(client, article):
    change(article, body="Second.")
    page = body(client, "/articles/the-basics/versions/")

    assert [page.index(f"/versions/{number}/") > 0 for number in (2, 1)] == [True, True]
    assert page.index("/versions/2/") < page.index("/versions/1/")
    assert client.get("/articles/the-basics/versions/").headers["X-Robots-Tag"] == "noindex"


def test_no_machine_hears_of_editions(client, article):
    for path in ("/sitemap.xml", "/feed/", "/search/?q=attunement", "/glossary.json"):
        assert "/versions/" not in client.get(path).content.decode()


def test_html_that_got_into_it_otherwise_is_cleaned_when_shown(client, article):
    edition = Edition.objects.get()
    evil = '<p onclick="x()">Kept<script>x()</script><a href="javascript:x()">link</a></p>'
    edition.data["passages"][0]["html"] = evil
    edition.data["editors_note"] = evil
    edition.data["title"] = edition.data["standfirst"] = "<script>y()</script>"
    edition.save()

    page = body(client, "/articles/the-basics/versions/1/")

    assert page.count("Kept") == 2
    assert "onclick" not in page
    assert "x()" not in page
    assert "<script>" not in page


def test_seeing_one_costs_the_same_however_much_it_holds(client, article, django_assert_max_num_queries):
    with django_assert_max_num_queries(6):
        client.get("/articles/the-basics/versions/1/")


def test_a_text_that_our_own_words_replaced_is_not_shown_again(client, article):
    change(article, rights_end=timezone.now() - timedelta(minutes=1))
    assert status(client) == 404

    change(article, rights_basis=Article.Rights.OWN_WORDS, rights_end=None, body="What it says, told by us.")

    assert [status(client, f"/articles/the-basics/versions/{number}/") for number in (1, 2)] == [404, 200]


def test_a_text_shown_by_permission_is_not_shown_again_where_our_own_work_stands(client, article):
    change(article, rights_basis=Article.Rights.PERMISSION, body="Somebody else's.")
    change(article, rights_basis=Article.Rights.OWN_WORK, body="Ours.")

    assert [status(client, f"/articles/the-basics/versions/{number}/") for number in (1, 2, 3)] == [200, 404, 200]


def test_an_edition_of_before_is_told_on_what_rights_it_stood(client, article):
    change(article, rights_basis=Article.Rights.PERMISSION, body="Somebody else's.")
    change(article, rights_basis=Article.Rights.OWN_WORK, body="Ours.")
    for edition, version in zip(
        Edition.objects.order_by("number"), Version.objects.of(article).order_by("number"), strict=True
    ):
        del edition.data["is_ours"]
        edition.made = version.made  # it came before its version then
        edition.save()

    import_module("articles.migrations.0005_editions_of_our_own").tell(apps, None)

    assert [status(client, f"/articles/the-basics/versions/{number}/") for number in (1, 2, 3)] == [200, 404, 200]


def test_a_change_that_is_taken_back_before_its_time_leaves_no_second_edition(article):
    change(article, publish_at=timezone.now() + timedelta(hours=1), body="Soon.")
    assert numbers(article) == [1, 2]

    change(article, body=BODY)

    assert numbers(article) == [1]
