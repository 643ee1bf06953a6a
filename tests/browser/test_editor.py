"""The Markdown editor and its preview in a real browser; `page` fails a test on any breach of the security policy."""

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import expect

from articles.models import Article
from glossary.models import Term
from tests.browser.conftest import sign_in
from tests.making import make_article, make_outline, make_term, make_work

BODY = "[name=body]"
PREVIEW = ".field-body .editor-page"

LATE = """() => {
  const fetched = window.fetch;
  window.fetch = async (address, options) => {
    const isFirst = String(options?.body ?? "").includes("first");
    const answer = await fetched(address, isFirst ? { ...options, signal: undefined } : options);
    if (isFirst) await new Promise((resolve) => { window.release = resolve; });
    if (isFirst) window.released = true;
    return answer;
  };
}"""


@pytest.fixture
def writing(ed):
    """The form of a new term, with the caret in its text."""
    ed.goto("/admin/glossary/term/add/")
    ed.focus(BODY)
    return ed


def edit(page, term):
    page.goto(f"/admin/glossary/term/{term.pk}/change/")


def select(page, words):
    page.locator(BODY).evaluate(
        """(area, words) => {
            const start = area.value.indexOf(words);
            area.focus();
            area.setSelectionRange(start, start + words.length);
        }""",
        words,
    )


def text_of(page):
    return page.locator(BODY).input_value()


def sign_in_elsewhere(page):
    """In another tab."""
    other = page.context.new_page()
    sign_in(other)
    expect(other.get_by_role("heading", level=1)).to_have_text("What would you like to edit?")
    other.close()


def wait_until(page, condition):
    while not page.evaluate(condition):
        page.wait_for_timeout(50)


def selected(page):
    return page.locator(BODY).evaluate("area => area.value.slice(area.selectionStart, area.selectionEnd)")


def test_the_preview_looks_as_the_page_does(ed):
    make_term("Affect")
    edit(ed, make_term("Mood", body="A mood is an affect, at length."))
    link = ed.locator(f"{PREVIEW} a.term")

    expect(link).to_have_css("text-decoration-style", "dotted")
    expect(ed.locator(PREVIEW)).to_have_css("background-color", "rgb(251, 253, 253)")


def test_the_preview_follows_the_colors_of_the_admin_and_shows_the_other_ones(ed):
    light, dark = "rgb(251, 253, 253)", "rgb(18, 24, 28)"
    ed.emulate_media(color_scheme="dark")
    edit(ed, make_term("Mood", body="Text."))
    paper, switch = ed.locator(PREVIEW), ed.locator(".field-body .editor-head button").last

    expect(paper).to_have_css("background-color", dark)
    switch.click()
    expect(paper).to_have_css("background-color", light)
    expect(paper).to_have_css("color-scheme", "light")
    switch.click()
    expect(paper).to_have_css("background-color", dark)
    ed.locator(".theme-toggle").first.click()  # the admin's own switch: light
    expect(paper).to_have_css("background-color", light)
    expect(switch).to_have_text("See it dark")


def test_definitions_and_sources_open_in_the_preview(ed):
    make_term("Affect", definition="A feeling as it shows."), make_work("siegel1999")
    edit(ed, make_term("Mood", body="An affect [@siegel1999]."))

    ed.locator(f"{PREVIEW} .define").focus()
    ed.keyboard.press("Enter")
    definition = ed.locator(f"{PREVIEW} .definition")
    expect(definition).to_be_visible()
    expect(definition).to_contain_text("A feeling as it shows.")
    line, box = ed.locator(f"{PREVIEW} .define").bounding_box(), definition.bounding_box()
    assert abs(box["y"] - (line["y"] + line["height"])) < 2 or abs(box["y"] + box["height"] - line["y"]) < 2
    ed.keyboard.press("Escape")
    expect(definition).to_be_hidden()

    ed.locator(f"{PREVIEW} .note").click()
    expect(ed.locator(f"{PREVIEW} .slip")).to_contain_text("The book siegel1999")
    ed.locator(f"{PREVIEW} .slip .close").click()
    expect(ed.locator(f"{PREVIEW} .slip")).to_be_hidden()


def test_a_link_within_the_text_leads_there_and_back(ed):
    lines = "\n\n".join(f"Line {number}." for number in range(60))
    edit(ed, make_term("Mood", body=f"A remark.[^a]\n\n{lines}\n\n[^a]: Small print."))
    address = ed.url

    ed.click(f"{PREVIEW} .footnote-ref a")
    expect(ed.locator(f"{PREVIEW} .footnote-item")).to_be_in_viewport()
    ed.click(f"{PREVIEW} .footnote-backref")
    expect(ed.locator(f"{PREVIEW} .footnote-ref")).to_be_in_viewport()

    assert ed.url == address


def test_a_link_of_the_preview_does_not_carry_the_editor_away(ed):
    edit(ed, make_term("Mood", body="See [the site](/about/)."))
    address = ed.url

    with ed.expect_popup():
        ed.click(f"{PREVIEW} .page a")

    assert ed.url == address


