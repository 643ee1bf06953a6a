"""A page is made once, and is never older than a second nor anybody else's."""

import gzip
from datetime import timedelta

import brotli
import pytest
from django.core.exceptions import MiddlewareNotUsed
from django.core.handlers.base import BaseHandler
from django.db import OperationalError, connection
from django.http import HttpResponse, StreamingHttpResponse
from django.test import Client, RequestFactory
from django.urls import URLPattern, get_resolver, resolve
from django.utils import timezone

from ipnb_hub.settings import MIDDLEWARE
from publishing import page_cache
from publishing.page_cache import Answer, PageCacheMiddleware, Shelf
from tests.making import make_article, make_term

pytestmark = pytest.mark.django_db

# Addresses that are never kept, each with the reason.
NEVER_KEPT = {
    "search": "holds what one reader typed",
    "suggest": "holds what one reader typed",
    "healthz": "asks the process of now",
    "readyz": "asks the database of now",
    "security_txt": "ends on another day every day",
    "markdownx_markdownify": "for one editor",
    "markdown_sheet": "for editors",
    "preview": "for whoever has the link, and never to be kept",
    "upload": "a file, which browsers keep for good",
    "articles:editions": "seldom asked for",
    "articles:edition": "seldom asked for",
}
CHANGED_BY_KEEPING = {"Content-Length", "Content-Encoding", "Cache-Control", "ETag", "Vary"}
UNPACK = {"br": brotli.decompress, "gzip": gzip.decompress, "identity": bytes}


class Clock:
    now = 1_000.0

    def __call__(self):
        return self.now


@pytest.fixture
def clock(monkeypatch):
    clock = Clock()
    monkeypatch.setattr(page_cache, "monotonic", clock)
    return clock


@pytest.fixture
def calendar(monkeypatch):
    """The moment that the hub takes for now; add to it with `calendar(timedelta)`."""
    moment = [timezone.now()]
    monkeypatch.setattr(timezone, "now", lambda: moment[0])

    def later(by):
        moment[0] += by

    return later


@pytest.fixture
def hub(settings):
    """The middleware of a started hub."""
    settings.MIDDLEWARE = MIDDLEWARE


@pytest.fixture
def reader(hub, clock):
    return Client(raise_request_exception=False)


@pytest.fixture
def cache(clock, settings):
    """The page cache around everything that stands further in."""
    place = MIDDLEWARE.index("publishing.page_cache.PageCacheMiddleware")
    settings.MIDDLEWARE = MIDDLEWARE[place + 1 :]
    inner = BaseHandler()
    inner.load_middleware()
    return PageCacheMiddleware(inner.get_response)


@pytest.fixture
def attunement():
    return make_term("Attunement", definition="Feeling felt.")


def ask(cache, address="/glossary/attunement/", **headers):
    return cache(RequestFactory().get(address, **headers))


def test_a_page_is_made_once(reader, attunement, django_assert_num_queries):
    first = reader.get("/glossary/attunement/")
    with django_assert_num_queries(0):
        second = reader.get("/glossary/attunement/")

    assert second.content == first.content
    assert b"Feeling felt." in second.content
    assert dict(second.items()) == dict(first.items())


def test_the_version_is_asked_for_once_a_second(reader, clock, attunement, django_assert_num_queries):
    reader.get("/glossary/attunement/")
    for _ in range(3):
        clock.now += 1
        with django_assert_num_queries(1):
            reader.get("/glossary/attunement/")
            reader.get("/glossary/attunement/")


def test_an_edit_is_public_after_a_second(reader, clock, attunement):
    before = reader.get("/glossary/attunement/")
    attunement.definition = "Being seen."
    attunement.save()

    clock.now += 0.9
    assert reader.get("/glossary/attunement/").content == before.content
    clock.now += 0.1
    after = reader.get("/glossary/attunement/")
    assert (b"Being seen." in after.content, b"Feeling felt." in after.content) == (True, False)
    assert after["ETag"] != before["ETag"]


