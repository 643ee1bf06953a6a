"""The import of an article in a real browser: with its preview, on a phone, in the dark."""

import importlib.resources
import os
from pathlib import Path

import pytest
from playwright.sync_api import expect

from articles.models import Article
from tests.browser.conftest import sign_in, visiting
from tests.filling import PASSWORD, editor

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


@pytest.mark.soak
@pytest.mark.parametrize(("width", "scheme"), [(390, "dark"), (1600, "light")])
def test_the_pages_of_the_import_suit_everybody(browser, live_server, width, scheme):
    user = editor()
    user.set_password(PASSWORD)
    user.save()
    # What looks for objections hides things by inline styles.
    look = {"viewport": {"width": width, "height": 800}, "color_scheme": scheme, "bypass_csp": True}
    with visiting(browser, live_server.url, **look) as page:
        sign_in(page)
        page.goto("/admin/articles/article/import/")
        show(page, f"ask-{width}")
        assert objections(page) == []
        give(page)
        show(page, f"look-{width}")
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert objections(page) == []
