"""The admin as a whole: who may do what, which pages there are, and what they are made of."""

import pytest
from django.contrib.auth.models import User

from glossary.models import Term
from publishing.changes import gathered
from publishing.models import FormerAddress, Notice
from resources.models import Person, Resource
from tests.filling import editor, inline_code, send
from tests.making import make_article, make_outline, make_person, make_term, make_work

pytestmark = [pytest.mark.django_db, pytest.mark.heavy]

LISTED = {
    "articles": ["Articles", "Practice outlines", "Steps"],
    "glossary": ["Terms"],
    "publishing": ["Former addresses", "Notices", "Outside links", "Pictures"],
    "resources": ["People", "Resources"],
}


@pytest.fixture
def ed(client):
    client.force_login(editor())
    return client


@pytest.fixture
@gathered()
def one_of_each():
    term = make_term("Attunement", "tuning in")
    work = make_work()
    person = make_person()
    article = make_article()
    claim = article.claims.create(section="the-brain", says="It is said.", finds="It is found.")
    outline = make_outline()
    step = outline.steps.get()
    finding = step.findings.create(claim="It helps.", strength="Supported.")
    notice = Notice.objects.create(key="disclaimer", title="Disclaimer", text="No advice.")
    return [term, work, person, article, claim, outline, step, finding, notice]


def changed_at(obj) -> str:
    return f"/admin/{obj._meta.app_label}/{obj._meta.model_name}/{obj.pk}/change/"


def listed_at(obj) -> str:
    return f"/admin/{obj._meta.app_label}/{obj._meta.model_name}/"


def test_the_first_page_shows_exactly_what_editors_may_edit(ed):
    response = ed.get("/admin/")

    found = {app["app_label"]: [str(each["name"]) for each in app["models"]] for app in response.context["app_list"]}
    assert found == LISTED


@pytest.mark.parametrize(
    "address",
    [
        "/admin/auth/user/",
        "/admin/auth/user/add/",
        "/admin/auth/user/1/change/",
        "/admin/auth/user/1/delete/",
        "/admin/auth/group/",
        "/admin/auth/group/1/change/",
        "/admin/publishing/notice/add/",
        "/admin/publishing/formeraddress/add/",
        "/admin/articles/claim/add/",
        "/admin/articles/finding/add/",
    ],
)
def test_accounts_groups_and_what_is_not_added_by_hand_are_refused(ed, address):
    assert ed.get(address).status_code == 403
    assert ed.post(address, {"post": "yes"}).status_code == 403


@pytest.mark.parametrize(
    "address",
    [
        "/admin/publishing/seeded/",
        "/admin/publishing/siteversion/",
        "/admin/publishing/use/",
        "/admin/search/entry/",
        "/admin/axes/accessattempt/",
        "/admin/sessions/session/",
        "/admin/auth/",
        "/admin/sites/site/",
    ],
)
def test_there_is_no_page_for_what_is_nobodys_to_edit(ed, address):
    assert ed.get(address).status_code == 404


def test_editors_delete_nothing(ed, one_of_each):
    for obj in one_of_each:
        address = changed_at(obj).replace("/change/", "/delete/")

        assert ed.get(address).status_code == 403
        assert ed.post(address, {"post": "yes"}).status_code == 403
        assert type(obj).objects.filter(pk=obj.pk).exists()


@pytest.mark.once
def test_no_list_offers_to_delete(ed, one_of_each):
    for obj in one_of_each:
        chosen = {"action": "delete_selected", "_selected_action": [obj.pk], "post": "yes"}
        ed.post(listed_at(obj), chosen)

        assert type(obj).objects.filter(pk=obj.pk).exists()


def test_a_visitor_is_asked_to_sign_in(client, one_of_each):
    for obj in one_of_each:
        assert client.get(changed_at(obj)).headers["Location"].startswith("/admin/login/")


def test_somebody_without_rights_is_refused(client, one_of_each):
    client.force_login(User.objects.create_user("other", is_staff=True))

    for obj in one_of_each:
        assert client.get(changed_at(obj)).status_code == 403
        assert client.get(listed_at(obj)).status_code == 403


