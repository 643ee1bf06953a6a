"""The import of an article in the admin."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Permission, User
from django.core.files.uploadedfile import SimpleUploadedFile

from articles.models import Article
from publishing.models import Draft
from tests.articles.pond import IMPORT, LONG, offers, texts, upload
from tests.filling import complaints, document, editor, fields, inline_code

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture
def ed(client):
    client.force_login(editor())
    return client


def test_the_list_of_articles_leads_to_the_import(ed):
    links = [each.get("href") for each in document(ed.get("/admin/articles/article/")).iter("a")]

    assert IMPORT in links
    assert ed.get(IMPORT).status_code == 200


def test_what_was_found_is_shown_before_anything_is_saved(ed):
    response = upload(ed)

    sent = fields(response)
    assert sent["title"] == ["A Day at the Pond"]
    assert (sent["byline"], sent["authors"]) == (["Nora Fields, MA"], ["Nora Fields"])
    assert (sent["outlet"], sent["date"], sent["address"]) == (
        ["The Pond Papers"],
        ["2011-05-04"],
        ["https://pond.example/day/"],
    )
    assert sent["markdown"][0].startswith(f"{LONG}\n\nTeh frogs")
    assert list(offers(response)) == ["Teh", "familiy", '"']
    assert texts(response, "span", "import-piece") == ["Home", "A box beside the text."]
    assert inline_code(response) == []
    assert not Article.objects.exists()


def test_looking_again_does_what_is_ticked_and_keeps_what_was_typed(ed):
    looked = upload(ed)
    sent = {**fields(looked), "title": "Another title", "curly": "all", "keep": ["1"], "look": "1"}

    response = ed.post(IMPORT, sent)

    again = fields(response)
    assert again["title"] == ["Another title"]
    assert again["markdown"][0] == (
        f"{LONG}\n\nTeh frogs said “no” to the familiy, and we went home in the evening.\n\n"
        f"A box beside the text.\n\n{LONG} Again.\n"
    )
    assert texts(response, "span", "import-piece") == ["Home"]
    assert list(offers(response)) == ["Teh", "familiy"]
    assert not Article.objects.exists()


def test_a_correction_at_a_place_that_was_changed_is_told(ed):
    looked = upload(ed)
    sent = {**fields(looked), "markdown": "Other words.", "correct": [offers(looked)["Teh"]], "look": "1"}

    response = ed.post(IMPORT, sent)

    assert fields(response)["markdown"] == ["Other words."]
    assert "no longer fit" in response.content.decode()


def test_a_pasted_text_comes_back_when_it_is_refused(ed):
    response = ed.post(IMPORT, {"text": "Some words that I typed.", "address": "nonsense", "kind": ""})

    assert response.status_code == 200
    assert fields(response)["text"] == ["Some words that I typed."]
    assert complaints(response) == ["Enter a valid URL."]


@pytest.mark.parametrize(
    ("sent", "complaint"),
    [
        ({}, "Choose a file, or paste a text."),
        (
            {"text": "Words", "file": SimpleUploadedFile("a.txt", b"Words")},
            "There is a file and a pasted text. Give one of the two; your text is still here.",
        ),
        ({"file": SimpleUploadedFile("a.docx", b"PK\x03\x04 no")}, "This is not a Word file, or it is damaged."),
        ({"file": SimpleUploadedFile("a.txt", b"x" * (5 * 1024 * 1024 + 1))}, "It is larger than 5 MB."),
        ({"file": SimpleUploadedFile("a.txt", b"   ")}, "There is no text in it."),
    ],
)
def test_what_cannot_be_read_is_refused_in_plain_words(ed, sent, complaint):
    for each in sent.values():
        if hasattr(each, "seek"):
            each.seek(0)

    response = ed.post(IMPORT, sent)

    assert response.status_code == 200
    assert any(words.startswith(complaint) for words in complaints(response))


def test_a_refused_save_keeps_everything_that_was_typed(ed):
    sent = {**fields(upload(ed)), "title": "", "markdown": "My *words*.", "date": "May", "save": "1"}

    response = ed.post(IMPORT, sent)

    assert complaints(response) == ["This field is required.", "Enter a valid date."]
    assert fields(response)["markdown"] == ["My *words*."]
    assert not Article.objects.exists()


def test_no_author_is_left_out_without_a_word(ed):
    names = "\n".join(f"Author Number{number}" for number in range(21))

    response = ed.post(IMPORT, {**fields(upload(ed)), "authors": names, "save": "1"})

    assert complaints(response) == ["At most 20 names."]
    assert fields(response)["authors"] == [names]


def test_a_text_that_no_page_can_hold_is_not_saved(ed):
    sent = {**fields(upload(ed)), "markdown": "word " * 30_000, "save": "1"}

    assert complaints(ed.post(IMPORT, sent)) == [
        "This text is too long to show: it has 150,000 characters, and 100,000 is the most. Shorten it."
    ]


def test_only_who_may_add_articles_imports_them(client):
    user = editor("viewer", may_publish=False)
    user.user_permissions.set(Permission.objects.filter(codename="view_article"))
    client.force_login(user)

    assert client.get(IMPORT).status_code == 403
    assert upload(client).status_code == 403
    assert IMPORT not in client.get("/admin/articles/article/").content.decode()


def test_a_visitor_is_asked_to_sign_in(client):
    assert client.get(IMPORT).headers["Location"] == f"/admin/login/?next={IMPORT}"


def test_a_form_without_its_token_is_refused(ed):
    from django.test import Client

    strict = Client(enforce_csrf_checks=True)
    strict.force_login(editor("second"))

    assert strict.post(IMPORT, {"text": "Words"}).status_code == 403


def test_the_second_page_is_kept_under_a_name_of_its_own_and_given_back(ed):
    looked = fields(upload(ed))
    assert looked["draft_form"] == ["articles.article:import"]
    first = ed.get(IMPORT).content.decode()
    assert 'data-again="yes"' in first
    assert 'name="again"' in first

    back = ed.post(
        IMPORT, {**looked, "title": "Typed", "markdown": "Typed\r\nfor an hour.", "keep": ["0"], "again": "yes"}
    )

    again = fields(back)
    assert (again["title"], again["markdown"]) == (["Typed"], ["Typed\nfor an hour."])
    assert (again["dropped"], again["noticed"]) == (looked["dropped"], looked["noticed"])
    assert back.context["form"].errors == {}


def test_the_first_page_of_the_admin_leads_back_to_an_import(ed):
    Draft.objects.create(editor=User.objects.get(), form="articles.article:import", data=[["title", "Typed"]])

    assert IMPORT in [each.get("href") for each in document(ed.get("/admin/")).iter("a")]


@pytest.mark.parametrize("sent", [{"again": "yes"}, {"again": "yes", "dropped": "x", "noticed": "{"}])
def test_half_a_page_that_is_given_back_is_answered(ed, sent):
    assert ed.post(IMPORT, sent).status_code == 200
