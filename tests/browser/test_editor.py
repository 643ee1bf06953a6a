"""The Markdown editor of a form in a real browser; `page` fails a test on any breach of the security policy."""

import pytest
from playwright.sync_api import expect

from glossary.models import Term
from tests.browser.editing import BODY, edit, text_of
from tests.making import make_article, make_term


@pytest.fixture
def writing(ed):
    """The form of a new term, with the caret in its text."""
    ed.goto("/admin/glossary/term/add/")
    ed.focus(BODY)
    return ed


def select(page, words):
    page.locator(BODY).evaluate(
        """(area, words) => {
            const start = area.value.indexOf(words);
            area.focus();
            area.setSelectionRange(start, start + words.length);
        }""",
        words,
    )


def selected(page):
    return page.locator(BODY).evaluate("area => area.value.slice(area.selectionStart, area.selectionEnd)")


# The button, the text, what of it is chosen; what the text is then, and what of it is chosen then.
WRITTEN = [
    ("Bold", "one two three", "two", "one **two** three", "two"),
    ("Bold", "one **two** three", "two", "one two three", "two"),
    ("Bold", "one *two* three", "two", "one ***two*** three", "two"),
    ("Italic", "one two three", " two ", "one *two* three", "two"),
    ("Italic", "one ***two*** three", "two", "one **two** three", "two"),
    ("Link", "one two", "two", "one [two](https://)", "https://"),
    ("Link", "see https://example.org/", "https://example.org/", "see [](https://example.org/)", ""),
    ("Term", "one two", "two", "one [[two]]", ""),
    ("Source", "It is so", "so", "It is so [@]", ""),
    ("List", "one\ntwo\n\nthree", "one\ntwo", "- one\n- two\n\nthree", "- one\n- two"),
    ("List", "- one\n- two", "one\n- two", "one\ntwo", "one\ntwo"),
    ("Quote", "one\n\ntwo", "one\n\ntwo", "> one\n\n> two", "> one\n\n> two"),
    ("Heading", "one\ntwo", "one", "## one\ntwo", ""),
    ("Heading", "### one", "one", "## one", ""),
    ("Heading", "## one", "one", "one", ""),
]


def test_each_button_writes_and_the_browser_takes_it_back(writing):
    for button, before, chosen, *wanted in WRITTEN:
        writing.fill(BODY, before)
        select(writing, chosen)
        writing.locator(".field-body").get_by_role("button", name=button, exact=True).click()
        assert [text_of(writing), selected(writing)] == wanted, button
        writing.keyboard.press("Control+z")
        assert text_of(writing) == before, button


def test_the_keys_that_writers_know_work(writing):
    writing.keyboard.type("one two")
    writing.keyboard.press("Control+b")
    writing.keyboard.press("End")
    writing.keyboard.type(" ")
    writing.keyboard.press("Control+i")
    writing.keyboard.type("three")
    writing.keyboard.press("End")
    writing.keyboard.type(" ")
    writing.keyboard.press("Control+k")
    writing.keyboard.type("four")

    assert text_of(writing) == "one two**** *three* [four](https://)"


def test_the_key_that_saves_saves_and_the_form_stays_open(ed):
    term = make_term("Mood", body="Old.")
    edit(ed, term)
    ed.fill(BODY, "New.")

    ed.keyboard.press("Control+s")

    expect(ed.locator(".messagelist .success")).to_be_visible()
    assert f"/{term.pk}/change/" in ed.url
    assert Term.objects.get().body == "New."


def test_the_tab_key_leaves_the_text_and_the_buttons_are_one_stop_with_arrow_keys_between_them(writing):
    focused, field = "document.activeElement.textContent", "document.activeElement.name"
    writing.keyboard.press("Tab")
    assert writing.evaluate(field) != "body"
    assert text_of(writing) == ""
    writing.focus(BODY)

    writing.keyboard.press("Shift+Tab")
    assert writing.evaluate(focused) == "Bold"
    writing.keyboard.press("ArrowRight")
    assert writing.evaluate(focused) == "Italic"
    writing.keyboard.press("ArrowLeft")
    writing.keyboard.press("ArrowLeft")
    assert writing.evaluate(focused) == writing.locator(".field-body .editor-tools button").last.text_content()
    writing.keyboard.press("Tab")
    assert writing.evaluate(field) == "body"


def test_the_sheet_opens_in_place_in_the_readers_style(writing):
    make_term("Affect")
    writing.locator(".field-body .editor-sheet summary").click()
    sheet = writing.locator(".field-body .editor-sheet-page .examples")

    expect(sheet).to_contain_text("Links to the glossary")
    expect(sheet.locator("strong", has_text="bold")).to_be_visible()
    sheet.locator(".define").first.click()
    expect(writing.locator(".field-body .editor-sheet-page .definition")).to_be_visible()
    writing.keyboard.press("Escape")


def test_a_row_that_is_added_has_a_working_editor(ed):
    article = make_article(body="## A\n\nText.")
    ed.goto(f"/admin/articles/article/{article.pk}/change/")
    ed.locator("#claims-group summary").click()
    ed.click("text=Add another Claim")
    row = ed.locator("#claims-0 .field-finds")

    expect(row.get_by_role("button", name="Bold", exact=True)).to_have_count(1)
    expect(row.get_by_role("button", name="List", exact=True)).to_have_count(0)
    ed.fill("[name=claims-0-finds]", "Found *it*.\n\n- one paragraph")
    expect(row.locator(".editor-page em")).to_have_text("it")
    expect(row.locator(".editor-page li")).to_have_count(0)
    ed.click("text=Add another Claim")
    expect(ed.locator("#claims-1 .editor-tools")).to_have_count(3)
