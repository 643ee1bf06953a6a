"""One request to one outside address, that cannot be led into a private network and does not wait for ever.

The name is looked up here, every address it has must be public, and the connection goes to one of these very
addresses: a second look-up could answer otherwise.
"""

from __future__ import annotations

import http.client
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from queue import Empty, Queue
from typing import TypeAlias, TypeVar
from urllib.parse import SplitResult, quote, urlsplit

PORTS = {"http": 80, "https": 443}
LOOK_UP_SECONDS = 5.0
CONNECT_SECONDS = 5.0
TOTAL_SECONDS = 30.0
_NAT64 = IPv6Network("64:ff9b::/96")
_NAT64_WITHIN = IPv6Network("64:ff9b:1::/48")  # of a network of its own, whose rules nobody outside knows (RFC 8215)
NOT_IN_TIME = "There was no answer in time."

Address: TypeAlias = IPv4Address | IPv6Address


class RefusedError(Exception):
    """The address is none that a check may ask for."""


class NoAnswerError(Exception):
    """There was no answer, or not in time."""


class SilentError(NoAnswerError):
    """The host took the request, and no answer came that could be read."""


class CertificateError(Exception):
    """Whoever answered could not prove to be that host."""


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    location: str = ""
    retry_after: str = ""


def is_public(address: Address, port: int) -> bool:
    """Whether a check may connect there: a public host, on the port of the web."""
    return port in PORTS.values() and all(_is_global(each) for each in _meant(address))


def _is_global(address: Address) -> bool:
    special = address.is_multicast or address.is_reserved or address.is_unspecified or address.is_loopback
    within = getattr(address, "is_site_local", False) or (address.version == 6 and address in _NAT64_WITHIN)
    return address.is_global and not special and not within


def _meant(address: Address) -> Iterator[Address]:
    """The address itself, and the older one that a newer one may wrap."""
    if isinstance(address, IPv4Address):
        yield address
        return
    if address.ipv4_mapped:
        yield address.ipv4_mapped
        return
    yield address
    wrapped = [address.sixtofour, *(address.teredo or ())]
    if address in _NAT64:
        wrapped.append(IPv4Address(int(address) & 0xFFFFFFFF))
    yield from (each for each in wrapped if each)


def looked_up(host: str, port: int) -> list[str]:
    """Every network address of a host."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as problem:
        raise NoAnswerError(f"The name {host} is not known ({problem}).") from None
    return list(dict.fromkeys(str(each[4][0]).partition("%")[0] for each in found))


Connection = TypeVar("Connection", bound=socket.socket)
LookUp: TypeAlias = Callable[[str, int], list[str]]


def in_time(look_up: LookUp, host: str, port: int, seconds: float) -> list[str]:
    """What `look_up` finds within so many seconds: the resolver of the system has no limit that one could set.

    One that hangs is left behind in a thread that nobody waits for, not even the end of the process.
    """
    answer: Queue[list[str] | Exception] = Queue(1)

    def ask() -> None:
        try:
            answer.put(look_up(host, port))
        except Exception as problem:  # noqa: BLE001 - it is raised again where somebody waits for it
            answer.put(problem)

    threading.Thread(target=ask, daemon=True).start()
    try:
        found = answer.get(timeout=max(0.0, seconds))
    except Empty:
        raise NoAnswerError(f"The name {host} could not be looked up in time.") from None
    if isinstance(found, Exception):
        raise found
    return found


@dataclass(slots=True)
class Clock:
    """The time that one address may still take; waiting for one's turn costs none of it."""

    seconds: float = TOTAL_SECONDS
    _since: float | None = None

    @property
    def left(self) -> float:
        return self.seconds - (0.0 if self._since is None else time.monotonic() - self._since)

    @contextmanager
    def running(self) -> Iterator[None]:
        self._since = time.monotonic()
        try:
            yield
        finally:
            self.seconds, self._since = self.left, None

    @contextmanager
    def part(self, share: float) -> Iterator[Clock]:
        """A clock for a share of the time that is left; what it does not use stays here."""
        part = Clock(given := self.left * share)
        try:
            yield part
        finally:
            self.seconds -= given - part.left


