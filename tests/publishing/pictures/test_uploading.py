"""Pictures coming in and going out: publishing.pictures.uploading"""

import json

import pytest
from django.contrib.auth.models import AnonymousUser, Permission, User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, RequestFactory

from publishing.models import Picture
from publishing.pictures import making as pictures
from publishing.pictures.files import folder
from publishing.pictures.forms import BOTH, CHOOSE, DESCRIBE, HERE
from publishing.pictures.uploading import REFUSED, UNREADABLE, add_picture
from tests.filling import editor
from tests.publishing.pictures.picture_making import LIES, drawn, picture, saved

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_uploads")]

ADDRESS = "/admin/desk/pictures/"


def sent(data: bytes | None = None, name: str = "a.png", kind: str = "image/png", **said: str) -> dict[str, object]:
    """What the window of the editor sends."""
    file = SimpleUploadedFile(name, saved(drawn()) if data is None else data, kind)
    return {"file": file, "description": "Two halves", **said}


@pytest.fixture
def ed(client):
    client.force_login(editor())
    return client


def test_an_editor_adds_a_picture_and_gets_its_markdown(ed):
    answer = ed.post(ADDRESS, sent(credit="Ana", description="Two [halves]\n of *it*"))

    kept = Picture.objects.get()
    assert answer.status_code == 200
    assert answer.json() == {"markdown": rf"![Two \[halves\] of \*it\*](/uploads/{kept.name})", "note": ""}
    assert (kept.description, kept.decorative, kept.credit) == ("Two [halves]\n of *it*", False, "Ana")
    assert (kept.original_name, kept.added_by) == ("a.png", "ed")
    assert "no-store" in answer["Cache-Control"]


def test_a_decorative_picture_has_no_description(ed):
    answer = ed.post(ADDRESS, {**sent(description=""), "decorative": "on"})
    assert answer.json()["markdown"] == f"![](/uploads/{Picture.objects.get().name})"


def test_the_same_picture_again_has_the_same_address_and_the_editor_is_told(ed):
    first = ed.post(ADDRESS, sent()).json()
    again = ed.post(ADDRESS, sent(name="b.png", description="Other words")).json()
    assert again == {"markdown": first["markdown"].replace("Two halves", "Other words"), "note": HERE}
    assert Picture.objects.get().description == "Two halves"


@pytest.mark.parametrize(("data", "sentence"), LIES.values(), ids=LIES)
@pytest.mark.parametrize("name", ["a.jpg", "a.html"])
def test_a_file_that_lies_is_answered_in_plain_words(ed, data, sentence, name):
    answer = ed.post(ADDRESS, sent(data, name, "image/jpeg"))

    expected = pictures.NO_PICTURE if not data else sentence
    assert answer.json() == {"refusal": expected}
    assert answer.status_code == (413 if expected == pictures.TOO_LARGE else 400)
    assert not Picture.objects.exists()
    assert list(folder().iterdir()) == []


def test_a_picture_with_something_behind_it_is_kept_without_that(ed):
    for behind in (b"<script>alert(1)</script>", b"PK\x03\x04evil.php"):
        ed.post(ADDRESS, sent(saved(drawn(), "JPEG") + behind, "a.html", "text/html"))
    kept = Picture.objects.get()
    data = (folder() / kept.name).read_bytes()
    assert b"script" not in data
    assert b"evil" not in data


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"file": ""}, CHOOSE),
        ({"description": ""}, DESCRIBE),
        ({"description": "  \n "}, DESCRIBE),
        ({"decorative": "on"}, BOTH),
        ({"description": "x" * 301}, "Ensure this value has at most 300 characters (it has 301)."),
        ({"credit": "x" * 201}, "Ensure this value has at most 200 characters (it has 201)."),
        ({"description": "a\0b"}, "Null characters are not allowed."),
    ],
)
def test_what_is_missing_is_said_in_a_sentence(ed, fields, sentence):
    answer = ed.post(ADDRESS, {**sent(), **fields})
    assert (answer.status_code, answer.json()) == (400, {"refusal": sentence})
    assert not Picture.objects.exists()


def test_a_request_that_is_too_long_is_refused_before_it_is_read():
    request = RequestFactory().post(ADDRESS, CONTENT_LENGTH=str(6 * 1024 * 1024))
    request.user = editor()
    request._stream = None  # whoever reads it fails
    answer = add_picture(request)
    assert (answer.status_code, json.loads(answer.content)) == (413, {"refusal": pictures.TOO_LARGE})


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"--x\r\nContent-Disposition: form-data; name=file", "multipart/form-data"),
        (b"--x\r\nContent-Disposition: form-data; name=file; filename=a\r\n\r\nabc", "multipart/form-data; boundary=x"),
        (b"description=" + b"x" * 3_000_000, "application/x-www-form-urlencoded"),
        (b"a=1&" * 6_000, "application/x-www-form-urlencoded"),
        (b"", "multipart/form-data; boundary=x"),
    ],
)
def test_a_body_that_cannot_be_read_is_answered_in_words(ed, body, kind):
    answer = ed.post(ADDRESS, body, content_type=kind)
    assert answer.status_code == 400
    assert set(answer.json()) == {"refusal"}
    assert not Picture.objects.exists()


