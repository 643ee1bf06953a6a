"""Definitions under a resting pointer: WCAG 1.4.13, and a switch that turns them off."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import visiting
from tests.browser.definitions import MIRROR, PHONE, box, definition, focus_of, scroll_to, shifts, sign, word
from tests.browser.kinds import ARTICLE

TURN_OFF = "Turn off definitions under the pointer"
TURN_ON = "Turn on definitions under the pointer"


@pytest.fixture
def page(browser: Browser, hub: str) -> Iterator[Page]:
    """The article, as a fresh reader with a mouse sees it."""
    with visiting(browser, hub) as page:
        page.goto(ARTICLE)
        yield page


@pytest.fixture
def phone(browser: Browser, hub: str) -> Iterator[Page]:
    """The article on a phone."""
    with visiting(browser, hub, viewport=PHONE, has_touch=True, is_mobile=True) as page:
        page.goto(ARTICLE)
        yield page


def leave(page: Page) -> None:
    page.mouse.move(5, 5, steps=3)


def test_a_resting_pointer_opens_it_after_a_pause_and_keeps_it_open_all_the_way(page: Page) -> None:
    scroll_to(page, word(page), 200)
    word(page).hover()
    page.wait_for_timeout(300)
    expect(definition(page)).to_be_hidden()
    expect(definition(page)).to_be_visible()
    assert page.evaluate("document.activeElement.tagName") == "BODY"
    start, end = box(sign(page)), box(definition(page))
    page.mouse.move(start["x"] + 10, start["y"] + 30)
    for step in range(8):  # slowly, as a hand that trembles
        page.mouse.move(start["x"] + (end["x"] + 40 - start["x"]) * step / 7, end["y"] + 40)
        page.wait_for_timeout(150)
    page.wait_for_timeout(1000)
    expect(definition(page)).to_be_visible()
    leave(page)
    expect(definition(page)).to_be_hidden()
    assert shifts(page) == []


def test_escape_closes_what_the_pointer_opened_and_it_stays_closed(page: Page) -> None:
    sign(page).hover()
    expect(definition(page)).to_be_visible()
    page.keyboard.press("Escape")
    expect(definition(page)).to_be_hidden()
    position = box(sign(page))
    page.mouse.move(position["x"] + 8, position["y"] + 8)
    page.wait_for_timeout(800)
    expect(definition(page)).to_be_hidden()


def test_a_press_keeps_open_what_the_pointer_opened_and_a_link_still_leads_on(page: Page) -> None:
    sign(page).hover()
    expect(definition(page)).to_be_visible()
    sign(page).click()
    expect(definition(page)).to_be_visible()
    leave(page)
    page.wait_for_timeout(1000)
    expect(definition(page)).to_be_visible()
    page.keyboard.press("Tab")
    assert focus_of(page) == "Close"
    page.keyboard.press("Escape")
    word(page).hover()
    expect(definition(page)).to_be_visible()
    word(page).click()
    expect(page).to_have_url(re.compile("/glossary/mirror-neurons/$"))


def test_what_a_reader_pressed_open_is_not_replaced_by_a_resting_pointer(page: Page) -> None:
    sign(page).click()
    page.locator(f"button.define:not([popovertarget={MIRROR}])").first.hover()
    page.wait_for_timeout(800)
    expect(definition(page)).to_be_visible()


def test_a_reader_can_turn_the_pointer_off_and_it_stays_off(page: Page) -> None:
    page.get_by_role("button", name=TURN_OFF).click()
    page.reload()
    sign(page).hover()
    page.wait_for_timeout(900)
    expect(definition(page)).to_be_hidden()
    sign(page).click()
    expect(definition(page)).to_be_visible()
    page.keyboard.press("Escape")
    page.get_by_role("button", name=TURN_ON).click()
    sign(page).hover()
    expect(definition(page)).to_be_visible()
    assert page.context.cookies() == []


def test_a_finger_that_rests_opens_nothing_and_is_offered_no_switch(phone: Page) -> None:
    expect(phone.get_by_role("button", name=TURN_OFF)).to_have_count(0)
    word(phone).dispatch_event("pointermove", {"pointerType": "touch"})
    phone.wait_for_timeout(900)
    expect(definition(phone)).to_be_hidden()


def test_what_a_press_opened_and_a_key_closed_does_not_come_back_under_the_pointer(page: Page) -> None:
    sign(page).click()
    expect(definition(page)).to_be_visible()
    page.keyboard.press("Escape")
    page.wait_for_timeout(900)
    expect(definition(page)).to_be_hidden()
