"""Whatever a stranger sends, the real server answers in words: no 500, no traceback, and it goes on serving."""

from __future__ import annotations

import http.client
import re
from collections.abc import Callable, Iterator
from contextlib import closing
from typing import Any, NamedTuple
from urllib.parse import urlencode, urlsplit

import pytest

from tests import serving
from tests.seeded import Delivery

pytestmark = pytest.mark.heavy

# What each page takes from its address.
PARAMETERS = {
    "/": ("q",),
    "/search/": ("q", "kind", "evidence", "page"),
    "/map/": ("around", "from", "to", "page"),
    "/glossary/": ("letter", "evidence", "page"),
    "/resources/": ("kind", "audience", "page"),
    "/references/": ("page",),
    "/articles/": ("page",),
    "/practice/": ("page",),
    "/about/": ("page",),
    "/readyz": ("q",),
    "/admin/login/": ("next",),
}
VALUES = {
    "empty": "",
    "blank": "%20%09%0A",
    "no UTF-8": "%FF%FE",
    "NUL": "a%00b",
    "lone surrogate": "%ED%A0%80",
    "half an escape": "%",
    "quotes": "%27%22%3B--",
    "markup": "%3Cscript%3Ealert(1)%3C%2Fscript%3E",
    "dots": "../../../../etc/passwd",
    "format": "%25s%7B0%7D",
    "minus": "-1",
    "nothing": "0",
    "huge": "9" * 40,
    "no number": "1e309",
    "other digits": "%D9%A3%C2%B2",
    "line break": "a%0D%0ASet-Cookie:%20x=1",
    "right to left": "%E2%80%AE%F0%9F%A7%A0%EF%B7%BA",
}
LONG = (5_000, 20_000)
PATHS = (
    "/%00",
    "/glossary/%00/",
    "/glossary/a%00b/",
    "/glossary/%FF%FE/",
    "/glossary/%ED%A0%80/",
    "/glossary/..%2F..%2Fetc%2Fpasswd/",
    "/glossary/../../etc/passwd",
    "/glossary/%2e%2e/",
    "/glossary/implicit%2Dmemory%2F",
    "/glossary//implicit-memory/",
    "//evil.example.org/glossary",
    "/static/../manage.py",
    "/static/%2e%2e/%2e%2e/manage.py",
    "/static/..%5c..%5cmanage.py",
    "/static/%00",
    "/people/%E2%80%AE/",
    "/resources/'%20OR%201=1--/",
    "/practice/three-steps/%00/",
    "/about/%FF/",
    "/articles/{}/",
    "/glossary/" + "x" * 3_000 + "/",
    "/glossary/" + "x" * 5_000 + "/",
    "/" + "a/" * 10_000,
    "/search/?" + "&".join(f"p{n}=1" for n in range(1_100))[:3_900],
    "/search/?q=" + "%F0%9F%A7%A0" * 300,
    "/search/?q=a&q=%00&q=b&kind=term&kind=%FF&page=1&page=-1",
    "/search/?&&&=;=&q",
    "/glossary/?letter=%C3%9F&letter=A&evidence=&evidence=debated",
)
POSTED = (
    "/",
    "/search/",
    "/glossary/",
    "/glossary/implicit-memory/",
    "/resources/",
    "/references/",
    "/about/",
    "/healthz",
)
METHODS = ["POST", "PUT", "DELETE", "PATCH", "TRACE", "CONNECT", "BREW"]
NAMES = ["x" * 151, "x" * 256, "x" * 100_000, "\ufdfa" * 150, "\U0001f9e0" * 150, "a\0b", b"\xed\xa0\x80", b"\xff", ""]
PASSWORDS = ["wrong", "a\0b", "x" * 10_000, b"\xed\xa0\x80"]
EXPECTED = {200, 301, 302, 400, 404, 405, 414}


def some_in_every_run(cases: list[tuple[Any, ...]], is_one: Callable[..., bool]) -> list[Any]:
    """All cases; those that are none of the some are for `make soak`."""
    return [case if is_one(*case) else pytest.param(*case, marks=pytest.mark.soak) for case in cases]


class Answer(NamedTuple):
    status: int
    text: str
    headers: dict[str, str]

    def has_our_design(self) -> bool:
        return "IPNB Hub" in self.text and self.text.count("<h1") == 1


@pytest.fixture(scope="module")
def server(tmp_path_factory, delivery: Delivery) -> Iterator[str]:
    home = tmp_path_factory.mktemp("state") / "hub"
    serving.lend_static(home)
    with delivery.copied(home) as url, serving.hub(home, url, HUB_WORKERS="1") as running:
        yield running.url


@pytest.fixture(scope="module")
def connection(server: str) -> Iterator[http.client.HTTPConnection]:
    with closing(http.client.HTTPConnection(urlsplit(server).netloc, timeout=30)) as opened:
        yield opened


