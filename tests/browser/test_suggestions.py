"""What the search box asks the hub for while somebody types, and what it does with the answers, in a real browser."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.searching import SUGGEST, answer, asked_from, box, offer, options, query
from tests.browser.windows import Visiting


@pytest.fixture
def page(reader: Page) -> Page:
    """The first page of the delivered hub, with its large box."""
    reader.goto("/")
    return reader


@pytest.fixture
def timed(visiting: Visiting, hub: str) -> Iterator[Page]:
    """The same page, with a clock that the test advances."""
    with visiting(hub, clock=True) as page:
        page.goto("/")
        yield page


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


def test_suggestions_stay_on_the_host_that_was_asked(visiting: Visiting, hub: str) -> None:
    address = hub.replace("127.0.0.1", "localhost")
    with visiting(address) as page:
        page.goto("/")
        offer(page, "mirr")
        options(page).first.click()
        expect(page).to_have_url(f"{address}/glossary/mirror-neurons/")
