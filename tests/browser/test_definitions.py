"""Definitions in place: with keys, by touch, without a script, copied, printed, and where nothing can pop open."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from tests.browser.conftest import visiting
from tests.browser.definitions import (
    MIRROR,
    PHONE,
    accessible,
    box,
    definition,
    focus_of,
    foot,
    right,
    shifts,
    sign,
    wait_for_frames,
    width,
    word,
)
from tests.browser.kinds import ARTICLE


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


@pytest.fixture(params=[360, 768, 1280])
def plain(request: pytest.FixtureRequest, browser: Browser, hub: str) -> Iterator[Page]:
    """The article without JavaScript."""
    with visiting(browser, hub, viewport={"width": request.param, "height": 740}, java_script_enabled=False) as page:
        page.goto(ARTICLE)
        yield page


def test_keys_alone_open_it_go_through_it_and_come_back(page: Page) -> None:
    word(page).focus()
    page.keyboard.press("Tab")
    expect(sign(page)).to_be_focused()
    page.keyboard.press("Enter")
    expect(definition(page)).to_be_visible()
    names = []
    for _ in range(3):
        page.keyboard.press("Tab")
        names.append(focus_of(page))
    assert names[:2] == ["Close", "Full entry"]
    assert names[2] not in ("Close", "Full entry")  # on with the text
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Shift+Tab")
    assert focus_of(page) == "Close"
    page.keyboard.press("Escape")
    expect(definition(page)).to_be_hidden()
    expect(sign(page)).to_be_focused()


def test_its_own_button_and_close_close_it_and_return_the_focus(page: Page) -> None:
    sign(page).focus()
    page.keyboard.press("Space")
    page.keyboard.press("Space")
    expect(definition(page)).to_be_hidden()
    expect(sign(page)).to_be_focused()
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(definition(page)).to_be_hidden()
    expect(sign(page)).to_be_focused()


def test_pressing_elsewhere_closes_it_and_returns_the_focus(page: Page) -> None:
    sign(page).click()
    expect(definition(page)).to_be_visible()
    page.mouse.click(640, 5)
    expect(definition(page)).to_be_hidden()
    expect(sign(page)).to_be_focused()


def test_a_screen_reader_meets_a_dialog_with_a_name_and_all_its_parts(page: Page) -> None:
    assert accessible(page, sign(page)) == ("button", "Definition of Mirror neurons", False)
    sign(page).click()
    assert accessible(page, sign(page)) == ("button", "Definition of Mirror neurons", True)
    expect(definition(page)).to_match_aria_snapshot(
        """
        - dialog "Mirror neurons":
          - paragraph: Mirror neurons
          - button "Close"
          - paragraph: /MNS/
          - paragraph: /monkeys/
          - paragraph: /Debated\\. .*not established/
          - paragraph:
            - link "Full entry":
              - /url: /glossary/mirror-neurons/
        """
    )
    assert box(definition(page).get_by_role("button", name="Close"))["height"] == 36
    expect(definition(page).locator("svg.mark")).to_be_visible()


def test_opening_asks_for_nothing_and_moves_nothing(page: Page) -> None:
    page.wait_for_load_state("networkidle")
    asked: list[str] = []
    # The browser asks for the sign of the hub when it likes.
    page.on("request", lambda request: None if "/static/img/hub." in request.url else asked.append(request.url))
    for number in range(page.locator("button.define").count()):
        page.locator("button.define").nth(number).evaluate("button => button.click()")
        wait_for_frames(page)
        expect(page.locator(".definition:popover-open")).to_have_count(1)
    assert asked == []
    assert shifts(page) == []


def test_on_a_phone_it_is_a_sheet_at_the_foot_that_a_tap_outside_closes(phone: Page) -> None:
    sign(phone).tap()
    sheet = definition(phone)
    expect(sheet).to_be_visible()
    assert (box(sheet)["x"], right(sheet), foot(sheet)) == (0, 360, 740)
    assert box(sheet)["height"] <= 740 * 0.7
    assert sheet.evaluate("sheet => getComputedStyle(sheet, '::backdrop').backgroundColor") == "rgba(26, 34, 39, 0.22)"
    expect(phone.locator(".lead-line")).to_be_hidden()
    phone.touchscreen.tap(180, 20)
    expect(sheet).to_be_hidden()
    sign(phone).tap()
    sheet.get_by_role("button", name="Close").tap()
    expect(sheet).to_be_hidden()


def test_a_sign_is_large_enough_for_a_finger(phone: Page) -> None:
    sizes = {(box(each)["width"], box(each)["height"]) for each in phone.locator("button.define").all()}
    assert sizes == {(24, 24)}


def test_without_javascript_it_opens_by_keys_and_closes_in_all_ways(plain: Page) -> None:
    for way in ("Escape", "Close", "elsewhere"):
        sign(plain).press("Enter")
        expect(definition(plain)).to_be_visible()
        if way == "Escape":
            plain.keyboard.press("Escape")
        elif way == "Close":
            definition(plain).get_by_role("button", name="Close").click()
        else:
            plain.mouse.click(width(plain) / 2, 5)
        expect(definition(plain)).to_be_hidden()
    expect(plain.get_by_role("button", name=re.compile("^Turn off"))).to_have_count(0)


def test_without_javascript_it_stands_in_the_notes_column_or_at_the_foot(plain: Page) -> None:
    sign(plain).click()
    if width(plain) == 1280:
        assert box(definition(plain))["y"] == 96
        assert right(definition(plain)) == 1280 - 64
    else:
        assert (right(definition(plain)), foot(definition(plain))) == (width(plain), 740)


def test_copied_text_holds_no_marks(page: Page) -> None:
    written = page.evaluate(
        """() => {
            const paragraphs = [...document.querySelectorAll(".prose > p")];
            const paragraph = paragraphs.find((each) => each.querySelector(".define") && !each.querySelector(".note"));
            getSelection().selectAllChildren(paragraph);
            return paragraph.textContent.trim().replace(/\\s+/g, " ");
        }"""
    )
    page.keyboard.press("Control+c")
    page.evaluate("document.body.append(document.createElement('textarea'))")
    page.locator("textarea").press("Control+v")
    assert page.locator("textarea").input_value().strip() == written


def test_a_term_looks_different_from_a_plain_link(page: Page) -> None:
    look = """link => (({ color, textDecorationStyle, textDecorationLine, borderBottomStyle }) =>
        [color, textDecorationLine, textDecorationStyle, borderBottomStyle])(getComputedStyle(link))"""
    assert word(page).evaluate(look) == ["rgb(26, 34, 39)", "underline", "dotted", "none"]
    assert page.locator("main .stances a, main .usage a, .full a").first.evaluate(look) == [
        "rgb(35, 81, 115)",
        "none",
        "solid",
        "solid",
    ]


def without_popovers(context: BrowserContext) -> None:
    """Make the context's browser one that knows no popover."""

    def rewrite(route: Route) -> None:
        response = route.fetch()
        route.fulfill(response=response, body=response.text().replace("popover", "nothing-such"))

    context.route(re.compile(r"(basics/|hub[^/]*\.css|hub[^/]*\.js)$"), rewrite)


