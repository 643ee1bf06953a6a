"""A real browser, and a page that fails its test when the site breaks one of its promises."""

import os
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, Playwright, sync_playwright

from tests import chromium

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


@pytest.fixture
def page(browser: Browser, live_server) -> Iterator[Page]:
    """A page of a fresh visitor on the live server; it fails on errors, CSP violations and third parties."""
    context = browser.new_context(base_url=live_server.url, viewport={"width": 1280, "height": 800}, locale="en-US")
    context.set_default_timeout(10_000)
    page = context.new_page()
    complaints = Complaints(page, live_server.url)
    yield page
    context.close()
    assert complaints.found == []


@pytest.fixture
def seeded(live_server) -> None:
    """All the content of the fixtures, as on a fresh hub."""
    from django.core.management import call_command

    call_command("seed", verbosity=0)
