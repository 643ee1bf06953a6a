"""The browser's windows. One that a test has left is given to the next that asks for its shape, as if it were new."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Protocol
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Page, expect

SHAPE: dict[str, Any] = {"viewport": {"width": 1280, "height": 800}, "locale": "en-US", "color_scheme": "light"}
COLORS = {"color_scheme": "light", "forced_colors": "none"}
PATIENCE = 30_000  # milliseconds; nothing waits as long on a machine that has time

expect.set_options(timeout=PATIENCE)


class Visiting(Protocol):
    """Opens a page of a new visitor; leaving it fails on errors, breaches of the policy and third parties."""

    def __call__(self, address: str, *, fresh: bool = False, clock: bool = False, **options: Any) -> Any: ...


class Complaints:
    """What the browser itself objects to while a page is open."""

    def __init__(self, page: Page, origin: str) -> None:
        self.origin = origin
        self.found: list[str] = []
        page.on("console", lambda message: self.heard(message.type, message.text))
        page.on("pageerror", lambda error: self.found.append(f"script error: {error}"))
        page.on("request", lambda request: self.asked(request.url))

    def heard(self, kind: str, text: str) -> None:
        # A 4xx page is something a test may visit on purpose.
        if kind == "error" and "the server responded with a status of 4" not in text:
            self.found.append(text)

    def asked(self, url: str) -> None:
        if not url.startswith((f"{self.origin}/", "data:", "blob:", "about:")):
            self.found.append(f"request to a third party: {urlsplit(url).netloc}")


class Window:
    """A page in a context of its own."""

    def __init__(self, browser: Browser, address: str, options: dict[str, Any], *, clock: bool) -> None:
        self.address, self.options = address, options
        self.context = browser.new_context(base_url=address, **options)
        self.context.set_default_timeout(PATIENCE)
        if clock:
            self.context.clock.install()
        self.page = self.context.new_page()
        self.complaints = Complaints(self.page, address)
        self.browser_itself = self.context.new_cdp_session(self.page)

    def leave(self) -> list[str]:
        """Go where nothing is asked for any more; what the browser objected to until then."""
        self.page.goto("about:blank")
        found = [*self.complaints.found]
        self.complaints.found.clear()
        return found

    def renew(self) -> None:
        """Forget what the visitor kept, and where the pointer rested."""
        for page in self.context.pages:
            if page != self.page:
                page.close()
        self.page.unroute_all(behavior="ignoreErrors")
        self.context.unroute_all(behavior="ignoreErrors")
        self.context.clear_cookies()
        self.browser_itself.send("Storage.clearDataForOrigin", {"origin": self.address, "storageTypes": "all"})
        self.page.mouse.move(0, 0)
        self.page.set_viewport_size(self.options["viewport"])
        colors = {name: self.options.get(name, usual) for name, usual in COLORS.items()}
        self.page.emulate_media(media="null", **colors)


class Windows:
    """The windows of one browser, by the address and the shape that they were opened for."""

    def __init__(self, browser: Browser) -> None:
        self.browser = browser
        self.left: dict[str, list[Window]] = defaultdict(list)

    @contextmanager
    def visiting(self, address: str, *, fresh: bool = False, clock: bool = False, **options: Any) -> Iterator[Page]:
        """See `Visiting`. A test asks for a `fresh` window if it changes what cannot be changed back: scripts that
        every page begins with; or if the browser must not know the hub's files yet. A `clock` can be put forward."""
        options = {**SHAPE, **options}
        kept = self.left[f"{address} {clock} {sorted(options.items())}"]
        window = kept.pop() if kept and not fresh else Window(self.browser, address, options, clock=clock)
        yield window.page
        found = window.leave()
        if found or fresh:
            window.context.close()
        else:
            window.renew()
            kept.append(window)
        assert found == []
