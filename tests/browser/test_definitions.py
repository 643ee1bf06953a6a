"""Definitions in place: with keys, by touch, without a script, copied, printed, and where nothing can pop open."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import BrowserContext, Page, Route, expect

from tests.browser.definitions import (
    MIRROR,
    accessible,
    box,
    definition,
    focus_of,
    foot,
    right,
    shifts,
    sign,
    wait_for_frames,
    word,
)
from tests.browser.kinds import ARTICLE
from tests.browser.windows import Visiting


@pytest.fixture
def bare(plain: Page) -> Page:
    """The article without JavaScript."""
    plain.goto(ARTICLE)
    return plain


def in_three_widths(page: Page) -> Iterator[int]:
    """A phone's, a tablet's and a desk's."""
    for width in (360, 768, 1280):
        page.set_viewport_size({"width": width, "height": 740})
        yield width


def test_keys_alone_open_it_go_through_it_and_come_back(article: Page) -> None:
    word(article).focus()
    article.keyboard.press("Tab")
    expect(sign(article)).to_be_focused()
    article.keyboard.press("Enter")
    expect(definition(article)).to_be_visible()
    names = []
    for _ in range(3):
        article.keyboard.press("Tab")
        names.append(focus_of(article))
    assert names[:2] == ["Close", "Full entry"]
    assert names[2] not in ("Close", "Full entry")  # on with the text
    article.keyboard.press("Shift+Tab")
    article.keyboard.press("Shift+Tab")
    assert focus_of(article) == "Close"
    article.keyboard.press("Escape")
    expect(definition(article)).to_be_hidden()
    expect(sign(article)).to_be_focused()


def test_its_own_button_and_close_close_it_and_return_the_focus(article: Page) -> None:
    sign(article).focus()
    article.keyboard.press("Space")
    article.keyboard.press("Space")
    expect(definition(article)).to_be_hidden()
    expect(sign(article)).to_be_focused()
    article.keyboard.press("Space")
    article.keyboard.press("Tab")
    article.keyboard.press("Enter")
    expect(definition(article)).to_be_hidden()
    expect(sign(article)).to_be_focused()


def test_pressing_elsewhere_closes_it_and_returns_the_focus(article: Page) -> None:
    sign(article).click()
    expect(definition(article)).to_be_visible()
    article.mouse.click(640, 5)
    expect(definition(article)).to_be_hidden()
    expect(sign(article)).to_be_focused()


