"""What everybody can use: axe (WCAG 2.2 AA, good practice), narrow screens, fingers, the order of Tab, no jumps."""

from __future__ import annotations

import importlib.resources
import os
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.conftest import visiting
from tests.browser.kinds import ARTICLE, PAGES

AXE = importlib.resources.files("axe_playwright_python").joinpath("axe.min.js").read_text()
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PHONE, DESKTOP, NARROWEST = (360, 740), (1280, 900), (320, 640)
# One of them here, all of them in `make soak`.
LOOKS = [(PHONE, "dark", True)]
if os.environ.get("HUB_EVERY_LOOK"):
    LOOKS += [(PHONE, "light", True), (PHONE, "light", False)]
    LOOKS += [(DESKTOP, "light", True), (DESKTOP, "dark", True), (DESKTOP, "light", False)]
OBJECTIONS = """async tags => (await axe.run({runOnly: tags})).violations
    .map(each => `${each.id}: ${each.nodes[0].html.slice(0, 160)}`)"""
TOO_WIDE = """() => document.scrollingElement.scrollWidth > innerWidth
    ? [...document.querySelectorAll('main *')].filter(e => e.getBoundingClientRect().right > innerWidth + 1)
        .map(e => e.outerHTML.slice(0, 120)).slice(0, 3).concat(`${document.scrollingElement.scrollWidth} px`)
    : []"""
OUT_OF_ORDER = """() => [...document.querySelectorAll('body *')]
    .filter(e => e.tabIndex > 0 || getComputedStyle(e).order !== '0').map(e => e.outerHTML.slice(0, 120))"""
# Links within a sentence are as high as its line; a point of the map is large, and its drawing is measured elsewhere.
TOO_SMALL = """() => [...document.querySelectorAll('a[href], button, input, summary')].filter(e => {
    const box = e.getBoundingClientRect(), style = getComputedStyle(e), around = e.closest('p, li, dt, dd, div') || e;
    const within = style.display === 'inline' && around.textContent.trim().length > e.textContent.trim().length;
    return e.checkVisibility({visibilityProperty: true}) && !e.closest('svg, .skip') && !within
        && (box.height < 24 || box.width < 24);
}).map(e => e.outerHTML.slice(0, 120))"""
SHIFTS = """() => new Promise(done => {
    const seen = [];
    new PerformanceObserver(list => seen.push(...list.getEntries().map(each => each.value)))
        .observe({type: 'layout-shift', buffered: true});
    setTimeout(() => done(seen), 150);
})"""
RING = """() => {
    const focused = document.activeElement, style = getComputedStyle(focused), box = focused.getBoundingClientRect();
    return {
        what: focused.outerHTML.slice(0, 120),
        ring: parseFloat(style.outlineWidth) >= 2 && style.outlineStyle !== 'none',
        seen: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
    };
}"""


def looked_at(page: Page, question: str, argument: Any = None) -> dict[str, Any]:
    """The answers of all kinds of pages that have any."""
    found = {}
    for path in PAGES:
        page.goto(path)
        if answer := page.evaluate(question, argument):
            found[path] = answer
    return found


def as_reader(browser: Browser, hub: str, size: tuple[int, int], **options: Any) -> Any:
    return visiting(browser, hub, viewport={"width": size[0], "height": size[1]}, **options)


@pytest.mark.parametrize(("size", "scheme", "script"), LOOKS, ids=lambda each: str(each).replace(", ", "x"))
def test_axe_finds_nothing_on_any_kind_of_page(
    browser: Browser, hub: str, size: tuple[int, int], scheme: str, *, script: bool
) -> None:
    with as_reader(browser, hub, size, color_scheme=scheme) as page:
        if not script:
            page.route("**/*.js", lambda route: route.fulfill(body="", content_type="text/javascript"))
        page.add_init_script(AXE)
        assert looked_at(page, OBJECTIONS, TAGS) == {}


def test_axe_finds_nothing_while_a_definition_is_open(browser: Browser, hub: str) -> None:
    for size in (PHONE, DESKTOP):
        with as_reader(browser, hub, size) as page:
            page.add_init_script(AXE)
            page.goto(ARTICLE)
            page.locator("button.define").first.click()
            assert page.locator(".definition:popover-open").count() == 1
            assert page.evaluate(OBJECTIONS, TAGS) == []


def test_axe_would_object(browser: Browser, hub: str) -> None:
    with as_reader(browser, hub, PHONE) as page:
        page.add_init_script(AXE)
        page.goto("/about/privacy/")
        page.evaluate("document.querySelector('main').insertAdjacentHTML('beforeend', '<button></button>')")
        assert [each.partition(":")[0] for each in page.evaluate(OBJECTIONS, TAGS)] == ["button-name"]


def test_nothing_scrolls_sideways_on_the_narrowest_screen(browser: Browser, hub: str) -> None:
    """320 CSS pixels are also what 1280 are at 400 percent."""
    with as_reader(browser, hub, NARROWEST) as page:
        assert looked_at(page, TOO_WIDE) == {}


def test_a_phone_shows_three_ways_in_without_scrolling(browser: Browser, hub: str) -> None:
    with as_reader(browser, hub, PHONE) as page:
        page.goto("/")
        ways = page.locator(".ways-in > li").all()[:3]
        assert [way.locator("b").inner_text() for way in ways] == [
            "For therapists",
            "For students",
            "In therapy, or thinking about it",
        ]
        ends = [box["y"] + box["height"] for way in (page.locator(".hero .lede"), *ways) if (box := way.bounding_box())]
        assert len(ends) == 4
        assert max(ends) <= PHONE[1]


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_whatever_can_be_pressed_is_large_enough(browser: Browser, hub: str, size: tuple[int, int]) -> None:
    with as_reader(browser, hub, size) as page:
        assert looked_at(page, TOO_SMALL) == {}


def test_the_order_of_tab_is_that_of_reading(browser: Browser, hub: str) -> None:
    with as_reader(browser, hub, DESKTOP) as page:
        assert looked_at(page, OUT_OF_ORDER) == {}


def test_nothing_moves_while_a_page_loads(browser: Browser, hub: str) -> None:
    for size in (PHONE, DESKTOP):
        with as_reader(browser, hub, size) as page:
            assert looked_at(page, SHIFTS) == {}


def test_whatever_has_the_focus_is_seen_to_have_it(browser: Browser, hub: str) -> None:
    unseen = []
    with as_reader(browser, hub, PHONE) as page:
        for path in ("/", ARTICLE, "/glossary/", "/map/"):
            page.goto(path)
            for _ in range(25):
                page.keyboard.press("Tab")
                found = page.evaluate(RING)
                unseen += [] if found["ring"] and found["seen"] else [(path, found["what"])]
    assert unseen == []
