"""What stands at an address where nothing is, and what a visitor sees when something is wrong."""

from __future__ import annotations

import re
from typing import Any

import pytest
import yaml
from django.conf import settings
from django.test import Client, RequestFactory

from ipnb_hub import errors
from publishing.models import FormerAddress, State
from tests.making import make_article, make_person, make_term, make_work
from tests.shown import Shown, see, words

pytestmark = [pytest.mark.django_db, pytest.mark.heavy]


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("/glossary/mirror-neurones/", "mirror neurones"),
        ("/articles/the_basics/", "the basics"),
        ("/practice/three-steps/connect-again/", "connect again"),
        ("/nowhere", "nowhere"),
        ("/%C3%A9motion-x/", "émotion x"),
        ("/glossary/a/b/c%20d/", "c d"),
        ("/---/", ""),
        ("/%3Cscript%3E/", "script"),
        ("/" + "word-" * 400, " ".join(["word"] * 20)),
    ],
)
def test_an_unknown_address_offers_its_words_for_a_search(client: Client, address: str, words: str) -> None:
    response = client.get(address)
    page = Shown(response)
    assert page.status == 404
    assert page.heading == "This page is not in the guide"
    assert [each.attrib["value"] for each in page.main.iter("input")] == [words]
    assert ("Glossary, A to Z", "/glossary/") in page.links()


def test_a_missing_slash_leads_on(client: Client) -> None:
    response = client.get("/glossary?letter=a")
    assert (response.status_code, response["Location"]) == (301, "/glossary/?letter=a")


def test_a_former_address_leads_on_for_every_kind(client: Client) -> None:
    for content, before, after in (
        (make_term(), "/glossary/attunement/", "/glossary/new/"),
        (make_article(), "/articles/the-basics/", "/articles/new/"),
        (make_person(), "/people/diana-fosha/", "/people/new/"),
        (make_work(recommended=True), "/resources/siegel1999/", "/resources/new/"),
    ):
        content.slug = "new"
        content.save()
        response = client.get(before)
        assert (response.status_code, response["Location"]) == (301, after)
        assert client.get(after).status_code == 200


def test_a_former_address_of_something_withdrawn_ends_at_the_404_page(client: Client) -> None:
    term = make_term()
    term.slug, term.state = "new", State.RETIRED
    term.save()
    assert client.get("/glossary/attunement/", follow=True).status_code == 404


def test_a_withdrawn_page_is_no_redirect_to_itself(client: Client) -> None:
    term = make_term(state=State.RETIRED)
    FormerAddress.objects.create(path="/glossary/attunement/", content=term)
    assert client.get("/glossary/attunement/").status_code == 404


@pytest.mark.parametrize(
    ("answer", "status", "heading"),
    [
        (errors.bad_request, 400, "This address cannot be read"),
        (errors.forbidden, 403, "This page is not open to you"),
    ],
)
def test_a_refusal_is_in_the_site_s_own_design(answer: Any, status: int, heading: str) -> None:
    page = Shown(answer(RequestFactory().get("/"), Exception("secret")))
    assert (page.status, page.heading) == (status, heading)
    assert "secret" not in page.html
    assert "Help now" in page.html


def test_a_foreign_host_name_is_refused_in_the_site_s_own_design(client: Client) -> None:
    response = client.get("/", headers={"host": "evil.example.org"})
    assert response.status_code == 400
    assert b"IPNB Hub" in response.content
    assert b"evil" not in response.content


def test_a_post_without_its_token_is_refused_in_the_site_s_own_design() -> None:
    page = Shown(Client(enforce_csrf_checks=True).post("/admin/login/", {"username": "x"}))
    assert page.status == 403
    assert page.title.endswith("– IPNB Hub")


def test_a_fault_of_ours_is_said_without_the_database_and_without_its_reason(
    settings: Any, django_assert_num_queries: Any
) -> None:
    settings.HUB_URL = None
    with django_assert_num_queries(0):
        page = Shown(errors.server_error(RequestFactory().get("/")))
    assert (page.status, page.heading) == (500, "Something went wrong here")
    assert ("Go to the first page", "/") in page.links()


def test_a_fault_of_ours_names_the_same_help_as_every_other_page() -> None:
    fixture = yaml.safe_load((settings.BASE_DIR / "fixtures" / "notices.yaml").read_text())
    note = next(each for each in fixture["records"] if each["key"] == "crisis-note")
    page = Shown(errors.server_error(RequestFactory().get("/")))
    lines = [words(each) for each in page.one("footer").iter("li")]
    said = re.sub(r"\*\*|\[|\]\(.*?\)", "", note["text"]).split("\n- ")
    assert lines == [" ".join(each.split()) for each in said[1:]]
    for number in ("988", "116 123", "112", "911", "999"):
        assert number in " ".join(lines)


def test_a_failing_view_shows_that_page_and_no_traceback(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: Any) -> None:
        raise RuntimeError("a secret reason")

    monkeypatch.setattr("ipnb_hub.views.recently_revised", fail)
    client = Client(raise_request_exception=False)
    page = Shown(client.get("/"))
    assert (page.status, page.heading) == (500, "Something went wrong here")
    assert "secret" not in page.html


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch", "options", "trace"])
@pytest.mark.parametrize("address", ["/", "/search/", "/glossary/", "/glossary/attunement/", "/healthz"])
def test_readers_pages_answer_reading_methods_alone(method: str, address: str) -> None:
    assert getattr(Client(), method)(address).status_code == 405
    assert getattr(Client(enforce_csrf_checks=True), method)(address).status_code in {403, 405}


def test_a_head_is_a_page_without_its_body(client: Client) -> None:
    make_term()
    for address in ("/", "/glossary/", "/glossary/attunement/", "/search/?q=x", "/resources/", "/references/"):
        response = client.head(address)
        assert (response.status_code, response.content) == (200, b""), address


def test_every_page_carries_its_own_address(client: Client, settings: Any) -> None:
    settings.HUB_URL = "https://hub.example.org"
    page = see(client, "/glossary/", letter="a")
    canonical = [each.attrib["href"] for each in page.root.iter("link") if each.attrib["rel"] == "canonical"]
    assert canonical == ["https://hub.example.org/glossary/"]
