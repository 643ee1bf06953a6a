"""Pictures from an editor's file to a reader's page; the `page` fixture fails a test on any breach of the policy."""

from __future__ import annotations

import importlib.resources
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Page, expect

from publishing.models import Picture
from publishing.pictures import NO_PICTURE
from tests.browser.conftest import visiting
from tests.filling import editor
from tests.making import make_term
from tests.publishing.picture_making import drawn, picture, saved

AXE = importlib.resources.files("axe_playwright_python").joinpath("axe.min.js").read_text()
# A file dropped on the text, or pasted into it; whether the browser still does what it would do by itself.
GIVE = """([bytes, name, type, kind]) => {
    const data = new DataTransfer(), area = document.querySelector('[name=body]');
    data.items.add(new File([new Uint8Array(bytes)], name, { type }));
    const options = { bubbles: true, cancelable: true };
    const event = kind === 'drop' ? new DragEvent('drop', { ...options, dataTransfer: data })
        : new ClipboardEvent('paste', { ...options, clipboardData: data });
    area.dispatchEvent(event);
    return event.defaultPrevented;
}"""


def sign_in(page: Page, address: str) -> None:
    client = Client()
    client.force_login(editor())
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": address}])


@pytest.fixture
def ed(page: Page, live_server: Any) -> Page:
    """The page of a term's body, with an editor at it."""
    sign_in(page, live_server.url)
    term = make_term("Mood", body="First words.\n\nLast words.")
    page.goto(f"/admin/glossary/term/{term.pk}/change/")
    return page


def window(page: Page) -> Any:
    return page.get_by_role("dialog", name="Add a picture")


def open_window(page: Page) -> Any:
    page.locator(".field-body").get_by_role("button", name="Picture", exact=True).click()
    expect(window(page)).to_be_visible()
    return window(page)


def choose(page: Page, data: bytes, name: str = "halves.png", kind: str = "image/png") -> None:
    window(page).get_by_label("Picture", exact=True).set_input_files({"name": name, "mimeType": kind, "buffer": data})


def text(page: Page) -> str:
    return page.locator("[name=body]").input_value()


def put_caret(page: Page, place: int) -> None:
    page.locator("[name=body]").evaluate("(area, place) => area.setSelectionRange(place, place)", place)


def test_an_editor_adds_a_picture_and_readers_see_it(ed: Page) -> None:
    put_caret(ed, 3)
    asked = open_window(ed)
    expect(asked.get_by_label("Picture", exact=True)).to_be_focused()
    choose(ed, saved(drawn(1800, 900)))
    asked.get_by_label("Description").fill("Two [halves]")
    asked.get_by_label("Credit").fill("Ana Painter, CC BY 4.0")
    asked.get_by_role("button", name="Add picture").click()

    expect(asked).to_be_hidden()
    expect(ed.locator("[name=body]")).to_be_focused()
    kept = Picture.objects.get()
    markdown = rf"![Two \[halves\]](/uploads/{kept.name})"
    assert text(ed) == f"First words.\n\n{markdown}\n\nLast words."
    expect(ed.locator(".field-body .editor-page figcaption")).to_have_text("Ana Painter, CC BY 4.0")
    ed.keyboard.press("Control+z")
    assert text(ed) == "First words.\n\nLast words."
    ed.keyboard.press("Control+Shift+z")

    ed.locator("[name=_continue]").first.click()
    ed.goto("/glossary/mood/")
    shown = ed.get_by_role("img", name="Two [halves]")
    expect(shown).to_be_visible()
    assert shown.evaluate("image => image.decode().then(() => image.naturalWidth > 0)")
    expect(ed.locator("main .prose figure")).to_have_text("Ana Painter, CC BY 4.0")


def test_a_file_that_lies_is_told_and_the_window_stays(ed: Page) -> None:
    asked = open_window(ed)
    choose(ed, b"<script>alert(1)</script>", "holiday.jpg", "image/jpeg")
    asked.get_by_label("Description").fill("A beach")
    asked.get_by_role("button", name="Add picture").click()

    expect(asked.get_by_role("alert")).to_have_text(NO_PICTURE)
    expect(asked.get_by_label("Description")).to_have_value("A beach")
    assert text(ed) == "First words.\n\nLast words."

    choose(ed, saved(drawn(), "JPEG"), "holiday.jpg", "image/jpeg")
    expect(asked.get_by_role("alert")).to_be_empty()
    asked.get_by_role("button", name="Add picture").click()
    expect(asked).to_be_hidden()
    assert "![A beach](/uploads/" in text(ed)


def test_what_is_too_large_or_of_another_kind_is_told_before_it_is_sent(ed: Page) -> None:
    ed.set_default_timeout(30_000)  # five megabytes go to the browser in one message
    asked = open_window(ed)
    sent: list[str] = []
    ed.on("request", lambda request: sent.append(request.url) if "desk/pictures" in request.url else None)
    asked.get_by_label("Description").fill("x")
    choose(ed, b"\0" * (5 * 1024 * 1024 + 1))
    expect(asked.get_by_role("alert")).to_contain_text("5 MB is the most")
    choose(ed, b"GIF89a", "x.gif", "image/gif")
    expect(asked.get_by_role("alert")).to_contain_text("Only JPEG, PNG and WebP")
    asked.get_by_role("button", name="Add picture").click()
    assert sent == []


