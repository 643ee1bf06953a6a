"""Pictures in the admin: publishing.picture_admin"""

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile

from publishing.models import Picture
from publishing.pictures.files import folder
from publishing.pictures.forms import DESCRIBE, HERE
from publishing.pictures.making import NO_PICTURE
from tests.filling import editor, fields, inline_code
from tests.making import make_term
from tests.publishing.pictures.picture_making import drawn, picture, saved

pytestmark = [pytest.mark.django_db, pytest.mark.heavy, pytest.mark.usefixtures("own_uploads")]

LIST = "/admin/publishing/picture/"


@pytest.fixture
def ed(client):
    client.force_login(editor())
    return client


@pytest.fixture
def chief(client):
    client.force_login(User.objects.create_superuser("chief"))
    return client


def file(data: bytes | None = None) -> SimpleUploadedFile:
    return SimpleUploadedFile("a.png", saved(drawn()) if data is None else data)


def test_a_picture_is_added_without_the_editors_script(ed):
    answer = ed.post(f"{LIST}add/", {"file": file(), "description": "Two halves", "credit": "Ana"}, follow=True)
    assert "was added successfully" in answer.content.decode()
    kept = Picture.objects.get()
    assert (kept.description, kept.credit, kept.added_by) == ("Two halves", "Ana", "ed")
    assert (folder() / kept.name).is_file()


def test_the_same_again_is_told(ed):
    picture()
    answer = ed.post(f"{LIST}add/", {"file": file(), "description": "Other"}, follow=True)
    assert HERE in answer.content.decode()
    assert Picture.objects.get().description == "Two halves"


def test_what_is_no_picture_and_what_has_no_description_is_refused(ed):
    answer = ed.post(f"{LIST}add/", {"file": file(b"<html>"), "description": ""})
    assert answer.status_code == 200
    assert NO_PICTURE in answer.content.decode()
    assert DESCRIBE in ed.post(f"{LIST}add/", {"file": file(), "description": ""}).content.decode()
    assert not Picture.objects.exists()


def test_the_list_shows_each_small_and_where_it_stands(ed):
    used = picture(1000)
    picture(50, description="A lonely one")
    term = make_term("Mood", body=f"![x]({used.get_absolute_url()})")
    answer = ed.get(LIST)
    page = answer.content.decode()
    assert f'src="{used.small_url}"' in page
    assert f'<a href="/admin/glossary/term/{term.pk}/change/">term “Mood”</a>' in page
    assert "A lonely one" in page
    assert "no text of today" in page
    assert inline_code(answer) == []


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_takes_as_many_queries_for_three_as_for_one(ed, django_assert_max_num_queries, count):
    make_term("Mood", body=f"![x]({picture().get_absolute_url()})")
    ed.get(LIST)
    with django_assert_max_num_queries(100) as before:
        ed.get(LIST)
    for number in range(count):
        picture(50 + number)
    with django_assert_max_num_queries(len(before)):
        ed.get(LIST)


def test_what_is_said_of_it_is_changed_on_its_page(ed):
    kept = picture()
    address = f"{LIST}{kept.pk}/change/"
    page = ed.get(address)
    assert inline_code(page) == []
    assert "Nowhere: it may be deleted." in page.content.decode()
    sent = fields(page)
    assert set(sent) == {"csrfmiddlewaretoken", "description", "credit", "seen"}
    ed.post(address, {**sent, "description": "New words", "credit": "Ana"})
    kept.refresh_from_db()
    assert (kept.description, kept.credit) == ("New words", "Ana")
    assert DESCRIBE in ed.post(address, {**fields(ed.get(address)), "description": ""}).content.decode()


def test_the_second_of_two_editors_is_told_and_decides(ed):
    kept = picture()
    address = f"{LIST}{kept.pk}/change/"
    first, second = fields(ed.get(address)), fields(ed.get(address))
    ed.post(address, {**first, "description": "The first", "credit": "Ana"})

    answer = ed.post(address, {**second, "description": "The second"})
    kept.refresh_from_db()
    assert kept.description == "The first"
    assert "It says now: “The first”; credit: “Ana”." in answer.content.decode()
    again = fields(answer)
    assert again["description"] == ["The second"]

    ed.post(address, again)
    kept.refresh_from_db()
    assert (kept.description, kept.credit) == ("The second", "")


def test_an_editor_may_not_delete_one(ed):
    assert ed.get(f"{LIST}{picture().pk}/delete/").status_code == 403


def test_deleting_one_in_use_is_refused_with_the_list_of_where(chief):
    kept = picture()
    make_term("Mood", body=f"![x]({kept.get_absolute_url()})")
    address = f"{LIST}{kept.pk}/delete/"
    page = chief.get(address).content.decode()
    assert "cannot be deleted while something shows it" in page
    assert "term “Mood”</a>" in page
    assert "cannot be deleted while something shows it" in chief.post(address, {"post": "yes"}).content.decode()
    assert Picture.objects.filter(pk=kept.pk).exists()


def test_an_unused_one_is_deleted_with_its_files(chief, django_capture_on_commit_callbacks):
    kept = picture()
    with django_capture_on_commit_callbacks(execute=True):
        chief.post(f"{LIST}{kept.pk}/delete/", {"post": "yes"})
    assert not Picture.objects.exists()
    assert list(folder().iterdir()) == []
