"""The preview of the Markdown editor in a real browser; `page` fails a test on any breach of the security policy."""

from django.contrib.sessions.models import Session
from playwright.sync_api import expect

from articles.models import Article
from tests.browser.conftest import sign_in
from tests.browser.editing import BODY, PREVIEW, edit
from tests.making import make_article, make_outline, make_term, make_work

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


def sign_in_elsewhere(page):
    """In another tab."""
    other = page.context.new_page()
    sign_in(other)
    expect(other.get_by_role("heading", level=1)).to_have_text("What would you like to edit?")
    other.close()


def wait_until(page, condition):
    while not page.evaluate(condition):
        page.wait_for_timeout(50)


def test_the_preview_looks_as_the_page_does_in_the_colors_of_the_admin_or_in_the_other_ones(ed):
    light, dark = "rgb(251, 253, 253)", "rgb(18, 24, 28)"
    make_term("Affect")
    edit(ed, make_term("Mood", body="A mood is an affect, at length."))
    paper, switch = ed.locator(PREVIEW), ed.locator(".field-body .editor-head button").last

    expect(ed.locator(f"{PREVIEW} a.term")).to_have_css("text-decoration-style", "dotted")
    expect(paper).to_have_css("background-color", light)
    ed.emulate_media(color_scheme="dark")
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


def test_links_of_the_preview_lead_about_the_text_or_to_another_tab_and_the_editor_stays(ed):
    lines = "\n\n".join(f"Line {number}." for number in range(60))
    edit(ed, make_term("Mood", body=f"A remark.[^a]\n\n{lines}\n\n[^a]: Small print of [the site](/about/)."))
    address = ed.url

    ed.click(f"{PREVIEW} .footnote-ref a")
    expect(ed.locator(f"{PREVIEW} .footnote-item")).to_be_in_viewport()
    ed.click(f"{PREVIEW} .footnote-backref")
    expect(ed.locator(f"{PREVIEW} .footnote-ref")).to_be_in_viewport()
    assert ed.url == address

    with ed.expect_popup():
        ed.click(f"{PREVIEW} .page a[href='/about/']")
    assert ed.url == address


def test_what_to_mend_and_what_changes_is_told_under_the_preview_which_can_be_skipped(ed):
    make_term("Affect"), make_term("Attunement")
    edit(ed, make_term("Mood", body="An affect."))
    expect(ed.locator(f"{PREVIEW} .define")).to_have_count(1)
    ed.locator(".field-body .editor-skip").focus()
    ed.keyboard.press("Enter")
    assert ed.evaluate("document.activeElement.className") == "editor-notes"

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


def test_a_refusal_is_told_and_the_text_stays_and_the_preview_comes_back(ed):
    edit(ed, make_term("Mood", body="Old."))
    page, refusal = ed.locator(f"{PREVIEW} .page"), ed.locator(".field-body .editor-refusal")
    expect(page).to_have_text("Old.")
    ed.route("**/markdown/preview/", lambda route: route.fulfill(status=404, body="<h1>gone</h1>"))
    ed.fill(BODY, "Typed for a minute.")
    expect(refusal).to_contain_text("could not show this text")
    expect(page).to_have_text("Old.")
    expect(ed.locator(BODY)).to_have_value("Typed for a minute.")

    ed.unroute("**/markdown/preview/")
    Session.objects.all().delete()
    ed.fill(BODY, "Typed for an hour.")
    expect(refusal).to_contain_text("you are signed out")
    expect(ed.locator(BODY)).to_have_value("Typed for an hour.")
    expect(page).to_have_text("Old.")

    sign_in_elsewhere(ed)
    ed.evaluate("window.dispatchEvent(new Event('focus'))")
    expect(page).to_have_text("Typed for an hour.")
    expect(refusal).to_be_empty()


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
