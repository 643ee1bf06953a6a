"""A reader's way through the hub in a real browser, with keys alone, and on a small screen without JavaScript."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import visiting
from tests.browser.definitions import scroll_to, shifts, wait_for_frames
from tests.browser.kinds import ARTICLE, PAGES


@pytest.fixture
def page(browser: Browser, hub: str) -> Iterator[Page]:
    """A page of a fresh reader of the delivered content."""
    with visiting(browser, hub) as page:
        yield page


def focused(page: Page, selector: str) -> bool:
    return bool(page.evaluate("selector => document.activeElement.matches(selector)", selector))


def tab_to(page: Page, selector: str, most: int = 120) -> None:
    """Press Tab until the focus stands on what the selector means."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if focused(page, selector):
            return
    raise AssertionError(f"{selector} is not reached by Tab")


def test_a_reader_goes_from_the_first_page_to_a_term_by_article_definition_and_search(page: Page) -> None:
    page.goto("/")
    page.get_by_role("region", name="Where to start").get_by_role("link").nth(1).click()
    expect(page).to_have_url(re.compile(f"{ARTICLE}$"))
    expect(page.get_by_role("heading", level=1)).to_have_count(1)

    tab_to(page, "button.define")
    name = page.evaluate("document.activeElement.getAttribute('popovertarget')")
    definition = page.locator(f"#{name}")
    expect(definition).to_be_hidden()
    page.keyboard.press("Enter")
    expect(definition).to_be_visible()
    page.keyboard.press("Escape")
    expect(definition).to_be_hidden()
    assert focused(page, f"button.define[popovertarget={name}]")

    page.keyboard.press("Enter")
    title = definition.locator(".called").inner_text()
    definition.get_by_role("link", name="Full entry").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    assert page.url.endswith(f"/glossary/{name.removeprefix('define-')}/")

    page.get_by_role("navigation", name="Main").get_by_role("link", name="Glossary").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("A to Z")
    page.get_by_role("combobox").fill("mirorr nuerons")
    page.keyboard.press("Enter")
    expect(page.get_by_role("main")).to_contain_text("No entry has the spelling “mirorr nuerons”")
    page.get_by_role("main").get_by_role("link", name="Mirror neurons", exact=True).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Mirror neurons")


def test_the_skip_link_comes_first_and_leads_to_the_text(page: Page) -> None:
    page.goto(ARTICLE)
    page.keyboard.press("Tab")
    assert focused(page, "a.skip")
    page.keyboard.press("Enter")
    tab_to(page, "main a, main button", most=1)


def test_the_slash_key_is_a_letter_in_a_field_and_can_be_turned_off(page: Page) -> None:
    page.goto("/")
    box = page.get_by_role("combobox")
    page.keyboard.press("Control+/")
    expect(box).not_to_be_focused()
    page.keyboard.press("/")
    page.keyboard.type("a/b")
    expect(box).to_have_value("a/b")
    page.goto("/glossary/implicit-memory/")
    page.get_by_role("button", name="Turn off the / key").click()
    page.reload()
    page.keyboard.press("/")
    expect(box).not_to_be_focused()
    expect(box).not_to_have_attribute("aria-keyshortcuts", "/")
    page.get_by_role("button", name="Turn on the / key").click()
    page.keyboard.press("/")
    expect(box).to_be_focused()


def test_a_note_opens_its_source_which_stands_at_the_foot_too(page: Page) -> None:
    page.goto(ARTICLE)
    page.get_by_role("button", name="Source 1", exact=True).first.click()
    source = page.locator("#note-1:popover-open")
    expect(source).to_contain_text("Hebb, D. O. (1949)")
    page.keyboard.press("Escape")
    expect(source).to_have_count(0)
    assert focused(page, "button.note[popovertarget=note-1]")
    expect(page.locator("li#source-1")).to_contain_text("Hebb, D. O. (1949)")


def test_the_list_of_contents_marks_what_is_being_read_and_nothing_moves(page: Page) -> None:
    page.goto(ARTICLE)
    contents = page.get_by_role("navigation", name="On this page")
    current = contents.locator("[aria-current=true]")
    links = contents.get_by_role("link")
    expect(current).to_have_text(links.first.inner_text())
    for number in range(links.count()):
        part = page.locator(str(links.nth(number).get_attribute("href")))
        scroll_to(page, part, 60)
        wait_for_frames(page)
        wanted = number if page.evaluate("scrollY + innerHeight < document.body.scrollHeight - 600") else None
        if wanted is not None:
            expect(current).to_have_text(links.nth(wanted).inner_text())
        expect(current).to_have_count(1)
        expect(current).to_be_in_viewport()
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    expect(current).to_have_text(links.last.inner_text())
    assert shifts(page) == []


@pytest.fixture
def small(browser: Browser, hub: str) -> Iterator[Page]:
    """A page on a small screen without JavaScript."""
    context = browser.new_context(base_url=hub, viewport={"width": 360, "height": 740}, java_script_enabled=False)
    context.set_default_timeout(10_000)
    yield context.new_page()
    context.close()


def widest(page: Page) -> float:
    """How far the page reaches to the right, measured with JavaScript off by the browser itself."""
    session = page.context.new_cdp_session(page)
    metrics = session.send("Page.getLayoutMetrics")
    session.detach()
    return float(metrics["cssContentSize"]["width"])


@pytest.mark.soak
def test_no_page_scrolls_sideways_on_a_small_screen(small: Page) -> None:
    width = float((small.viewport_size or {})["width"])
    found = {}
    for address in PAGES:
        small.goto(address)
        found[address] = widest(small)
    assert {address: reach for address, reach in found.items() if reach > width} == {}


def test_definitions_open_on_a_small_screen_without_javascript(small: Page) -> None:
    small.goto(ARTICLE)
    button = small.locator("button.define").first
    name = button.get_attribute("popovertarget")
    definition = small.locator(f"#{name}")
    expect(definition).to_be_hidden()
    button.click()
    expect(definition).to_be_visible()
    box = definition.bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= (small.viewport_size or {})["width"]
    definition.get_by_role("button", name="Close").click()
    expect(definition).to_be_hidden()


def test_the_search_works_without_javascript(small: Page) -> None:
    small.goto("/")
    small.get_by_role("searchbox").fill("aedp")
    small.keyboard.press("Enter")
    expect(small.get_by_role("heading", level=1)).to_have_text("Results for aedp")


@pytest.mark.soak
def test_no_page_makes_the_browser_complain_or_stretches_on_a_wide_screen(page: Page) -> None:
    page.set_viewport_size({"width": 1920, "height": 1000})
    for address in PAGES:
        page.goto(address)
        assert widest(page) <= 1920, address
        expect(page.get_by_role("heading", level=1)).to_have_count(1)
