"""Pictures from an editor's file to a reader's page; the `page` fixture fails a test on any breach of the policy."""

from __future__ import annotations

import importlib.resources
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth.models import User
from playwright.sync_api import Page, Route, expect

from publishing.models import Picture
from publishing.pictures.making import NO_PICTURE
from tests.browser.conftest import account, let_in
from tests.browser.definitions import shifts
from tests.browser.windows import Visiting
from tests.making import make_term
from tests.publishing.pictures.picture_making import drawn, picture, saved

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
# A file of so many bytes, made in the browser: to send it there takes long.
CHOOSE_EMPTY = """(field, bytes) => {
    const data = new DataTransfer();
    data.items.add(new File([new Uint8Array(bytes)], 'halves.png', { type: 'image/png' }));
    field.files = data.files;
    field.dispatchEvent(new Event('change', { bubbles: true }));
}"""


@pytest.fixture
def mood(ed: Page) -> Page:
    """The form of a term, with an editor at it."""
    term = make_term("Mood", body="First words.\n\nLast words.")
    ed.goto(f"/admin/glossary/term/{term.pk}/change/")
    return ed


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


def test_an_editor_adds_a_picture_and_readers_see_it(mood: Page) -> None:
    put_caret(mood, 3)
    asked = open_window(mood)
    expect(asked.get_by_label("Picture", exact=True)).to_be_focused()
    choose(mood, saved(drawn(1800, 900)))
    asked.get_by_label("Description").fill("Two [halves]")
    asked.get_by_label("Credit").fill("Ana Painter, CC BY 4.0")
    asked.get_by_role("button", name="Add picture").click()

    expect(asked).to_be_hidden()
    expect(mood.locator("[name=body]")).to_be_focused()
    kept = Picture.objects.get()
    markdown = rf"![Two \[halves\]](/uploads/{kept.name})"
    assert text(mood) == f"First words.\n\n{markdown}\n\nLast words."
    expect(mood.locator(".field-body .editor-page figcaption")).to_have_text("Ana Painter, CC BY 4.0")
    mood.keyboard.press("Control+z")
    assert text(mood) == "First words.\n\nLast words."
    mood.keyboard.press("Control+Shift+z")

    mood.locator("[name=_continue]").first.click()
    mood.goto("/glossary/mood/")
    shown = mood.get_by_role("img", name="Two [halves]")
    expect(shown).to_be_visible()
    assert shown.evaluate("image => image.decode().then(() => image.naturalWidth > 0)")
    expect(mood.locator("main .prose figure")).to_have_text("Ana Painter, CC BY 4.0")


def test_a_file_that_lies_is_told_and_the_window_stays(mood: Page) -> None:
    asked = open_window(mood)
    choose(mood, b"<script>alert(1)</script>", "holiday.jpg", "image/jpeg")
    asked.get_by_label("Description").fill("A beach")
    asked.get_by_role("button", name="Add picture").click()

    expect(asked.get_by_role("alert")).to_have_text(NO_PICTURE)
    expect(asked.get_by_label("Description")).to_have_value("A beach")
    assert text(mood) == "First words.\n\nLast words."

    choose(mood, saved(drawn(), "JPEG"), "holiday.jpg", "image/jpeg")
    expect(asked.get_by_role("alert")).to_be_empty()
    asked.get_by_role("button", name="Add picture").click()
    expect(asked).to_be_hidden()
    assert "![A beach](/uploads/" in text(mood)


def test_what_is_too_large_or_no_picture_is_told_before_it_is_sent_and_escape_leaves_the_text_alone(
    mood: Page,
) -> None:
    asked = open_window(mood)
    sent: list[str] = []
    mood.on("request", lambda request: sent.append(request.url) if "desk/pictures" in request.url else None)
    asked.get_by_label("Description").fill("x")
    window(mood).get_by_label("Picture", exact=True).evaluate(CHOOSE_EMPTY, 5 * 1024 * 1024 + 1)
    expect(asked.get_by_role("alert")).to_contain_text("5 MB is the most")
    choose(mood, b"GIF89a", "x.gif", "image/gif")
    expect(asked.get_by_role("alert")).to_contain_text("Only JPEG, PNG and WebP")
    asked.get_by_role("button", name="Add picture").click()
    assert sent == []

    mood.keyboard.press("Escape")
    expect(asked).to_be_hidden()
    expect(mood.locator("[name=body]")).to_be_focused()
    assert text(mood) == "First words.\n\nLast words."
    expect(open_window(mood).get_by_label("Description")).to_have_value("")


def test_a_description_is_asked_for_unless_the_picture_is_decorative(mood: Page) -> None:
    asked = open_window(mood)
    choose(mood, saved(drawn()))
    asked.get_by_role("button", name="Add picture").click()
    assert asked.get_by_label("Description").evaluate("field => field.matches(':invalid:focus')")
    asked.get_by_label("Decorative").check()
    expect(asked.get_by_label("Description")).to_be_disabled()
    asked.get_by_role("button", name="Add picture").click()
    expect(asked).to_be_hidden()
    assert f"![](/uploads/{Picture.objects.get().name})" in text(mood)