def test_a_screen_reader_meets_a_dialog_with_a_name_and_all_its_parts(article: Page) -> None:
    assert accessible(article, sign(article)) == ("button", "Definition of Mirror neurons", False)
    sign(article).click()
    assert accessible(article, sign(article)) == ("button", "Definition of Mirror neurons", True)
    expect(definition(article)).to_match_aria_snapshot(
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
    assert box(definition(article).get_by_role("button", name="Close"))["height"] == 36
    expect(definition(article).locator("svg.mark")).to_be_visible()


def test_opening_asks_for_nothing_and_moves_nothing(article: Page) -> None:
    article.wait_for_load_state("networkidle")
    asked: list[str] = []
    # The browser asks for the sign of the hub when it likes.
    article.on("request", lambda request: None if "/static/img/hub." in request.url else asked.append(request.url))
    for number in range(article.locator("button.define").count()):
        article.locator("button.define").nth(number).evaluate("button => button.click()")
        wait_for_frames(article)
        expect(article.locator(".definition:popover-open")).to_have_count(1)
    assert asked == []
    assert shifts(article) == []


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
    sizes = phone.locator("button.define").evaluate_all(
        "signs => signs.map(sign => sign.getBoundingClientRect()).map(({ width, height }) => [width, height])"
    )
    assert len(sizes) > 10
    assert all(size == [24, 24] for size in sizes)


def test_without_javascript_it_opens_by_keys_and_closes_in_all_ways(bare: Page) -> None:
    expect(bare.get_by_role("button", name=re.compile("^Turn off"))).to_have_count(0)
    for width in in_three_widths(bare):
        for way in ("Escape", "Close", "elsewhere"):
            sign(bare).press("Enter")
            expect(definition(bare)).to_be_visible()
            if way == "Escape":
                bare.keyboard.press("Escape")
            elif way == "Close":
                definition(bare).get_by_role("button", name="Close").click()
            else:
                bare.mouse.click(width / 2, 5)
            expect(definition(bare)).to_be_hidden()


def test_without_javascript_it_stands_in_the_notes_column_or_at_the_foot(bare: Page) -> None:
    for width in in_three_widths(bare):
        sign(bare).click()
        if width == 1280:
            assert box(definition(bare))["y"] == 96
            assert right(definition(bare)) == 1280 - 64
        else:
            assert (right(definition(bare)), foot(definition(bare))) == (width, 740)
        bare.keyboard.press("Escape")


def test_copied_text_holds_no_marks(article: Page) -> None:
    written = article.evaluate(
        """() => {
            const paragraphs = [...document.querySelectorAll(".prose > p")];
            const paragraph = paragraphs.find((each) => each.querySelector(".define") && !each.querySelector(".note"));
            getSelection().selectAllChildren(paragraph);
            return paragraph.textContent.trim().replace(/\\s+/g, " ");
        }"""
    )
    article.keyboard.press("Control+c")
    article.evaluate("document.body.append(document.createElement('textarea'))")
    article.locator("textarea").press("Control+v")
    assert article.locator("textarea").input_value().strip() == written


def test_a_term_looks_different_from_a_plain_link(article: Page) -> None:
    look = """link => (({ color, textDecorationStyle, textDecorationLine, borderBottomStyle }) =>
        [color, textDecorationLine, textDecorationStyle, borderBottomStyle])(getComputedStyle(link))"""
    assert word(article).evaluate(look) == ["rgb(26, 34, 39)", "underline", "dotted", "none"]
    assert article.locator("main .stances a, main .usage a, .full a").first.evaluate(look) == [
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


def test_where_nothing_can_pop_open_the_definitions_read_as_terms_on_this_page(visiting: Visiting, hub: str) -> None:
    with visiting(hub) as page:
        without_popovers(page.context)
        page.goto(ARTICLE)
        terms = page.get_by_role("region", name="Terms on this page")
        entry = terms.get_by_role("dialog", name="Mirror neurons")
        expect(entry).to_be_visible()
        expect(entry).to_contain_text("Debated.")
        expect(entry.get_by_role("link", name="Full entry")).to_be_visible()
        expect(page.locator("button.define, button.close, .listed").filter(visible=True)).to_have_count(0)


def test_on_paper_the_definitions_read_as_terms_on_this_page(article: Page) -> None:
    sign(article).click()
    article.evaluate("dispatchEvent(new Event('beforeprint'))")
    expect(definition(article)).to_be_hidden()
    wait_for_frames(article)
    article.emulate_media(media="print")
    printed = article.locator(f"#{MIRROR}")
    expect(printed).to_be_visible()
    expect(printed).to_contain_text("Debated.")
    expect(article.locator("button:not(.note, .define)").filter(visible=True)).to_have_count(0)
    tops = article.locator(".definition").evaluate_all("all => all.map(each => each.getBoundingClientRect().top)")
    assert tops == sorted(set(tops))


def test_in_forced_colors_the_sign_and_the_current_part_stay_visible(article: Page) -> None:
    article.emulate_media(forced_colors="active", color_scheme="dark")
    drawn = sign(article).evaluate("sign => getComputedStyle(sign, '::before').backgroundColor")
    assert drawn == "rgb(255, 255, 0)"  # what this browser draws links with, on black
    mark = article.get_by_role("navigation", name="On this page").locator("[aria-current=true]")
    assert mark.evaluate("mark => getComputedStyle(mark).textDecorationLine") == "underline"
