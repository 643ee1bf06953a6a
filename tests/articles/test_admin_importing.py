"""The import of an article in the admin."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Permission, User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction

from articles.models import Article
from publishing.models import Draft, State
from tests.filling import complaints, document, editor, fields, inline_code, send
from tests.making import make_article

pytestmark = pytest.mark.django_db

IMPORT = "/admin/articles/article/import/"
LONG = "These are words enough to be a paragraph of a sentence or two, as people write them."
PAGE = f"""<html><head><title>A Day at the Pond | The Pond Papers</title>
<meta property="og:site_name" content="The Pond Papers"><meta property="article:published_time" content="2011-05-04">
<link rel="canonical" href="https://pond.example/day/"></head><body><nav><a href="/">Home</a></nav>
<article><h1>A Day at the Pond</h1><p class="byline">By Nora Fields, MA</p><p>{LONG}</p>
<p>Teh frogs said "no" to the familiy, and we went home in the evening.</p>
<aside><p>A box beside the text.</p></aside><p>{LONG} Again.</p></article></body></html>"""


@pytest.fixture
def ed(client):
    client.force_login(editor())
    return client


def upload(client, content: str = PAGE, name: str = "pond.html"):
    return client.post(
        IMPORT, {"file": SimpleUploadedFile(name, content.encode()), "text": "", "kind": "", "address": ""}
    )


def texts(response, tag: str, css: str) -> list[str]:
    return [
        " ".join("".join(each.itertext()).split())
        for each in document(response).iter(tag)
        if css in (each.get("class") or "")
    ]


def offers(response) -> dict[str, str]:
    """The key of each correction by what is found there."""
    found = {}
    for label in document(response).iter("label"):
        box, words = label.find("input"), label.find("del")
        if words is not None and box is not None:
            found[words.text or ""] = box.get("value", "")
    return found


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


def test_a_second_article_of_the_name_gets_an_address_of_its_own(ed):
    make_article("A Day at the Pond", slug="a-day-at-the-pond")

    ed.post(IMPORT, {**fields(upload(ed)), "save": "1"})

    assert Article.objects.filter(slug="a-day-at-the-pond-2").exists()


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


@pytest.fixture
def imported(ed) -> Article:
    ed.post(IMPORT, {**fields(upload(ed)), "save": "1"})
    return Article.objects.get()


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


def test_it_is_kept_why_the_article_changed(imported):
    from publishing.models import Version

    assert [each.why for each in Version.objects.of(imported)] == ["Imported from pond.html"]


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


def test_saving_ends_the_draft_of_the_second_page(ed):
    looked = fields(upload(ed))
    user = User.objects.get()
    Draft.objects.create(editor=user, form="articles.article:import", data=[["title", "Typed"]])

    ed.post(IMPORT, {**looked, "save": "1"})

    assert not Draft.objects.exists()
    assert f'data-saved-forms="{looked["draft_token"][0]}"' in ed.get(IMPORT).content.decode()


def test_the_first_page_of_the_admin_leads_back_to_an_import(ed):
    Draft.objects.create(editor=User.objects.get(), form="articles.article:import", data=[["title", "Typed"]])

    assert IMPORT in [each.get("href") for each in document(ed.get("/admin/")).iter("a")]


@pytest.mark.parametrize("sent", [{"again": "yes"}, {"again": "yes", "dropped": "x", "noticed": "{"}])
def test_half_a_page_that_is_given_back_is_answered(ed, sent):
    assert ed.post(IMPORT, sent).status_code == 200