def test_what_is_withdrawn_is_gone_after_a_second(reader, clock, attunement):
    assert reader.get("/glossary/attunement/").status_code == 200
    attunement.delete()

    clock.now += 1
    assert reader.get("/glossary/attunement/").status_code == 404


def test_a_scheduled_term_appears_and_goes_at_its_moment(reader, calendar, attunement):
    hour = timedelta(hours=1)
    make_term("Mirroring", publish_at=timezone.now() + hour, expires_at=timezone.now() + 2 * hour)

    seen = []
    for _ in range(4):
        page = reader.get("/glossary/")
        seen.append((b"Mirroring" in page.content, reader.get("/glossary/mirroring/").status_code))
        calendar(timedelta(minutes=59))
        assert reader.get("/glossary/").content == page.content or seen[-1][0]
        calendar(timedelta(minutes=1))
    assert seen == [(False, 404), (True, 200), (False, 404), (False, 404)]


def test_the_text_goes_with_the_permission_to_show_it(reader, calendar):
    make_article(body="The licensed words.", rights_basis="licence", rights_end=timezone.now() + timedelta(hours=1))

    assert b"licensed words" in reader.get("/articles/the-basics/").content
    calendar(timedelta(hours=1))
    assert b"licensed words" not in reader.get("/articles/the-basics/").content


def test_an_editor_passes_by(reader, hub, clock, attunement, admin_user):
    editor = Client()
    editor.force_login(admin_user)
    reader.get("/glossary/attunement/")
    attunement.definition = "Being seen."
    attunement.save()

    seen = editor.get("/glossary/attunement/", HTTP_ACCEPT_ENCODING="br")
    assert b"Being seen." in seen.content
    assert (seen["Cache-Control"], seen.has_header("ETag")) == ("private, no-cache", False)


def test_what_an_editor_is_shown_is_kept_for_nobody(cache, attunement):
    ask(cache, HTTP_COOKIE="sessionid=of-an-editor")
    ask(cache, HTTP_COOKIE="csrftoken=of-an-editor")
    assert (len(cache.plain), len(cache.asked)) == (0, 0)


@pytest.mark.parametrize("path", ["/search/", "/search/?q=attunement", "/search/suggest/?q=a", "/healthz", "/readyz"])
def test_what_is_for_one_reader_or_for_now_is_never_kept(cache, path, attunement):
    assert ask(cache, path).status_code in (200, 503)
    assert (len(cache.plain), len(cache.asked)) == (0, 0)


@pytest.mark.parametrize("path", ["/nowhere/", "/glossary/nothing/", "/admin/login/", "/admin/", "/glossary"])
def test_only_a_public_page_that_is_there_is_kept(cache, path):
    assert ask(cache, path).status_code in (200, 301, 302, 404)
    assert (len(cache.plain), len(cache.asked)) == (0, 0)


def answer_with_a_cookie():
    response = HttpResponse("page")
    response.set_cookie("seen", "1")
    return response


@pytest.mark.parametrize(
    "make",
    [
        answer_with_a_cookie,
        lambda: HttpResponse("page", headers={"Vary": "Cookie"}),
        lambda: HttpResponse("page", headers={"Vary": "Accept-Language"}),
        lambda: HttpResponse("page", headers={"Cache-Control": "no-store"}),
        lambda: HttpResponse("page", headers={"Cache-Control": "max-age=60,private"}),
        lambda: HttpResponse("page", headers={"Content-Encoding": "br"}),
        lambda: HttpResponse("page", headers={"Content-Security-Policy": "script-src 'nonce-abc'"}),
        lambda: HttpResponse("page", status=206),
        lambda: HttpResponse("page", status=500),
        lambda: StreamingHttpResponse(["page"]),
    ],
)
def test_an_answer_that_is_not_the_same_for_all_is_never_kept(clock, attunement, make):
    def answer(request):
        request.resolver_match = resolve("/")
        return make()

    cache = PageCacheMiddleware(answer)
    response = ask(cache, "/")

    assert not response.has_header("ETag")
    assert len(cache.plain) == 0