def test_where_nothing_can_pop_open_the_definitions_read_as_terms_on_this_page(browser: Browser, hub: str) -> None:
    with visiting(browser, hub) as page:
        without_popovers(page.context)
        page.goto(ARTICLE)
        terms = page.get_by_role("region", name="Terms on this page")
        entry = terms.get_by_role("dialog", name="Mirror neurons")
        expect(entry).to_be_visible()
        expect(entry).to_contain_text("Debated.")
        expect(entry.get_by_role("link", name="Full entry")).to_be_visible()
        expect(page.locator("button.define, button.close, .listed").filter(visible=True)).to_have_count(0)


def test_on_paper_the_definitions_read_as_terms_on_this_page(page: Page) -> None:
    sign(page).click()
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    expect(definition(page)).to_be_hidden()
    wait_for_frames(page)
    page.emulate_media(media="print")
    printed = page.locator(f"#{MIRROR}")
    expect(printed).to_be_visible()
    expect(printed).to_contain_text("Debated.")
    expect(page.locator("button:not(.note, .define)").filter(visible=True)).to_have_count(0)
    tops = page.locator(".definition").evaluate_all("all => all.map(each => each.getBoundingClientRect().top)")
    assert tops == sorted(set(tops))


def test_in_forced_colors_the_sign_and_the_current_part_stay_visible(browser: Browser, hub: str) -> None:
    with visiting(browser, hub, forced_colors="active", color_scheme="dark") as page:
        page.goto(ARTICLE)
        drawn = sign(page).evaluate("sign => getComputedStyle(sign, '::before').backgroundColor")
        assert drawn == "rgb(255, 255, 0)"  # what this browser draws links with, on black
        mark = page.get_by_role("navigation", name="On this page").locator("[aria-current=true]")
        assert mark.evaluate("mark => getComputedStyle(mark).textDecorationLine") == "underline"