def test_a_description_is_asked_for_unless_the_picture_is_decorative(ed: Page) -> None:
    asked = open_window(ed)
    choose(ed, saved(drawn()))
    asked.get_by_role("button", name="Add picture").click()
    assert asked.get_by_label("Description").evaluate("field => field.matches(':invalid:focus')")
    asked.get_by_label("Decorative").check()
    expect(asked.get_by_label("Description")).to_be_disabled()
    asked.get_by_role("button", name="Add picture").click()
    expect(asked).to_be_hidden()
    assert f"![](/uploads/{Picture.objects.get().name})" in text(ed)


@pytest.mark.parametrize("kind", ["drop", "paste"])
def test_a_dropped_or_pasted_picture_opens_the_window_with_it(ed: Page, kind: str) -> None:
    assert ed.evaluate(GIVE, [list(saved(drawn())), "halves.png", "image/png", kind]) is True
    asked = window(ed)
    expect(asked).to_be_visible()
    expect(asked.get_by_label("Description")).to_be_focused()
    ed.keyboard.type("Two halves")
    ed.keyboard.press("Enter")
    expect(asked).to_be_hidden()
    assert f"![Two halves](/uploads/{Picture.objects.get().name})" in text(ed)


def test_another_dropped_file_is_told_and_the_page_stays(ed: Page) -> None:
    assert ed.evaluate(GIVE, [[37, 80, 68, 70], "x.pdf", "application/pdf", "drop"]) is True
    expect(ed.locator(".field-body .editor-words")).to_have_text("Only JPEG, PNG and WebP pictures can be added.")
    expect(window(ed)).to_have_count(0)


def test_escape_leaves_the_window_and_the_text_as_it_was(ed: Page) -> None:
    asked = open_window(ed)
    asked.get_by_label("Description").fill("x")
    ed.keyboard.press("Escape")
    expect(asked).to_be_hidden()
    expect(ed.locator("[name=body]")).to_be_focused()
    assert text(ed) == "First words.\n\nLast words."
    expect(open_window(ed).get_by_label("Description")).to_have_value("")


def test_a_session_that_ended_is_told_and_what_was_typed_stays(ed: Page) -> None:
    asked = open_window(ed)
    choose(ed, saved(drawn()))
    asked.get_by_label("Description").fill("Two halves")
    ed.context.clear_cookies(name="sessionid")
    asked.get_by_role("button", name="Add picture").click()
    expect(asked.get_by_role("alert")).to_contain_text("signed in")
    expect(asked.get_by_label("Description")).to_have_value("Two halves")


def test_a_hub_that_cannot_be_reached_is_told(ed: Page) -> None:
    asked = open_window(ed)
    choose(ed, saved(drawn()))
    asked.get_by_label("Description").fill("Two halves")
    ed.route("**/desk/pictures/", lambda route: route.fulfill(status=404, body="<h1>Gone</h1>"))
    asked.get_by_role("button", name="Add picture").click()
    expect(asked.get_by_role("alert")).to_contain_text("could not take this picture")
    expect(asked.get_by_role("button", name="Add picture")).to_be_enabled()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_window_suits_a_phone_and_everybody(browser: Any, live_server: Any, scheme: str) -> None:
    # What looks for objections hides things by inline styles.
    look = {"viewport": {"width": 390, "height": 700}, "color_scheme": scheme, "bypass_csp": True}
    with visiting(browser, live_server.url, **look) as page:
        sign_in(page, live_server.url)
        page.goto("/admin/glossary/term/add/")
        asked = open_window(page)
        box = asked.bounding_box()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 390
        page.evaluate(AXE)
        found = page.evaluate("async () => (await axe.run('dialog')).violations.map(each => each.id)")
        assert found == []


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_a_wide_picture_keeps_to_the_measure_and_nothing_jumps(browser: Any, live_server: Any, width: int) -> None:
    kept = picture(1600, 900, credit="Ana")
    make_term(
        "Mood", body=f"Words.\n\n![Two]({kept.get_absolute_url()})\n\nAfter ![Two]({kept.get_absolute_url()}) it."
    )
    with visiting(browser, live_server.url, viewport={"width": width, "height": 900}) as page:
        page.goto("/glossary/mood/")
        page.wait_for_load_state("networkidle")
        text_box, box = page.locator("main .prose").first.bounding_box(), page.locator("figure img").bounding_box()
        assert box["width"] <= text_box["width"]
        assert abs(box["width"] * 900 / 1600 - box["height"]) < 1
        assert page.evaluate("document.scrollingElement.scrollWidth") <= width
        shifts = """() => new Promise(done => new PerformanceObserver(list =>
            done(list.getEntries().reduce((sum, each) => sum + each.value, 0)))
            .observe({type: 'layout-shift', buffered: true}) || setTimeout(() => done(0), 300))"""
        assert page.evaluate(shifts) < 0.01
        source = page.locator("figure img").evaluate("image => image.currentSrc")
        assert source.endswith(kept.small_name)


def test_the_list_of_pictures_shows_them(page: Page, live_server: Any) -> None:
    sign_in(page, live_server.url)
    kept = picture(1000, 500)
    page.goto("/admin/publishing/picture/")
    shown = page.locator(".picture-thumbnail")
    expect(shown).to_be_visible()
    assert shown.bounding_box()["height"] < 80
    page.goto(f"/admin/publishing/picture/{kept.pk}/change/")
    assert page.locator(".picture-whole").evaluate("image => image.decode().then(() => image.naturalWidth > 0)")