def ask(
    connection: http.client.HTTPConnection, target: str, method: str = "GET", body: bytes = b"", **headers: str
) -> Answer:
    """Send a request line exactly as given."""
    connection.putrequest(method, target, skip_accept_encoding=True)
    for name, value in headers.items():
        connection.putheader(name.replace("_", "-"), value)
    connection.endheaders(body or None)
    response = connection.getresponse()
    text = response.read().decode("utf-8", "replace")
    if response.will_close:
        connection.close()
    return Answer(response.status, text, {name.lower(): value for name, value in response.getheaders()})


def check(target: str, answer: Answer) -> None:
    shown = target[:120]
    assert answer.status in EXPECTED, f"{answer.status}: {shown}"
    assert "Traceback" not in answer.text, shown
    assert "<script>alert" not in answer.text, shown
    assert "root:" not in answer.text, shown
    assert "set-cookie" not in answer.headers or target.startswith("/admin/"), shown
    if "%00" in target and len(target) < LONG[0]:
        assert (answer.status, answer.has_our_design()) == (400, True), shown
    if answer.status == 404 or (answer.status == 200 and target[:5] not in ("/read", "/admi")):
        assert answer.has_our_design(), shown


@pytest.mark.parametrize("every", [False, pytest.param(True, marks=pytest.mark.soak)])
@pytest.mark.parametrize("name", VALUES)
def test_no_value_of_a_parameter_breaks_a_page(
    connection: http.client.HTTPConnection, name: str, *, every: bool
) -> None:
    """For each parameter on one page that takes it, another one for each value; `make soak` tries all pages."""
    for parameter in sorted({each for taken in PARAMETERS.values() for each in taken}):
        paths = [path for path, taken in PARAMETERS.items() if parameter in taken]
        for path in paths if every else [paths[list(VALUES).index(name) % len(paths)]]:
            target = f"{path}?{parameter}={VALUES[name]}"
            answer = ask(connection, target)
            check(target, answer)
            assert answer.status == expected(parameter, name), target


def expected(parameter: str, name: str) -> int:
    """An unknown filter is none; a map around something that is not there is not found."""
    if name == "NUL":
        return 400
    return 404 if parameter == "around" and name not in ("empty", "blank") else 200


@pytest.mark.parametrize("name", sorted(set(VALUES) - {"NUL"}))
def test_a_filter_with_such_a_value_still_lets_the_search_answer(
    connection: http.client.HTTPConnection, name: str
) -> None:
    for parameter in ("kind", "evidence", "page"):
        target = f"/search/?q=implicit+memory&{parameter}={VALUES[name]}"
        answer = ask(connection, target)
        assert answer.status == 200, target
        assert 'href="/glossary/implicit-memory/"' in answer.text, target


@pytest.mark.once
@pytest.mark.parametrize("length", LONG)
@pytest.mark.parametrize("path", PARAMETERS)
def test_an_address_that_is_too_long_is_refused_in_one_line(
    connection: http.client.HTTPConnection, path: str, length: int
) -> None:
    for parameter in PARAMETERS[path]:
        answer = ask(connection, f"{path}?{parameter}={'x' * length}")
        assert answer.status in (400, 414)
        assert "Traceback" not in answer.text


def test_a_long_query_that_the_server_lets_through_is_answered(connection: http.client.HTTPConnection) -> None:
    for query in ("x" * 3_900, "memory+" * 500, "%22" * 1_000, "a+" * 1_900):
        answer = ask(connection, f"/search/?q={query}")
        assert answer.status == 200
        assert answer.has_our_design()


@pytest.mark.parametrize("target", PATHS)
def test_no_path_breaks_the_server(connection: http.client.HTTPConnection, target: str) -> None:
    answer = ask(connection, target)
    check(target, answer)
    assert "DJANGO_SETTINGS_MODULE" not in answer.text  # it stands in manage.py, beside the static files


@pytest.mark.once
@pytest.mark.parametrize(
    ("path", "method"),
    some_in_every_run(
        [(path, method) for path in POSTED for method in METHODS],
        lambda path, method: method == "POST" or path in POSTED[METHODS.index(method) - 1 :][:2],
    ),
)
def test_readers_pages_take_nothing(connection: http.client.HTTPConnection, path: str, method: str) -> None:
    answer = ask(connection, path, method, Content_Length="0")
    assert answer.status in (403, 405)
    assert "Traceback" not in answer.text


@pytest.mark.once
@pytest.mark.parametrize(
    "path",
    [
        "/admin/markdown/preview/",
        "/admin/",
        "/admin/glossary/term/add/",
        "/admin/login/",
        "/admin/logout/",
        "/admin/jsi18n/",
    ],
)
def test_a_stranger_s_post_to_the_admin_is_refused(connection: http.client.HTTPConnection, path: str) -> None:
    answer = ask(connection, path, "POST", Content_Length="0")
    assert answer.status in (403, 405)
    assert "Traceback" not in answer.text


