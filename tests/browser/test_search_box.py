"""The search box in a real browser: what it offers while somebody types, with keys, by touch and without a script."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from tests.browser.windows import Visiting

SUGGEST = "**/search/suggest/**"
TERM = "/glossary/implicit-memory/"  # a page with the small box
MIRROR = re.compile("/glossary/mirror-neurons/$")


@pytest.fixture
def page(reader: Page) -> Page:
    """The first page of the delivered hub, with its large box."""
    reader.goto("/")
    return reader


@pytest.fixture
def timed(visiting: Visiting, hub: str) -> Iterator[Page]:
    """The same page, with a clock that the test advances."""
    with visiting(hub, fresh=True) as page:
        page.goto("/")
        page.clock.install()
        yield page


def asked_from(page: Page) -> list[str]:
    """What the hub is asked for suggestions, in order."""
    queries: list[str] = []
    page.on("request", lambda request: queries.extend(query(request.url)))
    return queries


def query(address: str) -> list[str]:
    parts = urlsplit(address)
    return parse_qs(parts.query)["q"] if parts.path == "/search/suggest/" else []


def box(page: Page) -> Locator:
    return page.get_by_role("combobox", name="Search the hub")


def options(page: Page) -> Locator:
    return page.get_by_role("option")


def offer(page: Page, typed: str) -> None:
    """Type, and wait for what is offered."""
    box(page).press_sequentially(typed)
    expect(page.get_by_role("option", name=f"Search for “{box(page).input_value().strip()}”")).to_be_visible()


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


def answer(route: Route, *titles: str) -> None:
    """Answer for the hub, in its format."""
    typed = query(route.request.url)[0]
    addresses = [f"{route.request.url.split('/search/')[0]}/glossary/" for _ in titles]
    body: list[Any] = [typed, list(titles), ["Term" for _ in titles], addresses]
    route.fulfill(body=json.dumps(body), content_type="application/x-suggestions+json")


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


def test_one_letter_is_asked_for_after_a_longer_pause_and_nothing_for_spaces(timed: Page) -> None:
    asked = asked_from(timed)
    box(timed).press_sequentially("  ")
    timed.clock.run_for(1000)
    box(timed).press("m")
    timed.clock.run_for(399)
    assert asked == []
    timed.clock.run_for(1)
    expect(options(timed).first).to_be_visible()
    box(timed).press("e")
    timed.clock.run_for(149)
    assert asked == ["m"]
    timed.clock.run_for(1)
    expect(timed.get_by_role("option", name="Search for “me”")).to_be_visible()
    assert asked == ["m", "me"]


def test_an_answer_is_asked_for_once_a_page(page: Page) -> None:
    asked = asked_from(page)
    page.route(SUGGEST, lambda route: answer(route, f"About {query(route.request.url)[0]}"))
    for key, title in (("mir", "About mir"), ("r", "About mirr"), (" ", "About mirr")):
        box(page).press_sequentially(key)
        expect(options(page).first).to_contain_text(title)
    for title in ("About mirr", "About mir"):
        page.keyboard.press("Backspace")
        expect(options(page).first).to_have_text(f"{title}Term")
    assert asked == ["mir", "mirr"]


@pytest.mark.parametrize("aborts", [True, False])
def test_an_answer_that_comes_late_is_dropped(page: Page, *, aborts: bool) -> None:
    if not aborts:  # an answer may be on its way already
        page.evaluate("AbortController.prototype.abort = () => {}")
    held: list[Route] = []
    page.route(
        SUGGEST, lambda route: held.append(route) if query(route.request.url) == ["mi"] else answer(route, "New")
    )
    with page.expect_request(SUGGEST) as late:
        box(page).press_sequentially("mi")
    box(page).press_sequentially("rr")
    expect(options(page)).to_have_text(["NewTerm", "Search for “mirr”"])
    if aborts:
        assert late.value.failure == "net::ERR_ABORTED"
    else:
        with page.expect_response(SUGGEST):
            answer(held[0], "Old")
        page.evaluate("new Promise((done) => setTimeout(done))")
    expect(options(page)).to_have_text(["NewTerm", "Search for “mirr”"])


def test_a_failure_is_silent_and_the_form_still_finds(page: Page) -> None:
    page.route(SUGGEST, lambda route: route.fulfill(status=429, body="no"))
    with page.expect_response(SUGGEST):
        box(page).press_sequentially("mirr")
    expect(options(page)).to_have_count(0)
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/search/\?q=mirr$"))


def test_text_that_an_input_method_still_composes_is_left_alone(timed: Page) -> None:
    asked = asked_from(timed)
    box(timed).focus()
    session = timed.context.new_cdp_session(timed)
    session.send("Input.imeSetComposition", {"text": "mir", "selectionStart": 3, "selectionEnd": 3})
    expect(box(timed)).to_have_value("mir")
    timed.clock.run_for(1000)
    assert asked == []
    session.send("Input.insertText", {"text": "mirr"})
    timed.clock.run_for(1000)
    expect(timed.get_by_role("option", name="Search for “mirr”")).to_be_visible()
    assert asked == ["mirr"]


def test_suggestions_stay_on_the_host_that_was_asked(visiting: Visiting, hub: str) -> None:
    address = hub.replace("127.0.0.1", "localhost")
    with visiting(address) as page:
        page.goto("/")
        offer(page, "mirr")
        options(page).first.click()
        expect(page).to_have_url(f"{address}/glossary/mirror-neurons/")


def test_a_finger_chooses_on_a_small_screen_and_nothing_is_cut_off(visiting: Visiting, hub: str) -> None:
    with visiting(hub, viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True) as page:
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


@pytest.mark.parametrize("width", [640, 1152, 1280])
def test_the_list_of_the_small_box_stays_on_the_page(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(TERM)
    offer(page, "memory")
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
