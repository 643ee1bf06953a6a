"""What the import of an article in the admin has saved: a draft that nothing publishes without a right."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User
from django.db import IntegrityError, transaction

from articles.models import Article
from publishing.models import Draft, State, Version
from tests.articles.pond import IMPORT, LONG, offers, upload
from tests.filling import complaints, document, editor, fields, send
from tests.making import make_article

pytestmark = [pytest.mark.django_db, pytest.mark.heavy]


@pytest.fixture
def ed(client):
    client.force_login(editor())
    return client


def test_a_draft_without_rights_is_saved_with_what_was_chosen(ed):
    looked = upload(ed)
    sent = {**fields(looked), "correct": [offers(looked)["familiy"]], "save": "1"}

    response = ed.post(IMPORT, sent)

    article = Article.objects.get()
    assert response.headers["Location"] == f"/admin/articles/article/{article.pk}/change/"
    assert (article.state, article.rights_basis, article.kind) == ("draft", "not-recorded", "article")
    assert (article.title, article.slug, article.original_title) == (
        "A Day at the Pond",
        "a-day-at-the-pond",
        "A Day at the Pond",
    )
    assert (article.original_outlet, str(article.original_date), article.original_url) == (
        "The Pond Papers",
        "2011-05-04",
        "https://pond.example/day/",
    )
    assert [each.name for each in article.authors.all()] == ["Nora Fields"]
    assert article.body == (
        f'{LONG}\n\nTeh frogs said "no" to the family, and we went home in the evening.\n\n{LONG} Again.\n'
    )


def test_a_second_article_of_the_name_gets_an_address_of_its_own(ed):
    make_article("A Day at the Pond", slug="a-day-at-the-pond")

    ed.post(IMPORT, {**fields(upload(ed)), "save": "1"})

    assert Article.objects.filter(slug="a-day-at-the-pond-2").exists()


@pytest.fixture
def imported(ed) -> Article:
    ed.post(IMPORT, {**fields(upload(ed)), "save": "1"})
    return Article.objects.get()


@pytest.mark.once
def test_the_form_does_not_publish_what_was_imported(ed, imported):
    response = send(ed, f"/admin/articles/article/{imported.pk}/change/", state="published")

    assert complaints(response) == ["Record on what right this may be published first."]
    assert Article.objects.get().state == State.DRAFT


def test_no_action_of_the_list_publishes_what_was_imported(ed, imported):
    page = document(ed.get("/admin/articles/article/"))
    options = [each.get("value") for each in page.iter("option") if each.get("value")]
    actions = [name for name in options if "publish" in name]

    assert actions
    for action in actions:
        sent = {"action": action, "_selected_action": [imported.pk], "post": "yes", "index": "0"}
        assert ed.post("/admin/articles/article/", sent).status_code in (200, 302)
        assert Article.objects.get().state != State.PUBLISHED


def test_the_database_does_not_publish_what_was_imported(imported):
    imported.state = State.PUBLISHED
    with pytest.raises(IntegrityError), transaction.atomic():
        imported.save()
    with pytest.raises(IntegrityError), transaction.atomic():
        Article.objects.all().update(state=State.PUBLISHED)

    assert Article.objects.get().state == State.DRAFT


def test_nobody_finds_what_was_imported(client, imported):
    assert client.get("/articles/a-day-at-the-pond/").status_code == 404
    assert "A Day at the Pond" not in client.get("/search/?q=pond").content.decode()


@pytest.mark.once
def test_it_is_kept_why_the_article_changed(imported):
    assert [each.why for each in Version.objects.of(imported)] == ["Imported from pond.html"]


def test_saving_ends_the_draft_of_the_second_page(ed):
    looked = fields(upload(ed))
    user = User.objects.get()
    Draft.objects.create(editor=user, form="articles.article:import", data=[["title", "Typed"]])

    ed.post(IMPORT, {**looked, "save": "1"})

    assert not Draft.objects.exists()
    assert f'data-saved-forms="{looked["draft_token"][0]}"' in ed.get(IMPORT).content.decode()
