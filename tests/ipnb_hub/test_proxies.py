from ipaddress import ip_network

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.test import RequestFactory

from ipnb_hub import proxies

pytestmark = pytest.mark.once

PROXY, STRANGER = "10.0.0.5", "198.51.100.7"


@pytest.fixture(autouse=True)
def _one_trusted_proxy(settings):
    settings.HUB_TRUSTED_PROXIES = [ip_network(PROXY)]


def scheme_seen(peer):
    """The scheme of a request that `peer` calls https."""
    request = RequestFactory().get("/", REMOTE_ADDR=peer, HTTP_X_FORWARDED_PROTO="https")
    proxies.TrustedProxyMiddleware(lambda seen: seen)(request)
    return request.scheme


@pytest.mark.parametrize("peer", ["127.0.0.1", "::1", "127.8.8.8", PROXY, ""])
def test_this_machine_and_a_named_proxy_may_say_https(peer):
    assert scheme_seen(peer) == "https"


@pytest.mark.parametrize("peer", [STRANGER, "10.0.0.6", "2001:db8::1", "not an address"])
def test_nobody_else_may(peer):
    assert scheme_seen(peer) == "http"


@pytest.mark.parametrize(
    ("peer", "said", "client"),
    [
        (STRANGER, "", STRANGER),
        (STRANGER, "203.0.113.1", STRANGER),
        (PROXY, "203.0.113.1", "203.0.113.1"),
        (PROXY, "192.0.2.66, 203.0.113.1", "203.0.113.1"),
        ("127.0.0.1", "203.0.113.1, 10.0.0.5", "203.0.113.1"),
        (PROXY, "<script>", "::"),
        ("", "", "::"),
        ("127.0.0.1", "", "127.0.0.1"),
    ],
)
def test_a_sign_in_is_counted_for_the_last_address_that_is_not_a_proxy(peer, said, client):
    assert proxies.client_address(RequestFactory().get("/", REMOTE_ADDR=peer, HTTP_X_FORWARDED_FOR=said)) == client


def test_networks_are_read_as_written():
    assert proxies.networks(["10.0.0.5", "10.1.0.0/24", "2001:db8::/32"]) == [
        ip_network("10.0.0.5/32"),
        ip_network("10.1.0.0/24"),
        ip_network("2001:db8::/32"),
    ]


def test_a_proxy_that_is_no_address_is_refused():
    with pytest.raises(ImproperlyConfigured, match="^HUB_TRUSTED_PROXIES lists IP addresses or networks: "):
        proxies.networks(["proxy.example.org"])
