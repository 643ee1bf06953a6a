"""The headers of every answer, and what signing in takes."""

import pytest
from django.contrib.auth.models import User

PASSWORD = "a quiet river bend"

POLICY = {
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self'",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "form-action 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
}


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/healthz", "/readyz", "/admin/login/", "/no-such-page/"])
def test_every_answer_carries_the_policies(client, address):
    headers = client.get(address).headers

    assert set(headers["Content-Security-Policy"].split("; ")) == POLICY
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "camera=()" in headers["Permissions-Policy"].split(", ")


@pytest.mark.django_db
def test_an_unknown_host_is_refused(client):
    assert client.get("/healthz", headers={"host": "evil.example.com"}).status_code == 400


def sign_in(client, password, address="203.0.113.9"):
    form = {"username": "mona", "password": password, "next": "/admin/"}
    return client.post("/admin/login/", form, REMOTE_ADDR=address).status_code


@pytest.mark.django_db
def test_guessing_a_password_ends_after_five_tries_from_that_address_alone(client):
    User.objects.create_user("mona", password=PASSWORD, is_staff=True)

    assert [sign_in(client, "wrong") for _ in range(6)] == [200, 200, 200, 200, 429, 429]
    assert sign_in(client, PASSWORD) == 429
    assert sign_in(client, PASSWORD, address="203.0.113.10") == 302
