"""Source notes in a real browser: by keys, by touch, without script, in the margin, and left behind by copying."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser.kinds import ARTICLE

FIRST = "button.note[popovertarget=note-1]"


def tops(page: Page) -> list[dict[str, float]]:
    """Where each note of the margin stands, and the first number that means it."""
    found: list[dict[str, float]] = page.evaluate(
        """() => [...document.querySelectorAll('.noted .slip')].map(slip => {
            const box = slip.getBoundingClientRect();
            const button = document.querySelector(`[popovertarget=${slip.id}]`).getBoundingClientRect();
            const text = document.querySelector('.noted').getBoundingClientRect();
            return {top: box.top, bottom: box.bottom, left: box.left, right: box.right, line: button.top,
                    end: text.right, shown: box.height};
        })"""
    )
    return found


def test_a_note_is_reached_opened_entered_and_left_by_keys_alone(article: Page) -> None:
    button, slip = article.locator(FIRST).first, article.locator("#note-2")
    button.focus()
    for _ in range(5):
        article.keyboard.press("Tab")
        if article.evaluate("document.activeElement.matches('button.note[popovertarget=note-2]')"):
            break
    article.keyboard.press("Enter")
    expect(slip.get_by_role("button", name="Close")).to_be_visible()
    article.keyboard.press("Tab")
    assert article.evaluate("document.activeElement.closest('.slip').id") == "note-2"
    article.keyboard.press("Escape")
    expect(slip.get_by_role("button", name="Close")).to_be_hidden()
    assert article.evaluate("document.activeElement.getAttribute('popovertarget')") == "note-2"


def test_close_shuts_the_note_and_gives_the_focus_back_and_a_later_mention_opens_it_too(article: Page) -> None:
    article.locator(FIRST).first.click()
    close = article.locator("#note-1").get_by_role("button", name="Close")
    close.click()
    expect(close).to_be_hidden()
    assert article.evaluate("document.activeElement.getAttribute('popovertarget')") == "note-1"
    article.locator(FIRST).nth(1).click()
    assert article.locator("#note-1").evaluate("slip => slip.matches(':popover-open')")


def test_touch_opens_a_sheet_at_the_foot_and_nothing_moves(phone: Page) -> None:
    button, slip = phone.locator(FIRST).first, phone.locator("#note-1")
    button.scroll_into_view_if_needed()
    expect(slip).to_be_hidden()
    before = button.bounding_box()
    button.tap()
    expect(slip).to_be_visible()
    assert button.bounding_box() == before
    sheet = slip.bounding_box()
    assert sheet is not None
    assert (sheet["x"], sheet["width"], round(sheet["y"] + sheet["height"])) == (0, 360, 740)
    slip.get_by_role("button", name="Close").tap()
    expect(slip).to_be_hidden()


def test_notes_open_without_script(plain: Page) -> None:
    plain.goto(ARTICLE)
    slip = plain.locator("#note-1")
    for width in (360, 768, 1280):
        plain.set_viewport_size({"width": width, "height": 800})
        plain.locator(FIRST).first.click()
        expect(slip).to_contain_text("Hebb, D. O. (1949).")
        box = slip.bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width
        slip.get_by_role("button", name="Close").click()
        expect(slip.get_by_role("button", name="Close")).to_be_hidden()


def test_copying_the_text_copies_no_marks(article: Page) -> None:
    copied = article.evaluate(
        """() => {
            const prose = document.querySelector('.claim .sides > div + div p');
            getSelection().selectAllChildren(prose);
            return getSelection().toString();
        }"""
    )
    assert " ".join(copied.split()) == (
        "The idea is much older. It had been proposed by 1949, and animal studies showed such change from the "
        "1960s on. Around 2000, the new thing was above all imaging of living people."
    )


def test_on_a_wide_screen_each_source_stands_in_the_margin_beside_its_line(article: Page) -> None:
    found = [each for each in tops(article) if each["shown"]]
    assert len(found) > 30
    assert all(each["left"] >= each["end"] + 40 and each["right"] <= 1280 for each in found)
    ends = [each["bottom"] for each in found]
    assert all(each["top"] >= end for end, each in zip(ends, found[1:], strict=False))
    free = [each for end, each in zip([0.0, *ends], found, strict=False) if end < each["line"] - 24]
    assert len(free) > 10
    assert max(abs(each["top"] - each["line"]) for each in free) < 24
    assert all(each["top"] >= each["line"] - 24 for each in found)


def test_the_margin_steps_back_while_something_is_open_and_the_text_stays(article: Page) -> None:
    height = article.evaluate("document.querySelector('main').offsetHeight")
    hidden = (
        "slips => slips.every(each => each.matches(':popover-open') || getComputedStyle(each).visibility == 'hidden')"
    )
    for opener in ("button.define", "button.note"):
        article.locator(opener).first.click()
        assert article.locator(".noted .slip").evaluate_all(hidden), opener
        assert article.evaluate("document.querySelector('main').offsetHeight") == height, opener
        article.keyboard.press("Escape")
        assert not article.locator(".noted .slip").evaluate_all(hidden), opener


def test_a_number_keeps_to_the_line_of_its_word(article: Page) -> None:
    for width in (320, 500, 1280):
        article.set_viewport_size({"width": width, "height": 800})
        parted = article.evaluate(
            """() => [...document.querySelectorAll('main .held')].filter(held => {
                const text = held.firstChild;
                if (text.nodeType != Node.TEXT_NODE) return false;
                const range = document.createRange();
                range.selectNodeContents(text);
                const line = range.getBoundingClientRect();
                const number = held.querySelector('.note').getBoundingClientRect();
                return Math.abs(line.top + line.height / 2 - number.top - number.height / 2) > 14;
            }).map(held => held.textContent)"""
        )
        assert parted == []


def test_the_number_is_a_button_with_a_name(article: Page) -> None:
    article.set_viewport_size({"width": 768, "height": 800})
    session = article.context.new_cdp_session(article)
    nodes = session.send("Accessibility.getFullAXTree")["nodes"]
    buttons = [each["name"]["value"] for each in nodes if not each["ignored"] and each["role"]["value"] == "button"]
    assert {"Source 1", "Source 2"} <= set(buttons)
    assert "Close" not in buttons
    article.locator(FIRST).first.click()
    expect(article.locator("#note-1")).to_match_aria_snapshot(
        """
        - text: /1 Hebb, D. O. \\(1949\\)/
        - button "Close"
        """
    )


def test_on_paper_the_notes_are_numbers_and_the_sources_follow(article: Page) -> None:
    article.emulate_media(media="print")
    expect(article.locator("#note-1")).to_be_hidden()
    expect(article.locator(FIRST).first).to_be_visible()
    expect(article.locator("#source-2")).to_contain_text("https://doi.org/10.1038/427311a")
