"""Source notes in a real browser: by keys, by touch, without script, in the margin, and left behind by copying."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import visiting

ARTICLE = "/articles/interpersonal-neurobiology-the-basics/"
FIRST = "button.note[popovertarget=note-1]"


@pytest.fixture
def page(browser: Browser, hub: str) -> Iterator[Page]:
    """The article on a wide screen."""
    with visiting(browser, hub) as page:
        page.goto(ARTICLE)
        yield page


@pytest.fixture
def phone(browser: Browser, hub: str) -> Iterator[Page]:
    """The article on a phone."""
    screen: dict[str, Any] = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}
    with visiting(browser, hub, **screen) as page:
        page.goto(ARTICLE)
        yield page


def tops(page: Page) -> list[dict[str, float]]:
    """Where each note of the margin stands, and the first number that means it."""
    found: list[dict[str, float]] = page.evaluate(
        """() => [...document.querySelectorAll('.noted .slip')].map(slip => {
            const box = slip.getBoundingClientRect();
            const button = document.querySelector(`[popovertarget=${slip.id}]`).getBoundingClientRect();
            const text = document.querySelector('.noted').getBoundingClientRect();
            return {top: box.top, bottom: box.bottom, left: box.left, right: box.right, line: button.top,
                    end: text.right, shown: box.height};
        })"""
    )
    return found


def test_a_note_is_reached_opened_entered_and_left_by_keys_alone(page: Page) -> None:
    button, slip = page.locator(FIRST).first, page.locator("#note-2")
    button.focus()
    for _ in range(5):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('button.note[popovertarget=note-2]')"):
            break
    page.keyboard.press("Enter")
    expect(slip.get_by_role("button", name="Close")).to_be_visible()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('.slip').id") == "note-2"
    page.keyboard.press("Escape")
    expect(slip.get_by_role("button", name="Close")).to_be_hidden()
    assert page.evaluate("document.activeElement.getAttribute('popovertarget')") == "note-2"


def test_close_shuts_the_note_and_gives_the_focus_back(page: Page) -> None:
    page.locator(FIRST).first.click()
    close = page.locator("#note-1").get_by_role("button", name="Close")
    close.click()
    expect(close).to_be_hidden()
    assert page.evaluate("document.activeElement.getAttribute('popovertarget')") == "note-1"


def test_a_later_mention_opens_the_same_note(page: Page) -> None:
    page.locator(FIRST).nth(1).click()
    assert page.locator("#note-1").evaluate("slip => slip.matches(':popover-open')")


def test_touch_opens_a_sheet_at_the_foot_and_nothing_moves(phone: Page) -> None:
    button, slip = phone.locator(FIRST).first, phone.locator("#note-1")
    button.scroll_into_view_if_needed()
    expect(slip).to_be_hidden()
    before = button.bounding_box()
    button.tap()
    expect(slip).to_be_visible()
    assert button.bounding_box() == before
    sheet = slip.bounding_box()
    assert sheet is not None
    assert (sheet["x"], sheet["width"], round(sheet["y"] + sheet["height"])) == (0, 360, 740)
    slip.get_by_role("button", name="Close").tap()
    expect(slip).to_be_hidden()


@pytest.mark.parametrize("width", [360, 768, 1280])
def test_notes_open_without_script(browser: Browser, hub: str, width: int) -> None:
    screen = {"width": width, "height": 800}
    with visiting(browser, hub, viewport=screen, java_script_enabled=False) as page:
        page.goto(ARTICLE)
        page.locator(FIRST).first.click()
        slip = page.locator("#note-1")
        expect(slip).to_contain_text("Hebb, D. O. (1949).")
        box = slip.bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width
        slip.get_by_role("button", name="Close").click()
        expect(slip.get_by_role("button", name="Close")).to_be_hidden()


def test_copying_the_text_copies_no_marks(page: Page) -> None:
    copied = page.evaluate(
        """() => {
            const prose = document.querySelector('.claim .sides > div + div p');
            getSelection().selectAllChildren(prose);
            return getSelection().toString();
        }"""
    )
    assert " ".join(copied.split()) == (
        "The idea is much older. It had been proposed by 1949, and animal studies showed such change from the "
        "1960s on. Around 2000, the new thing was above all imaging of living people."
    )


def test_on_a_wide_screen_each_source_stands_in_the_margin_beside_its_line(page: Page) -> None:
    found = [each for each in tops(page) if each["shown"]]
    assert len(found) > 30
    assert all(each["left"] >= each["end"] + 40 and each["right"] <= 1280 for each in found)
    ends = [each["bottom"] for each in found]
    assert all(each["top"] >= end for end, each in zip(ends, found[1:], strict=False))
    free = [each for end, each in zip([0.0, *ends], found, strict=False) if end < each["line"] - 24]
    assert len(free) > 10
    assert max(abs(each["top"] - each["line"]) for each in free) < 24
    assert all(each["top"] >= each["line"] - 24 for each in found)


@pytest.mark.parametrize("opener", ["button.define", "button.note"])
def test_the_margin_steps_back_while_something_is_open_and_the_text_stays(page: Page, opener: str) -> None:
    height = page.evaluate("document.querySelector('main').offsetHeight")
    page.locator(opener).first.click()
    hidden = (
        "slips => slips.every(each => each.matches(':popover-open') || getComputedStyle(each).visibility == 'hidden')"
    )
    assert page.locator(".noted .slip").evaluate_all(hidden)
    assert page.evaluate("document.querySelector('main').offsetHeight") == height
    page.keyboard.press("Escape")
    assert not page.locator(".noted .slip").evaluate_all(hidden)


def test_a_number_keeps_to_the_line_of_its_word(page: Page) -> None:
    for width in (320, 500, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        parted = page.evaluate(
            """() => [...document.querySelectorAll('main .held')].filter(held => {
                const text = held.firstChild;
                if (text.nodeType != Node.TEXT_NODE) return false;
                const range = document.createRange();
                range.selectNodeContents(text);
                const line = range.getBoundingClientRect();
                const number = held.querySelector('.note').getBoundingClientRect();
                return Math.abs(line.top + line.height / 2 - number.top - number.height / 2) > 14;
            }).map(held => held.textContent)"""
        )
        assert parted == []


def test_the_number_is_a_button_with_a_name(page: Page) -> None:
    page.set_viewport_size({"width": 768, "height": 800})
    session = page.context.new_cdp_session(page)
    nodes = session.send("Accessibility.getFullAXTree")["nodes"]
    buttons = [each["name"]["value"] for each in nodes if not each["ignored"] and each["role"]["value"] == "button"]
    assert {"Source 1", "Source 2"} <= set(buttons)
    assert "Close" not in buttons
    page.locator(FIRST).first.click()
    expect(page.locator("#note-1")).to_match_aria_snapshot(
        """
        - text: /1 Hebb, D. O. \\(1949\\)/
        - button "Close"
        """
    )


def test_on_paper_the_notes_are_numbers_and_the_sources_follow(page: Page) -> None:
    page.emulate_media(media="print")
    expect(page.locator("#note-1")).to_be_hidden()
    expect(page.locator(FIRST).first).to_be_visible()
    expect(page.locator("#source-2")).to_contain_text("https://doi.org/10.1038/427311a")
