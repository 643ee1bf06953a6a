"""Whose word counts about where a request comes from: this machine's, and that of the named proxies."""

from collections.abc import Callable, Iterable
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpRequest, HttpResponse

Network = IPv4Network | IPv6Network

THIS_MACHINE = [ip_network("127.0.0.0/8"), ip_network("::1/128")]


NOBODY = "::"  # stands for a peer that sent no usable address


def networks(values: Iterable[str]) -> list[Network]:
    """Addresses and networks as written in HUB_TRUSTED_PROXIES."""
    try:
        return [ip_network(value) for value in values]
    except ValueError as problem:
        raise ImproperlyConfigured(f"HUB_TRUSTED_PROXIES lists IP addresses or networks: {problem}.") from None


def is_trusted(address: str) -> bool:
    """True for this machine (an empty address is a unix socket of it) and for the named proxies."""
    if not address:
        return True
    try:
        peer = ip_address(address)
    except ValueError:
        return False
    return any(peer in network for network in [*THIS_MACHINE, *settings.HUB_TRUSTED_PROXIES])


def client_address(request: HttpRequest) -> str:
    """The address that tried to sign in: the last one on the way in that is not a trusted proxy."""
    peer = str(request.META.get("REMOTE_ADDR", ""))
    way = [part.strip() for part in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if part.strip()]
    while way and is_trusted(peer):
        peer = way.pop()
    return peer if _is_address(peer) else NOBODY


def _is_address(text: str) -> bool:
    try:
        ip_address(text)
    except ValueError:
        return False
    return True


class TrustedProxyMiddleware:
    """Forgets what an untrusted peer says about the scheme it was reached by."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not is_trusted(str(request.META.get("REMOTE_ADDR", ""))):
            request.META.pop("HTTP_X_FORWARDED_PROTO", None)
        return self.get_response(request)
