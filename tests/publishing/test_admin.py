"""The admin as a whole: who may do what, which pages there are, and what they are made of."""

from datetime import timedelta

import pytest
from django.contrib import admin
from django.contrib.auth.models import User
from django.utils import timezone

from glossary.models import Term
from publishing.models import FormerAddress, Notice, State
from resources.models import Person, Resource
from tests.filling import complaints, document, editor, inline_code, send
from tests.making import make_article, make_outline, make_person, make_term, make_work

pytestmark = pytest.mark.django_db

LISTED = {
    "articles": ["Articles", "Practice outlines", "Steps"],
    "glossary": ["Terms"],
    "publishing": ["Former addresses", "Notices"],
    "resources": ["People", "Resources"],
}


@pytest.fixture
def ed(client):
    client.force_login(editor())
    return client


@pytest.fixture
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
        (lambda n: make_term(f"Term {n}", f"alias {n}"), "/admin/glossary/term/", 10),
        (lambda n: make_work(f"work{n}"), "/admin/resources/resource/", 9),
        (lambda n: make_person(f"Person {n}"), "/admin/resources/person/", 9),
        (lambda n: make_article(f"Article {n}"), "/admin/articles/article/", 9),
        (lambda n: make_outline(f"Outline {n}"), "/admin/articles/practiceoutline/", 9),
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


def test_the_list_says_what_readers_see(ed):
    now = timezone.now()
    make_person("A Live")
    make_person("B Draft", state=State.DRAFT)
    make_person("C Later", publish_at=now + timedelta(days=2))
    make_person("D Over", expires_at=now - timedelta(days=2))

    rows = [
        each for each in document(ed.get("/admin/resources/person/")).iter("td") if each.get("class") == "field-seen"
    ]

    assert [row.text.split(" for ")[0].split(" on ")[0] for row in rows] == ["Live", "Draft", "Scheduled", "Expired"]


@pytest.mark.parametrize(
    ("wanted", "names"),
    [("live", ["A Live"]), ("scheduled", ["C Later"]), ("expired", ["D Over"]), ("not-published", ["B Draft"])],
)
def test_the_list_can_be_narrowed_to_what_readers_see(ed, wanted, names):
    now = timezone.now()
    make_person("A Live")
    make_person("B Draft", state=State.DRAFT)
    make_person("C Later", publish_at=now + timedelta(days=2))
    make_person("D Over", expires_at=now - timedelta(days=2))

    rows = ed.get("/admin/resources/person/", {"standing": wanted}).context["cl"].result_list

    assert [person.name for person in rows] == names


def test_the_page_on_the_site_is_offered_only_while_readers_see_it(ed):
    live, draft = make_person("A Live"), make_person("B Draft", state=State.DRAFT)

    assert ed.get(changed_at(live)).context["absolute_url"] == "/people/a-live/"
    assert ed.get(changed_at(draft)).context["absolute_url"] is None


def test_somebody_who_may_not_publish_is_refused_in_words(client):
    client.force_login(editor(may_publish=False))
    draft = make_person(state=State.DRAFT)

    response = send(client, changed_at(draft), state="published", publish_at_0="2030-01-01", publish_at_1="10:00")

    assert complaints(response) == [
        "You may not publish this. Save it as “In review” and ask an editor who may.",
        "You may not set when readers see this. Ask an editor who may publish.",
    ]
    assert Person.objects.get().state == State.DRAFT


def test_somebody_who_may_not_publish_can_send_a_draft_to_review(client):
    client.force_login(editor(may_publish=False))
    draft = make_person(state=State.DRAFT)

    assert send(client, changed_at(draft), state="in-review").status_code == 302
    assert Person.objects.get().state == State.IN_REVIEW


def test_somebody_who_may_not_publish_cannot_change_what_is_published(client):
    client.force_login(editor(may_publish=False))
    live = make_person()

    assert client.get(changed_at(live)).context["has_change_permission"] is False
    assert client.post(changed_at(live), {"name": "Other"}).status_code == 403
    assert Person.objects.get().name == "Diana Fosha"


def test_the_admin_itself_refuses_to_save_what_may_not_be_published(rf):
    request = rf.post("/")
    request.user = editor(may_publish=False)
    person = make_person(state=State.DRAFT)
    person.state = State.PUBLISHED

    with pytest.raises(admin.options.PermissionDenied):
        admin.site.get_model_admin(Person).save_model(request, person, None, change=True)


def test_an_end_before_the_beginning_is_named_at_its_field(ed):
    person = make_person()
    begin = {"publish_at_0": "2030-01-02", "publish_at_1": "10:00"}
    end = {"expires_at_0": "2030-01-01", "expires_at_1": "10:00"}

    response = send(ed, changed_at(person), **begin, **end)

    assert response.context["adminform"].form.errors["expires_at"] == ["This must come after “publish from”."]


def test_a_taken_address_is_named_at_its_field(ed):
    make_person("Diana Fosha")
    other = make_person("Allan Schore")

    response = send(ed, changed_at(other), slug="diana-fosha")

    assert response.context["adminform"].form.errors == {
        "slug": ["Something else already stands at this address. Choose another."]
    }


def test_a_clash_in_the_database_comes_back_as_words_with_the_typed_text(ed, monkeypatch):
    person = make_person()
    make_person("Allan Schore")

    # As if somebody had taken the address between the check and the save.
    monkeypatch.setattr(Person, "validate_unique", lambda self, exclude=None: None)
    response = send(ed, changed_at(person), slug="allan-schore", biography="Typed for an hour.")

    assert response.status_code == 200
    assert complaints(response)[0].startswith("Not saved: something here was taken by another change a moment ago")
    assert "Typed for an hour." in response.content.decode()
    assert sorted(Person.objects.values_list("slug", flat=True)) == ["allan-schore", "diana-fosha"]


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
    ed.get("/admin/")

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
