import pytest
from django.core.exceptions import ImproperlyConfigured

from ipnb_hub import address

pytestmark = pytest.mark.once


@pytest.mark.parametrize(
    ("written", "understood"),
    [
        ("https://hub.example.org", "https://hub.example.org"),
        ("https://Hub.Example.org/", "https://hub.example.org"),
        ("http://127.0.0.1:8000", "http://127.0.0.1:8000"),
        ("http://[::1]:8000/", "http://[::1]:8000"),
    ],
)
def test_an_address_is_scheme_host_and_port(written, understood):
    assert address.public(written) == understood


@pytest.mark.parametrize(
    "written",
    [
        "hub.example.org",
        "ftp://hub.example.org",
        "https://",
        "https://hub.example.org/path",
        "https://hub.example.org?q=1",
        "https://hub.example.org#part",
        "https://me@hub.example.org",
        "https://hub.example.org:port",
        "https://[::1",
    ],
)
def test_anything_else_is_refused(written):
    with pytest.raises(ImproperlyConfigured, match="^HUB_URL must look like https://hub.example.org, not "):
        address.public(written)


def test_the_public_host_and_this_machine_are_allowed():
    assert address.allowed_hosts("https://hub.example.org:8443", []) == [
        "hub.example.org",
        "127.0.0.1",
        "localhost",
        "[::1]",
    ]
    assert address.allowed_hosts("http://[::1]:8000", []) == ["[::1]", "127.0.0.1", "localhost"]


def test_the_operator_may_name_the_hosts():
    assert address.allowed_hosts("https://hub.example.org", ["www.example.org"]) == ["www.example.org"]
