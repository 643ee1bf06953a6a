"""The admin of people and works."""

import pytest

from publishing.models import State
from resources.models import Person, Resource
from tests.filling import complaints, editor, fields, row, scripts, send
from tests.making import make_person, make_work

pytestmark = [pytest.mark.django_db, pytest.mark.heavy]

ADD = "/admin/resources/resource/add/"


@pytest.fixture
def ed(client):
    client.force_login(editor())
    return client


def change(work: Resource) -> str:
    return f"/admin/resources/resource/{work.pk}/change/"


def test_a_work_is_added_with_its_contributors_in_order(ed):
    person = make_person("Allan Schore")
    rows = row("contributors", 0, name="Schore, A. N.", role="author", person=person.pk)
    rows |= row("contributors", 1, name="Sieff, D.", role="editor", order="0")

    response = send(ed, ADD, title="On affect", slug="on-affect", key="schore1994", kind="book", **rows)

    assert response.status_code == 302
    work = Resource.objects.get(key="schore1994")
    assert [(each.name, each.person) for each in work.contributors.all()] == [
        ("Schore, A. N.", person),
        ("Sieff, D.", None),
    ]


def test_an_editor_removes_a_contributor(ed):
    work = make_work()

    assert send(ed, change(work), **{"contributors-0-DELETE": "on"}).status_code == 302
    assert work.contributors.count() == 0


def test_what_is_not_yet_checked_is_ticked(ed):
    work = make_work(unverified_fields=["year", "doi"])

    assert fields(ed.get(change(work)))["unverified_fields"] == ["year", "doi"]
    send(ed, change(work), unverified_fields=["pages"])

    work.refresh_from_db()
    assert work.unverified_fields == ["pages"]


def test_everything_can_be_marked_as_checked(ed):
    work = make_work(unverified_fields=["year"])

    send(ed, change(work), unverified_fields=None)

    work.refresh_from_db()
    assert work.unverified_fields == []


@pytest.mark.once
def test_what_is_no_field_of_a_work_cannot_be_ticked(ed):
    response = send(ed, change(make_work()), unverified_fields=["secret"])

    assert complaints(response) == ["Select a valid choice. secret is not one of the available choices."]


@pytest.mark.once
def test_an_address_without_a_scheme_is_a_secure_one(ed):
    work = make_work()

    assert send(ed, change(work), url="example.org/book").status_code == 302

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
def test_what_is_wrong_is_said_at_its_field(ed, field, value, words):
    make_work("taken")

    response = send(ed, change(make_work("mine")), **{field: value})

    assert response.context["adminform"].form.errors == {field: [words]}


@pytest.mark.parametrize("query", ["siegel1999", "SIEGEL, D", "the book"])
def test_the_list_finds_a_work_by_key_name_or_title(ed, query):
    make_work("siegel1999")
    Resource.objects.create(slug="x", key="x", title="Another", kind="book")

    rows = ed.get("/admin/resources/resource/", {"q": query}).context["cl"].result_list

    assert [work.key for work in rows] == ["siegel1999"]


def test_a_work_that_is_only_cited_leads_to_its_reference(ed):
    work = make_work("siegel1999", recommended=False)

    assert ed.get(change(work)).context["absolute_url"] == "/references/#siegel1999"


@pytest.mark.once
def test_script_in_every_field_of_a_work_is_shown_as_text(ed):
    attack = "<script>alert(1)</script>"
    texts = ("title", "container", "publisher", "edition", "description", "content_note", "availability_note")
    values = dict.fromkeys((*texts, "how_verified", "editors_note"), attack)
    names = row("contributors", 0, name=attack, role="author", note=attack)

    response = send(ed, ADD, slug="x", key="x", kind="book", state=State.PUBLISHED, recommended="on", **values, **names)

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

    assert Person.objects.get().name == attack
    for address in ("/people/x/", "/admin/resources/person/"):
        page = ed.get(address)
        assert page.status_code == 200
        assert scripts(page) == []
