"""How the browser tests find a definition and measure where it stands."""

from __future__ import annotations

from playwright.sync_api import FloatRect, Locator, Page

MIRROR = "define-mirror-neurons"
PHONE = {"width": 360, "height": 740}


def sign(page: Page, number: int = 0) -> Locator:
    return page.locator(f"button.define[popovertarget={MIRROR}]").nth(number)


def word(page: Page) -> Locator:
    return page.locator("main a.term[href$='/mirror-neurons/']").first


def definition(page: Page) -> Locator:
    return page.get_by_role("dialog", name="Mirror neurons")


def box(target: Locator) -> FloatRect:
    found = target.bounding_box()
    assert found is not None
    return found


def foot(target: Locator) -> float:
    return box(target)["y"] + box(target)["height"]


def right(target: Locator) -> float:
    return box(target)["x"] + box(target)["width"]


def focus_of(page: Page) -> str:
    """The accessible name of what has the focus, as far as it is written in the page."""
    return str(
        page.evaluate("document.activeElement.getAttribute('aria-label') ?? document.activeElement.innerText.trim()")
    )


def accessible(page: Page, target: Locator) -> tuple[str, str, bool | None]:
    """Role, name and whether it is expanded, in the browser's own accessibility tree."""
    session = page.context.new_cdp_session(page)
    target.evaluate("element => { window.asked = element; }")
    found = session.send("Runtime.evaluate", {"expression": "window.asked"})["result"]["objectId"]
    tree = session.send("Accessibility.getPartialAXTree", {"objectId": found, "fetchRelatives": False})
    session.detach()
    node = tree["nodes"][0]
    properties = {each["name"]: each["value"].get("value") for each in node["properties"]}
    return node["role"]["value"], node["name"]["value"], properties.get("expanded")


def scroll_to(page: Page, target: Locator, top: int) -> None:
    """Scroll until something lies so many pixels under the upper edge of the window."""
    target.evaluate("(element, top) => scrollBy(0, element.getBoundingClientRect().top - top)", top)


def wait_for_frames(page: Page) -> None:
    page.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")


def shifts(page: Page) -> list[float]:
    """Every movement of what was already on the page, those after a key or a press included."""
    return list(
        page.evaluate(
            """() => new Promise((done) => {
                const observer = new PerformanceObserver((list) => done(list.getEntries().map((entry) => entry.value)));
                observer.observe({ type: "layout-shift", buffered: true });
                setTimeout(() => done([]), 200);
            })"""
        )
    )