@pytest.mark.soak
@pytest.mark.once
def test_no_page_of_the_admin_holds_inline_code(ed, one_of_each):
    addresses = ["/admin/", "/admin/password_change/", "/admin/glossary/", "/admin/jsi18n/"]
    for obj in one_of_each:
        addresses += [changed_at(obj), f"{changed_at(obj)}?_popup=1", changed_at(obj).replace("change", "history")]
        addresses += [listed_at(obj), f"{listed_at(obj)}?q=a"]
    for model in (Term, Resource, Person):
        addresses.append(f"/admin/{model._meta.app_label}/{model._meta.model_name}/add/")

    for address in addresses:
        response = ed.get(address, follow=True)
        assert (address, response.status_code, inline_code(response)) == (address, 200, [])


@pytest.mark.once
def test_the_sign_in_page_and_a_popups_answer_hold_no_inline_code(ed, client):
    popup = send(ed, "/admin/resources/person/add/?_popup=1", name="Jo", slug="jo")
    ed.logout()

    assert (popup.status_code, inline_code(popup)) == (200, [])
    assert inline_code(client.get("/admin/login/")) == []


def test_every_form_can_be_sent_back_unchanged(ed, one_of_each):
    for obj in one_of_each:
        response = send(ed, changed_at(obj))

        assert (str(obj), response.status_code) == (str(obj), 302)


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(
    ("make", "address", "queries"),
    [
        (lambda n: make_term(f"Term {n}", f"alias {n}"), "/admin/glossary/term/", 11),
        (lambda n: make_work(f"work{n}"), "/admin/resources/resource/", 10),
        (lambda n: make_person(f"Person {n}"), "/admin/resources/person/", 10),
        (lambda n: make_article(f"Article {n}"), "/admin/articles/article/", 10),
        (lambda n: make_outline(f"Outline {n}"), "/admin/articles/practiceoutline/", 10),
        (lambda n: make_outline(f"Outline {n}"), "/admin/articles/step/", 8),
        (lambda n: Notice.objects.create(key=f"n{n}", title="N", text="T"), "/admin/publishing/notice/", 7),
    ],
)
def test_a_list_takes_the_same_queries_however_long_it_is(ed, django_assert_num_queries, rows, make, address, queries):
    for number in range(rows):
        make(number)
    ed.get("/admin/")

    with django_assert_num_queries(queries):
        assert len(ed.get(address).context["cl"].result_list) == rows


def test_the_key_of_a_notice_stays_and_its_text_changes(ed):
    notice = Notice.objects.create(key="disclaimer", title="Disclaimer", text="No advice.")

    assert send(ed, changed_at(notice), text="No *advice* here.", key="other").status_code == 302

    notice.refresh_from_db()
    assert (notice.key, notice.text) == ("disclaimer", "No *advice* here.")


@pytest.mark.parametrize("rows", [1, 3])
def test_former_addresses_say_where_they_lead(ed, django_assert_num_queries, rows):
    for number in range(rows):
        term = make_term(f"Term {number}")
        term.slug = f"new-{number}"
        term.save()
    ed.get("/admin/publishing/formeraddress/")  # content types are asked for once a process

    with django_assert_num_queries(8):
        page = ed.get("/admin/publishing/formeraddress/").content.decode()

    assert FormerAddress.objects.count() == rows
    assert "/glossary/term-0/" in page
    assert "/glossary/new-0/" in page


@pytest.mark.parametrize(
    ("model", "field", "found"),
    [
        ("glossary.termcitation", "resource", ["The book siegel1999"]),
        ("resources.contributor", "person", ["Diana Fosha"]),
        ("articles.step", "outline", ["Three steps"]),
        ("articles.article", "successor", ["The basics"]),
        ("glossary.relation", "target", ["Attunement"]),
    ],
)
def test_fields_that_name_content_complete_what_is_typed(ed, one_of_each, model, field, found):
    app, _, name = model.partition(".")

    answer = ed.get("/admin/autocomplete/", {"app_label": app, "model_name": name, "field_name": field, "term": ""})

    assert [each["text"] for each in answer.json()["results"]] == found
