"""What hostile Markdown became, executed by a real browser that no content security policy protects."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, Route

from publishing.markdown import Text, render
from tests.making import make_term, make_work
from tests.publishing.markdown.hostile_inputs import HTML, LARGE, SMALL

ORIGIN = "http://hub.example"

# Everything that could carry a script or lead somewhere else, as the browser itself sees it.
SURVEY = """root => {
  const all = [...root.querySelectorAll("*")];
  return {
    tags: [...new Set(all.map(each => each.localName))],
    handlers: all.flatMap(each => each.getAttributeNames().filter(name => name.startsWith("on") || name === "style")),
    protocols: [...new Set([...root.querySelectorAll("[href]")].map(each => each.protocol))],
    pictures: [...root.querySelectorAll("img")].map(each => new URL(each.src).origin),
    targets: [...root.querySelectorAll("[target], [formaction], [action], [ping], [srcdoc], [xlink\\\\:href]")].length,
  };
}"""
PROVOKE = """root => {
  for (const each of root.querySelectorAll("*"))
    for (const name of ["mouseover", "mouseenter", "focus", "click", "error", "load", "toggle", "animationstart"]) {
      const event = new Event(name, {bubbles: true, cancelable: true});
      if (name === "click" && each.closest("a[href]:not([href^='javascript'])")) continue;
      each.dispatchEvent(event);
    }
}"""
EXECUTING = {"script", "iframe", "object", "embed", "svg", "math", "style", "link", "meta", "base", "form", "input"}


class Visit:
    """A page that serves one HTML text, and what happened on it."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.html = ""
        self.asked: list[str] = []
        self.dialogs: list[str] = []
        page.route("**/*", self.answer)
        page.on("dialog", lambda dialog: (self.dialogs.append(dialog.message), dialog.dismiss()))

    def answer(self, route: Route) -> None:
        if route.request.url == f"{ORIGIN}/":
            route.fulfill(body=self.html, content_type="text/html; charset=utf-8")
        else:
            self.asked.append(route.request.url)
            route.abort()

    def open(self, body: str) -> None:
        self.html = f"<!doctype html><title>x</title><main>{body}</main>"
        self.page.goto(f"{ORIGIN}/")

    def into_a_shadow_root(self, body: str) -> None:
        """As the preview of the admin shows it."""
        self.open("")
        script = "html => { document.querySelector('main').attachShadow({mode: 'open'}).innerHTML = html; }"
        self.page.evaluate(script, body)

    def provoke(self, root: str) -> None:
        self.page.evaluate(f"({PROVOKE})({root})")
        self.page.wait_for_timeout(300)

    def hit(self) -> bool:
        return bool(self.page.evaluate("window.hit === 1"))


@pytest.fixture
def visit(browser: Browser) -> Iterator[Visit]:
    context = browser.new_context()
    yield Visit(context.new_page())
    context.close()


@pytest.fixture
def hostile(db: None) -> str:
    """All hostile texts rendered, each as a text of its own, with a term and a work that they can name."""
    make_term("Empathy")
    make_work("siegel2020")
    pages = [render(Text(source), Text(source, inline=True)) for source in [*SMALL, LARGE["stairs of lists"]]]
    return "".join(f"<section>{page.html[0]}<p>{page.html[1]}</p></section>" for page in pages)


def test_no_hostile_text_runs_a_script_or_asks_for_anything(visit, hostile):
    ways = {visit.open: "document", visit.into_a_shadow_root: "document.querySelector('main').shadowRoot"}
    for way, root in ways.items():
        way(hostile)
        visit.provoke(root)
        found = visit.page.evaluate(f"({SURVEY})({root})")

        assert (visit.hit(), visit.dialogs) == (False, [])
        assert {url for url in visit.asked if not url.startswith(f"{ORIGIN}/uploads/")} == set()
        assert EXECUTING.intersection(found["tags"]) == set()
        assert (found["handlers"], found["targets"]) == ([], 0)
        assert set(found["protocols"]) == {"http:", "https:", "mailto:"}
        assert set(found["pictures"]) == {ORIGIN}


def test_hostile_texts_stay_to_be_read(visit, hostile):
    visit.open(hostile)

    assert "<script>window.hit=1</script>" in visit.page.inner_text("main")


def test_the_browser_would_tell(visit):
    """The same inputs as HTML do run: the test above can fail."""
    visit.open("".join(HTML[2:5]) + '<img src="https://evil.example/x.png">')
    visit.provoke("document")

    assert visit.hit()
    assert "https://evil.example/x.png" in visit.asked
