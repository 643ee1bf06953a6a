"""What is refused before any page sees it, and what is taken off an answer last."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client, RequestFactory

from ipnb_hub.edges import BareHeadMiddleware, readable
from ipnb_hub.views import home
from tests.making import make_term
from tests.shown import Shown

pytestmark = pytest.mark.django_db


def assert_refused(response: Any) -> None:
    page = Shown(response)
    assert (page.status, page.heading) == (400, "This address cannot be read")


@pytest.mark.parametrize(
    "address",
    [
        "/search/?q=%00",
        "/search/?q=a&%00=b",
        "/glossary/?letter=a%00",
        "/a%00b/",
        "/glossary/%00/",
        "/static/%00",
        "/healthz?%00",
    ],
)
def test_an_address_with_a_nul_is_refused(client: Client, address: str) -> None:
    assert_refused(client.get(address))


@pytest.mark.parametrize(
    "address",
    [
        "/admin/glossary/term/?slug=%00",
        "/admin/glossary/term/?evidence_status__exact=%00",
        "/admin/glossary/term/?q=a%00",
        "/admin/resources/person/?slug__startswith=%00",
        "/admin/autocomplete/?app_label=glossary&model_name=relation&field_name=target&term=%00",
    ],
)
def test_an_editor_s_query_with_a_nul_is_refused(client: Client, address: str) -> None:
    make_term()
    client.force_login(User.objects.create_superuser("ed"))
    assert_refused(client.get(address))


def test_a_cookie_that_hides_a_nul_is_refused(client: Client) -> None:
    assert_refused(client.get("/admin/login/", headers={"cookie": 'sessionid="\\000aaaaaaaaaaa"'}))


def test_a_header_with_a_nul_is_refused(client: Client) -> None:
    assert_refused(client.get("/", headers={"user-agent": "a\0b"}))


@pytest.mark.parametrize("encoding", ["utf-7", "utf-16", "unicode_escape", "latin-1"])
def test_an_encoding_in_which_a_nul_could_hide_is_refused(client: Client, encoding: str) -> None:
    assert_refused(client.get("/search/?q=x", CONTENT_TYPE=f"text/plain; charset={encoding}"))
    assert_refused(client.post("/admin/login/", b"username=x", f"text/plain; charset={encoding}"))


@pytest.mark.parametrize("said", ["charset=hex", "charset=utf-7", "charset*=hex''%41", "x*=nonsense''%FF"])
def test_an_encoding_that_django_cannot_begin_with_is_told_as_unreadable(said: str) -> None:
    environ: dict[str, Any] = {"CONTENT_TYPE": f"text/plain; {said}"}
    readable(lambda seen, _: [seen["CONTENT_TYPE"].encode()])(environ, lambda *_: lambda _: None)
    assert_refused(Client().get("/search/?q=x", CONTENT_TYPE=environ["CONTENT_TYPE"]))


@pytest.mark.parametrize("said", ["", "text/plain", "text/plain; charset=UTF-8", "multipart/form-data; boundary=x"])
def test_what_can_be_read_stays_as_it_was_said(said: str) -> None:
    environ: dict[str, Any] = {"CONTENT_TYPE": said}
    readable(lambda *_: [])(environ, lambda *_: lambda _: None)
    assert environ["CONTENT_TYPE"] == said


@pytest.mark.parametrize("address", ["/search/?q=%2500", "/search/?q=0x00", "/glossary/?letter=%01"])
def test_what_only_looks_like_a_nul_is_answered(client: Client, address: str) -> None:
    assert client.get(address, CONTENT_TYPE="text/plain; charset=UTF-8").status_code == 200


def test_the_answer_to_a_head_says_how_long_the_page_is_and_leaves_it_out() -> None:
    whole = home(RequestFactory().get("/")).content
    response: Any = BareHeadMiddleware(home)(RequestFactory().head("/"))
    assert (response.content, response["Content-Length"]) == (b"", str(len(whole)))
    assert len(whole) > 1000
    seen: Any = BareHeadMiddleware(home)(RequestFactory().get("/"))
    assert seen.content == whole
