"""A reader's way through the hub in a real browser, with keys alone, and on a small screen without JavaScript."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.definitions import scroll_to, shifts, wait_for_frames
from tests.browser.kinds import ARTICLE, PAGES


def focused(page: Page, selector: str) -> bool:
    return bool(page.evaluate("selector => document.activeElement.matches(selector)", selector))


def tab_to(page: Page, selector: str, most: int = 120) -> None:
    """Press Tab until the focus stands on what the selector means."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if focused(page, selector):
            return
    raise AssertionError(f"{selector} is not reached by Tab")


def test_a_reader_goes_from_the_first_page_to_a_term_by_article_definition_and_search(reader: Page) -> None:
    reader.goto("/")
    reader.get_by_role("region", name="Where to start").get_by_role("link").nth(1).click()
    expect(reader).to_have_url(re.compile(f"{ARTICLE}$"))
    expect(reader.get_by_role("heading", level=1)).to_have_count(1)

    tab_to(reader, "a.skip", most=1)
    reader.keyboard.press("Enter")
    tab_to(reader, "button.define")
    name = reader.evaluate("document.activeElement.getAttribute('popovertarget')")
    definition = reader.locator(f"#{name}")
    expect(definition).to_be_hidden()
    reader.keyboard.press("Enter")
    expect(definition).to_be_visible()
    reader.keyboard.press("Escape")
    expect(definition).to_be_hidden()
    assert focused(reader, f"button.define[popovertarget={name}]")

    reader.keyboard.press("Enter")
    title = definition.locator(".called").inner_text()
    definition.get_by_role("link", name="Full entry").click()
    expect(reader.get_by_role("heading", level=1)).to_have_text(title)
    assert reader.url.endswith(f"/glossary/{name.removeprefix('define-')}/")

    reader.get_by_role("navigation", name="Main").get_by_role("link", name="Glossary").click()
    expect(reader.get_by_role("heading", level=1)).to_contain_text("A to Z")
    reader.get_by_role("combobox").fill("mirorr nuerons")
    reader.keyboard.press("Enter")
    expect(reader.get_by_role("main")).to_contain_text("No entry has the spelling “mirorr nuerons”")
    reader.get_by_role("main").get_by_role("link", name="Mirror neurons", exact=True).first.click()
    expect(reader.get_by_role("heading", level=1)).to_have_text("Mirror neurons")


def test_the_skip_link_comes_first_and_leads_to_the_text(reader: Page) -> None:
    reader.goto(ARTICLE)
    reader.keyboard.press("Tab")
    assert focused(reader, "a.skip")
    reader.keyboard.press("Enter")
    tab_to(reader, "main a, main button", most=1)


def test_the_slash_key_is_a_letter_in_a_field_and_can_be_turned_off(reader: Page) -> None:
    reader.goto("/")
    box = reader.get_by_role("combobox")
    reader.keyboard.press("Control+/")
    expect(box).not_to_be_focused()
    expect(box).to_have_attribute("aria-keyshortcuts", "/")
    reader.keyboard.press("/")
    reader.keyboard.type("a/b")
    expect(box).to_have_value("a/b")
    reader.goto("/glossary/implicit-memory/")
    reader.get_by_role("button", name="Turn off the / key").click()
    reader.reload()
    reader.keyboard.press("/")
    expect(box).not_to_be_focused()
    expect(box).not_to_have_attribute("aria-keyshortcuts", "/")
    reader.get_by_role("button", name="Turn on the / key").click()
    reader.keyboard.press("/")
    expect(box).to_be_focused()


def test_a_note_opens_its_source_which_stands_at_the_foot_too(reader: Page) -> None:
    reader.goto(ARTICLE)
    reader.get_by_role("button", name="Source 1", exact=True).first.click()
    source = reader.locator("#note-1:popover-open")
    expect(source).to_contain_text("Hebb, D. O. (1949)")
    reader.keyboard.press("Escape")
    expect(source).to_have_count(0)
    assert focused(reader, "button.note[popovertarget=note-1]")
    expect(reader.locator("li#source-1")).to_contain_text("Hebb, D. O. (1949)")


def test_the_list_of_contents_marks_what_is_being_read_and_nothing_moves(reader: Page) -> None:
    reader.goto(ARTICLE)
    contents = reader.get_by_role("navigation", name="On this page")
    current = contents.locator("[aria-current=true]")
    links = contents.get_by_role("link")
    expect(current).to_have_text(links.first.inner_text())
    for number in range(links.count()):
        part = reader.locator(str(links.nth(number).get_attribute("href")))
        scroll_to(reader, part, 60)
        wait_for_frames(reader)
        wanted = number if reader.evaluate("scrollY + innerHeight < document.body.scrollHeight - 600") else None
        if wanted is not None:
            expect(current).to_have_text(links.nth(wanted).inner_text())
        expect(current).to_have_count(1)
        expect(current).to_be_in_viewport()
    reader.evaluate("scrollTo(0, document.body.scrollHeight)")
    expect(current).to_have_text(links.last.inner_text())
    assert shifts(reader) == []


@pytest.fixture
def small(plain: Page) -> Page:
    """A page on a small screen without JavaScript."""
    plain.set_viewport_size({"width": 360, "height": 740})
    return plain


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
def test_no_page_makes_the_browser_complain_or_stretches_on_a_wide_screen(reader: Page) -> None:
    reader.set_viewport_size({"width": 1920, "height": 1000})
    for address in PAGES:
        reader.goto(address)
        assert widest(reader) <= 1920, address
        expect(reader.get_by_role("heading", level=1)).to_have_count(1)
