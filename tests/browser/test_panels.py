"""Where the panel of a definition or source stands, and the line that leads to it."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.definitions import MIRROR, box, definition, foot, right, scroll_to, sign, wait_for_frames


def test_a_line_leads_from_the_sign_to_the_panel_on_the_foot_of_the_pressed_line(article: Page) -> None:
    scroll_to(article, sign(article), 150)
    sign(article).click()
    wait_for_frames(article)
    assert_led(article, sign(article), definition(article))
    assert box(definition(article))["y"] == pytest.approx(foot(sign(article)), abs=2)
    article.mouse.wheel(0, 90)
    article.wait_for_function("top => document.querySelector('.leads').getBoundingClientRect().top < top", arg=100)
    assert_led(article, sign(article), definition(article))
    article.set_viewport_size({"width": 1500, "height": 800})
    wait_for_frames(article)
    assert_led(article, sign(article), definition(article))


def assert_led(page: Page, start: Locator, end: Locator) -> None:
    """The line begins under what was pressed, and ends where the panel begins."""
    lead = page.locator(".lead-line")
    last = float(lead.evaluate("line => parseFloat(getComputedStyle(line, '::after').width)"))
    assert box(lead)["x"] == pytest.approx(box(start)["x"], abs=2)
    assert foot(lead) == pytest.approx(foot(start), abs=2)
    assert right(lead) + last == pytest.approx(box(end)["x"], abs=2)
    assert box(lead)["y"] == pytest.approx(box(end)["y"], abs=2)


def test_a_line_leads_from_a_number_to_its_source_too(article: Page) -> None:
    number = article.get_by_role("button", name="Source 2", exact=True).first
    scroll_to(article, number, 150)
    number.click()
    wait_for_frames(article)
    assert_led(article, number, article.locator("#note-2:popover-open"))


def test_at_the_foot_of_the_window_the_panel_rises_and_its_line_with_it(article: Page) -> None:
    scroll_to(article, sign(article), 740)
    sign(article).click()
    wait_for_frames(article)
    assert foot(definition(article)) <= 800
    assert box(definition(article))["y"] < foot(sign(article)) - 100
    assert_led(article, sign(article), definition(article))


def test_the_panel_stands_in_the_notes_column_under_one_water_rule_without_a_box(article: Page) -> None:
    sign(article).click()
    style = definition(article).evaluate(
        """panel => (({ borderTopWidth, borderRightWidth, borderBottomWidth, borderLeftWidth }) =>
            [borderTopWidth, borderRightWidth, borderBottomWidth, borderLeftWidth])(getComputedStyle(panel))"""
    )
    assert style == ["3px", "0px", "1px", "0px"]
    assert box(definition(article))["x"] > right(article.locator("main .text").nth(1))
    assert right(definition(article)) <= 1280 - 40


def test_between_phone_and_desk_it_is_a_box_under_the_line_or_above_it(article: Page) -> None:
    article.set_viewport_size({"width": 768, "height": 1000})
    for top, where in ((150, "under"), (900, "above")):
        scroll_to(article, sign(article), top)
        sign(article).click()
        wait_for_frames(article)
        assert box(definition(article))["width"] == 384
        assert right(definition(article)) == 728
        expect(article.locator(".lead-line")).to_be_hidden()
        under = box(definition(article))["y"] - foot(sign(article))
        above = box(sign(article))["y"] - foot(definition(article))
        assert (under if where == "under" else above) == pytest.approx(0, abs=2)
        article.keyboard.press("Escape")


def test_a_second_sign_of_the_same_term_takes_the_panel_over(article: Page) -> None:
    article.evaluate(
        "name => { const [first] = document.querySelectorAll(`[popovertarget=${name}].define`);"
        " first.closest('p').after(first.closest('p').cloneNode(true)); }",
        MIRROR,
    )
    scroll_to(article, sign(article), 200)
    for number in (0, 1):
        sign(article, number).click()
        expect(definition(article)).to_be_visible()
        expect(sign(article, number)).to_have_class("define leads")
        wait_for_frames(article)
        assert box(definition(article))["y"] == pytest.approx(foot(sign(article, number)), abs=2)
    expect(article.locator(".leads")).to_have_count(1)
    article.keyboard.press("Escape")
    expect(sign(article, 1)).to_be_focused()
