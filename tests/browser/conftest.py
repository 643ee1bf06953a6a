"""A real browser, and a page that fails its test when the site breaks one of its promises."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, Playwright, expect, sync_playwright

from tests import chromium, serving
from tests.filling import PASSWORD, editor
from tests.seeded import Delivery

# Playwright keeps an event loop in this thread; the tests themselves use the database one step at a time.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "tests/browser/" in item.path.as_posix():
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as running:
        yield running


@pytest.fixture(scope="session")
def browser_path() -> str:
    path = os.environ.get("HUB_CHROMIUM") or chromium.find()
    if not path:
        pytest.fail(chromium.MISSING, pytrace=False)
    return path


@pytest.fixture(scope="session")
def browser(browser_path: str, playwright: Playwright) -> Iterator[Browser]:
    running = playwright.chromium.launch(executable_path=browser_path, args=chromium.flags())
    yield running
    running.close()


class Complaints:
    """What the browser itself objects to while a page is open."""

    def __init__(self, page: Page, origin: str) -> None:
        self.origin = origin
        self.found: list[str] = []
        page.on("console", lambda message: self.heard(message.type, message.text))
        page.on("pageerror", lambda error: self.found.append(f"script error: {error}"))
        page.on("request", lambda request: self.asked(request.url))

    def heard(self, kind: str, text: str) -> None:
        # A 4xx page is something a test may visit on purpose.
        if kind == "error" and "the server responded with a status of 4" not in text:
            self.found.append(text)

    def asked(self, url: str) -> None:
        if not url.startswith((f"{self.origin}/", "data:", "blob:", "about:")):
            self.found.append(f"request to a third party: {urlsplit(url).netloc}")


@contextmanager
def visiting(browser: Browser, address: str, **options: Any) -> Iterator[Page]:
    """A page of a fresh visitor; it fails on errors, CSP violations and third parties."""
    options = {"viewport": {"width": 1280, "height": 800}, "locale": "en-US", **options}
    context = browser.new_context(base_url=address, **options)
    context.set_default_timeout(10_000)
    page = context.new_page()
    complaints = Complaints(page, address)
    yield page
    context.close()
    assert complaints.found == []


@pytest.fixture
def page(browser: Browser, live_server) -> Iterator[Page]:
    """A page on the live server, whose database holds what the test writes."""
    with visiting(browser, live_server.url) as page:
        yield page


@pytest.fixture
def ed(page: Page, live_server: Any) -> Page:
    """A page of somebody of the Editors group who has just signed in through the form."""
    user = editor()
    user.set_password(PASSWORD)
    user.save()
    sign_in(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("What would you like to edit?")
    return page


def sign_in(page: Page, name: str = "ed") -> None:
    page.goto("/admin/")
    page.fill("[name=username]", name)
    page.fill("[name=password]", PASSWORD)
    page.click("[type=submit]")


@pytest.fixture(scope="session")
def hub(tmp_path_factory: pytest.TempPathFactory, delivery: Delivery) -> Iterator[str]:
    """The address of a hub as an operator starts it, with all its content."""
    home = tmp_path_factory.mktemp("state") / "hub"
    serving.lend_static(home)
    with delivery.copied(home) as url, serving.hub(home, url) as running:
        yield running.url