@pytest.mark.once
def test_parameters_make_pages_of_their_own_in_any_order(cache, attunement):
    all_terms, other_letter = ask(cache, "/glossary/"), ask(cache, "/glossary/?letter=B")
    one_way = ask(cache, "/glossary/?letter=A&evidence=not-assessed")
    other_way = ask(cache, "/glossary/?evidence=not-assessed&letter=A")

    assert len({all_terms.content, other_letter.content, one_way.content}) == 3
    assert one_way.content == other_way.content
    assert (len(cache.plain), len(cache.asked)) == (1, 2)


@pytest.mark.once
@pytest.mark.parametrize(
    "query", ["utm_source=x", "letter=A&utm_source=x", "letter=A&letter=B", "kind=book", "letter=" + "A" * 300, "&"]
)
def test_a_page_with_anything_else_in_its_address_is_shown_and_not_kept(cache, query, attunement):
    response = ask(cache, f"/glossary/?{query}")

    assert (response.status_code, response.has_header("ETag")) == (200, False)
    assert (len(cache.plain), len(cache.asked)) == (0, 0)


@pytest.mark.once
def test_a_flood_of_made_up_parameters_pushes_no_page_out(cache, attunement, django_assert_num_queries):
    ask(cache)
    cache.asked.most = 5
    for number in range(12):
        assert ask(cache, f"/glossary/?page={number}").status_code == 200

    assert len(cache.asked) == 5
    with django_assert_num_queries(0):
        ask(cache)


@pytest.mark.once
def test_a_post_is_not_answered_from_memory(reader, attunement):
    assert reader.get("/glossary/attunement/").status_code == 200
    assert reader.post("/glossary/attunement/").status_code == 405


@pytest.mark.once
def test_a_request_in_another_encoding_is_refused_whatever_is_kept(reader, attunement):
    assert reader.get("/glossary/?letter=A").status_code == 200
    assert reader.get("/glossary/?letter=A", CONTENT_TYPE="text/plain; charset=utf-7").status_code == 400


@pytest.mark.once
def test_a_strange_host_is_refused_before_and_after_a_page_is_kept(reader, settings, attunement):
    settings.ALLOWED_HOSTS = ["hub.example.org"]
    before = reader.get("/glossary/", HTTP_HOST="evil.example.org")
    assert reader.get("/glossary/", HTTP_HOST="hub.example.org").status_code == 200
    after = reader.get("/glossary/", HTTP_HOST="evil.example.org")

    assert (before.status_code, after.status_code) == (400, 400)
    assert "Content-Security-Policy" in after.headers


@pytest.mark.once
def test_a_flood_of_made_up_ports_pushes_no_page_out(cache, settings, attunement):
    settings.ALLOWED_HOSTS = ["hub.example.org"]
    for host in ("hub.example.org", "hub.example.org:1", "HUB.example.org:2", "hub.example.org.:3"):
        assert ask(cache, HTTP_HOST=host).status_code == 200

    assert len(cache.plain) == 1


@pytest.mark.once
def test_http_and_https_are_two_pages(reader, settings, attunement):
    settings.SECURE_SSL_REDIRECT, settings.SECURE_HSTS_SECONDS = True, 60
    reader = Client()
    for _ in range(2):
        assert reader.get("/glossary/", secure=True)["Strict-Transport-Security"] == "max-age=60"
        assert reader.get("/glossary/").status_code == 301


@pytest.mark.once
def test_a_stranger_who_only_says_https_gets_the_redirect(hub, settings, attunement):
    settings.SECURE_SSL_REDIRECT = True
    reader = Client()
    asked = {"HTTP_X_FORWARDED_PROTO": "https"}

    assert reader.get("/glossary/", REMOTE_ADDR="127.0.0.1", **asked).status_code == 200
    assert reader.get("/glossary/", REMOTE_ADDR="203.0.113.9", **asked).status_code == 301


