"""The search box in a real browser: how it is used with keys, by mouse and touch, and without a script."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE
from tests.browser.searching import SUGGEST, answer, box, offer, options
from tests.browser.windows import Visiting

TERM = "/glossary/implicit-memory/"  # a page with the small box
MIRROR = re.compile("/glossary/mirror-neurons/$")


@pytest.fixture
def page(reader: Page) -> Page:
    """The first page of the delivered hub, with its large box."""
    reader.goto("/")
    return reader


def active(page: Page) -> str:
    """The first line of the option that the keys stand on; nothing while they stand in the text."""
    line = page.evaluate(
        """() => {
            const id = document.activeElement.getAttribute("aria-activedescendant");
            const option = id && document.getElementById(id);
            const selected = document.querySelectorAll("[role=option][aria-selected=true]");
            if (selected.length !== (option ? 1 : 0) || (option && selected[0] !== option)) return "out of step";
            return option ? option.innerText : "";
        }"""
    )
    return str(line).split("\n", 1)[0]


def test_keys_alone_lead_from_any_place_on_a_page_to_an_entry(page: Page) -> None:
    page.keyboard.press("/")
    expect(box(page)).to_be_focused()
    expect(box(page)).to_have_value("")
    offer(page, "mirr")
    page.keyboard.press("ArrowDown")
    assert active(page) == "Mirror neurons"
    expect(box(page)).to_have_value("mirr")
    page.keyboard.press("Enter")
    expect(page).to_have_url(MIRROR)


def test_arrows_go_round_through_the_typed_text_and_home_leads_back_to_it(page: Page) -> None:
    offer(page, "mirr")
    rounds = [active(page)]
    for _ in range(options(page).count() + 1):
        page.keyboard.press("ArrowDown")
        rounds.append(active(page))
    assert rounds[0] == rounds[-1] == ""
    assert rounds[1:-1] == [text.split("\n", 1)[0] for text in options(page).all_inner_texts()]
    page.keyboard.press("ArrowUp")
    assert active(page) == "Search for “mirr”"
    page.keyboard.press("Home")
    assert active(page) == ""
    assert page.evaluate("document.activeElement.selectionStart") == 0


def test_enter_in_the_text_and_the_last_option_lead_to_the_same_results(page: Page) -> None:
    offer(page, "mirror neurons")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/search/\?q=mirror\+neurons$"))
    address = page.url
    page.goto("/")
    offer(page, "mirror neurons")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    expect(page).to_have_url(address)


def test_escape_closes_first_and_clears_second(page: Page) -> None:
    offer(page, "mirr")
    page.keyboard.press("Escape")
    expect(box(page)).to_have_attribute("aria-expanded", "false")
    expect(options(page)).to_have_count(0)
    expect(box(page)).to_have_value("mirr")
    page.keyboard.press("ArrowDown")
    expect(options(page).first).to_be_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    expect(box(page)).to_have_value("")


def test_tab_closes_the_list_and_goes_to_the_button(page: Page) -> None:
    offer(page, "mirr")
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Look up")).to_be_focused()
    expect(options(page)).to_have_count(0)
    expect(page.get_by_role("status")).to_have_text("")


def test_a_screen_reader_is_told_what_the_box_is_what_is_offered_and_how_much(page: Page) -> None:
    page.route(SUGGEST, lambda route: answer(route, "Mirror neurons"))
    form = page.get_by_role("search")
    expect(box(page)).to_have_attribute("aria-autocomplete", "list")
    expect(box(page)).to_have_attribute("aria-keyshortcuts", "/")
    expect(box(page)).to_have_attribute("aria-controls", str(page.locator("[role=listbox]").get_attribute("id")))
    offer(page, "mirr")
    page.keyboard.press("ArrowDown")
    expect(form).to_match_aria_snapshot(
        """
        - search:
          - text: Search the hub
          - combobox "Search the hub" [expanded]: mirr
          - button "Look up"
          - listbox "Suggestions":
            - option "Mirror neurons Term" [selected]
            - option "Search for “mirr”"
          - status: "1 suggestion: Mirror neurons"
        """
    )
    page.route(SUGGEST, lambda route: answer(route, "Mirror neurons", "The mirror-neuron system"))
    box(page).fill("mirrow")
    expect(page.get_by_role("status")).to_have_text("2 suggestions, first: Mirror neurons")
    page.route(SUGGEST, lambda route: route.fulfill(json=["zz", [], [], []]))
    box(page).fill("zz")
    expect(page.get_by_role("status")).to_have_text("No suggestions")
    expect(options(page)).to_have_count(0)
    expect(box(page)).to_have_attribute("aria-expanded", "false")


def test_the_mouse_chooses_without_taking_the_focus_and_a_title_is_only_text(page: Page) -> None:
    title = "<img src=x onerror=alert(1)>"
    page.route(SUGGEST, lambda route: answer(route, title))
    offer(page, "mirr")
    option = options(page).first
    assert option.inner_text().split("\n") == [title, "Term"]
    option.hover()
    page.mouse.down()
    expect(box(page)).to_be_focused()
    expect(option).to_be_visible()
    page.mouse.up()
    expect(page).to_have_url(re.compile("/glossary/$"))


def test_a_finger_chooses_on_a_small_screen_and_nothing_is_cut_off(visiting: Visiting, hub: str) -> None:
    with visiting(hub, **PHONE) as page:
        page.goto("/glossary/")
        before = page.locator(".letters").bounding_box()
        box(page).tap()
        offer(page, "mirr")
        assert page.locator(".letters").bounding_box() == before
        assert page.evaluate("document.documentElement.scrollWidth") == 360
        for option in options(page).all():
            place = option.bounding_box() or {}
            assert place["x"] >= 0
            assert place["x"] + place["width"] <= 360
            assert place["height"] >= 44
        options(page).first.tap()
        expect(page).to_have_url(MIRROR)


def test_the_list_of_the_small_box_stays_on_the_page(page: Page) -> None:
    page.goto(TERM)
    offer(page, "memory")
    for width in (640, 1152, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        place = page.get_by_role("listbox").bounding_box() or {}
        assert place["x"] + place["width"] <= width - 15  # room for a scroll bar
        assert page.evaluate("document.documentElement.scrollWidth") == width
    page.emulate_media(media="print")
    expect(page.locator("[role=listbox]")).to_be_hidden()


def test_without_a_script_the_box_is_a_plain_field(plain: Page) -> None:
    plain.goto(TERM)
    field = plain.get_by_role("searchbox", name="Search the hub")
    expect(plain.get_by_role("combobox")).to_have_count(0)
    expect(plain.get_by_text("The / key leads to the search box.")).to_be_hidden()
    field.fill("mirror neurons")
    plain.keyboard.press("Enter")
    expect(plain).to_have_url(re.compile(r"/search/\?q=mirror\+neurons$"))
