"""The admin of people and works."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from publishing.changes import gathered
from publishing.models import State
from resources.models import Person, Resource
from tests.filling import complaints, editor, fields, row, scripts, send
from tests.making import make_person, make_work
from tests.seeded import taken_back

pytestmark = [pytest.mark.django_db, pytest.mark.heavy]

ADD = "/admin/resources/resource/add/"

Send = Callable[..., Any]


@pytest.fixture(scope="module")
def forms(django_db_setup: None, django_db_blocker: Any) -> Iterator[dict[str, Any]]:
    """What a browser would send of the empty form, and of that of a work."""
    with django_db_blocker.unblock(), taken_back():
        with gathered():
            make_person("Allan Schore")
            make_work("taken", title="Another")
            work = make_work(unverified_fields=["year", "doi"])
        client = Client()
        client.force_login(editor())
        yield {address: fields(client.get(address)) for address in (ADD, change(work))}


@pytest.fixture
def ed(forms: dict[str, Any], client: Client) -> Client:
    client.force_login(User.objects.get(username="ed"))
    return client


@pytest.fixture
def work(forms: dict[str, Any], db: None) -> Resource:
    return Resource.objects.get(key="siegel1999")


@pytest.fixture
def add(ed: Client, forms: dict[str, Any]) -> Send:
    return lambda **changes: ed.post(ADD, {**forms[ADD], **changes})


@pytest.fixture
def save(ed: Client, forms: dict[str, Any], work: Resource) -> Send:
    """Changes the form of the work (None leaves a field out), and sends it."""

    def send_changed(**changes: Any) -> Any:
        changed = {**forms[change(work)], **changes}
        return ed.post(change(work), {name: value for name, value in changed.items() if value is not None})

    return send_changed


def change(work: Resource) -> str:
    return f"/admin/resources/resource/{work.pk}/change/"


def test_a_work_is_added_with_its_contributors_in_order(add):
    person = Person.objects.get()
    rows = row("contributors", 0, name="Schore, A. N.", role="author", person=person.pk)
    rows |= row("contributors", 1, name="Sieff, D.", role="editor", order="0")

    response = add(title="On affect", slug="on-affect", key="schore1994", kind="book", **rows)

    assert response.status_code == 302
    work = Resource.objects.get(key="schore1994")
    assert [(each.name, each.person) for each in work.contributors.all()] == [
        ("Schore, A. N.", person),
        ("Sieff, D.", None),
    ]


def test_an_editor_removes_a_contributor(save, work):
    assert save(**{"contributors-0-DELETE": "on"}).status_code == 302
    assert work.contributors.count() == 0


def test_what_is_not_yet_checked_is_ticked(forms, save, work):
    assert forms[change(work)]["unverified_fields"] == ["year", "doi"]
    save(unverified_fields=["pages"])

    work.refresh_from_db()
    assert work.unverified_fields == ["pages"]


def test_everything_can_be_marked_as_checked(save, work):
    save(unverified_fields=None)

    work.refresh_from_db()
    assert work.unverified_fields == []


@pytest.mark.once
def test_what_is_no_field_of_a_work_cannot_be_ticked(save):
    response = save(unverified_fields=["secret"])

    assert complaints(response) == ["Select a valid choice. secret is not one of the available choices."]


@pytest.mark.once
def test_an_address_without_a_scheme_is_a_secure_one(save, work):
    assert save(url="example.org/book").status_code == 302

    work.refresh_from_db()
    assert work.url == "https://example.org/book"


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("key", "taken", "Another work already has this citation key."),
        ("key", "a b", "Letters, digits, - and _ only."),
        ("doi", "doi:10.1", "A DOI begins with 10. and has no spaces."),
        ("url", "javascript:alert(1)", "Enter a valid URL."),
    ],
)
def test_what_is_wrong_is_said_at_its_field(save, field, value, words):
    response = save(**{field: value})

    assert response.context["adminform"].form.errors == {field: [words]}


@pytest.mark.parametrize("query", ["siegel1999", "SIEGEL, D", "the book"])
def test_the_list_finds_a_work_by_key_name_or_title(ed, query):
    Resource.objects.get(key="taken").contributors.all().delete()

    rows = ed.get("/admin/resources/resource/", {"q": query}).context["cl"].result_list

    assert [work.key for work in rows] == ["siegel1999"]


def test_a_work_that_is_only_cited_leads_to_its_reference(ed, work):
    assert not work.recommended
    assert ed.get(change(work)).context["absolute_url"] == "/references/#siegel1999"


@pytest.mark.once
def test_script_in_every_field_of_a_work_is_shown_as_text(add, ed):
    attack = "<script>alert(1)</script>"
    texts = ("title", "container", "publisher", "edition", "description", "content_note", "availability_note")
    values = dict.fromkeys((*texts, "how_verified", "editors_note"), attack)
    names = row("contributors", 0, name=attack, role="author", note=attack)

    response = add(slug="x", key="x", kind="book", state=State.PUBLISHED, recommended="on", **values, **names)

    assert response.status_code == 302
    for address in ("/resources/x/", "/resources/", "/references/", "/admin/resources/resource/"):
        page = ed.get(address)
        assert page.status_code == 200
        assert scripts(page) == []
        assert attack not in page.content.decode()


@pytest.mark.once
def test_script_in_every_field_of_a_person_is_shown_as_text(ed):
    attack = "<script>alert(1)</script>"
    values = dict.fromkeys(("name", "credentials", "biography", "content_note"), attack)

    assert send(ed, "/admin/resources/person/add/", slug="x", state="published", **values).status_code == 302

    assert Person.objects.get(slug="x").name == attack
    for address in ("/people/x/", "/admin/resources/person/"):
        page = ed.get(address)
        assert page.status_code == 200
        assert scripts(page) == []