@pytest.mark.once
def test_a_kept_page_bears_every_header_of_one_that_is_not(reader, client, settings, attunement):
    settings.MIDDLEWARE = [name for name in MIDDLEWARE if "PageCache" not in name]
    plain = client.get("/glossary/attunement/")
    settings.MIDDLEWARE = MIDDLEWARE
    reader.get("/glossary/attunement/")
    kept = reader.get("/glossary/attunement/")

    expected = {name: value for name, value in plain.items() if name not in CHANGED_BY_KEEPING}
    assert {"Content-Security-Policy", "X-Frame-Options", "Permissions-Policy", "Referrer-Policy"} <= set(expected)
    assert {name: value for name, value in kept.items() if name not in CHANGED_BY_KEEPING} == expected
    assert (kept["Cache-Control"], kept["Vary"]) == ("no-cache", "Accept-Encoding")
    assert kept.content == plain.content


@pytest.mark.once
def test_a_page_that_says_how_long_it_lasts_keeps_its_word(reader, attunement):
    assert reader.get("/opensearch.xml")["Cache-Control"] == "max-age=86400"


@pytest.mark.once
def test_each_encoding_is_the_same_page_with_a_tag_of_its_own(reader, attunement):
    tags = set()
    for encoding, unpack in UNPACK.items():
        first, again = (reader.get("/glossary/attunement/", HTTP_ACCEPT_ENCODING=encoding) for _ in range(2))
        assert unpack(first.content) == unpack(again.content) == reader.get("/glossary/attunement/").content
        assert again.get("Content-Encoding", "identity") == encoding
        assert again["Content-Length"] == str(len(again.content))
        tags.add(again["ETag"])

    assert len(tags) == 3
    assert all(tag.startswith('"') for tag in tags)


@pytest.mark.once
@pytest.mark.parametrize("form", ["{}", "W/{}", '"other", {}', "*"])
@pytest.mark.parametrize("method", ["get", "head"])
def test_a_browser_that_has_the_page_is_told_so(reader, attunement, form, method):
    page = reader.get("/glossary/attunement/", HTTP_ACCEPT_ENCODING="br")
    known = form.format(page["ETag"])
    again = getattr(reader, method)("/glossary/attunement/", HTTP_ACCEPT_ENCODING="br", HTTP_IF_NONE_MATCH=known)

    assert (again.status_code, again.content) == (304, b"")
    assert {"Content-Type", "Content-Length", "Content-Encoding"}.isdisjoint(again.headers)
    for name in ("ETag", "Vary", "Cache-Control", "Content-Security-Policy"):
        assert again[name] == page[name]


@pytest.mark.once
@pytest.mark.parametrize("known", ['"other"', "nonsense", "", '"'])
def test_a_browser_that_has_another_page_gets_this_one(reader, attunement, known):
    assert reader.get("/glossary/attunement/", HTTP_IF_NONE_MATCH=known).status_code == 200


@pytest.mark.once
def test_the_tag_of_one_encoding_says_nothing_of_another(reader, attunement):
    packed = reader.get("/glossary/attunement/", HTTP_ACCEPT_ENCODING="br")
    assert reader.get("/glossary/attunement/", HTTP_IF_NONE_MATCH=packed["ETag"]).status_code == 200


@pytest.mark.once
@pytest.mark.parametrize("first", ["get", "head"])
def test_a_head_has_the_headers_of_the_page_and_no_body(reader, attunement, first):
    getattr(reader, first)("/glossary/attunement/", HTTP_ACCEPT_ENCODING="gzip")
    head = reader.head("/glossary/attunement/", HTTP_ACCEPT_ENCODING="gzip")
    page = reader.get("/glossary/attunement/", HTTP_ACCEPT_ENCODING="gzip")

    assert head.content == b""
    assert b"Feeling felt." in gzip.decompress(page.content)
    assert dict(head.items()) == dict(page.items())


