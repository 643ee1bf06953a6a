"""What all lists of the admin say alike."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.contrib import admin
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.test import Client
from lxml import html

from ipnb_hub import errors
from publishing.models import OutsideLink
from search.models import Miss
from tests.filling import editor
from tests.making import make_article, make_outline, make_person, make_term, make_work

pytestmark = [pytest.mark.django_db, pytest.mark.heavy]


@pytest.fixture
def owner(client: Client) -> Client:
    """Whoever may do everything."""
    client.force_login(User.objects.create_superuser("owner"))
    return client


def test_every_list_begins_its_actions_with_words(owner: Client, settings: Any) -> None:
    settings.HUB_NOTE_EMPTY_SEARCHES = True
    for make in (make_term, make_work, make_person, make_article, make_outline):
        make()
    Miss.objects.create(text="wholth", number=Miss.SHOWN_FROM, first_day="2026-03-01", last_day="2026-03-01")

    first = {}
    for model in admin.site._registry:
        page = owner.get(f"/admin/{model._meta.app_label}/{model._meta.model_name}/")
        if page.status_code == 200 and (
            choices := html.fromstring(page.content).xpath("//select[@name='action']/option")
        ):
            first[model._meta.model_name] = choices[0].text

    assert first == dict.fromkeys(
        ("group", "user", "miss", "resource", "person", "term", "article", "practiceoutline", "step"),
        "Choose an action",
    )


def test_lists_tell_the_hours_as_the_desk_does(owner: Client) -> None:
    OutsideLink.objects.create(address="https://example.org/", checked=datetime(2026, 3, 1, 14, 5, tzinfo=UTC))

    page = html.fromstring(owner.get("/admin/publishing/outsidelink/").content)

    assert page.xpath("string(//td[contains(@class, 'field-checked')])") == "March 1, 2026, 14:05"


def test_an_editor_is_refused_within_the_admin_and_led_back(client: Client) -> None:
    client.force_login(editor())

    answer = client.get("/admin/auth/user/")

    page = html.fromstring(answer.content)
    assert answer.status_code == 403
    assert page.xpath("string(//div[@id='content']/h1)") == "Your account may not do this"
    assert page.xpath("//div[@id='content']//a/@href") == ["/admin/"]
    assert page.xpath("//form[@id='logout-form']")


def test_a_refusal_says_why(client: Client) -> None:
    client.force_login(editor())

    request = client.get("/admin/").wsgi_request
    answer = errors.forbidden(request, PermissionDenied("Only <somebody> may publish."))

    assert "<p>Only &lt;somebody&gt; may publish.</p>" in answer.content.decode()


def test_pages_of_accounts_have_the_name_that_the_first_page_gives_them(owner: Client) -> None:
    page = html.fromstring(owner.get("/admin/auth/user/").content)

    assert page.xpath("//div[@class='breadcrumbs']/a[2]/text()") == ["Accounts and groups"]
