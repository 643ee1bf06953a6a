"""What goes over the wire in fewer bytes, and what had better not."""

import gzip
import json

import brotli
import pytest
from django.http import HttpResponse, StreamingHttpResponse
from django.test import RequestFactory

from publishing.compression import CompressionMiddleware, compress
from tests.making import make_term

pytestmark = pytest.mark.once

TEXT = b"<p>Attunement is felt before it is said.</p>" * 20
UNPACK = {"br": brotli.decompress, "gzip": gzip.decompress, None: bytes}


def answered(response, **headers):
    """The response after the middleware, to a request with these headers."""
    return CompressionMiddleware(lambda request: response)(RequestFactory().get("/", **headers))


@pytest.mark.parametrize(
    ("accepted", "encoding"),
    [
        ("gzip, deflate, br, zstd", "br"),
        ("gzip, deflate", "gzip"),
        ("BR", "br"),
        ("", None),
        ("identity", None),
        ("deflate, zstd", None),
        ("*", "br"),
        ("br;q=0, *", "gzip"),
        ("br;q=0", None),
        ("br;q=0, gzip;q=0", None),
        ("*;q=0", None),
        ("gzip;q=1.0, br;q=0.5", "gzip"),
        ("gzip;q=0.5,br;q=0.5", "br"),
        ("br ; q=0.1 , gzip ; q=0.2", "gzip"),
        ("identity;q=1, br;q=0.3", None),
        ("identity;q=0.2, gzip;q=0.3", "gzip"),
        ("identity;q=0, *;q=0", None),
        ("gzip, *;q=0", "gzip"),
        ("br;q=high, gzip;q=0.1", "gzip"),
        ("br;q=2, gzip", "gzip"),
        ("br;q=nan, gzip", "gzip"),
        ("br;level=3, gzip", "gzip"),
        ("brotli, x-gzip", None),
        (",,;;=", None),
        ("\xff, *;q=-1", None),
    ],
)
def test_the_encoding_is_what_the_browser_likes_best(accepted, encoding):
    response = answered(HttpResponse(TEXT), HTTP_ACCEPT_ENCODING=accepted)

    assert response.get("Content-Encoding") == encoding
    assert response["Vary"] == "Accept-Encoding"
    assert UNPACK[encoding](response.content) == TEXT
    if encoding:
        assert int(response["Content-Length"]) == len(response.content) < len(TEXT)


def test_a_browser_that_says_nothing_gets_the_text_as_it_is():
    assert answered(HttpResponse(TEXT)).content == TEXT


@pytest.mark.parametrize(
    "kind",
    [
        "text/html; charset=utf-8",
        "text/markdown",
        "application/json",
        "application/x-suggestions+json",
        "application/atom+xml",
        "Application/XML",
        "application/x-research-info-systems; charset=utf-8",
        "image/svg+xml",
    ],
)
def test_text_of_every_kind_is_compressed(kind):
    response = answered(HttpResponse(TEXT, content_type=kind), HTTP_ACCEPT_ENCODING="br")
    assert response["Content-Encoding"] == "br"


@pytest.mark.parametrize("kind", ["image/png", "application/pdf", "font/woff2", ""])
def test_what_is_no_text_stays_as_it_is(kind):
    response = answered(HttpResponse(TEXT, content_type=kind), HTTP_ACCEPT_ENCODING="br")
    assert (response.content, response.has_header("Content-Encoding"), response.has_header("Vary")) == (
        TEXT,
        False,
        False,
    )


@pytest.mark.parametrize(("length", "encoding"), [(199, None), (200, "br")])
def test_a_short_text_is_not_worth_it(length, encoding):
    response = answered(HttpResponse(b"a" * length), HTTP_ACCEPT_ENCODING="br")
    assert response.get("Content-Encoding") == encoding
    assert response["Vary"] == "Accept-Encoding"


def test_what_is_compressed_already_or_comes_in_pieces_is_left_alone():
    packed = HttpResponse(TEXT, headers={"Content-Encoding": "zstd"})
    pieces = StreamingHttpResponse([TEXT])

    assert answered(packed, HTTP_ACCEPT_ENCODING="br").content == TEXT
    assert b"".join(answered(pieces, HTTP_ACCEPT_ENCODING="br")) == TEXT


@pytest.mark.parametrize("cookie", ["sessionid=x", "csrftoken=x", "other=1; sessionid=x"])
def test_nothing_is_compressed_for_an_editor(cookie):
    assert answered(HttpResponse(TEXT), HTTP_ACCEPT_ENCODING="br", HTTP_COOKIE=cookie).content == TEXT


def test_the_cookie_of_a_neighbor_changes_nothing():
    response = answered(HttpResponse(TEXT), HTTP_ACCEPT_ENCODING="br", HTTP_COOKIE="theme=dark")
    assert response["Content-Encoding"] == "br"


def test_an_answer_that_sets_a_cookie_or_varies_by_one_is_not_compressed():
    gives = HttpResponse(TEXT)
    gives.set_cookie("csrftoken", "secret")
    varies = HttpResponse(TEXT, headers={"Vary": "Accept, Cookie"})

    assert answered(gives, HTTP_ACCEPT_ENCODING="br").content == TEXT
    assert answered(varies, HTTP_ACCEPT_ENCODING="br").content == TEXT


@pytest.mark.parametrize(("etag", "after"), [('"abc"', 'W/"abc"'), ('W/"abc"', 'W/"abc"')])
def test_a_tag_of_the_bytes_becomes_a_weak_one(etag, after):
    response = answered(HttpResponse(TEXT, headers={"ETag": etag}), HTTP_ACCEPT_ENCODING="gzip")
    assert response["ETag"] == after


@pytest.mark.parametrize("encoding", ["br", "gzip"])
def test_the_same_text_gives_the_same_bytes_and_fewer_with_more_pains(encoding):
    text = b"".join(b"<li>term %d is near term %d</li>" % (n, n * n % 97) for n in range(900))
    quick, again, thorough = HttpResponse(text), HttpResponse(text), HttpResponse(text)
    compress(quick, encoding)
    compress(again, encoding)
    compress(thorough, encoding, thorough=True)

    assert quick.content == again.content
    assert len(thorough.content) < len(quick.content)
    assert UNPACK[encoding](thorough.content) == text


def test_a_very_long_text_is_not_given_pains():
    text = b"".join(b"%d," % (n * n) for n in range(60_000))
    quick, thorough = HttpResponse(text), HttpResponse(text)
    compress(quick, "br")
    compress(thorough, "br", thorough=True)

    assert quick.content == thorough.content


@pytest.mark.django_db
def test_a_search_is_compressed_and_the_sign_in_is_not(client):
    make_term("Attunement")
    found = client.get("/search/?q=attunement", HTTP_ACCEPT_ENCODING="br")
    offered = client.get("/search/suggest/?q=attunement", HTTP_ACCEPT_ENCODING="br")
    sign_in = client.get("/admin/login/", HTTP_ACCEPT_ENCODING="br")

    assert b"Attunement" in brotli.decompress(found.content)
    assert json.loads(offered.content)[1] == ["Attunement"]
    assert b"csrfmiddlewaretoken" in sign_in.content


@pytest.mark.django_db
def test_a_head_names_the_length_of_the_compressed_page(client):
    got = client.get("/search/", HTTP_ACCEPT_ENCODING="br")
    head = client.head("/search/", HTTP_ACCEPT_ENCODING="br")

    assert head["Content-Length"] == got["Content-Length"] == str(len(got.content))
    assert (head["Content-Encoding"], head.content) == ("br", b"")