def test_a_page_that_is_sent_can_be_changed_without_harm(cache, attunement):
    first = ask(cache)
    first.headers["X-Mine"] = "1"
    del first.headers["ETag"]
    second = ask(cache)

    assert (second.has_header("X-Mine"), second.has_header("ETag")) == (False, True)


def gone(execute, *arguments):
    raise OperationalError("the database is away")


def test_known_pages_are_served_while_the_database_is_away(reader, clock, attunement):
    page = reader.get("/glossary/attunement/")
    clock.now += 60

    with connection.execute_wrapper(gone):
        assert reader.get("/glossary/attunement/").content == page.content
        assert reader.get("/glossary/").status_code == 500
    assert reader.get("/glossary/").status_code == 200


def test_no_page_outlives_a_boundary_while_the_database_is_away(reader, clock, calendar, attunement):
    attunement.expires_at = timezone.now() + timedelta(hours=1)
    attunement.save()
    reader.get("/glossary/attunement/")
    clock.now += 60

    with connection.execute_wrapper(gone):
        calendar(timedelta(minutes=59))
        assert reader.get("/glossary/attunement/").status_code == 200
        calendar(timedelta(minutes=1))
        assert reader.get("/glossary/attunement/").status_code == 500


def test_a_hub_that_starts_without_a_database_keeps_nothing(reader, clock, attunement):
    with connection.execute_wrapper(gone):
        assert reader.get("/glossary/attunement/").status_code == 500
    clock.now += 1
    assert reader.get("/glossary/attunement/").has_header("ETag")


def test_a_change_empties_the_shelves(cache, clock, attunement):
    ask(cache)
    ask(cache, "/glossary/?letter=A")
    make_term("Mirroring")
    clock.now += 1
    ask(cache, "/")

    assert (len(cache.plain), len(cache.asked)) == (1, 0)


@pytest.mark.once
def test_whoever_works_on_the_templates_sees_each_change(settings):
    settings.DEBUG = True
    with pytest.raises(MiddlewareNotUsed):
        PageCacheMiddleware(lambda request: HttpResponse())


def names(resolver=None, space=""):
    """Every name of an address of ours; the admin's are all for editors."""
    for each in (resolver or get_resolver()).url_patterns:
        if isinstance(each, URLPattern):
            yield f"{space}{each.name}"
        elif each.app_name not in ("admin", "desk"):
            yield from names(each, f"{each.namespace}:" if each.namespace else space)


@pytest.mark.once
def test_every_address_is_kept_or_excused(settings):
    assert set(settings.PUBLIC_PAGES).isdisjoint(NEVER_KEPT)
    assert set(names()) == {*settings.PUBLIC_PAGES, *NEVER_KEPT}


class TestShelf:
    pytestmark = pytest.mark.once

    def answer(self, length=0):
        return Answer.of(HttpResponse(b"x" * length), "identity")

    def test_the_one_not_asked_for_the_longest_goes_first(self):
        shelf = Shelf(2, 100_000)
        shelf.put("a", self.answer())
        shelf.put("b", self.answer())
        shelf.get("a")
        shelf.put("c", self.answer())

        assert [name for name in "abc" if shelf.get(name)] == ["a", "c"]

    def test_the_weight_stays_below_the_heaviest(self):
        shelf = Shelf(100, 20_000)
        for number in range(50):
            shelf.put(number, self.answer(3_000))
            assert shelf.weight <= 20_000
        assert shelf.weight == sum(shelf.get(number).weight() for number in range(50) if shelf.get(number))
        assert len(shelf) == 4

    def test_an_answer_that_is_put_twice_weighs_once(self):
        shelf = Shelf(100, 20_000)
        shelf.put("a", self.answer(3_000))
        shelf.put("a", self.answer(100))
        assert (len(shelf), shelf.weight) == (1, self.answer(100).weight())

    def test_an_answer_that_is_too_heavy_pushes_nothing_out(self):
        shelf = Shelf(100, 20_000)
        shelf.put("a", self.answer())
        shelf.put("b", self.answer(5_000))
        assert (shelf.get("b"), len(shelf)) == (None, 1)
