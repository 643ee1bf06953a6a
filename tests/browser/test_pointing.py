"""Definitions under a resting pointer: WCAG 1.4.13, and a switch that turns them off."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.browser.definitions import MIRROR, box, definition, focus_of, scroll_to, shifts, sign, word

TURN_OFF = "Turn off definitions under the pointer"
TURN_ON = "Turn on definitions under the pointer"


def leave(page: Page) -> None:
    page.mouse.move(5, 5, steps=3)


def test_a_resting_pointer_opens_it_after_a_pause_and_keeps_it_open_all_the_way(article: Page) -> None:
    scroll_to(article, word(article), 200)
    word(article).hover()
    article.wait_for_timeout(300)
    expect(definition(article)).to_be_hidden()
    expect(definition(article)).to_be_visible()
    assert article.evaluate("document.activeElement.tagName") == "BODY"
    start, end = box(sign(article)), box(definition(article))
    article.mouse.move(start["x"] + 10, start["y"] + 30)
    for step in range(8):  # slowly, as a hand that trembles
        article.mouse.move(start["x"] + (end["x"] + 40 - start["x"]) * step / 7, end["y"] + 40)
        article.wait_for_timeout(150)
    article.wait_for_timeout(1000)
    expect(definition(article)).to_be_visible()
    leave(article)
    expect(definition(article)).to_be_hidden()
    assert shifts(article) == []


def test_escape_closes_what_the_pointer_opened_and_it_stays_closed(article: Page) -> None:
    sign(article).hover()
    expect(definition(article)).to_be_visible()
    article.keyboard.press("Escape")
    expect(definition(article)).to_be_hidden()
    position = box(sign(article))
    article.mouse.move(position["x"] + 8, position["y"] + 8)
    article.wait_for_timeout(800)
    expect(definition(article)).to_be_hidden()


def test_a_press_keeps_open_what_the_pointer_opened_and_a_link_still_leads_on(article: Page) -> None:
    sign(article).hover()
    expect(definition(article)).to_be_visible()
    sign(article).click()
    expect(definition(article)).to_be_visible()
    leave(article)
    article.wait_for_timeout(1000)
    expect(definition(article)).to_be_visible()
    article.keyboard.press("Tab")
    assert focus_of(article) == "Close"
    article.keyboard.press("Escape")
    word(article).hover()
    expect(definition(article)).to_be_visible()
    word(article).click()
    expect(article).to_have_url(re.compile("/glossary/mirror-neurons/$"))


def test_what_a_reader_pressed_open_is_not_replaced_by_a_resting_pointer(article: Page) -> None:
    sign(article).click()
    article.locator(f"button.define:not([popovertarget={MIRROR}])").first.hover()
    article.wait_for_timeout(800)
    expect(definition(article)).to_be_visible()


def test_a_reader_can_turn_the_pointer_off_and_it_stays_off(article: Page) -> None:
    article.get_by_role("button", name=TURN_OFF).click()
    article.reload()
    sign(article).hover()
    article.wait_for_timeout(900)
    expect(definition(article)).to_be_hidden()
    sign(article).click()
    expect(definition(article)).to_be_visible()
    article.keyboard.press("Escape")
    article.get_by_role("button", name=TURN_ON).click()
    sign(article).hover()
    expect(definition(article)).to_be_visible()
    assert article.context.cookies() == []


def test_a_finger_that_rests_opens_nothing_and_is_offered_no_switch(phone: Page) -> None:
    expect(phone.get_by_role("button", name=TURN_OFF)).to_have_count(0)
    word(phone).dispatch_event("pointermove", {"pointerType": "touch"})
    phone.wait_for_timeout(900)
    expect(definition(phone)).to_be_hidden()


def test_what_a_press_opened_and_a_key_closed_does_not_come_back_under_the_pointer(article: Page) -> None:
    sign(article).click()
    expect(definition(article)).to_be_visible()
    article.keyboard.press("Escape")
    article.wait_for_timeout(900)
    expect(definition(article)).to_be_hidden()
