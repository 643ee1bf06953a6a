"""The page cache as readers meet it: in a started hub, with the delivered content."""

from __future__ import annotations

import http.client
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from typing import NamedTuple
from urllib.parse import urlsplit

import brotli
import pytest
from django.test import Client

from ipnb_hub.settings import MIDDLEWARE
from tests import serving
from tests.seeded import Delivery
from tests.test_sweeps import crawl

TERM = "/glossary/implicit-memory/"
WORKERS_AND_SOME = 8  # requests after which each process has very likely been asked
EDIT = "from glossary.models import Term; t = Term.objects.get(slug='implicit-memory'); t.definition = {!r}; t.save()"


class Started(NamedTuple):
    home: str
    database: str
    netloc: str


class Answer(NamedTuple):
    status: int
    body: bytes
    headers: dict[str, str]


@pytest.fixture(scope="module")
def started(tmp_path_factory: pytest.TempPathFactory, delivery: Delivery) -> Iterator[Started]:
    home = tmp_path_factory.mktemp("state") / "hub"
    serving.lend_static(home)
    with delivery.copied(home) as url, serving.hub(home, url) as running:
        yield Started(str(home), url, urlsplit(running.url).netloc)


def ask(started: Started, path: str = TERM, method: str = "GET", **headers: str) -> Answer:
    with closing(http.client.HTTPConnection(started.netloc, timeout=60)) as connection:
        connection.request(method, path, headers={name.replace("_", "-"): text for name, text in headers.items()})
        response = connection.getresponse()
        return Answer(response.status, response.read(), dict(response.getheaders()))


def without_date(answer: Answer) -> dict[str, str]:
    return {name: text for name, text in answer.headers.items() if name not in {"Date", "Content-Security-Policy"}}


@pytest.mark.once
@pytest.mark.parametrize("alike", [1, pytest.param(2, marks=pytest.mark.soak)])
def test_public_pages_of_every_kind_are_the_same_when_they_are_kept(seeded_hub: None, settings, alike: int) -> None:
    some = crawl(Client(), most=3, alike=alike)
    settings.MIDDLEWARE = MIDDLEWARE
    reader = Client(HTTP_ACCEPT_ENCODING="br")
    kept = 0
    for address, seen in some.items():
        for _ in range(2):
            answer = reader.get(address)
            packed = answer.get("Content-Encoding") == "br"
            text = brotli.decompress(answer.content) if packed else answer.content
            assert (answer.status_code, text.decode()) == (seen.status, seen.text), address
        kept += answer.has_header("ETag")
    assert len(some) > kept > 25


@pytest.mark.once
def test_a_page_comes_compressed_and_is_not_sent_again(started: Started) -> None:
    page = ask(started, Accept_Encoding="gzip, br")
    again = ask(started, Accept_Encoding="gzip, br", If_None_Match=page.headers["ETag"])

    assert b"Implicit memory" in brotli.decompress(page.body)
    assert len(page.body) == int(page.headers["Content-Length"])
    assert (again.status, again.body, again.headers["ETag"]) == (304, b"", page.headers["ETag"])


@pytest.mark.once
def test_a_head_says_what_a_get_says(started: Started) -> None:
    page, head = ask(started, Accept_Encoding="br"), ask(started, TERM, "HEAD", Accept_Encoding="br")
    unchanged = ask(started, TERM, "HEAD", Accept_Encoding="br", If_None_Match=page.headers["ETag"])

    assert (head.status, head.body, without_date(head)) == (200, b"", without_date(page))
    assert (unchanged.status, unchanged.body) == (304, b"")


def test_an_edit_is_public_on_every_process_after_a_second(started: Started) -> None:
    sentence = "Nobody said this before."
    for _ in range(WORKERS_AND_SOME):
        assert sentence.encode() not in ask(started).body
    edited = serving.manage(
        "shell", "-v", "0", "-c", EDIT.format(sentence), HUB_HOME=started.home, DATABASE_URL=started.database
    )
    assert edited.returncode == 0, edited.stderr

    time.sleep(1)
    for _ in range(WORKERS_AND_SOME):
        assert sentence.encode() in ask(started).body


def test_many_readers_at_once_get_the_same_page(started: Started) -> None:
    paths = ["/glossary/", "/references/", TERM, "/"] * 6
    expected = {path: ask(started, path).body for path in set(paths)}
    with ThreadPoolExecutor(32) as pool:
        answers = list(pool.map(lambda path: ask(started, path), paths))

    assert [answer.body for answer in answers] == [expected[path] for path in paths]


@pytest.mark.once
def test_a_strange_host_is_refused_however_often_the_page_was_asked_for(started: Started) -> None:
    for _ in range(WORKERS_AND_SOME):
        assert ask(started).status == 200
        assert ask(started, Host="evil.example.org").status == 400


@pytest.mark.once
def test_no_reader_is_given_a_cookie(started: Started) -> None:
    for path in ("/", TERM, "/search/?q=memory", "/glossary/?letter=A&x=1"):
        assert "Set-Cookie" not in ask(started, path).headers


@pytest.mark.once
def test_a_reader_who_brings_somebody_elses_cookie_gets_the_same_page(started: Started) -> None:
    plain = ask(started)
    with_a_neighbors = ask(started, Cookie="theme=dark")
    with_a_made_up_session = ask(started, Cookie="sessionid=made-up")

    assert with_a_neighbors.headers["ETag"] == plain.headers["ETag"]
    assert with_a_made_up_session.body == plain.body
    assert with_a_made_up_session.headers["Cache-Control"] == "private, no-cache"
