"""What the forms and lists of all content share: who may publish, what readers see, and what is refused in words."""

from datetime import timedelta

import pytest
from django.contrib import admin
from django.utils import timezone

from publishing.models import Proposal, State
from resources.models import Person
from tests.filling import complaints, document, editor, send
from tests.making import make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def ed(client):
    client.force_login(editor())
    return client


def changed_at(obj) -> str:
    return f"/admin/{obj._meta.app_label}/{obj._meta.model_name}/{obj.pk}/change/"


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


def test_somebody_who_may_not_publish_changes_nothing_that_readers_see(client):
    client.force_login(editor(may_publish=False))
    live = make_person()

    response = send(client, changed_at(live), name="Other")

    assert response.status_code == 302
    assert Person.objects.get().name == "Diana Fosha"
    assert Proposal.objects.get().record["name"] == "Other"


def test_somebody_who_may_not_publish_does_not_take_from_readers_what_they_see(client):
    client.force_login(editor(may_publish=False))
    live = make_person()

    response = send(client, changed_at(live), state="retired")

    assert complaints(response) == ["You may not take this from readers. Ask an editor who may publish."]
    assert Person.objects.get().state == State.PUBLISHED


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

    assert response.status_code == 409
    assert response.context["refusal"].startswith("Not saved: something here was taken by another change a moment ago")
    assert response.context["errors"] == ()
    assert "Typed for an hour." in response.content.decode()
    assert sorted(Person.objects.values_list("slug", flat=True)) == ["allan-schore", "diana-fosha"]


def test_a_search_of_a_thousand_words_is_answered(ed):
    make_person("Diana Fosha")

    assert ed.get("/admin/resources/person/", {"q": "a " * 1500}).status_code == 200
    assert [each.name for each in ed.get("/admin/resources/person/", {"q": "fosha"}).context["cl"].result_list] == [
        "Diana Fosha"
    ]


@pytest.mark.parametrize("address", ["?name__regex=(", "?slug__iregex=[", "?updated__year=99999999999999999999"])
def test_an_address_of_a_list_that_no_database_can_read_is_a_bad_request(ed, address):
    assert ed.get(f"/admin/resources/person/{address}").status_code == 400
    assert ed.get("/admin/resources/person/?state__exact=draft").status_code == 200