def test_what_to_mend_and_what_changes_is_told_under_the_preview(ed):
    make_term("Affect"), make_term("Attunement")
    edit(ed, make_term("Mood", body="An affect."))

    ed.fill(BODY, "Attunement, [[afect]].\n\n#### Deep")

    expect(ed.locator(".field-body .editor-problems li")).to_have_text(
        [
            "No term is called “afect”. Did you mean “Affect”?",
            "The heading “Deep” skips a level: write ### before it, not ####.",
        ]
    )
    expect(ed.locator(".field-body .editor-facts li")).to_have_text(
        ["3 words.", "Will newly link: Attunement.", "Will no longer link: Affect."]
    )
    expect(ed.locator(".field-body [role=status]", has_text="2 things to mend")).to_have_count(1)


def test_a_late_answer_does_not_replace_a_newer_one(ed):
    edit(ed, make_term("Mood", body="Old."))
    page = ed.locator(f"{PREVIEW} .page")
    expect(page).to_have_text("Old.")
    ed.evaluate(LATE)

    with ed.expect_request("**/markdown/preview/"):
        ed.fill(BODY, "The first.")
    ed.fill(BODY, "The second.")
    expect(page).to_have_text("The second.")
    wait_until(ed, "Boolean(window.release)")
    ed.evaluate("window.release()")
    wait_until(ed, "window.released === true")
    ed.wait_for_timeout(200)

    expect(page).to_have_text("The second.")


def test_a_session_that_ended_is_told_and_the_text_stays_and_the_preview_comes_back(ed):
    edit(ed, make_term("Mood", body="Old."))
    expect(ed.locator(f"{PREVIEW} .page")).to_have_text("Old.")
    Session.objects.all().delete()

    ed.fill(BODY, "Typed for an hour.")

    refusal = ed.locator(".field-body .editor-refusal")
    expect(refusal).to_contain_text("you are signed out")
    expect(ed.locator(BODY)).to_have_value("Typed for an hour.")
    expect(ed.locator(f"{PREVIEW} .page")).to_have_text("Old.")

    sign_in_elsewhere(ed)
    ed.evaluate("window.dispatchEvent(new Event('focus'))")
    expect(ed.locator(f"{PREVIEW} .page")).to_have_text("Typed for an hour.")
    expect(refusal).to_be_empty()


def test_an_error_page_is_told_in_a_sentence_and_the_text_stays(writing):
    writing.route("**/markdown/preview/", lambda route: route.fulfill(status=404, body="<h1>gone</h1>"))

    writing.fill(BODY, "Typed for an hour.")

    expect(writing.locator(".field-body .editor-refusal")).to_contain_text("could not show this text")
    expect(writing.locator(PREVIEW)).not_to_contain_text("gone")
    expect(writing.locator(BODY)).to_have_value("Typed for an hour.")


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


def test_the_editor_leaves_the_text_with_the_tab_key(writing):
    writing.keyboard.press("Tab")

    assert writing.evaluate("document.activeElement.name") != "body"
    assert text_of(writing) == ""


def test_the_buttons_are_one_stop_and_arrow_keys_go_between_them(writing):
    writing.keyboard.press("Shift+Tab")
    focused = "document.activeElement.textContent"
    assert writing.evaluate(focused) == "Bold"

    writing.keyboard.press("ArrowRight")
    assert writing.evaluate(focused) == "Italic"
    writing.keyboard.press("ArrowLeft")
    writing.keyboard.press("ArrowLeft")
    assert writing.evaluate(focused) == writing.locator(".field-body .editor-tools button").last.text_content()
    writing.keyboard.press("Tab")
    assert writing.evaluate("document.activeElement.name") == "body"


def test_the_preview_can_be_skipped(ed):
    make_term("Affect")
    edit(ed, make_term("Mood", body="An affect."))
    expect(ed.locator(f"{PREVIEW} .define")).to_have_count(1)

    ed.locator(".field-body .editor-skip").focus()
    ed.keyboard.press("Enter")

    assert ed.evaluate("document.activeElement.className") == "editor-notes"


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


def test_the_lines_of_a_step_are_shown_as_its_list(ed):
    step = make_outline().steps.get()
    ed.goto(f"/admin/articles/step/{step.pk}/change/")

    ed.fill("[name=cautions]", "Slowly.\nNever *hurry*.")

    expect(ed.locator(".field-cautions .editor-page li")).to_have_text(["Slowly.", "Never hurry."])


def test_an_article_is_previewed_with_its_claims(ed):
    article = make_article(body="## A\n\nText.")
    article.claims.create(section="a", says="It is said.", finds="It is found.")
    ed.goto(f"/admin/articles/article/{article.pk}/change/")

    ed.fill(BODY, "## A\n\nOther text.")

    expect(ed.locator(f"{PREVIEW} section")).to_contain_text("Other text.")
    expect(ed.locator(f"{PREVIEW} .claim")).to_contain_text("It is found.")
    assert Article.objects.get().body == "## A\n\nText."