def test_a_dropped_or_pasted_picture_opens_the_window_with_it_and_another_file_is_told(mood: Page) -> None:
    assert mood.evaluate(GIVE, [[37, 80, 68, 70], "x.pdf", "application/pdf", "drop"]) is True
    expect(mood.locator(".field-body .editor-words")).to_have_text("Only JPEG, PNG and WebP pictures can be added.")
    expect(window(mood)).to_have_count(0)
    for kind, data in (("drop", saved(drawn())), ("paste", saved(drawn(60, 40)))):
        assert mood.evaluate(GIVE, [list(data), "halves.png", "image/png", kind]) is True
        asked = window(mood)
        expect(asked).to_be_visible()
        expect(asked.get_by_label("Description")).to_be_focused()
        mood.keyboard.type(f"A {kind}")
        mood.keyboard.press("Enter")
        expect(asked).to_be_hidden()
        kept = Picture.objects.get(description=f"A {kind}")
        assert f"![A {kind}](/uploads/{kept.name})" in text(mood)


def test_a_refusal_is_told_and_whoever_signs_in_again_elsewhere_adds_it_from_the_same_window(
    mood: Page, site: str
) -> None:
    asked = open_window(mood)
    told, add = asked.get_by_role("alert"), asked.get_by_role("button", name="Add picture")
    choose(mood, saved(drawn()))
    asked.get_by_label("Description").fill("Two halves")
    mood.route("**/desk/pictures/", lambda route: route.fulfill(status=404, body="<h1>Gone</h1>"))
    add.click()
    expect(told).to_contain_text("could not take this picture")
    expect(add).to_be_enabled()

    mood.unroute("**/desk/pictures/")
    mood.context.clear_cookies(name="sessionid")
    add.click()
    expect(told).to_contain_text("signed in")
    expect(asked.get_by_label("Description")).to_have_value("Two halves")

    let_in(mood, User.objects.get(), site)
    # Signing in gives a new token; the one in the form counts no more.
    mood.context.add_cookies([{"name": settings.CSRF_COOKIE_NAME, "value": "n" * 32, "url": site}])
    add.click()
    expect(asked).to_be_hidden()
    assert f"![Two halves](/uploads/{Picture.objects.get().name})" in text(mood)


def test_the_window_suits_a_phone_and_everybody(visiting: Visiting, site: str) -> None:
    # What looks for objections hides things by inline styles.
    with visiting(site, viewport={"width": 390, "height": 700}, bypass_csp=True) as page:
        let_in(page, account(), site)
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            page.goto("/admin/glossary/term/add/")
            asked = open_window(page)
            box = asked.bounding_box()
            assert box["x"] >= 0
            assert box["x"] + box["width"] <= 390
            page.evaluate(AXE)
            found = page.evaluate("async () => (await axe.run('dialog')).violations.map(each => each.id)")
            assert found == [], scheme


def test_a_wide_picture_keeps_to_the_measure_and_nothing_jumps(page: Page) -> None:
    kept = picture(1600, 900, credit="Ana")
    make_term(
        "Mood", body=f"Words.\n\n![Two]({kept.get_absolute_url()})\n\nAfter ![Two]({kept.get_absolute_url()}) it."
    )
    page.route("**/uploads/**", lambda route: route.continue_())  # nothing is then taken from the browser's cache
    for width in (320, 390, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        page.goto("/glossary/mood/")
        shown = page.locator("figure img")
        shown.evaluate("image => image.decode()")
        text_box, box = page.locator("main .prose").first.bounding_box(), shown.bounding_box()
        assert box["width"] <= text_box["width"]
        assert abs(box["width"] * 900 / 1600 - box["height"]) < 1
        assert page.evaluate("document.scrollingElement.scrollWidth") <= width
        assert sum(shifts(page)) < 0.01
        assert shown.evaluate("image => image.currentSrc").endswith(kept.small_name)


def test_a_tall_picture_fits_into_the_window_and_nothing_jumps(page: Page) -> None:
    kept = picture(900, 1800)
    make_term("Mood", body=f"Words.\n\n![Two]({kept.get_absolute_url()})\n\nAfter it.")
    waiting: list[Route] = []

    def hold(route: Route) -> None:
        waiting.append(route)

    page.route("**/uploads/**", hold)
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto("/glossary/mood/", wait_until="domcontentloaded")
    shown = page.locator("figure img")
    before = shown.bounding_box()
    assert shown.evaluate("image => image.complete") is False

    for route in waiting:
        route.continue_()
    shown.evaluate("image => image.decode()")

    assert shown.bounding_box() == before
    assert (round(before["width"]), round(before["height"])) == (340, 680)  # 85 of 100 parts of the window


def test_the_list_of_pictures_shows_them(ed: Page) -> None:
    kept = picture(1000, 500)
    ed.goto("/admin/publishing/picture/")
    shown = ed.locator(".picture-thumbnail")
    expect(shown).to_be_visible()
    assert shown.bounding_box()["height"] < 80
    ed.goto(f"/admin/publishing/picture/{kept.pk}/change/")
    assert ed.locator(".picture-whole").evaluate("image => image.decode().then(() => image.naturalWidth > 0)")
