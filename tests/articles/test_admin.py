"""The admin of articles with their claims."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from articles.models import Article, Claim
from glossary.models import Term
from publishing.changes import gathered
from publishing.models import SiteVersion, State
from resources.models import Person, Resource
from tests.filling import complaints, document, editor, fields, row, scripts, send
from tests.making import make_article, make_person, make_term, make_work
from tests.seeded import taken_back

pytestmark = [pytest.mark.django_db, pytest.mark.heavy]

ATTACK = "<script>alert(1)</script>"
ADD = "/admin/articles/article/add/"

Send = Callable[..., Any]


@pytest.fixture(scope="module")
def pages(django_db_setup: None, django_db_blocker: Any) -> Iterator[dict[str, Any]]:
    """Forms that several tests send: the empty one, that of the article, and that of its first claim."""
    with django_db_blocker.unblock(), taken_back():
        with gathered():
            article, claim = make_content()
        client = Client()
        client.force_login(editor())
        yield {address: client.get(address) for address in (ADD, change(article), change(claim))}


def make_content() -> tuple[Article, Claim]:
    work, _, _ = make_work(), make_person(), make_term()
    article = make_article(body="## The brain")
    said = {"section": "the-brain", "says": "It is said.", "finds": "It is found."}
    claim = article.claims.create(said_by="author", order=1, **said)
    article.claims.create(said_by="added", order=2, **said).citations.create(resource=work)
    return article, claim


@pytest.fixture(scope="module")
def forms(pages: dict[str, Any]) -> dict[str, Any]:
    """What a browser would send of them."""
    return {address: fields(page) for address, page in pages.items()}


@pytest.fixture
def ed(pages: dict[str, Any], client: Client) -> Client:
    client.force_login(User.objects.get(username="ed"))
    return client


@pytest.fixture
def save(ed: Client, forms: dict[str, Any]) -> Send:
    """Changes one of the forms that several tests send, and sends it."""
    return lambda address, **changes: ed.post(address, {**forms[address], **changes})


@pytest.fixture
def article(pages: dict[str, Any], db: None) -> Article:
    return Article.objects.get()


@pytest.fixture
def claim(article: Article) -> Claim:
    return article.claims.get(order=1)


@pytest.fixture
def work(article: Article) -> Resource:
    return Resource.objects.get()


def change(obj: Any) -> str:
    return f"/admin/articles/{obj._meta.model_name}/{obj.pk}/change/"


def test_an_article_is_added_with_everything_that_belongs_to_it(save, ed, work):
    person, term = Person.objects.get(), Term.objects.get()

    response = save(
        ADD,
        title="Another",
        slug="another",
        body="## The brain",
        state="published",
        rights_basis="own-work",
        **row("authors", 0, name="D. Fosha", person=person.pk),
        **row("claims", 0, section="the-brain", said_by="author", says="It is said.", finds="It is found."),
        **row("citations", 0, as_printed="Siegel (1999)", resource=work.pk, certainty="certain"),
        **row("term_usages", 0, term=term.pk, text="As a word for being in tune."),
        **row("listings", 0, resource=work.pk),
        **row("other_publications", 0, outlet="A blog", url="example.org"),
    )

    assert response.status_code == 302
    article = Article.objects.get(slug="another")
    assert [each.person for each in article.authors.all()] == [person]
    assert [each.says for each in article.claims.all()] == ["It is said."]
    assert [each.resource for each in article.citations.all()] == [work]
    assert [each.term for each in article.term_usages.all()] == [term]
    assert [each.resource for each in article.listings.all()] == [work]
    assert [each.url for each in article.other_publications.all()] == ["https://example.org"]
    assert ed.get("/articles/another/").status_code == 200


def test_an_article_without_a_recorded_right_is_not_published(ed):
    article = make_article("Another", state=State.DRAFT, rights_basis="not-recorded")

    response = send(ed, change(article), state="published")

    words = ["Record on what right this may be published first."]
    assert response.context["adminform"].form.errors["rights_basis"] == words
    assert complaints(response) == words


def test_a_citation_names_something(save, article):
    response = save(change(article), **row("citations", 0, note="Which?", certainty="doubtful", as_printed=""))

    assert response.status_code == 200
    assert complaints(response) == ["Name the work as the article does, or choose it, or both."]


def test_the_form_of_an_article_leads_to_each_claim(pages, article):
    links = [each.get("href") for each in document(pages[change(article)]).iter("a")]

    assert {change(each) for each in article.claims.all()} <= set(links)


def test_a_claim_gets_its_works_and_leads_back_to_its_article(save, claim, work):
    response = save(change(claim), **row("citations", 0, resource=work.pk, stance="disputes"))

    assert response.headers["Location"] == change(claim.article)
    assert [(each.resource, each.stance) for each in claim.citations.all()] == [(work, "disputes")]


def test_a_claim_can_be_saved_and_edited_on(save, claim):
    response = save(change(claim), says="It is said again.", _continue="1")

    assert response.headers["Location"] == change(claim)
    assert Claim.objects.get(pk=claim.pk).says == "It is said again."


def test_a_work_of_a_claim_is_removed_there(ed, article):
    cited = article.claims.get(order=2)
    assert cited.citations.count() == 1

    assert send(ed, change(cited), **{"citations-0-DELETE": "on"}).status_code == 302
    assert cited.citations.count() == 0


@pytest.mark.once
def test_claims_and_findings_have_no_list_of_their_own(ed):
    assert ed.get("/admin/articles/claim/").headers["Location"] == "/admin/articles/article/"
    assert ed.get("/admin/articles/finding/").headers["Location"] == "/admin/articles/step/"


def test_somebody_who_may_not_publish_changes_no_claim_of_a_published_article(client, claim):
    client.force_login(editor("writer", may_publish=False))

    assert send(client, change(claim), says="Other").status_code == 302
    assert Claim.objects.get(pk=claim.pk).says == "It is said."


def test_the_form_of_an_article_takes_no_query_for_each_claim(ed, article, django_assert_num_queries):
    ed.get("/admin/")
    for more in (0, 2):
        with gathered():
            for number in range(more):
                article.claims.create(section="a", says=f"{number}", finds="It is found.")
        with django_assert_num_queries(18):
            ed.get(change(article))


@pytest.mark.once
def test_script_in_every_field_of_an_article_is_shown_as_text(save, ed, work):
    term = Term.objects.get()
    texts = ("title", "standfirst", "learning_points", "editors_note", "byline", "body", "added_information")
    rights = ("original_title", "original_outlet", "gaps", "rights_holder", "rights_statement", "content_note")

    response = save(
        ADD,
        slug="x",
        state="published",
        rights_basis="own-work",
        **dict.fromkeys((*texts, *rights), ATTACK),
        **row("authors", 0, name=ATTACK, role=ATTACK),
        **row("claims", 0, section="a", said_by="author", says=ATTACK, finds=ATTACK, wording=ATTACK),
        **row("citations", 0, as_printed=ATTACK, resource=work.pk, certainty="doubtful", note=ATTACK, locator=ATTACK),
        **row("term_usages", 0, term=term.pk, text=ATTACK),
        **row("listings", 0, resource=work.pk, note=ATTACK),
        **row("other_publications", 0, outlet=ATTACK, remark=ATTACK),
    )

    assert response.status_code == 302
    for address in ("/articles/x/", "/articles/", "/", "/glossary/attunement/", "/admin/articles/article/"):
        page = ed.get(address)
        assert (address, page.status_code) == (address, 200)
        assert scripts(page) == []
        assert ATTACK not in page.content.decode()


def test_looking_at_a_form_changes_nothing(ed, article, claim):
    """No content version is raised, so no cache is dropped and no writer is kept waiting."""
    before = SiteVersion.objects.get().token

    for each in (claim, article):
        assert ed.get(change(each)).status_code == 200

    assert SiteVersion.objects.get().token == before


def test_the_form_calls_whoever_says_something_as_the_page_does(client, article):
    assert [each.said_by for each in article.claims.order_by("order")] == Claim.SaidBy.values

    page = client.get("/articles/the-basics/").content.decode()

    assert [f"<h3>{words} says</h3>" in page for words in Claim.SaidBy.labels] == [True, True]
