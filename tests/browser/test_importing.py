"""The import of an article in a real browser: with its preview, on a phone, in the dark."""

import importlib.resources
import os
from pathlib import Path

import pytest
from playwright.sync_api import expect

from articles.models import Article
from tests.browser.conftest import account, give_password, let_in

PAGES = Path(__file__).parents[1] / "articles" / "importing" / "pages"
AXE = importlib.resources.files("axe_playwright_python").joinpath("axe.min.js").read_text()
OBJECTIONS = "async () => (await axe.run()).violations.map(each => `${each.id}: ${each.nodes[0].html}`)"


def objections(page) -> list[str]:
    page.evaluate(AXE)
    found: list[str] = page.evaluate(OBJECTIONS)
    return found


def show(page, name: str) -> None:
    """A picture for somebody who asks for one."""
    if folder := os.environ.get("HUB_LOOK"):
        page.screenshot(path=f"{folder}/{name}.png", full_page=True)


def give(page) -> None:
    """Give a page in which something was misspelled."""
    text = (PAGES / "wordpress-classic.html").read_text(encoding="utf-8")
    text = text.replace("with a ladder", 'with a ladder, teh "long" one,')
    page.set_input_files("[name=file]", {"name": "a.html", "mimeType": "text/html", "buffer": text.encode()})
    page.click("text=Look at it")
    page.locator(".editor-page").scroll_into_view_if_needed()
    expect(page.locator(".editor-page h2").first).to_have_text("Winter: Looking Before Cutting", timeout=15_000)


def test_an_editor_gives_a_page_chooses_and_gets_a_draft(ed):
    ed.goto("/admin/articles/article/")
    ed.click("text=Import an article")
    give(ed)
    ed.get_by_label("teh → the").check()
    ed.get_by_label("Make all 2 straight quotation marks curly").check()
    ed.click("text=Save as a draft")

    expect(ed.locator(".messagelist .success")).to_contain_text("is saved as a draft")
    assert "the “long” one" in Article.objects.get().body


def leave(page) -> None:
    """Close the form as a crash would: nothing more is sent."""
    page.once("dialog", lambda dialog: dialog.accept())
    page.goto("/admin/")


def back_at_the_second_page(page) -> None:
    page.goto("/admin/articles/article/import/")
    expect(page.locator("#draft")).to_contain_text("You typed something here on")
    page.get_by_role("button", name="Put it back").click()
    expect(page.locator("h1")).to_have_text("Look at what was found")


def test_what_was_typed_beside_an_import_survives_a_crash(ed):
    ed.goto("/admin/articles/article/import/")
    give(ed)
    ed.fill("[name=standfirst]", "Typed for an hour.")
    expect(ed.locator("#draft-state")).to_have_text("What you type is kept.", timeout=15_000)
    leave(ed)

    back_at_the_second_page(ed)
    expect(ed.locator("[name=standfirst]")).to_have_value("Typed for an hour.")
    expect(ed.locator("#import-dropped ~ ul li").first).to_be_visible()
    ed.click("text=Save as a draft")

    expect(ed.locator(".messagelist .success")).to_contain_text("is saved as a draft")
    assert Article.objects.get().standfirst == "Typed for an hour."
    ed.goto("/admin/articles/article/import/")
    ed.wait_for_load_state("networkidle")
    expect(ed.locator("#draft")).to_be_hidden()


def test_what_was_typed_beside_an_import_survives_the_end_of_the_session(ed):
    ed.goto("/admin/articles/article/import/")
    give(ed)
    ed.fill("[name=standfirst]", "Typed for an hour.")
    ed.context.clear_cookies(name="sessionid")
    ed.click("text=Save as a draft")
    ed.wait_for_url("**/login/**")
    give_password(ed)
    ed.wait_for_url(lambda address: "/login/" not in address)

    back_at_the_second_page(ed)

    expect(ed.locator("[name=standfirst]")).to_have_value("Typed for an hour.")


@pytest.mark.soak
@pytest.mark.parametrize(("width", "scheme"), [(390, "dark"), (1600, "light")])
def test_the_pages_of_the_import_suit_everybody(visiting, site, width, scheme):
    # What looks for objections hides things by inline styles.
    look = {"viewport": {"width": width, "height": 800}, "color_scheme": scheme, "bypass_csp": True}
    with visiting(site, **look) as page:
        let_in(page, account(), site)
        page.goto("/admin/articles/article/import/")
        show(page, f"ask-{width}")
        assert objections(page) == []
        give(page)
        show(page, f"look-{width}")
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert objections(page) == []
