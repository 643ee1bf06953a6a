"""A small web of our own for the link checker: many hosts, all of them one threaded server on this machine."""

from __future__ import annotations

import ssl
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from pathlib import Path
from typing import Any

from publishing.link_checking.visiting import Visitor

HOME = ip_address("127.0.0.1")


@dataclass
class Asked:
    method: str
    host: str
    path: str
    agent: str
    at: float


@dataclass
class Web:
    """`answers`: path → a list of (status, headers) that are given in turn, the last one for ever."""

    port: int
    secured_port: int
    answers: dict[str, list[tuple[int, dict[str, str]]]] = field(default_factory=dict)
    asked: list[Asked] = field(default_factory=list)

    def at(self, path: str, host: str = "a.test", scheme: str = "http") -> str:
        return f"{scheme}://{host}:{self.secured_port if scheme == 'https' else self.port}{path}"

    def gives(self, path: str, status: int, **headers: str) -> str:
        self.answers.setdefault(path, []).append((status, {k.replace("_", "-"): v for k, v in headers.items()}))
        return self.at(path)

    def look_up(self, host: str, port: int) -> list[str]:
        """Names under .test are here; a number is itself."""
        return ["127.0.0.1"] if host.endswith(".test") else [host]

    def may_visit(self, address: Any, port: int) -> bool:
        return address == HOME and port in (self.port, self.secured_port)

    def visitor(self, **options: Any) -> Visitor:
        rules = {"may_visit": self.may_visit, "look_up": self.look_up, "connect_seconds": 1.0, "total_seconds": 2.0}
        return Visitor(agent="IPNB-Hub test", **(rules | options))

    def paths(self) -> list[str]:
        return [f"{each.method} {each.path}" for each in self.asked]


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    web: Web

    def do_HEAD(self) -> None:
        self._answer()

    def do_GET(self) -> None:
        self._answer()

    def _answer(self) -> None:
        agent = self.headers.get("User-Agent", "")
        self.web.asked.append(Asked(self.command, self.headers["Host"], self.path, agent, time.monotonic()))
        asked = self.path.replace("/no-head", "/silent" if self.command == "HEAD" else "/page")
        special = {"/silent": self._silent, "/drip": self._drip, "/nonsense": self._nonsense}.get(asked)
        if special:
            special()
            return
        answers = self.web.answers
        given = answers.get(f"{self.command} {self.path}") or answers.get(self.path) or [(404, {})]
        status, headers = given.pop(0) if len(given) > 1 else given[0]
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Connection", "close")
        self.end_headers()

    def _silent(self) -> None:
        time.sleep(3)

    def _drip(self) -> None:
        for letter in "HTTP/1.1 200 OK\r\nX-Slow: " + "x" * 40:
            try:
                self.wfile.write(letter.encode())
                self.wfile.flush()
            except OSError:
                return
            time.sleep(0.1)

    def _nonsense(self) -> None:
        self.wfile.write(b"\x00\x01 this is no HTTP\r\n\r\n")
        self.close_connection = True

    def log_message(self, *args: Any) -> None:
        pass


class _Quiet(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that goes away, or refuses our certificate, is what the tests are about."""


def certificate(folder: Path) -> Path:
    """A key and a certificate that nobody has signed, in one file."""
    file = folder / "own.pem"
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=a.test"]
    names = ["-addext", "subjectAltName=DNS:a.test"]
    key = folder / "own.key"
    subprocess.run([*command, *names, "-keyout", str(key), "-out", str(file)], check=True, capture_output=True)
    file.write_text(file.read_text() + key.read_text())
    return file


@contextmanager
def running(folder: Path) -> Iterator[Web]:
    web = Web(0, 0)
    handler = type("Handler", (_Handler,), {"web": web})
    plain, secured = _Quiet(("127.0.0.1", 0), handler), _Quiet(("127.0.0.1", 0), handler)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate(folder))
    secured.socket = context.wrap_socket(secured.socket, server_side=True, do_handshake_on_connect=False)
    web.port, web.secured_port = plain.server_address[1], secured.server_address[1]
    threads = [threading.Thread(target=each.serve_forever, args=(0.05,)) for each in (plain, secured)]
    for each in threads:
        each.start()
    try:
        yield web
    finally:
        for server, thread in zip((plain, secured), threads, strict=True):
            server.shutdown()
            thread.join()
            server.server_close()