def test_unreadable_bodies_have_a_sentence_of_their_own(ed):
    assert ed.post(ADDRESS, b"a=1&" * 6_000, content_type="application/x-www-form-urlencoded").json() == {
        "refusal": UNREADABLE
    }


def test_only_editors_add_pictures(client):
    viewer = User.objects.create_user("viewer", is_staff=True)
    viewer.user_permissions.set(Permission.objects.filter(codename__startswith="view_"))
    former = editor("former")
    User.objects.filter(pk=former.pk).update(is_staff=False)
    for user in (AnonymousUser(), viewer, former):
        if not user.is_anonymous:
            client.force_login(user)
        answer = client.post(ADDRESS, sent())
        assert (answer.status_code, answer.json()) == (403, {"refusal": REFUSED})
    assert not Picture.objects.exists()


@pytest.mark.parametrize("codename", ["add_term", "change_article"])
def test_who_may_add_or_change_some_content_may_add_pictures(client, codename):
    writer = User.objects.create_user("writer", is_staff=True)
    writer.user_permissions.add(Permission.objects.get(codename=codename))
    client.force_login(writer)
    assert client.post(ADDRESS, sent()).status_code == 200


def test_another_site_cannot_add_one_in_the_editors_name():
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(editor())
    assert strict.post(ADDRESS, sent()).status_code == 403
    assert not Picture.objects.exists()


def test_it_is_asked_by_post_alone(ed):
    assert ed.get(ADDRESS).status_code == 405


def body(answer) -> bytes:
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


def test_readers_get_the_file_for_good(client):
    kept = picture()
    answer = client.get(kept.get_absolute_url())

    assert answer.status_code == 200
    assert pictures.name_of(body(answer)) == kept.name
    assert {name: answer[name] for name in ("Content-Type", "Cache-Control", "X-Content-Type-Options", "ETag")} == {
        "Content-Type": "image/webp",
        "Cache-Control": "public, max-age=31536000, immutable",
        "X-Content-Type-Options": "nosniff",
        "ETag": f'"{kept.name.removesuffix(".webp")}"',
    }
    assert answer["Content-Length"] == str((folder() / kept.name).stat().st_size)
    assert answer["Content-Disposition"].startswith("inline")
    assert answer["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert "script-src 'self'" in answer["Content-Security-Policy"]
    assert "Vary" not in answer
    assert not answer.cookies


def test_who_has_the_file_gets_it_no_second_time(client, django_assert_num_queries):
    kept = picture()
    etag = client.head(kept.get_absolute_url()).headers["ETag"]
    with django_assert_num_queries(0):
        answer = client.get(kept.get_absolute_url(), headers={"If-None-Match": etag})
    assert (answer.status_code, answer.content, answer["ETag"]) == (304, b"", etag)
    assert answer["Cache-Control"].endswith("immutable")
    assert answer["Cross-Origin-Resource-Policy"] == "cross-origin"


def test_a_head_tells_the_length_and_sends_nothing(client):
    kept = picture()
    answer = client.head(kept.get_absolute_url())
    assert answer.status_code == 200
    assert body(answer) == b""
    assert answer["Content-Length"] == str((folder() / kept.name).stat().st_size)


@pytest.mark.parametrize(
    "path",
    [
        "/uploads/",
        "/uploads",
        "/uploads/..",
        "/uploads/../secret_key",
        "/uploads/%2e%2e/secret_key",
        "/uploads/..%2fsecret_key",
        "/uploads/%2e%2e%2fsecret_key",
        "/uploads/....//secret_key",
        "/uploads/secret.txt",
        "/uploads/page.html",
        f"/uploads/{'0' * 32}.webp",
        f"/uploads/{'0' * 32}.webp/",
        f"/uploads/{'0' * 32}.webp%0a",
    ],
)
def test_nothing_else_is_served_and_no_folder_is_listed(client, path):
    picture()
    (folder() / "page.html").write_text("<script>1</script>")
    (folder().parent / "secret_key").write_text("secret")
    answer = client.get(path)
    assert answer.status_code == 404
    assert b"secret</" not in answer.content
    assert "immutable" not in answer.headers.get("Cache-Control", "")


def test_a_file_is_only_read(client):
    assert client.post(picture().get_absolute_url()).status_code == 405
