"""A real browser, and a page that fails its test when the site breaks one of its promises."""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.core.signals import request_finished, request_started
from django.db import connection, connections
from django.test import Client, TransactionTestCase
from playwright.sync_api import Browser, Page, Playwright, sync_playwright

from tests import chromium, serving
from tests.browser.flags import flags
from tests.browser.kinds import ARTICLE
from tests.browser.windows import Visiting, Windows
from tests.filling import PASSWORD, editor
from tests.seeded import Delivery

# Playwright keeps an event loop in this thread; the tests themselves use the database one step at a time.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

PHONE: dict[str, Any] = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}


@pytest.hookimpl(wrapper=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> Iterator[None]:
    """Marks before `-m` chooses by marks; sorts when all others have."""
    for item in _ours(items):
        item.add_marker(pytest.mark.browser)
    yield
    ours = _ours(items)
    items[:] = [item for item in items if item not in ours] + _apart(ours)


def _ours(items: list[pytest.Item]) -> list[pytest.Item]:
    return [item for item in items if "tests/browser/" in item.path.as_posix()]


def _apart(items: list[pytest.Item]) -> list[pytest.Item]:
    """Of two processes the first begins with short tests of the delivered content, and is soon through to take those
    that stand last from the other, which begins with tests that write: only the first has to start a hub."""
    writing = [item for item in items if "live_server" in getattr(item, "fixturenames", ())]
    reading = [item for item in items if item not in writing]
    reading.sort(key=lambda item: item.path.name == "test_accessibility.py")
    half = len(items) // 2
    return reading[:half] + writing + reading[half:]


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as running:
        yield running
        connections.close_all()  # while its loop runs, Django has others than before and after: nobody else can


@pytest.fixture(scope="session")
def browser_path() -> str:
    path = os.environ.get("HUB_CHROMIUM") or chromium.find()
    if not path:
        pytest.fail(chromium.MISSING, pytrace=False)
    return path


@pytest.fixture(scope="session")
def browser(browser_path: str, playwright: Playwright) -> Iterator[Browser]:
    running = playwright.chromium.launch(executable_path=browser_path, args=flags())
    yield running
    running.close()


@pytest.fixture(scope="session")
def visiting(browser: Browser) -> Visiting:
    return Windows(browser).visiting


@pytest.fixture(scope="session")
def hub(tmp_path_factory: pytest.TempPathFactory, delivery: Delivery) -> Iterator[str]:
    """The address of a hub as an operator starts it, with all its content."""
    home = tmp_path_factory.mktemp("state") / "hub"
    serving.lend_static(home)
    with delivery.copied(home) as url, serving.hub(home, url, HUB_WORKERS="1") as running:
        yield running.url


@pytest.fixture
def reader(visiting: Visiting, hub: str) -> Iterator[Page]:
    """A page of a new reader of the delivered content, at a desk."""
    with visiting(hub) as page:
        yield page


@pytest.fixture
def article(reader: Page) -> Page:
    """The article, as a new reader at a desk sees it."""
    reader.goto(ARTICLE)
    return reader


@pytest.fixture
def phone(visiting: Visiting, hub: str) -> Iterator[Page]:
    """The article on a phone."""
    with visiting(hub, **PHONE) as page:
        page.goto(ARTICLE)
        yield page


@pytest.fixture
def plain(visiting: Visiting, hub: str) -> Iterator[Page]:
    """A page of a reader without JavaScript."""
    with visiting(hub, java_script_enabled=False) as page:
        yield page


@pytest.fixture(scope="session")
def _copied_back(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """After a test on the live server, SQLite gets its pages back as they were; to empty each table takes a second."""
    if connection.vendor != "sqlite":
        yield
        return
    with closing(sqlite3.connect(":memory:")) as before, pytest.MonkeyPatch.context() as changes:

        def copy_back(_: TransactionTestCase) -> None:
            connection.ensure_connection()
            before.backup(connection.connection)

        with django_db_blocker.unblock():
            connection.ensure_connection()
            connection.connection.backup(before)
        changes.setattr(TransactionTestCase, "_fixture_teardown", copy_back)
        yield


@pytest.fixture(scope="session")
def _at_work() -> Iterator[list[None]]:
    """One entry for each request that a server of this process is at."""
    requests: list[None] = []

    def begun(**_: Any) -> None:
        requests.append(None)

    def ended(**_: Any) -> None:
        requests.pop()

    request_started.connect(begun)
    request_finished.connect(ended)
    yield requests
    request_started.disconnect(begun)
    request_finished.disconnect(ended)


@pytest.fixture
def site(_copied_back: None, _at_work: list[None], live_server: Any) -> Iterator[str]:
    """The address of a server whose database holds what the test writes."""
    yield str(live_server.url)
    end = time.monotonic() + 20
    while _at_work and time.monotonic() < end:  # what the browser has given up may still write
        time.sleep(0.01)


@pytest.fixture
def page(visiting: Visiting, site: str) -> Iterator[Page]:
    """A page of a site without content."""
    with visiting(site) as page:
        yield page


@pytest.fixture
def ed(page: Page, site: str) -> Page:
    """A page of somebody of the Editors group who is signed in."""
    let_in(page, account(), site)
    return page


def account(name: str = "ed", *, may_publish: bool = True) -> User:
    """Somebody of the staff who can sign in through the form."""
    user = editor(name, may_publish=may_publish)
    user.set_password(PASSWORD)
    user.save()
    return user


def let_in(page: Page, user: User, address: str) -> None:
    """Sign in without the form, which has tests of its own."""
    client = Client()
    client.force_login(user)
    name = settings.SESSION_COOKIE_NAME
    page.context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": address}])


def sign_in(page: Page) -> None:
    page.goto("/admin/")
    give_password(page)


def give_password(page: Page, name: str = "ed") -> None:
    """Sign in on the page for it, where the hub led to."""
    page.fill("[name=username]", name)
    page.fill("[name=password]", PASSWORD)
    page.click("[type=submit]")
