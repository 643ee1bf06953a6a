"""How editors sign in, and what a stranger meets who tries."""

import pytest
from axes.models import AccessAttempt
from django.contrib.auth.models import User

from tests.filling import complaints
from tests.shown import Shown

pytestmark = pytest.mark.django_db

ADDRESS = "/admin/login/"
TOO_LONG = "Ensure this value has at most 150 characters (it has {})."
NUL = "Null characters are not allowed."
WRONG = (
    "Please enter the correct username and password for a staff account. Note that both fields may be case-sensitive."
)


@pytest.mark.parametrize(
    ("name", "password", "field", "words"),
    [
        ("x" * 151, "p", "username", TOO_LONG.format(151)),
        ("x" * 256, "p", "username", TOO_LONG.format(256)),
        ("\ufdfa" * 150, "p", "username", TOO_LONG.format(2700)),  # each is eighteen letters to Unicode
        ("a\0b", "p", "username", NUL),
        ("ed", "a\0b", "password", NUL),
        ("", "p", "username", "This field is required."),
    ],
)
def test_what_cannot_be_a_name_or_password_is_refused_at_its_field(client, name, password, field, words):
    response = client.post(ADDRESS, {"username": name, "password": password})

    assert (response.status_code, response.context["form"].errors) == (200, {field: [words]})
    assert words in complaints(response)
    assert AccessAttempt.objects.count() == 0


@pytest.mark.parametrize(
    ("body", "name"),
    [
        (b"username=%ED%A0%80&password=%FF", "\ufffd" * 3),
        ("username={}&password=p".format("\U0001f9e0" * 150).encode(), "\U0001f9e0" * 150),
    ],
)
def test_an_attempt_with_odd_letters_and_headers_is_counted(client, body, name):
    odd = {"user-agent": "\xe9" * 900, "accept": "\xe9" * 3000}
    response = client.post(f"{ADDRESS}?next=%FF", body, "application/x-www-form-urlencoded", headers=odd)

    assert (response.status_code, response.context["form"].non_field_errors()) == (200, [WRONG])
    assert [(each.username, len(each.user_agent)) for each in AccessAttempt.objects.all()] == [(name, 255)]


def test_somebody_who_fails_five_times_is_told_to_wait_in_the_sites_own_design(client):
    User.objects.create_user("ed", password="the right words", is_staff=True)
    answers = [client.post(ADDRESS, {"username": "ed", "password": "wrong"}) for _ in range(5)]
    late = client.post(ADDRESS, {"username": "ed", "password": "the right words"})

    assert [answer.status_code for answer in answers] == [200, 200, 200, 200, 429]
    page = Shown(late)
    assert (page.status, page.heading) == (429, "Too many attempts")
    assert "Please wait 15 minutes, then try again." in page.text
    assert "Help now" in page.html


def test_an_editor_signs_in(client):
    User.objects.create_user("e" * 150, password="the right words", is_staff=True)

    sent = {"username": "e" * 150, "password": "the right words", "next": "/admin/"}
    response = client.post(ADDRESS, sent)

    assert (response.status_code, response["Location"]) == (302, "/admin/")
