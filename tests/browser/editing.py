"""How the browser tests find the Markdown editor of a form and its preview."""

from __future__ import annotations

from playwright.sync_api import Page

from glossary.models import Term

BODY = "[name=body]"
PREVIEW = ".field-body .editor-page"


def edit(page: Page, term: Term) -> None:
    """Open the form of a term."""
    page.goto(f"/admin/glossary/term/{term.pk}/change/")


def text_of(page: Page) -> str:
    return page.locator(BODY).input_value()
