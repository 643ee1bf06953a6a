"""Where to tell of a weakness (RFC 9116)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from ipnb_hub.security_txt import contact_address

ADDRESS = "/.well-known/security.txt"


@pytest.mark.parametrize(
    ("contact", "address"),
    [
        ("editors@hub.example.org", "mailto:editors@hub.example.org"),
        ("mailto:editors@hub.example.org", "mailto:editors@hub.example.org"),
        ("https://hub.example.org/contact?to=a@b", "https://hub.example.org/contact?to=a@b"),
        ("http://hub.example.org/contact", ""),
        ("hub.example.org/contact", ""),
        ("Write to ed@example.org", ""),
        ("ed@example.org\nContact: mailto:x@example.org", ""),
        ("https://hub.example.org/\nExpires: never", ""),
        ("", ""),
    ],
)
def test_a_contact_is_a_mail_address_or_an_https_address(contact: str, address: str) -> None:
    assert contact_address(contact) == address


def test_the_file_says_whom_to_tell_and_until_when_it_holds(client: Client, settings) -> None:
    settings.HUB_URL, settings.HUB_CONTACT = "https://hub.example.org", "ed@hub.example.org"
    response = client.get(ADDRESS)
    assert response.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert "no-store" in response.headers["Cache-Control"]
    comment, *fields = response.content.decode().splitlines()
    assert comment.startswith("# ")
    said = dict(field.split(": ", 1) for field in fields)
    expires = datetime.strptime(said.pop("Expires"), "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
    assert timedelta(days=178) < expires - datetime.now(UTC) <= timedelta(days=180)
    assert said == {
        "Contact": "mailto:ed@hub.example.org",
        "Preferred-Languages": "en",
        "Canonical": "https://hub.example.org/.well-known/security.txt",
    }


@pytest.mark.django_db
@pytest.mark.parametrize("contact", ["", "http://hub.example.org/"])
def test_without_a_contact_that_the_standard_allows_there_is_no_file(client: Client, settings, contact: str) -> None:
    settings.HUB_CONTACT = contact
    assert client.get(ADDRESS).status_code == 404
