"""What everybody can use: axe (WCAG 2.2 AA, good practice), narrow screens, fingers, the order of Tab, no jumps."""

from __future__ import annotations

import importlib.resources
import os

import pytest
from playwright.sync_api import Page, ViewportSize

from tests.browser.kinds import ARTICLE, PAGES

AXE = importlib.resources.files("axe_playwright_python").joinpath("axe.min.js").read_text()
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PHONE, DESKTOP = (360, 740), (1280, 900)
NARROWEST: ViewportSize = {"width": 320, "height": 640}  # also what 1280 pixels are at 400 percent
# To look takes long: at pages that together have all parts in `make test`, at all pages in all looks in `make soak`.
EVERY_LOOK = bool(os.environ.get("HUB_EVERY_LOOK"))
LOOKS = [(PHONE, "dark", True)]
FEW_PAGES = (
    "/",
    ARTICLE,
    "/practice/three-steps/move-into-the-here-and-now/",
    "/glossary/",
    "/glossary/implicit-memory/",
    "/map/?from=term:implicit-memory&to=term:mirror-neurons",
    "/resources/",
    "/about/how-we-rate-evidence/",
    "/search/?q=mirrow+nurons",
    "/nowhere/",
)
if EVERY_LOOK:
    LOOKS += [(PHONE, "light", True), (PHONE, "light", False)]
    LOOKS += [(DESKTOP, "light", True), (DESKTOP, "dark", True), (DESKTOP, "light", False)]
OBJECTIONS = """async ([within, tags]) =>
    (await axe.run(within, {runOnly: tags, resultTypes: ['violations']})).violations
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
# Where the machine is busy, a line may show before all of it has come; nobody sees a thousandth of the screen.
SHIFTS = """() => new Promise(done => {
    const seen = [], unseen = 0.001;
    new PerformanceObserver(list => seen.push(...list.getEntries().map(each =>
        [each.value, ...each.sources.map(source => source.node?.outerHTML?.slice(0, 120))])))
        .observe({type: 'layout-shift', buffered: true});
    setTimeout(() => done(seen.reduce((sum, [value]) => sum + value, 0) < unseen ? [] : seen), 150);
})"""
# A section that was never near has a guessed height, and axe takes what stands out of it for overlapping.
READ_THROUGH = """async () => {
    const {scrollTop, clientHeight} = document.scrollingElement;
    const painted = () => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));
    for (let top = 0; top < document.scrollingElement.scrollHeight; top += clientHeight) {
        scrollTo(0, top);
        await painted();
    }
    scrollTo(0, scrollTop);
    await painted();
}"""
# What moved is asked for first: the other questions could move something.
QUESTIONS = {"moved": SHIFTS, "too small to press": TOO_SMALL, "out of the order of reading": OUT_OF_ORDER}
RING = """() => {
    const focused = document.activeElement, style = getComputedStyle(focused), box = focused.getBoundingClientRect();
    return {
        what: focused.outerHTML.slice(0, 120),
        ring: parseFloat(style.outlineWidth) >= 2 && style.outlineStyle !== 'none',
        seen: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
    };
}"""


def shaped(page: Page, size: tuple[int, int]) -> Page:
    page.set_viewport_size({"width": size[0], "height": size[1]})
    return page


def objections(page: Page, within: str = "html") -> list[str]:
    page.evaluate(READ_THROUGH)
    page.evaluate(AXE)
    found: list[str] = page.evaluate(OBJECTIONS, [within, TAGS])
    return found


@pytest.mark.parametrize(("size", "scheme", "script"), LOOKS, ids=lambda each: str(each).replace(", ", "x"))
def test_axe_finds_nothing_on_any_kind_of_page(
    reader: Page, size: tuple[int, int], scheme: str, *, script: bool
) -> None:
    found = {}
    page = shaped(reader, size)
    page.emulate_media(color_scheme=scheme)
    if not script:
        page.route("**/*.js", lambda route: route.fulfill(body="", content_type="text/javascript"))
    for path in PAGES if EVERY_LOOK else FEW_PAGES:
        page.goto(path)
        if answer := objections(page):
            found[path] = answer
    assert found == {}


def test_axe_finds_nothing_while_a_definition_is_open(reader: Page) -> None:
    opened = ".definition:popover-open"
    for size in (PHONE, DESKTOP):
        page = shaped(reader, size)
        page.goto(ARTICLE)
        page.locator("button.define").first.click()
        assert page.locator(opened).count() == 1
        assert objections(page, "html" if EVERY_LOOK else opened) == []


def test_axe_would_object(reader: Page) -> None:
    page = shaped(reader, PHONE)
    page.goto("/about/privacy/")
    page.evaluate("document.querySelector('main').insertAdjacentHTML('beforeend', '<button></button>')")
    assert [each.partition(":")[0] for each in objections(page)] == ["button-name"]


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
@pytest.mark.parametrize("paths", [FEW_PAGES, pytest.param(PAGES, marks=pytest.mark.soak)], ids=["few", "all"])
def test_no_page_moves_while_it_loads_and_all_can_be_pressed_in_order(
    reader: Page, size: tuple[int, int], paths: tuple[str, ...]
) -> None:
    """On a phone, nothing scrolls sideways on the narrowest screen either."""
    found = {}
    page = shaped(reader, size)
    for path in paths:
        page.set_viewport_size({"width": size[0], "height": size[1]})
        page.goto(path)
        if page.evaluate(SHIFTS):
            page.reload()  # a busy machine paints a page before all of it has come; a faulty page moves each time
        for name, question in QUESTIONS.items():
            found[name, path] = page.evaluate(question)
        if size == PHONE:
            page.set_viewport_size(NARROWEST)
            found["wider than the screen", path] = page.evaluate(TOO_WIDE)
    assert {place: answer for place, answer in found.items() if answer} == {}


def test_a_phone_shows_three_ways_in_without_scrolling(reader: Page) -> None:
    page = shaped(reader, PHONE)
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


def test_whatever_has_the_focus_is_seen_to_have_it(reader: Page) -> None:
    unseen = []
    page = shaped(reader, PHONE)
    for path in ("/", ARTICLE, "/glossary/", "/map/"):
        page.goto(path)
        for _ in range(25):
            page.keyboard.press("Tab")
            found = page.evaluate(RING)
            unseen += [] if found["ring"] and found["seen"] else [(path, found["what"])]
    assert unseen == []