@pytest.mark.parametrize(
    ("name", "password"),
    some_in_every_run(
        [(name, password) for password in PASSWORDS for name in NAMES],
        lambda name, password: password == PASSWORDS[0] or name == NAMES[0],
    ),
)
def test_a_stranger_cannot_sign_in_whatever_the_name(
    connection: http.client.HTTPConnection, name: str | bytes, password: str | bytes
) -> None:
    token = ask(connection, "/admin/login/").headers["set-cookie"].partition("=")[2].partition(";")[0]
    body = urlencode({"username": name, "password": password, "csrfmiddlewaretoken": token}).encode()
    headers = {"Cookie": f"csrftoken={token}", "User-Agent": "\xe9" * 2_000, "Accept": "x" * 3_000}
    headers |= {"Content-Length": str(len(body)), "Content-Type": "application/x-www-form-urlencoded"}
    answer = ask(connection, "/admin/login/", "POST", body, **headers)
    assert answer.status in (200, 429)
    assert answer.status == 429 or "errornote" in answer.text or "errorlist" in answer.text
    assert "Traceback" not in answer.text


@pytest.mark.once
def test_the_upload_address_of_the_editor_is_not_there(connection: http.client.HTTPConnection) -> None:
    for path in ("/markdownx/upload/", "/markdownx/markdownify/", "/admin/markdown/no-upload/"):
        assert ask(connection, path).status in (302, 404)
        assert ask(connection, path, "POST", Content_Length="0").status in (403, 404)


@pytest.mark.once
@pytest.mark.parametrize("path", [*POSTED, "/nowhere/", "/readyz"])
def test_a_head_has_the_status_and_no_body(connection: http.client.HTTPConnection, path: str) -> None:
    answer = ask(connection, path, "HEAD")
    assert answer.status == (404 if path == "/nowhere/" else 200)
    assert answer.text == ""
    assert ask(connection, path).status == answer.status


@pytest.mark.parametrize(
    "headers",
    [
        {"Cookie": "sessionid=" + "x" * 2_000},
        {"Cookie": 'sessionid="\\000aaaaaaaaaaa"'},
        {"Cookie": "sessionid=;;;=\\x00\xff; csrftoken=%00"},
        {"Accept_Language": "x" * 2_000},
        {"Accept_Encoding": "\xff, *;q=-1"},
        {"If_Modified_Since": "yesterday"},
        {"If_None_Match": '"' + "x" * 1_000},
        {"Range": "bytes=9-1"},
        {"X_Forwarded_For": "not an address, \xff"},
        {"X_Forwarded_Host": "evil.example.org"},
        {"X_Forwarded_Proto": "gopher"},
        {"Referer": "\xff\xfe"},
        {"Content_Type": "text/plain; charset=hex"},
        {"Content_Type": "text/plain; charset=utf-7"},
        {"User_Agent": "\xff" * 2_000},
    ],
)
@pytest.mark.parametrize("path", ["/", "/glossary/implicit-memory/", "/admin/login/"])
def test_no_header_breaks_a_page(connection: http.client.HTTPConnection, path: str, headers: dict[str, str]) -> None:
    answer = ask(connection, path, **headers)
    assert answer.status in (200, 400)
    assert "Traceback" not in answer.text
    assert "evil" not in answer.text


@pytest.mark.once
@pytest.mark.parametrize("said", ["charset=hex", "charset=utf-7", "charset*=hex''%41", "x*=nonsense''%FF"])
def test_an_odd_encoding_is_refused(connection: http.client.HTTPConnection, said: str) -> None:
    answer = ask(connection, "/search/?q=memory", Content_Type=f"text/plain; {said}")
    assert (answer.status, answer.has_our_design()) == (400, True)


@pytest.mark.once
def test_an_unknown_host_is_refused(server: str) -> None:
    with closing(http.client.HTTPConnection(urlsplit(server).netloc, timeout=30)) as opened:
        for host in ("evil.example.org", "a b", "\xff", "x" * 500):
            opened.putrequest("GET", "/", skip_host=True)
            opened.putheader("Host", host)
            opened.endheaders()
            response = opened.getresponse()
            text = response.read().decode("utf-8", "replace")
            opened.close()
            assert response.status == 400
            assert not re.search("Traceback|evil", text)


def test_after_all_this_the_hub_is_ready(connection: http.client.HTTPConnection) -> None:
    assert ask(connection, "/readyz").text == "ready\n"
    assert "Implicit memory" in ask(connection, "/glossary/implicit-memory/").text