@dataclass(frozen=True)
class Visitor:
    """Asks for addresses. Only tests pass other rules for where it may go, or other clocks and certificates."""

    agent: str
    may_visit: Callable[[Address, int], bool] = is_public
    look_up: LookUp = looked_up
    look_up_seconds: float = LOOK_UP_SECONDS
    connect_seconds: float = CONNECT_SECONDS
    total_seconds: float = TOTAL_SECONDS
    trusted: ssl.SSLContext = field(default_factory=ssl.create_default_context)

    def clock(self) -> Clock:
        return Clock(self.total_seconds)

    def ask(self, method: str, url: str, clock: Clock) -> Answer:
        """The head of the answer; its body is not read. Raises one of the errors above."""
        parts = split(url)
        with clock.running():
            host, port = _host(parts), _port(parts)
            addresses = self._allowed(host, port, min(self.look_up_seconds, clock.left))
            connection = http.client.HTTPConnection(host, port)
            connection.default_port = PORTS[parts.scheme]
            with _watched(connection, clock.left) as watch:
                missing = NoAnswerError
                try:
                    connection.sock = self._connected(addresses, port, host if parts.scheme == "https" else "", watch)
                    missing = SilentError
                    return _answer(connection, method, parts, self.agent)
                except ssl.SSLCertVerificationError as problem:
                    raise CertificateError(f"The certificate is not valid: {problem.verify_message}.") from None
                except (OSError, http.client.HTTPException, ValueError) as problem:
                    raise missing(watch.said(problem)) from None

    def _allowed(self, host: str, port: int, seconds: float) -> list[str]:
        addresses = in_time(self.look_up, host, port, seconds)
        if not addresses:
            raise NoAnswerError(f"The name {host} has no address.")
        for each in addresses:
            if not self.may_visit(ip_address(each), port):
                raise RefusedError(f"{host} is not on the public web ({each}, port {port}).")
        return addresses

    def _connected(self, addresses: list[str], port: int, secured_for: str, watch: _Watch) -> socket.socket:
        """A connection to the first of these addresses that takes one."""
        for place, address in enumerate(addresses):
            try:
                plain = watch.over(socket.create_connection((address, port), timeout=self.connect_seconds))
                break
            except OSError:
                if place == len(addresses) - 1 or watch.is_over:
                    raise
        plain.settimeout(self.total_seconds)
        if not secured_for:
            return plain
        secured = self.trusted.wrap_socket(plain, server_hostname=secured_for, do_handshake_on_connect=False)
        watch.over(secured).do_handshake()
        return secured


def split(url: str) -> SplitResult:
    """The parts of an address that a check may ask for."""
    try:
        parts = urlsplit(url)
        known = parts.scheme in PORTS and bool(parts.hostname) and parts.port != 0
    except ValueError:
        known = False
    if not known or parts.username is not None:
        raise RefusedError("This is no address of the web.")
    return parts


def _host(parts: SplitResult) -> str:
    host = str(parts.hostname)
    try:
        return host if host.isascii() else host.encode("idna").decode()
    except UnicodeError:
        raise RefusedError("This is no name of a host.") from None


def _port(parts: SplitResult) -> int:
    return parts.port or PORTS[parts.scheme]


def host_of(url: str) -> str:
    """Whom an address asks; those of one host are asked one after another."""
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def _answer(connection: http.client.HTTPConnection, method: str, parts: SplitResult, agent: str) -> Answer:
    path = quote(parts.path or "/", safe="/:;()%@!$&'*+,=~-._")
    query = f"?{quote(parts.query, safe='/:;()%@!$&*+,=?~-._[]')}" if parts.query else ""
    headers = {"User-Agent": agent, "Accept": "*/*", "Connection": "close"}
    connection.request(method, path + query, headers=headers)
    response = connection.getresponse()
    location, later = response.getheader("Location", ""), response.getheader("Retry-After", "")
    return Answer(response.status, _as_meant(location or ""), later or "")


def _as_meant(location: str) -> str:
    """Where a redirect leads, as browsers take it: in UTF-8 where it can be; the library reads it as Latin-1."""
    try:
        return location.encode("latin-1").decode()
    except UnicodeError:
        return location


@dataclass(slots=True)
class _Watch:
    """Ends what takes too long: a drop of an answer now and then would satisfy any time limit of a socket."""

    seconds: float
    sockets: list[socket.socket] = field(default_factory=list)
    is_over: bool = False

    def over(self, connection: Connection) -> Connection:
        """The connection, ended with all others; at once if the time was over before it was there."""
        self.sockets.append(connection)
        if self.is_over:
            self.end()
        return connection

    def end(self) -> None:
        self.is_over = True
        for each in self.sockets:
            try:
                socket.socket.shutdown(each, socket.SHUT_RDWR)  # not the secured one's, which would only unwrap it
            except OSError:
                continue

    def said(self, problem: Exception) -> str:
        if self.is_over or isinstance(problem, TimeoutError):
            return NOT_IN_TIME
        return f"There was no answer: {problem or type(problem).__name__}"[:200]


@contextmanager
def _watched(connection: http.client.HTTPConnection, seconds: float) -> Iterator[_Watch]:
    if seconds <= 0:
        raise NoAnswerError(NOT_IN_TIME)
    watch = _Watch(seconds)
    timer = threading.Timer(seconds, watch.end)
    timer.daemon = True
    timer.start()
    try:
        yield watch
    finally:
        timer.cancel()
        connection.close()
        for each in watch.sockets:
            each.close()
