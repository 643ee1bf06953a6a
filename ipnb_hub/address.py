"""The public address of the hub, and the host names that follow from it."""

from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

THIS_MACHINE = ("127.0.0.1", "localhost", "[::1]")


def public(url: str) -> str:
    """`HUB_URL` checked: scheme, host, perhaps a port, nothing more."""
    wrong = ImproperlyConfigured(f"HUB_URL must look like https://hub.example.org, not {url!r}.")
    try:
        parts = urlsplit(url.rstrip("/"))
        host, _ = parts.hostname, parts.port
    except ValueError:
        raise wrong from None
    if parts.scheme not in ("http", "https") or not host or "@" in parts.netloc:
        raise wrong
    if parts.path or parts.query or parts.fragment:
        raise wrong
    return f"{parts.scheme}://{parts.netloc.lower()}"


def allowed_hosts(url: str, named: list[str]) -> list[str]:
    """The hosts named by the operator, else the public one and this machine; others only over https."""
    hosts = named or [_host(url), *(host for host in THIS_MACHINE if host != _host(url))]
    if not url.startswith("https://") and not set(hosts) <= set(THIS_MACHINE):
        raise ImproperlyConfigured(
            "a hub that others than this machine can reach needs a HUB_URL that begins with https://."
        )
    return hosts


def _host(url: str) -> str:
    host = urlsplit(url).hostname or ""
    return f"[{host}]" if ":" in host else host
