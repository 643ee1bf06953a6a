"""The drawn map in a real browser: no names touch, what is pressed is large enough, an idea shows its own lines."""

from __future__ import annotations

from playwright.sync_api import Page

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


def test_on_wide_screens_no_names_touch_and_every_mark_can_be_pressed(reader: Page) -> None:
    reader.goto("/map/")
    for width in (1152, 1280, 1920):
        reader.set_viewport_size({"width": width, "height": 900})
        assert reader.locator(".chart a").count() == 59
        assert reader.evaluate(NAMES_THAT_TOUCH) == []
        assert reader.evaluate(SMALLEST, ".chart circle") >= 24
        assert not reader.locator(".arcs").is_visible()


def test_on_narrow_screens_a_column_takes_its_place(reader: Page) -> None:
    reader.goto("/map/")
    for width in (320, 360, 768, 1151):
        reader.set_viewport_size({"width": width, "height": 800})
        assert not reader.locator(".chart").is_visible()
        assert reader.locator(".arcs a").count() == 59
        assert reader.evaluate(SMALLEST, ".arcs a") >= 24
        assert reader.evaluate(ARC_ENDS) < 1
        assert reader.evaluate("document.scrollingElement.scrollWidth") == width


def test_an_idea_in_focus_shows_its_lines_and_leads_to_its_entry(plain: Page) -> None:
    plain.goto("/map/")
    idea = plain.locator(".chart a", has_text="Implicit memory")
    assert not idea.locator("path").is_visible()
    plain.locator(".drawings").scroll_into_view_if_needed()
    idea.focus()
    plain.keyboard.press("Shift+Tab")
    plain.keyboard.press("Tab")
    assert idea.locator("path").is_visible()
    plain.keyboard.press("Enter")
    plain.wait_for_url("**/glossary/implicit-memory/")
    assert plain.locator("h1").inner_text() == "Implicit memory"
