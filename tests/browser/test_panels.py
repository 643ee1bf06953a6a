"""Where the panel of a definition or source stands, and the line that leads to it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.conftest import visiting
from tests.browser.definitions import MIRROR, box, definition, foot, right, scroll_to, sign, wait_for_frames
from tests.browser.kinds import ARTICLE


@pytest.fixture
def page(browser: Browser, hub: str) -> Iterator[Page]:
    """The article, as a fresh reader with a mouse sees it."""
    with visiting(browser, hub) as page:
        page.goto(ARTICLE)
        yield page


def test_a_line_leads_from_the_sign_to_the_panel_on_the_foot_of_the_pressed_line(page: Page) -> None:
    scroll_to(page, sign(page), 150)
    sign(page).click()
    wait_for_frames(page)
    assert_led(page, sign(page), definition(page))
    assert box(definition(page))["y"] == pytest.approx(foot(sign(page)), abs=2)
    page.mouse.wheel(0, 90)
    page.wait_for_function("top => document.querySelector('.leads').getBoundingClientRect().top < top", arg=100)
    assert_led(page, sign(page), definition(page))
    page.set_viewport_size({"width": 1500, "height": 800})
    wait_for_frames(page)
    assert_led(page, sign(page), definition(page))


def assert_led(page: Page, start: Locator, end: Locator) -> None:
    """The line begins under what was pressed, and ends where the panel begins."""
    lead = page.locator(".lead-line")
    last = float(lead.evaluate("line => parseFloat(getComputedStyle(line, '::after').width)"))
    assert box(lead)["x"] == pytest.approx(box(start)["x"], abs=2)
    assert foot(lead) == pytest.approx(foot(start), abs=2)
    assert right(lead) + last == pytest.approx(box(end)["x"], abs=2)
    assert box(lead)["y"] == pytest.approx(box(end)["y"], abs=2)


def test_a_line_leads_from_a_number_to_its_source_too(page: Page) -> None:
    number = page.get_by_role("button", name="Source 2", exact=True).first
    scroll_to(page, number, 150)
    number.click()
    wait_for_frames(page)
    assert_led(page, number, page.locator("#note-2:popover-open"))


def test_at_the_foot_of_the_window_the_panel_rises_and_its_line_with_it(page: Page) -> None:
    scroll_to(page, sign(page), 740)
    sign(page).click()
    wait_for_frames(page)
    assert foot(definition(page)) <= 800
    assert box(definition(page))["y"] < foot(sign(page)) - 100
    assert_led(page, sign(page), definition(page))


def test_the_panel_stands_in_the_notes_column_under_one_water_rule_without_a_box(page: Page) -> None:
    sign(page).click()
    style = definition(page).evaluate(
        """panel => (({ borderTopWidth, borderRightWidth, borderBottomWidth, borderLeftWidth }) =>
            [borderTopWidth, borderRightWidth, borderBottomWidth, borderLeftWidth])(getComputedStyle(panel))"""
    )
    assert style == ["3px", "0px", "1px", "0px"]
    assert box(definition(page))["x"] > right(page.locator("main .text").nth(1))
    assert right(definition(page)) <= 1280 - 40


def test_between_phone_and_desk_it_is_a_box_under_the_line_or_above_it(page: Page) -> None:
    page.set_viewport_size({"width": 768, "height": 1000})
    for top, where in ((150, "under"), (900, "above")):
        scroll_to(page, sign(page), top)
        sign(page).click()
        wait_for_frames(page)
        assert box(definition(page))["width"] == 384
        assert right(definition(page)) == 728
        expect(page.locator(".lead-line")).to_be_hidden()
        under = box(definition(page))["y"] - foot(sign(page))
        above = box(sign(page))["y"] - foot(definition(page))
        assert (under if where == "under" else above) == pytest.approx(0, abs=2)
        page.keyboard.press("Escape")


def test_a_second_sign_of_the_same_term_takes_the_panel_over(page: Page) -> None:
    page.evaluate(
        "name => { const [first] = document.querySelectorAll(`[popovertarget=${name}].define`);"
        " first.closest('p').after(first.closest('p').cloneNode(true)); }",
        MIRROR,
    )
    scroll_to(page, sign(page), 200)
    for number in (0, 1):
        sign(page, number).click()
        expect(definition(page)).to_be_visible()
        expect(sign(page, number)).to_have_class("define leads")
        wait_for_frames(page)
        assert box(definition(page))["y"] == pytest.approx(foot(sign(page, number)), abs=2)
    expect(page.locator(".leads")).to_have_count(1)
    page.keyboard.press("Escape")
    expect(sign(page, 1)).to_be_focused()
