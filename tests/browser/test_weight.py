"""What a first visit costs: bytes over the wire with brotli, requests, cookies."""

from __future__ import annotations

import re
from urllib.request import Request, urlopen

import pytest

from tests.browser.kinds import ARTICLE, PAGES
from tests.browser.windows import Visiting

KB = 1000
# The most that the HTML of a page may weigh, in bytes.
BUDGETS = {
    ARTICLE: 18 * KB,
    "/articles/what-is-interpersonal-neurobiology/": 13 * KB,
    **{path: 8 * KB for path in PAGES if re.match("/glossary/.", path)},
}
FILES = 13 * KB  # style sheet, script and icon together
REQUESTS = 4
# All pages are made of the same parts.
FIRST_PAGES = ("/", ARTICLE, "/search/?q=mirror")


def weight(address: str) -> int:
    with urlopen(Request(address, headers={"Accept-Encoding": "br"}), timeout=20) as answer:
        assert answer.headers["Content-Encoding"] == "br"
        return len(answer.read())


def files(hub: str) -> list[str]:
    """The style sheet, the script and the icon of a page."""
    with urlopen(f"{hub}/", timeout=20) as answer:
        return sorted(set(re.findall(r'(?:href|src)="(/static/[^"]+)"', answer.read().decode())))


@pytest.mark.parametrize("path", BUDGETS)
def test_a_page_keeps_its_budget(hub: str, path: str) -> None:
    assert weight(f"{hub}{path}") <= BUDGETS[path]


def test_style_sheet_script_and_icon_keep_theirs(hub: str) -> None:
    found = files(hub)
    assert [name.rpartition(".")[2] for name in found] == ["css", "svg", "js"]
    assert sum(weight(f"{hub}{name}") for name in found) <= FILES


def test_a_first_visit_takes_four_requests_and_sets_no_cookie(visiting: Visiting, hub: str) -> None:
    beyond = {}
    for path in FIRST_PAGES:
        asked: list[str] = []
        with visiting(hub, fresh=True) as page:
            page.on("request", lambda request, asked=asked: asked.append(request.url))
            page.goto(path)
            page.evaluate("new Promise(done => requestIdleCallback(done))")
            if len(asked) > REQUESTS or page.context.cookies():
                beyond[path] = asked, page.context.cookies()
    assert beyond == {}
