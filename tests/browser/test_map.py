"""The drawn map in a real browser: no names touch, what is pressed is large enough, an idea shows its own lines."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from tests.browser.conftest import visiting

NAMES_THAT_TOUCH = """() => {
    const names = [...document.querySelectorAll('.chart text')].map(e => [e.textContent, e.getBoundingClientRect()]);
    return names.flatMap(([one, a], at) => names.slice(at + 1)
        .filter(([, b]) => Math.min(a.right, b.right) - Math.max(a.left, b.left) > .5
            && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > .5)
        .map(([other]) => `${one} and ${other}`));
}"""
SMALLEST = """selector => Math.min(...[...document.querySelectorAll(selector)]
    .map(e => e.getBoundingClientRect()).map(box => Math.min(box.width, box.height)))"""
ARC_ENDS = """() => {
    const drawing = document.querySelector('.arcs svg').getBoundingClientRect();
    const column = document.querySelector('.arcs').getBoundingClientRect();
    return Math.abs(drawing.height - column.height);
}"""


@pytest.mark.parametrize("width", [1152, 1280, 1920])
def test_on_wide_screens_no_names_touch_and_every_mark_can_be_pressed(browser: Browser, hub: str, width: int) -> None:
    with visiting(browser, hub, viewport={"width": width, "height": 900}) as page:
        page.goto("/map/")
        assert page.locator(".chart a").count() == 59
        assert page.evaluate(NAMES_THAT_TOUCH) == []
        assert page.evaluate(SMALLEST, ".chart circle") >= 24
        assert not page.locator(".arcs").is_visible()


@pytest.mark.parametrize("width", [320, 360, 768, 1151])
def test_on_narrow_screens_a_column_takes_its_place(browser: Browser, hub: str, width: int) -> None:
    with visiting(browser, hub, viewport={"width": width, "height": 800}) as page:
        page.goto("/map/")
        assert not page.locator(".chart").is_visible()
        assert page.locator(".arcs a").count() == 59
        assert page.evaluate(SMALLEST, ".arcs a") >= 24
        assert page.evaluate(ARC_ENDS) < 1
        assert page.evaluate("document.scrollingElement.scrollWidth") == width


def test_an_idea_in_focus_shows_its_lines_and_leads_to_its_entry(browser: Browser, hub: str) -> None:
    with visiting(browser, hub, java_script_enabled=False) as page:
        page.goto("/map/")
        idea = page.locator(".chart a", has_text="Implicit memory")
        assert not idea.locator("path").is_visible()
        page.locator(".drawings").scroll_into_view_if_needed()
        idea.focus()
        page.keyboard.press("Shift+Tab")
        page.keyboard.press("Tab")
        assert idea.locator("path").is_visible()
        page.keyboard.press("Enter")
        page.wait_for_url("**/glossary/implicit-memory/")
        assert page.locator("h1").inner_text() == "Implicit memory"
